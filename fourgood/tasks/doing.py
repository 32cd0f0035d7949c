"""Doing a task one was given: accepted, reported, done; checked or sent back by whoever gave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.files.models import Sight, StoredFile
from fourgood.files.preparing import Prepared
from fourgood.tasks import refusals
from fourgood.tasks.models import Assignment, Progress


@transaction.atomic
def accept(assignment: Assignment, *, by: Actor | None, at: dt.datetime) -> None:
    """See `Assignment.accept`."""
    row = _locked(assignment)
    if row.accepted_at is not None:
        return
    assignment.accepted_at = at
    assignment.save(update_fields=["accepted_at"])
    _record(Verb.TASK_ACCEPTED, assignment, by=by)


@transaction.atomic
def report(
    assignment: Assignment,
    *,
    text: str,
    amount: Decimal | None,
    by: Actor | None,
    at: dt.datetime,
    files: Sequence[Prepared] = (),
) -> Progress:
    """See `Assignment.report`."""
    _locked(assignment)
    if not text.strip() and amount is None and not files:
        raise refusals.NothingReported
    made = _write(assignment, text, amount, files, by=by, at=at)
    _record(Verb.TASK_REPORTED, assignment, by=by, after={"amount": str(amount)} if amount is not None else None)
    return made


@transaction.atomic
def mark_done(
    assignment: Assignment,
    *,
    on: dt.date,
    text: str,
    amount: Decimal | None,
    by: Actor | None,
    at: dt.datetime,
    files: Sequence[Prepared] = (),
) -> None:
    """See `Assignment.mark_done`."""
    row = _locked(assignment)
    if row.done_at is not None:
        raise refusals.AlreadyDone
    if on > timezone.localdate(at):
        raise refusals.DoneInTheFuture
    if text.strip() or amount is not None or files:
        _write(assignment, text, amount, files, by=by, at=at)
    assignment.accepted_at = row.accepted_at or at
    assignment.done_at, assignment.done_on, assignment.done_by_id = at, on, by.pk if by else None
    assignment.save(update_fields=["accepted_at", "done_at", "done_on", "done_by"])
    _record(Verb.TASK_DONE, assignment, by=by, after={"on": on.isoformat()})


@transaction.atomic
def check_done(assignment: Assignment, *, by: Actor | None, at: dt.datetime) -> None:
    """See `Assignment.check_done`."""
    row = _locked(assignment)
    if row.done_at is None:
        raise refusals.NotDoneYet
    assignment.checked_at, assignment.checked_by_id = at, by.pk if by else None
    assignment.save(update_fields=["checked_at", "checked_by"])
    _record(Verb.TASK_CHECKED, assignment, by=by)
    task = assignment.task
    if not task.assignments.filter(checked_at=None).exists():
        last = task.assignments.aggregate(day=Max("done_on"))["day"]
        task.finish(on=last, by=by, at=at)


@transaction.atomic
def send_back(assignment: Assignment, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
    """See `Assignment.send_back`."""
    row = _locked(assignment)
    if row.done_at is None:
        raise refusals.NotDoneYet
    if not reason.strip():
        raise refusals.ReasonMissing
    _write(assignment, reason, None, (), by=by, at=at)
    assignment.done_at = assignment.done_on = assignment.done_by_id = None
    assignment.checked_at = assignment.checked_by_id = None
    assignment.save(update_fields=["done_at", "done_on", "done_by", "checked_at", "checked_by"])
    _record(Verb.TASK_SENT_BACK, assignment, by=by, after={"reason": reason.strip()})


def _locked(assignment: Assignment) -> Assignment:
    """The row as it is now, behind the lock of its task. Raises Ended."""
    assignment.task.locked()
    return Assignment.objects.get(pk=assignment.pk)


def _write(
    assignment: Assignment,
    text: str,
    amount: Decimal | None,
    files: Sequence[Prepared],
    *,
    by: Actor | None,
    at: dt.datetime,
) -> Progress:
    """The files are seen by whoever sees the task: all members of its unit, and who stands above it."""
    made = assignment.progress.create(text=text.strip(), amount=amount, at=at, by_id=by.pk if by else None)
    unit = assignment.task.unit
    made.files.set(StoredFile.objects.add_all(files, unit=unit, sight=Sight.MEMBERS, by=by, at=at))
    return made


def _record(verb: Verb, assignment: Assignment, *, by: Actor | None, after: dict[str, str] | None = None) -> None:
    """On the task, so that its history is in one place."""
    told = {"who": str(assignment)} | (after or {})
    Act.objects.record(verb, assignment.task, by=by, path=assignment.task.unit.path, after=told)
