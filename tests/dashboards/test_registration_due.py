"""Home and the year's registration: what is due, by when, and how far the year is (M7)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.criteria.agenda import agenda_of
from fourgood.criteria.models import CriteriaSet
from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.due import criteria_to_go_through, reader_of, registration
from fourgood.dashboards.year import year_steps
from fourgood.instructions.models import Edition
from tests.criteria.sets import LATER, NOW, YEAR, begin, issue, nobody_registered

FEBRUARY = dt.date(YEAR, 2, 10)
APRIL = dt.date(YEAR, 4, 3)
DECEMBER = dt.date(YEAR, 12, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def cast(cast):
    """The sample province before any registration."""
    nobody_registered()
    return cast


@pytest.fixture
def file(cast):
    """The framework by which everyone registers."""
    return issue(cast.quang_ninh)


def told(rule, user, on: dt.date):
    return answer_of(rule, reader_of(user, on=on))


def test_secretary_is_told_to_register_by_the_day_of_the_calendar(cast, file):
    due = told(registration, cast.bay, FEBRUARY)
    assert (due.title, due.day) == (f"Register Chi bộ khu Biểu Nghi for {YEAR}", dt.date(YEAR, 3, 31))
    assert due.url == f"{reverse('registration_new', args=[cast.bieu_nghi.pk])}?year={YEAR}"
    assert (due.is_late(FEBRUARY), told(registration, cast.bay, APRIL).is_late(APRIL)) == (False, True)


def test_begun_registration_is_still_to_be_made(cast, file):
    begun = begin(cast.bieu_nghi, file).registration
    assert told(registration, cast.bay, FEBRUARY).url == begun.get_absolute_url()
    begun.register(by=cast.bay, at=NOW)
    assert told(registration, cast.bay, FEBRUARY) is None


def test_next_year_is_due_from_december(cast, file):
    begin(cast.bieu_nghi, file).registration.register(by=cast.bay, at=NOW)
    assert told(registration, cast.bay, DECEMBER - dt.timedelta(days=1)) is None
    due = told(registration, cast.bay, DECEMBER)
    assert (due.title.endswith(str(YEAR + 1)), due.day) == (True, dt.date(YEAR + 1, 3, 31))


def test_criteria_are_due_until_all_are_gone_through(cast, file):
    assert told(criteria_to_go_through, cast.bay, FEBRUARY) is None
    draft = begin(cast.bieu_nghi, file)
    draft.concretise("I.1", by=cast.bay, at=NOW)
    due = told(criteria_to_go_through, cast.bay, FEBRUARY)
    total = agenda_of(cast.bay.standing(FEBRUARY), on=FEBRUARY)[0].total
    assert due.title == f"Criteria for {YEAR}: 1 of {total} gone through"
    assert (due.url, due.day) == (reverse("criteria_wizard", args=[draft.pk]), dt.date(YEAR, 1, 31))
    CriteriaSet.objects.filter(pk=draft.pk).update(opened_at=LATER)
    assert told(criteria_to_go_through, cast.bay, FEBRUARY) is None


@pytest.mark.parametrize("person", ["nam", "mai", "tuan", "lan", "minh", "quang", "khach"])
def test_who_makes_no_criteria_is_told_nothing(cast, file, person):
    begin(cast.bieu_nghi, file)
    assert told(registration, getattr(cast, person), FEBRUARY) is None
    assert told(criteria_to_go_through, getattr(cast, person), FEBRUARY) is None


def test_without_a_framework_nothing_is_due(cast):
    for edition in Edition.objects.in_force(FEBRUARY):
        edition.withdraw(reason="Thử", by=cast.lan, at=NOW - dt.timedelta(days=2))
    assert told(registration, cast.bay, FEBRUARY) is None


def step(user, on: dt.date) -> tuple[str, str]:
    first = year_steps(reader_of(user, on=on))[0]
    return first.state, first.note


def test_year_shows_how_far_registering_is(cast, file):
    assert step(cast.bay, FEBRUARY) == ("now", f"by 31/03/{YEAR}, 49 days left")
    assert step(cast.bay, APRIL) == ("late", f"since 31/03/{YEAR}, 3 days late")
    assert step(cast.nam, APRIL) == ("later", "January to March")
    begin(cast.bieu_nghi, file).registration.register(by=cast.bay, at=timezone.make_aware(dt.datetime(YEAR, 4, 2, 9)))
    assert step(cast.bay, APRIL) == ("done", f"02/04/{YEAR}, 2 days late")


def test_each_step_of_the_year_that_has_a_page_leads_to_it(cast):
    steps = year_steps(reader_of(cast.nam, on=APRIL))
    assert [step.url for step in steps] == ["", "/meetings/", "/tasks/", "/assessments/", ""]
    assert {step.url for step in year_steps(reader_of(cast.khach, on=APRIL))} == {""}


def test_agenda_takes_few_queries(cast, file):
    standing = cast.bay.standing(FEBRUARY)
    with CaptureQueriesContext(connection) as before:
        agenda_of(standing, on=FEBRUARY)
    begin(cast.bieu_nghi, file)
    with CaptureQueriesContext(connection) as after:
        agenda_of(standing, on=FEBRUARY)
    assert (len(before), len(after)) == (4, 3)
    reader = cast.nam.standing(FEBRUARY)
    with CaptureQueriesContext(connection) as none:
        agenda_of(reader, on=FEBRUARY)
    assert len(none) == 0
