"""The tasks of a unit as its people see them: by how far they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from fourgood.organisation.models import Unit
from fourgood.tasks.models import Assignment, Task


class Column(StrEnum):
    """How far a task is. LATE comes before all else that is open."""

    LATE = "late"
    NEW = "new"
    UNDER_WAY = "under_way"
    TO_CHECK = "to_check"
    ENDED = "ended"


@dataclass(frozen=True)
class Card:
    """One task with who has it. `own`: the reader's assignment, if any."""

    task: Task
    assignments: tuple[Assignment, ...]
    column: Column
    own: Assignment | None = None

    @property
    def done(self) -> int:
        return sum(a.done_at is not None for a in self.assignments)


def cards(tasks: QuerySet[Task], *, on: dt.date, member_id: int | None = None) -> list[Card]:
    """The tasks with who has them. Two queries."""
    assignments = Prefetch("assignments", Assignment.objects.select_related("member"))
    return [
        card_of(task, on=on, member_id=member_id) for task in tasks.select_related("unit").prefetch_related(assignments)
    ]


def card_of(task: Task, *, on: dt.date, member_id: int | None = None) -> Card:
    rows = tuple(task.assignments.all())
    own = next((row for row in rows if member_id is not None and row.member_id == member_id), None)
    return Card(task, rows, column_of(task, rows, on=on), own)


def column_of(task: Task, rows: Iterable[Assignment], *, on: dt.date) -> Column:
    if task.has_ended:
        return Column.ENDED
    rows = list(rows)
    if any(row.done_at and not row.checked_at for row in rows):
        return Column.TO_CHECK
    if task.due_on < on:
        return Column.LATE
    return Column.UNDER_WAY if any(row.accepted_at for row in rows) else Column.NEW


def grouped(found: Iterable[Card]) -> list[tuple[Column, list[Card]]]:
    """By column, in the order of `Column`, empty ones left out."""
    by: dict[Column, list[Card]] = {column: [] for column in Column}
    for card in found:
        by[card.column].append(card)
    return [(column, rows) for column, rows in by.items() if rows]


def of_unit(unit: Unit, viewer: Any, *, on: dt.date) -> QuerySet[Task]:
    """What stands on the board: all that is open, and what ended since the first day of the month before."""
    since = (on.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    recent = Q(finished_on__gte=since) | Q(dropped_at__date__gte=since)
    open_ = Q(finished_at=None, dropped_at=None)
    return Task.objects.visible_to(viewer).filter(open_ | recent, unit=unit).order_by("due_on", "pk")
