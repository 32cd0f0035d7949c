"""The figures of every cell of the cast, counted again in plain Python from rows made at random."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.utils import timezone

from fourgood.indicators.catalogue import COUNTED
from fourgood.indicators.counted import OF_UNITS
from fourgood.indicators.readings import NOTHING, Reading, measure
from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.models import Member, Unit
from fourgood.tasks.models import Task
from tests.indicators.facts import LAST, MONTH, at, call, day, done, meeting, speak, task


def a_month(unit, dice: random.Random) -> None:
    people = list(Member.objects.filter(unit=unit, is_active=True))
    for month in (2, 3, 4):
        for _number in range(dice.randrange(3)):
            kind = dice.choice(["regular", "thematic", "combined", "extraordinary"])
            held = meeting(unit, at(dice.randint(1, 28), month=month), kind=kind, minutes=dice.randint(60, 150))
            for member in people:
                call(held, member, dice.choice(["present", "present", "excused", "absent"]), due=dice.random() < 0.8)
            for member in people[: dice.randrange(4)]:
                speak(held, member)
        for _number in range(dice.randrange(4)):
            due = day(dice.randint(1, 28), month=month)
            chosen = dice.sample(people, min(2, len(people)))
            given = task(unit, due, finished=dice.choice([None, day(dice.randint(1, 28), month=month)]), members=chosen)
            for member in chosen[: dice.randrange(3)]:
                done(given, member, day(dice.randint(1, 28), month=month))


def ratio(pairs) -> Reading:
    rows = list(pairs)
    return Reading(Decimal(sum(rows)), Decimal(len(rows))) if rows else NOTHING


def in_march(moment) -> bool:
    return (timezone.localtime(moment).year, timezone.localtime(moment).month) == (2031, 3)


def held_in_march(unit, *kinds) -> list[Meeting]:
    return [m for m in Meeting.objects.filter(unit=unit) if m.ended_at and in_march(m.begun_at) and m.kind in kinds]


def attendance_rate(unit) -> Reading:
    rows = [
        row
        for held in held_in_march(unit, "regular", "thematic", "combined")
        for row in held.attendances.all()
        if row.due
    ]
    if not rows:
        return NOTHING
    absent = sum(row.state == Attendance.State.ABSENT for row in rows)
    came = sum(row.state == Attendance.State.PRESENT for row in rows)
    return Reading(Decimal(came), Decimal(len(rows)), (("unexcused", absent),))


def members_speaking(unit) -> Reading:
    found = []
    for held in held_in_march(unit, "regular", "thematic", "combined"):
        spoke = {speech.member_id for speech in held.speeches.all()}
        if spoke:
            found += [r.member_id in spoke for r in held.attendances.all() if r.state == "present"]
    return ratio(found)


def tasks_done_on_time(unit) -> Reading:
    due = [t for t in Task.objects.filter(unit=unit) if MONTH <= t.due_on <= LAST]
    return ratio(t.finished_on is not None and t.finished_on <= t.due_on for t in due)


def members_completed(unit) -> Reading:
    by_member: dict[int, list[bool]] = {}
    for t in Task.objects.filter(unit=unit):
        for a in t.assignments.all() if MONTH <= t.due_on <= LAST else ():
            when = a.done_on or t.finished_on
            by_member.setdefault(a.member_id, []).append(when is not None and when <= LAST)
    return ratio(all(answers) for answers in by_member.values())


def regular_meeting_held(unit) -> Reading:
    return Reading(Decimal(1), Decimal(1)) if held_in_march(unit, "regular", "combined") else NOTHING


RECOUNTS = [attendance_rate, members_speaking, tasks_done_on_time, members_completed, regular_meeting_held]


@pytest.fixture
def cells(cast) -> list[Unit]:
    dice, found = random.Random(5), list(Unit.objects.active().filter(kind__has_members=True)[:12])
    for unit in found:
        a_month(unit, dice)
    return found


def test_every_cell_is_counted_as_in_plain_python(cells):
    for recount in RECOUNTS:
        code = recount.__name__
        found = measure([code], [unit.pk for unit in cells], MONTH)[code]
        assert found == {unit.pk: recount(unit) for unit in cells}, code


def test_many_units_are_counted_as_one_by_one(cells):
    """Of all indicators, also of committees above the cells. Units of many are named otherwise in the statement."""
    everyone = list(Unit.objects.active().values_list("pk", flat=True))
    many = measure(COUNTED, everyone, MONTH)
    assert sum(not reading.is_empty for readings in many.values() for reading in readings.values()) > 2 * len(cells)
    for unit in everyone:
        assert measure(COUNTED, [unit], MONTH) == {code: {unit: readings[unit]} for code, readings in many.items()}


@pytest.mark.parametrize("code", COUNTED)
def test_query_names_its_units_in_the_one_way_that_many_need(code):
    assert COUNTED[code].sql.count("%(units)s") == COUNTED[code].sql.count(OF_UNITS) > 0
