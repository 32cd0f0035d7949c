"""What is due about criteria: to the member, the secretary, the level above, each at its time (M6)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.criteria.voices import vote_base
from fourgood.dashboards import criteria_due, due
from fourgood.dashboards.asking import answer_of
from tests.criteria.sets import begin, general, issue, nobody_registered
from tests.criteria.test_carry_over import second


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast(cast):
    nobody_registered()
    return cast


def now():
    return timezone.now()


def today():
    return timezone.localdate()


@pytest.fixture
def file(cast):
    return issue(cast.quang_ninh, first_day=dt.date(today().year, 1, 1))


@pytest.fixture
def draft(cast, file):
    """Registered, all criteria gone through."""
    made = begin(cast.bieu_nghi, file, by=cast.bay, year=today().year, variant=general(file))
    made.registration.register(by=cast.bay, at=now())
    return made


@pytest.fixture
def opened(cast, draft):
    draft.open_for_opinions(until=today() + dt.timedelta(days=5), by=cast.bay, at=now())
    return draft


@pytest.fixture
def adopted(cast, opened):
    base = vote_base(cast.bieu_nghi, on=today()).count
    votes = {"present": base, "in_favour": base, "against": 0, "abstaining": 0}
    opened.adopt(met_on=today(), number="05-NQ/CB", **votes, by=cast.bay, at=now())
    return opened


@pytest.fixture
def submitted(cast, adopted):
    adopted.submit(by=cast.bay, at=now())
    return adopted


def told(user):
    """What the person is told about criteria: rule → where it leads."""
    reader = due.reader_of(user, on=today())
    found = ((rule, answer_of(rule, reader)) for rule in criteria_due.RULES)
    return {rule.__name__: one.url for rule, one in found if one}


def test_member_is_asked_until_they_have_spoken(cast, opened):
    assert told(cast.nam) == {"opinion_to_give": reverse("opinion_own", args=[opened.pk])}
    opened.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=now())
    assert told(cast.nam) == {}


def test_member_is_told_by_when(cast, opened):
    assert answer_of(criteria_due.opinion_to_give, due.reader_of(cast.nam, on=today())).day == opened.opinions_until


def test_nobody_of_another_cell_is_asked(cast, opened):
    assert told(cast.dung) == {}


def test_nobody_is_asked_before_opening_or_after_adoption(cast, draft):
    assert told(cast.nam) == {}


def test_after_adoption_nobody_is_asked(cast, adopted):
    assert told(cast.nam) == {}


def test_committee_member_is_asked_about_the_criteria_of_the_committee(cast):
    file = issue(cast.quang_ninh, code="committee-2026", model="committee", first_day=dt.date(today().year, 1, 1))
    made = begin(cast.dong_mai, file, by=cast.hoa, year=today().year)
    made.open_for_opinions(until=today(), by=cast.hoa, at=now())
    assert told(cast.tuan) == {"opinion_to_give": reverse("opinion_own", args=[made.pk])}


def test_secretary_of_an_open_set_is_told_who_has_not_spoken(cast, opened):
    assert told(cast.bay)["opinions_to_follow"] == reverse("opinions", args=[opened.pk])
    found = answer_of(criteria_due.opinions_to_follow, due.reader_of(cast.bay, on=today()))
    assert found.title == "23 of 23 members have not spoken on the criteria"


def test_once_everyone_has_spoken_the_vote_is_to_be_recorded(cast, opened):
    from fourgood.criteria.voices import members_asked

    for member in members_asked(cast.bieu_nghi, on=today()):
        opened.record_opinion(member, "", True, "", by=cast.bay, at=now())
    assert told(cast.bay) == {"opinions_to_follow": reverse("criteria_adopt", args=[opened.pk])}


def test_secretary_is_told_to_submit_and_then_nothing(cast, adopted):
    assert told(cast.bay) == {"criteria_to_submit": reverse("criteria_submit", args=[adopted.pk])}
    assert answer_of(criteria_due.criteria_to_submit, due.reader_of(cast.bay, on=today())).day == dt.date(
        today().year, 3, 31
    )
    adopted.submit(by=cast.bay, at=now())
    assert told(cast.bay) == {}


@pytest.mark.parametrize("who", ["tuan", "hoa"])
def test_level_above_is_told_what_waits(cast, submitted, who):
    assert told(getattr(cast, who)) == {"criteria_to_confirm": reverse("criteria_queue")}
    found = answer_of(criteria_due.criteria_to_confirm, due.reader_of(getattr(cast, who), on=today()))
    assert found.title == "The criteria of 1 unit wait for confirmation"


@pytest.mark.parametrize("who", ["bay", "nam", "dung", "phuc", "lan", "minh", "quang"])
def test_nobody_else_is_told_what_waits(cast, submitted, who):
    assert "criteria_to_confirm" not in told(getattr(cast, who))


def test_returned_criteria_are_due_to_the_secretary(cast, submitted):
    submitted.return_("", {"I.2": "Bao nhiêu ha?", "I.3": "Thiếu"}, by=cast.tuan, at=now())
    assert told(cast.bay)["criteria_returned"] == submitted.get_absolute_url()
    found = answer_of(criteria_due.criteria_returned, due.reader_of(cast.bay, on=today()))
    assert found.title == "The criteria came back with 2 remarks"


def test_adapted_criteria_are_due_until_looked_at(cast, submitted, file):
    submitted.confirm(by=cast.tuan, at=now())
    assert told(cast.bay) == {}
    second(file, "adapt")
    new = submitted.registration.sets.get(place=2)
    assert told(cast.bay) == {"criteria_carried_over": new.get_absolute_url()}
    new.mark_looked_at(by=cast.bay, at=now())
    assert told(cast.bay) == {}


def test_members_are_to_be_asked_once_all_criteria_are_gone_through(cast, draft):
    from fourgood.criteria.concretising import variant_of

    assert told(cast.bay) == {}
    for criterion in variant_of(draft).criteria():
        draft.concretise(criterion.code, by=cast.bay, at=now())
    assert told(cast.bay) == {"members_to_ask": reverse("opinions_open", args=[draft.pk])}


def test_queries_do_not_grow_with_the_number_of_units(cast, file, submitted):
    def count():
        reader = due.reader_of(cast.hoa, on=today())
        with CaptureQueriesContext(connection) as queries:
            assert answer_of(criteria_due.criteria_to_confirm, reader)
        return len(queries)

    one = count()
    for unit in (cast.tan_mai, cast.trai_thanh):
        made = begin(unit, file, year=today().year)
        made.submissions.create(submitted_at=now())
    assert count() == one
