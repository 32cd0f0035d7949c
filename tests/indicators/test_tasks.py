"""Indicators of tasks, resolutions and members, each against a small set of facts made by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.common.spans import since
from fourgood.indicators.readings import NOTHING
from fourgood.organisation.models import MemberStatus
from fourgood.tasks.models import Task
from tests.indicators.facts import MONTH, at, day, done, issue, meeting, members, resolution, resolved, task
from tests.indicators.test_meetings import of, read

# Due on, finished on → numerator and denominator of March; None: it is no task of March.
TASKS = [
    ("due before the month", dt.date(2031, 2, 28), day(1), None),
    ("due on the first, done on it", day(1), day(1), (1, 1)),
    ("due on the last, done on it", day(31), day(31), (1, 1)),
    ("a day late", day(30), day(31), (0, 1)),
    ("open", day(31), None, (0, 1)),
    ("due after the month", dt.date(2031, 4, 1), day(1), None),
]


@pytest.mark.parametrize(("case", "due", "finished", "expected"), TASKS, ids=[row[0] for row in TASKS])
def test_tasks_done_on_time(cast, case, due, finished, expected):
    task(cast.bieu_nghi, due, finished=finished)
    assert read("tasks_done_on_time", cast.bieu_nghi) == (of(*expected) if expected else NOTHING)


def test_task_due_later_in_the_month_is_no_failure_yet(cast):
    task(cast.bieu_nghi, day(25))
    task(cast.bieu_nghi, day(26), finished=day(9))
    assert read("tasks_done_on_time", cast.bieu_nghi, on=day(10)) == of(1, 1)
    assert read("tasks_done_on_time", cast.bieu_nghi, on=day(25)) == of(1, 2)


def test_dropped_task_counts_nowhere(cast):
    dropped = task(cast.bieu_nghi, day(9))
    Task.objects.filter(pk=dropped.pk).update(dropped_at=timezone.now(), dropped_because="Trùng")
    assert read("tasks_done_on_time", cast.bieu_nghi) == NOTHING


def test_shortcomings_are_corrections_of_the_quarter(cast):
    task(cast.bieu_nghi, day(10, month=1), finished=day(9, month=1), origin="correction")
    task(cast.bieu_nghi, day(31), origin="correction")
    task(cast.bieu_nghi, day(31), origin="given")
    task(cast.bieu_nghi, day(1, month=4), origin="correction")
    for month in (1, 2, 3):
        assert read("shortcomings_fixed", cast.bieu_nghi, dt.date(2031, month, 1)) == of(1, 2)


def test_tasks_of_the_resolution_need_an_owner_and_a_day(cast):
    row = resolution(meeting(cast.bieu_nghi, at(3)), MONTH)
    resolved(row, 1, due=day(20), to=members(cast.bieu_nghi, 1)[0])
    resolved(row, 2, due=day(20), organisations="Chi hội Phụ nữ")
    resolved(row, 3, due=day(20))
    resolved(row, 4, to=members(cast.bieu_nghi, 1)[0])
    issue(row)
    assert read("resolution_tasks_complete", cast.bieu_nghi) == of(2, 4)


def test_draft_resolution_says_nothing(cast):
    row = resolution(meeting(cast.bieu_nghi, at(3)), MONTH)
    resolved(row, 1, due=day(20))
    assert read("resolution_tasks_complete", cast.bieu_nghi) == NOTHING


def test_last_resolution_is_the_one_before_the_month(cast):
    older = resolution(meeting(cast.bieu_nghi, at(3, month=1)), dt.date(2031, 1, 1))
    resolved(older, 1, gives=task(cast.bieu_nghi, day(31, month=1)))
    last = resolution(meeting(cast.bieu_nghi, at(3, month=2)), dt.date(2031, 2, 1))
    resolved(last, 1, gives=task(cast.bieu_nghi, day(20), finished=day(31)))
    resolved(last, 2, gives=task(cast.bieu_nghi, day(20)))
    resolved(last, 3, gives=task(cast.bieu_nghi, day(20), finished=day(1, month=4)))
    resolved(last, 4, gives=task(cast.bieu_nghi, day(20, month=4)))  # not due yet
    now = resolution(meeting(cast.bieu_nghi, at(3)), MONTH)
    resolved(now, 1, gives=task(cast.bieu_nghi, day(20), finished=day(20)))
    for row in (older, last, now):
        issue(row)
    assert read("last_resolution_done", cast.bieu_nghi) == of(1, 3)


def test_members_assigned_are_of_those_who_can_be(cast):
    unit = cast.bieu_nghi
    # What the cast is still working at is no part of this.
    Task.objects.open().filter(unit=unit).update(dropped_at=timezone.now(), dropped_because="Thử")
    everyone = read_all(unit)
    free, busy, other = members(unit, 3)
    MemberStatus.objects.create(member=free, kind="exempt", valid=since(day(1)))
    task(unit, day(20), members=[free, busy])
    task(unit, day(20), members=[other], finished=day(28, month=2))  # over before the month
    assert read("members_assigned", unit) == of(1, everyone - 1)


def read_all(unit):
    """How many can be given tasks before anybody is exempted."""
    held = task(unit, day(20))
    found = read("members_assigned", unit).denominator
    held.delete()
    return int(found)


def test_unit_without_tasks_says_nothing_of_its_members(cast):
    before_all = dt.date(2010, 3, 1)
    assert read("members_assigned", cast.bieu_nghi, before_all) == NOTHING
    assert read("members_completed", cast.bieu_nghi, before_all) == NOTHING


def test_members_completed_have_done_all_that_is_due(cast):
    unit = cast.bieu_nghi
    one, two, three = members(unit, 3)
    first, second = task(unit, day(10), members=[one, two, three]), task(unit, day(31), members=[two])
    done(first, one, day(12))
    done(first, two, day(10))
    done(second, two, day(1, month=4))
    task(unit, day(1, month=4), members=[one])
    assert read("members_completed", unit) == of(1, 3)


def test_task_finished_by_whoever_gave_it_is_done_by_all(cast):
    one, two = members(cast.bieu_nghi, 2)
    task(cast.bieu_nghi, day(10), members=[one, two], finished=day(9))
    assert read("members_completed", cast.bieu_nghi) == of(2, 2)
