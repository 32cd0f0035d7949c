"""All members are asked for their opinions on the draft; who has spoken is attributed (M6)."""

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.criteria import voices
from fourgood.criteria.decision_refusals import AnswerMissing, NotAsked, NotOpen, OpinionsOver, SayWhy, UntilGone
from fourgood.criteria.models import Opinion
from fourgood.criteria.own import Own
from fourgood.criteria.refusals import Confirmed, Submitted, UnknownCriterion
from fourgood.criteria.snapshots import changed_since
from fourgood.criteria.state import State
from tests.criteria.sets import LATER, NOW, begin, confirm, issue

UNTIL = dt.date(2026, 2, 20)


@pytest.fixture
def draft(cast):
    return begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)


@pytest.fixture
def opened(cast, draft):
    draft.concretise("I.2", wording="Lịch gieo trồng vụ đông", by=cast.bay, at=NOW)
    draft.open_for_opinions(until=UNTIL, by=cast.bay, at=NOW)
    return draft


def adopt(criteria_set, **votes):
    numbers = {"present": 20, "in_favour": 18, "against": 1, "abstaining": 1} | votes
    return criteria_set.adopt(met_on=NOW.date(), number="05-NQ/CB", **numbers, by=None, at=LATER)


# Opening


def test_opening_asks_all_members(cast, opened):
    assert opened.state_now() is State.OPEN
    assert (opened.opened_at, opened.opened_by, opened.opinions_until) == (NOW, cast.bay, UNTIL)
    act = Act.objects.about(opened).first()
    assert (act.verb, act.actor, act.before, act.after) == ("criteria.opened", cast.bay, None, {"until": "2026-02-20"})


def test_opening_again_moves_the_day_and_keeps_what_was_shown_first(cast, opened):
    shown = opened.opened_with
    opened.concretise("I.2", wording="Lịch mới", by=cast.bay, at=LATER)
    opened.open_for_opinions(until=dt.date(2026, 3, 1), by=cast.bay, at=LATER)
    assert (opened.opinions_until, opened.opened_at, opened.opened_with) == (dt.date(2026, 3, 1), NOW, shown)
    assert Act.objects.about(opened).first().before == {"until": "2026-02-20"}


def test_opening_until_a_day_gone_by_is_refused(cast, draft):
    with pytest.raises(UntilGone, match="09/02/2026"):
        draft.open_for_opinions(until=dt.date(2026, 2, 9), by=cast.bay, at=NOW)


def test_opening_what_is_adopted_is_refused(cast, opened):
    adopt(opened)
    with pytest.raises(OpinionsOver):
        opened.open_for_opinions(until=UNTIL, by=cast.bay, at=LATER)


def test_opening_what_is_confirmed_is_refused(cast, draft):
    confirm(draft)
    with pytest.raises(Confirmed):
        draft.open_for_opinions(until=UNTIL, by=cast.bay, at=LATER)


def test_changes_since_opening_are_told(cast, opened):
    opened.concretise("I.2", wording="Lịch mới", by=cast.bay, at=LATER)
    opened.concretise("I.1", wording="Học tập nghị quyết tại nhà văn hóa", by=cast.bay, at=LATER)
    now = {row.code: row.own for row in opened.criteria.all()}
    changed = changed_since(opened.opened_with, now)
    assert [(c.code, c.before, c.after) for c in changed] == [
        ("I.1", Own(), Own(wording="Học tập nghị quyết tại nhà văn hóa")),
        ("I.2", Own(wording="Lịch gieo trồng vụ đông"), Own(wording="Lịch mới")),
    ]


# Giving


def test_member_agrees_with_all(cast, opened):
    opinion = opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=LATER)
    assert (opinion.agrees, opinion.text, opinion.given_at, opinion.is_entered_for_them) == (True, "", LATER, False)
    act = Act.objects.about(opened).first()
    assert (act.verb, act.actor) == ("criteria.opinion_given", cast.nam)
    assert act.after == {"member": "Phạm Hải Nam", "criterion": "", "agrees": True, "opinion": ""}


def test_secretary_enters_for_a_member_and_is_named(cast, opened):
    opinion = opened.record_opinion(cast.mui, "I.2", False, "Vụ đông muộn quá", by=cast.bay, at=LATER)
    assert (opinion.member, opinion.entered_by, opinion.is_entered_for_them) == (cast.mui, cast.bay, True)


def test_opinion_is_replaced_and_the_acts_keep_the_first(cast, opened):
    first = opened.record_opinion(cast.nam.member, "I.2", True, "", by=cast.nam, at=NOW)
    first.answer_with("Cảm ơn đồng chí", by=cast.bay, at=NOW)
    again = opened.record_opinion(cast.nam.member, "I.2", False, "Nên sớm hơn", by=cast.nam, at=LATER)
    assert Opinion.objects.filter(criteria_set=opened).get() == again == first
    assert (again.agrees, again.text, again.answer, again.answered_at) == (False, "Nên sớm hơn", "", None)
    act = Act.objects.about(opened).first()
    assert (act.verb, act.before["agrees"], act.after["opinion"]) == ("criteria.opinion_changed", True, "Nên sớm hơn")


def test_same_opinion_twice_is_once(cast, opened):
    first = opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=NOW)
    acts = Act.objects.count()
    assert opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=LATER).given_at == first.given_at
    assert Act.objects.count() == acts


def test_opinion_after_the_day_is_heard_and_shown_late(cast, opened):
    late = timezone.make_aware(dt.datetime(2026, 2, 21, 8))
    assert opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=late).is_late
    assert not opened.record_opinion(cast.thu.member, "", True, "", by=cast.thu, at=NOW).is_late


def test_who_disagrees_says_why(cast, opened):
    with pytest.raises(SayWhy):
        opened.record_opinion(cast.nam.member, "I.2", False, "  ", by=cast.nam, at=LATER)


def test_opinion_before_opening_is_refused(cast, draft):
    with pytest.raises(NotOpen):
        draft.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=NOW)


def test_opinion_after_adoption_is_refused_until_it_no_longer_holds(cast, opened):
    adopt(opened)
    with pytest.raises(OpinionsOver):
        opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=LATER)
    opened.concretise("I.2", wording="Lịch mới", by=cast.bay, at=LATER)
    assert opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=LATER).agrees


def test_opinion_of_a_stranger_is_refused(cast, opened):
    with pytest.raises(NotAsked, match="Trần Quốc Dũng"):
        opened.record_opinion(cast.dung.member, "", True, "", by=cast.dung, at=LATER)


def test_opinion_before_the_member_joined_is_refused(cast, opened):
    with pytest.raises(NotAsked, match="10/02/2026"):
        opened.record_opinion(cast.mai.member, "", True, "", by=cast.mai, at=LATER)


def test_opinion_on_no_criterion_of_the_framework_is_refused(cast, opened):
    with pytest.raises(UnknownCriterion):
        opened.record_opinion(cast.nam.member, "IX.1", True, "", by=cast.nam, at=LATER)


# Answering


def test_answer_is_recorded(cast, opened):
    opinion = opened.record_opinion(cast.nam.member, "I.2", False, "Nên sớm hơn", by=cast.nam, at=NOW)
    opinion.answer_with("Đã sửa", by=cast.bay, at=LATER)
    assert (opinion.answer, opinion.answered_by, opinion.answered_at) == ("Đã sửa", cast.bay, LATER)
    assert Act.objects.about(opened).first().after == {
        "member": "Phạm Hải Nam",
        "criterion": "I.2",
        "answer": "Đã sửa",
    }


def test_empty_answer_is_refused(cast, opened):
    opinion = opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=NOW)
    with pytest.raises(AnswerMissing):
        opinion.answer_with(" ", by=cast.bay, at=LATER)


def test_opening_what_is_submitted_is_refused(cast, opened):
    opened.registration.register(by=cast.bay, at=NOW)
    adopt(opened)
    opened.submit(by=cast.bay, at=LATER)
    with pytest.raises(Submitted):
        opened.open_for_opinions(until=UNTIL, by=cast.bay, at=LATER)


# Who is asked


def test_all_members_of_a_cell_are_asked_probationary_ones_too(cast):
    today = voices.members_asked(cast.bieu_nghi, on=dt.date(2026, 10, 1))
    assert {cast.mai.member, cast.mui, cast.tinh} <= set(today)
    assert len(today) == 23
    assert cast.mai.member not in voices.members_asked(cast.bieu_nghi, on=NOW.date())


def test_of_a_committee_its_members_are_asked(cast):
    asked = voices.members_asked(cast.dong_mai, on=NOW.date())
    assert {cast.hoa.member, cast.tuan.member} <= set(asked)
    assert cast.bay.member not in asked
    assert voices.vote_base(cast.dong_mai, on=NOW.date()).count == len(asked)


def test_opinions_are_seen_by_who_gave_them_and_by_who_leads(cast, opened):
    opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=NOW)
    seen = {
        who: Opinion.objects.visible_to(getattr(cast, who)).exists() for who in ("nam", "mai", "bay", "hoa", "dung")
    }
    assert seen == {"nam": True, "mai": False, "bay": True, "hoa": True, "dung": False}
