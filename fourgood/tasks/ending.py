"""How a task ends: finished, dropped; or is carried over to a later day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.tasks import refusals
from fourgood.tasks.models import Task


@transaction.atomic
def carry_over(task: Task, *, to_day: dt.date, reason: str, by: Actor | None, at: dt.datetime) -> None:
    """See `Task.carry_over`."""
    before = task.locked().due_on
    if to_day <= before:
        raise refusals.NotLater(day=before)
    if not reason.strip():
        raise refusals.ReasonMissing
    task.postponements.create(from_day=before, to_day=to_day, reason=reason.strip(), at=at, by_id=by.pk if by else None)
    task.due_on = to_day
    task.save(update_fields=["due_on"])
    told = {"due_on": to_day.isoformat(), "reason": reason.strip()}
    task.record(Verb.TASK_CARRIED_OVER, by=by, before={"due_on": before.isoformat()}, after=told)


@transaction.atomic
def finish(task: Task, *, on: dt.date, by: Actor | None, at: dt.datetime) -> None:
    """See `Task.finish`."""
    task.locked()
    if on > timezone.localdate(at):
        raise refusals.DoneInTheFuture
    task.finished_on, task.finished_at, task.finished_by_id = on, at, by.pk if by else None
    task.save(update_fields=["finished_on", "finished_at", "finished_by"])
    task.record(Verb.TASK_FINISHED, by=by, after={"on": on.isoformat()})


@transaction.atomic
def drop(task: Task, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
    """See `Task.drop`."""
    task.locked()
    if not reason.strip():
        raise refusals.ReasonMissing
    task.dropped_at, task.dropped_by_id, task.dropped_because = at, by.pk if by else None, reason.strip()
    task.save(update_fields=["dropped_at", "dropped_by", "dropped_because"])
    task.record(Verb.TASK_DROPPED, by=by, after={"reason": reason.strip()})
