"""The tasks that a draft gives: written down, changed, taken out; handed to `tasks` when the resolution is issued."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Member
from fourgood.resolutions.drafting import to_change
from fourgood.resolutions.models import ResolvedTask
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.tasks.models import Task


@dataclass(frozen=True)
class TaskDraft:
    """What a task says so far. All but the title may be open as long as the resolution is a draft."""

    title: str
    expected: str = ""
    area: str = ""
    measure: str = ""
    target: Decimal | None = None
    due_on: dt.date | None = None
    members: tuple[Member, ...] = ()
    organisations: str = ""

    def columns(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "members"}


@transaction.atomic
def add(resolution: Resolution, task: TaskDraft, *, by: Actor | None) -> ResolvedTask:
    """Raises Issued."""
    locked = to_change(resolution, by=by)
    last = locked.resolved.aggregate(last=Max("place"))["last"] or 0
    row = ResolvedTask.objects.create(resolution=locked, place=last + 1, **task.columns())
    row.members.set(task.members)
    _record(locked, row, "added", by=by)
    return row


@transaction.atomic
def change(row: ResolvedTask, task: TaskDraft, *, by: Actor | None) -> None:
    """Raises Issued."""
    locked = to_change(row.resolution, by=by)
    for name, value in task.columns().items():
        setattr(row, name, value)
    row.save()
    row.members.set(task.members)
    _record(locked, row, "changed", by=by)


@transaction.atomic
def take_out(row: ResolvedTask, *, by: Actor | None) -> None:
    """Raises Issued."""
    locked = to_change(row.resolution, by=by)
    _record(locked, row, "removed", by=by)
    row.delete()
    for place, left in enumerate(locked.resolved.all(), start=1):
        if left.place != place:
            left.place = place
            left.save(update_fields=["place"])


def _record(resolution: Resolution, row: ResolvedTask, what: str, *, by: Actor | None) -> None:
    resolution.record(Verb.RESOLUTION_CHANGED, by=by, after={f"task_{what}": row.title})


def give(resolution: Resolution, *, by: Actor | None, at: dt.datetime) -> list[Task]:
    """Give all of them, within the transaction that issues the resolution. Each has an owner and a day.

    Raises what `Task.objects.give` raises: UnitClosed, NotOfThisUnit, DueBeforeGiven.
    """
    rows = list(resolution.resolved.prefetch_related("members"))
    for row in rows:
        row.task = _task(resolution, row, by=by, at=at)
    ResolvedTask.objects.bulk_update(rows, ["task"])
    return [row.task for row in rows if row.task]


def _task(resolution: Resolution, row: ResolvedTask, *, by: Actor | None, at: dt.datetime) -> Task:
    assert row.due_on is not None  # `lacking` has asked for it
    return Task.objects.give(
        unit=resolution.unit,
        title=row.title,
        due_on=row.due_on,
        members=list(row.members.all()),
        organisations=row.names_of_organisations(),
        expected=row.expected,
        area=row.area,
        measure=row.measure,
        target=row.target,
        origin=Task.Origin.RESOLUTION,
        by=by,
        at=at,
    )
