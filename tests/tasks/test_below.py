"""What a committee sees of the tasks of the units below, counted by the database as one would count by hand (M15)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from fourgood.organisation.models import Unit
from fourgood.tasks.below import Numbers, below
from fourgood.tasks.models import Task

ON = dt.date(2026, 11, 20)
NOW = timezone.make_aware(dt.datetime(2026, 11, 20, 9))
DAY = dt.timedelta(days=1)


def task(unit, *, due=ON, assigned=1, done=0, checked=0, **ended) -> Task:
    """Given to so many organisations; of `done` of them it is said, of `checked` it was found to be so."""
    made = Task.objects.create(unit=unit, title="Việc", due_on=due, given_on=ON - 60 * DAY, given_at=NOW, **ended)
    for number in range(assigned):
        said = NOW if number < done else None
        found = NOW if number < checked else None
        made.assignments.create(organisation=f"Hội {number}", done_at=said, checked_at=found)
    return made


def finished(on: dt.date) -> dict[str, object]:
    return {"finished_at": NOW, "finished_on": on}


def no_tasks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE tasks_task CASCADE")


def top() -> Unit:
    return Unit.objects.get(parent=None)


@pytest.fixture
def given(cast):
    """Tasks in every state, on units of two wards, on a ward itself, on a cell that was merged."""
    no_tasks()
    cells = [cast.bieu_nghi, *cast.dong_mai.children.active().exclude(pk=cast.bieu_nghi.pk).order_by("pk")[:2]]
    merged = Unit.objects.filter(is_active=False, path__startswith=cast.dong_mai.path).first()
    elsewhere = (
        Unit.objects.active().filter(kind__has_members=True).exclude(path__startswith=cast.dong_mai.path).first()
    )
    assert merged
    assert elsewhere
    for unit in (cells[0], cells[1], merged, elsewhere, cast.dong_mai):
        task(unit, due=ON + 5 * DAY)
        task(unit, due=ON)
        task(unit, due=ON - DAY)
    task(cells[1], due=ON - 9 * DAY)
    task(cells[0], assigned=3, done=2)
    task(cells[0], assigned=2, done=2, checked=1)
    task(cells[0], assigned=2, done=1, checked=1)
    task(cells[0], assigned=2, done=2, **finished(ON.replace(day=1)))
    task(cells[2], due=ON - DAY, **finished(ON))
    task(cells[2], due=ON, **finished(ON))
    task(cells[2], due=ON, **finished(ON.replace(day=1) - DAY))
    task(cells[2], due=ON - DAY, dropped_at=NOW, dropped_because="không còn cần")
    return cast


def by_hand(unit: Unit, viewer) -> list[Numbers]:
    rows = []
    for cell in Unit.objects.visible_to(viewer).filter(path__startswith=unit.path, is_active=True).exclude(pk=unit.pk):
        tasks = list(Task.objects.filter(unit=cell))
        open_ = [t for t in tasks if not t.has_ended]
        late = [t for t in open_ if t.due_on < ON]
        to_check = [t for t in open_ if any(a.done_at and not a.checked_at for a in t.assignments.all())]
        ended = [t for t in tasks if t.finished_on and t.finished_on >= ON.replace(day=1)]
        on_time = [t for t in ended if t.finished_on <= t.due_on]
        if open_ or ended:
            rows.append((cell, [len(open_), len(late), len(to_check), len(ended), len(on_time)]))
    rows.sort(key=lambda row: (-row[1][1], row[0].sort_key, row[0].pk))
    return [Numbers(cell.pk, cell.name, *numbers) for cell, numbers in rows]


@pytest.mark.parametrize(("viewer", "unit"), [("lan", "top"), ("lan", "dong_mai"), ("hoa", "dong_mai")])
def test_numbers_are_those_counted_by_hand(given, viewer, unit):
    viewer, unit = getattr(given, viewer), top() if unit == "top" else getattr(given, unit)
    rows = below(unit, viewer, on=ON, most=100)
    assert rows == by_hand(unit, viewer)
    assert [(row.open, row.late, row.to_check, row.finished, row.on_time) for row in rows if row.finished == 2] == [
        (0, 0, 0, 2, 1)
    ]
    assert max(row.to_check for row in rows) == 2


def test_most_late_come_first_and_the_rest_is_cut(given):
    rows = below(given.dong_mai, given.hoa, on=ON, most=100)
    assert [row.late for row in rows] == [2, 1, 0]
    assert below(given.dong_mai, given.hoa, on=ON, most=2) == rows[:2]


def test_only_what_the_reader_sees_is_counted(given):
    """Asked about all units: the secretary of a ward has that ward, that of a cell the cell, who sees no unit none."""
    everything = by_hand(top(), given.lan)
    for viewer, units in ((given.lan, 5), (given.hoa, 4), (given.bay, 1), (given.quang, 0)):
        rows = below(top(), viewer, on=ON, most=100)
        assert len(rows) == units
        assert rows == [row for row in everything if row in rows]


def test_without_tasks_no_unit_is_named(cast):
    no_tasks()
    assert below(top(), cast.lan, on=ON, most=100) == []
