"""Biểu Nghi's autumn of 2024 in the sample province: the figures of its records are those of the file (M11 to M14)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from fourgood.meetings.models import Attendance, Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.resolutions.adopting import counted
from fourgood.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def november(cast) -> Meeting:
    return Meeting.objects.get(unit=cast.bieu_nghi, kind=Kind.COMBINED)


def test_november_takes_up_production_after_the_storm(november):
    assert (november.topic, november.on) == ("Ổn định sản xuất sau bão số 3", dt.date(2024, 11, 5))
    assert november.minutes_taken == 105
    assert november.contributions.count() == november.contributions.exclude(answer="").count() == 4


def test_the_committee_met_beforehand(november):
    before = november.prepared_by.get()
    assert (before.kind, before.on, before.minutes.is_draft) == (Kind.COMMITTEE, dt.date(2024, 10, 30), False)


def test_roll_of_22_members(november):
    """22 members; two are exempt, one is away: 19 are due. One is excused; one who is exempt came all the same."""
    states = november.attendances.filter(due=True).values_list("state", flat=True)
    assert sorted(states) == ["excused"] + ["present"] * 18
    assert november.attendances.get(due=False).state == Attendance.State.PRESENT


def test_resolution_was_adopted_by_the_vote(november):
    resolution = november.resolutions.get()
    result = counted(resolution.vote)
    assert (result.in_favour, result.against, result.abstaining) == (result.present - 1, 0, 1)
    assert resolution.sign(on=dt.date(2024, 11, 6)) == "02-NQ/CB"
    assert resolution.month == dt.date(2024, 11, 1)


def test_an_unfinished_task_of_october_is_on_the_agenda_of_november(november):
    carried = november.items.get(task__isnull=False).task
    assert carried.title == "Nạo vét mương nội đồng xóm Đông"
    assert (carried.postponements.get().to_day, carried.finished_on) == (dt.date(2024, 11, 15), dt.date(2024, 11, 14))


def test_tasks_of_november(november):
    """In time, in time, late, in time, carried over; to members and to organisations (M13)."""
    tasks = [row.task for row in november.resolutions.get().resolved.order_by("place")]
    days = [(11, 20), (11, 24), (11, 18), (11, 23), (12, 15)]
    assert [task.finished_on for task in tasks] == [dt.date(2024, month, day) for month, day in days]
    assert [task.finished_on > task.due_on for task in tasks] == [False, False, True, False, False]
    assert [task.postponements.exists() for task in tasks] == [False] * 4 + [True]
    assert (tasks[0].amount_done(), tasks[0].target) == (Decimal("12.5"), 12)
    assert all(task.assignments.exclude(organisation="").exists() for task in tasks[1:])
    assert not Task.objects.open().filter(unit=november.unit).exists()


def test_next_meeting_is_announced_and_not_begun(cast):
    ahead = Meeting.objects.get(unit=cast.bieu_nghi, begun_at=None)
    assert ahead.announced_at is not None and ahead.starts_at > timezone.now()
