"""Criteria are adopted by a resolution: more than half of those who have a vote on that day (domain 4.2, M6)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.criteria import voices
from fourgood.criteria.decision_refusals import (
    MetLater,
    MetTooEarly,
    MoreCame,
    MorePresent,
    MoreVotes,
    NotAskedYet,
    NotCarried,
    NumberMissing,
)
from fourgood.criteria.models import Adoption
from fourgood.criteria.refusals import Confirmed, Submitted
from fourgood.criteria.state import State
from fourgood.regulations.meeting_rules import Vote
from tests.criteria.sets import NOW, begin, confirm, issue

MET = dt.date(2026, 2, 12)
AFTER = timezone.make_aware(dt.datetime(2026, 2, 13, 9))


@pytest.fixture
def opened(cast):
    made = begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)
    made.registration.register(by=cast.bay, at=NOW)
    made.concretise("I.2", wording="Lịch gieo trồng vụ đông", by=cast.bay, at=NOW)
    made.open_for_opinions(until=MET, by=cast.bay, at=NOW)
    return made


def adopt(criteria_set, by=None, **fields):
    numbers = {"present": 19, "in_favour": 18, "against": 0, "abstaining": 1}
    given = {"met_on": MET, "number": "05-NQ/CB"} | numbers | fields
    return criteria_set.adopt(**given, by=by, at=AFTER)


def test_base_is_whoever_has_a_vote_that_day(cast):
    """22 members in February 2026, of them one exempt: she counts if she comes."""
    base = voices.vote_base(cast.bieu_nghi, on=MET)
    assert (base.count, base.if_present, base.needed(), base.needed(1)) == (21, 1, 11, 12)
    assert [(why.vote, why.count) for why in base.reasons] == [(Vote.ALWAYS, 21), (Vote.IF_PRESENT, 1)]


def test_probationary_members_and_those_away_are_not_in_the_base(cast):
    base = voices.vote_base(cast.bieu_nghi, on=dt.date(2026, 10, 1))
    assert (base.count, base.if_present) == (20, 2)
    assert [(why.vote, why.count) for why in base.reasons] == [
        (Vote.ALWAYS, 20),
        (Vote.IF_PRESENT, 1),
        (Vote.IF_PRESENT, 1),
        (Vote.NEVER, 1),
    ]


def test_resolution_is_recorded(cast, opened):
    adoption = adopt(opened, by=cast.bay)
    assert (adoption.base, adoption.present, adoption.in_favour, adoption.recorded_by) == (21, 19, 18, cast.bay)
    assert adoption.digest == opened.digest() == opened.current_digest
    assert opened.adoption() == adoption
    assert opened.state_now() is State.ADOPTED
    act = Act.objects.about(opened).first()
    assert (act.verb, act.after["base"], act.after["met_on"]) == ("criteria.adopted", 21, "2026-02-12")


def test_what_was_voted_on_is_kept(opened):
    adoption = adopt(opened)
    assert adoption.content["I.2"]["wording"] == "Lịch gieo trồng vụ đông"


@pytest.mark.parametrize(("in_favour", "missing"), [(10, 1), (7, 4), (0, 11)])
def test_without_more_than_half_it_is_refused_with_how_many_are_missing(opened, in_favour, missing):
    with translation.override("en"), pytest.raises(NotCarried) as refused:
        adopt(opened, in_favour=in_favour)
    assert str(refused.value.reason) == (
        f"{in_favour} of 21 are in favour; a resolution needs more than 1/2 of them, that is 11. "
        f"{missing} are missing, so it isn't adopted."
    )
    assert not Adoption.objects.filter(criteria_set=opened).exists()


def test_just_more_than_half_carries(opened):
    assert adopt(opened, in_favour=11, against=8, abstaining=0).in_favour == 11


def test_exempt_member_who_comes_counts(opened):
    assert adopt(opened, also_present=1, present=22, in_favour=12, against=0, abstaining=0).base == 22
    with pytest.raises(NotCarried):
        adopt(opened, also_present=1, present=22, in_favour=11)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"also_present": 2}, MoreCame),
        ({"present": 22}, MorePresent),
        ({"present": 17}, MoreVotes),
        ({"number": " "}, NumberMissing),
        ({"met_on": dt.date(2026, 2, 9)}, MetTooEarly),
        ({"met_on": dt.date(2026, 2, 14)}, MetLater),
    ],
)
def test_impossible_record_is_refused(opened, fields, refusal):
    with pytest.raises(refusal):
        adopt(opened, **fields)


def test_vote_before_members_were_asked_is_refused(cast):
    with pytest.raises(NotAskedYet):
        adopt(begin(cast.bieu_nghi, issue(cast.quang_ninh)))


def test_changed_afterwards_it_is_to_be_adopted_again(cast, opened):
    first = adopt(opened)
    opened.concretise("I.2", wording="Lịch mới", by=cast.bay, at=AFTER)
    assert (opened.state_now(), opened.adoption()) == (State.OPEN, None)
    second = adopt(opened, number="06-NQ/CB")
    assert (opened.adoption(), opened.state_now()) == (second, State.ADOPTED)
    assert first.digest != second.digest


def test_changed_back_the_first_resolution_holds(cast, opened):
    first = adopt(opened)
    opened.concretise("I.2", wording="Lịch mới", by=cast.bay, at=AFTER)
    opened.concretise("I.2", wording="Lịch gieo trồng vụ đông", by=cast.bay, at=AFTER)
    assert opened.adoption() == first


def test_entered_again_the_last_record_counts(opened):
    adopt(opened)
    corrected = adopt(opened, number="15-NQ/CB", in_favour=17)
    assert opened.adoption() == corrected


def test_typing_owed_to_the_acts_is_recorded_before(cast, opened):
    row = opened.criteria.get(code="I.2").own
    opened.keep("I.2", type(row)(wording="Vừa gõ"), by=cast.bay, at=AFTER)
    adopt(opened)
    verbs = [act.verb for act in Act.objects.about(opened)[:2]]
    assert verbs == ["criteria.adopted", "criteria.concretised"]


def test_adopting_what_is_submitted_or_confirmed_is_refused(cast, opened):
    adopt(opened)
    opened.submit(by=cast.bay, at=AFTER)
    with pytest.raises(Submitted):
        adopt(opened)
    other = begin(cast.binh_luc_ha, issue(cast.quang_ninh))
    other.open_for_opinions(until=MET, by=None, at=NOW)
    with pytest.raises(Confirmed):
        adopt(confirm(other))


def test_committee_adopts_by_the_votes_of_its_members(cast):
    made = begin(cast.dong_mai, issue(cast.quang_ninh, code="committee-2026", model="committee"))
    made.open_for_opinions(until=MET, by=cast.hoa, at=NOW)
    base = voices.vote_base(cast.dong_mai, on=MET).count
    adoption = adopt(made, present=base, in_favour=base, abstaining=0)
    assert adoption.base == base == voices.members_asked(cast.dong_mai, on=MET).count()


@pytest.mark.parametrize("wrong", [{"present": 22}, {"in_favour": 20}])
def test_impossible_numbers_are_refused_by_the_database(opened, wrong):
    adoption = adopt(opened)
    with pytest.raises(IntegrityError), transaction.atomic():
        Adoption.objects.filter(pk=adoption.pk).update(**wrong)
