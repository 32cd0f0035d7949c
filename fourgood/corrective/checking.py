"""What came of an action: checked, or not yet and why."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.corrective import refusals
from fourgood.corrective.models import CorrectiveAction
from fourgood.tasks.models import Task


@transaction.atomic
def check_done(action: CorrectiveAction, *, brought: str, by: Actor | None, at: dt.datetime) -> None:
    """See `CorrectiveAction.check_done`."""
    row, task = _to_check(action)
    if not task.has_ended:
        task.finish(on=_done_on(task, at), by=by, at=at)
    row.brought, row.checked_at, row.checked_by_id = brought.strip(), at, by.pk if by else None
    row.save(update_fields=["brought", "checked_at", "checked_by"])
    row.record(Verb.CORRECTION_CHECKED, by=by, after={"criterion": row.code, "brought": row.brought})


def _done_on(task: Task, at: dt.datetime) -> dt.date:
    """The last day that those who have it reported; today where somebody has not."""
    today = timezone.localdate(at)
    if task.assignments.filter(done_on=None).exists():
        return today
    return task.assignments.aggregate(day=Max("done_on"))["day"] or today


@transaction.atomic
def carry_on(
    action: CorrectiveAction, *, reason: str, to_day: dt.date | None, by: Actor | None, at: dt.datetime
) -> None:
    """See `CorrectiveAction.carry_on`."""
    row, task = _to_check(action)
    if not reason.strip():
        raise refusals.ReasonMissing
    if to_day is not None:
        task.carry_over(to_day=to_day, reason=reason, by=by, at=at)
    row.follow_ups.create(reason=reason.strip(), at=at, by_id=by.pk if by else None)
    told = {"criterion": row.code, "reason": reason.strip()} | ({"to_day": to_day.isoformat()} if to_day else {})
    row.record(Verb.CORRECTION_CARRIED_ON, by=by, after=told)


def _to_check(action: CorrectiveAction) -> tuple[CorrectiveAction, Task]:
    """The row as it is now, held until the transaction ends, and its task."""
    rows = CorrectiveAction.objects.select_for_update(of=("self",)).order_by()
    row = rows.select_related("assessment__unit", "assessment__period", "task__unit").get(pk=action.pk)
    if row.task is None:
        raise refusals.NoAction
    if row.checked_at is not None:
        raise refusals.AlreadyChecked
    if row.task.dropped_at is not None:
        raise refusals.TaskDropped
    return row, row.task
