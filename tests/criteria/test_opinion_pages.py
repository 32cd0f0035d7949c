"""Pages of the round of opinions: a tap for a member, the whole picture for the secretary (M6)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.criteria.models import Opinion
from fourgood.criteria.state import State
from tests.criteria.sets import begin, issue


@pytest.fixture
def opened(cast):
    """Open for a week from now: pages ask the clock."""
    made = begin(
        cast.bieu_nghi, issue(cast.quang_ninh, first_day=dt.date(timezone.localdate().year, 1, 1)), by=cast.bay
    )
    made.concretise("I.2", wording="Lịch gieo trồng vụ đông", target=95, by=cast.bay, at=timezone.now())
    made.open_for_opinions(until=timezone.localdate() + dt.timedelta(days=7), by=cast.bay, at=timezone.now())
    return made


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(name, args=args), data)


# A member


def test_member_sees_own_criterion_beside_the_framework(client, cast, opened):
    page = get(client, cast.nam, "opinion_own", opened.pk).content.decode()
    assert "Lịch gieo trồng vụ đông" in page
    assert "95" in page
    assert "Hoàn thành đúng hạn, bảo đảm chất lượng" in page


def test_member_agrees_with_all_by_one_tap(client, cast, opened):
    answer = post(client, cast.nam, "opinion_own", opened.pk)
    assert answer.url == reverse("opinion_own", args=[opened.pk])
    opinion = Opinion.objects.get(criteria_set=opened)
    assert (opinion.member, opinion.code, opinion.agrees, opinion.entered_by) == (cast.nam.member, "", True, cast.nam)


def test_member_says_something_on_one_criterion(client, cast, opened):
    answer = post(client, cast.nam, "opinion_point", opened.pk, "I.2", side="disagree", text="Nên sớm hơn")
    assert answer.url == f"{reverse('opinion_own', args=[opened.pk])}#point-I.2"
    assert Opinion.objects.get(criteria_set=opened).text == "Nên sớm hơn"
    assert "Nên sớm hơn" in get(client, cast.nam, "opinion_own", opened.pk).content.decode()
    assert "Nên sớm hơn" in get(client, cast.nam, "opinion_point", opened.pk, "I.2").content.decode()


def test_member_says_something_on_the_whole(client, cast, opened):
    post(client, cast.nam, "opinion_point", opened.pk, "whole", side="agree", text="Rõ ràng")
    assert Opinion.objects.get(criteria_set=opened).code == ""


def test_member_who_disagrees_without_a_word_gets_the_page_back(client, cast, opened):
    answer = post(client, cast.nam, "opinion_point", opened.pk, "I.2", side="disagree", text=" ")
    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"text"})


def test_member_sees_the_answer_and_nobody_elses_opinion(client, cast, opened):
    mine = opened.record_opinion(cast.nam.member, "", True, "Rõ ràng", by=cast.nam, at=timezone.now())
    mine.answer_with("Xin cảm ơn", by=cast.bay, at=timezone.now())
    opened.record_opinion(cast.thu.member, "", True, "Đồng ý cả", by=cast.thu, at=timezone.now())
    page = get(client, cast.nam, "opinion_own", opened.pk).content.decode()
    assert "Xin cảm ơn" in page
    assert "Đồng ý cả" not in page


def test_unknown_criterion_is_not_found(client, cast, opened):
    assert get(client, cast.nam, "opinion_point", opened.pk, "IX.9").status_code == 404


def test_changes_since_opening_are_shown(client, cast, opened):
    opened.concretise("I.2", wording="Lịch mới", target=95, by=cast.bay, at=timezone.now())
    page = get(client, cast.nam, "opinion_own", opened.pk).content.decode()
    assert "Lịch gieo trồng vụ đông" in page
    assert "Lịch mới" in page


def test_before_opening_a_member_is_told_so(client, cast):
    draft = begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)
    assert get(client, cast.nam, "opinion_own", draft.pk).status_code == 403


def test_once_adopted_what_was_said_stays_and_nothing_more_is_taken(client, cast, opened):
    opened.record_opinion(cast.nam.member, "", True, "Rõ ràng", by=cast.nam, at=timezone.now())
    votes = {"present": 20, "in_favour": 20, "against": 0, "abstaining": 0}
    opened.adopt(met_on=timezone.localdate(), number="05-NQ/CB", **votes, by=cast.bay, at=timezone.now())
    page = get(client, cast.nam, "opinion_own", opened.pk).content.decode()
    assert "Rõ ràng" in page
    assert reverse("opinion_point", args=[opened.pk, "I.2"]) not in page
    answer = post(client, cast.nam, "opinion_point", opened.pk, "I.2", side="agree")
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


# The secretary


def test_secretary_opens_the_criteria(client, cast):
    draft = begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)
    answer = post(client, cast.bay, "opinions_open", draft.pk, until=timezone.localdate().isoformat())
    assert answer.url == reverse("opinions", args=[draft.pk])
    assert draft.state_now() is State.OPEN


def test_opening_until_yesterday_comes_back_with_the_reason(client, cast):
    draft = begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    answer = post(client, cast.bay, "opinions_open", draft.pk, until=yesterday.isoformat())
    assert (answer.status_code, draft.state_now()) == (200, State.DRAFT)
    assert answer.context["form"].non_field_errors()


def test_secretary_sees_who_has_spoken_and_who_not(client, cast, opened):
    opened.record_opinion(cast.nam.member, "I.2", False, "Nên sớm hơn", by=cast.nam, at=timezone.now())
    answer = get(client, cast.bay, "opinions", opened.pk)
    round_ = answer.context["round"]
    assert round_.spoken == [cast.nam.member]
    assert len(round_.silent) == len(round_.asked) - 1
    (point,) = round_.points
    assert (point.code, point.agreeing, point.objecting, point.unanswered) == ("I.2", 0, 1, 1)
    page = answer.content.decode()
    assert reverse("criterion", args=[opened.pk, "I.2"]) in page
    assert f"{reverse('opinion_enter', args=[opened.pk])}?member={cast.mui.pk}" in page


def test_secretary_enters_for_a_member_and_is_named_beside(client, cast, opened):
    post(client, cast.bay, "opinion_enter", opened.pk, member=cast.mui.pk, code="I.2", side="disagree", text="Muộn")
    opinion = Opinion.objects.get(criteria_set=opened)
    assert (opinion.member, opinion.entered_by, opinion.code) == (cast.mui, cast.bay, "I.2")
    assert str(cast.bay) in get(client, cast.bay, "opinions", opened.pk).content.decode().split("Muộn")[0]


def test_only_members_of_the_unit_can_be_entered_for(client, cast, opened):
    answer = post(client, cast.bay, "opinion_enter", opened.pk, member=cast.dung.member.pk, side="agree")
    assert answer.context["form"].errors.keys() == {"member"}


def test_secretary_answers(client, cast, opened):
    said = opened.record_opinion(cast.nam.member, "I.2", False, "Nên sớm hơn", by=cast.nam, at=timezone.now())
    post(client, cast.bay, "opinion_answer", said.pk, text="Đã sửa")
    said.refresh_from_db()
    assert (said.answer, said.answered_by) == ("Đã sửa", cast.bay)


def test_opinion_is_shown_where_the_criterion_is_made_concrete(client, cast, opened):
    opened.record_opinion(cast.nam.member, "I.2", False, "Nên sớm hơn", by=cast.nam, at=timezone.now())
    assert "Nên sớm hơn" in get(client, cast.bay, "criterion", opened.pk, "I.2").content.decode()


def test_level_above_reads_the_opinions_and_enters_none(client, cast, opened):
    page = get(client, cast.hoa, "opinions", opened.pk)
    assert (page.status_code, page.context["may_act"]) == (200, False)
    assert post(client, cast.hoa, "opinion_enter", opened.pk).status_code == 403


@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("dung", 404), ("tuan", 403)])
def test_opinions_of_all_are_not_for_everyone(client, cast, opened, who, status):
    assert get(client, getattr(cast, who), "opinions", opened.pk).status_code == status


@pytest.mark.parametrize("name", ["opinion_own", "opinions"])
def test_queries_do_not_grow_with_the_number_of_opinions(client, cast, opened, name):
    def count():
        client.force_login(cast.bay)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=[opened.pk]))
        return len(queries)

    def speak(who, code):
        opened.record_opinion(who.member, code, False, "Khác", by=who, at=timezone.now())

    speak(cast.bay, "I.2")
    one = count()
    for who, code in ((cast.nam, "I.2"), (cast.thu, "I.3"), (cast.bay, "I.4")):
        speak(who, code)
    assert count() == one
