"""Giving tasks: one task to many at once, to more afterwards, and taking it back from one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.people import people_of
from fourgood.tasks import letters, refusals
from fourgood.tasks.models import Assignment, Task


@transaction.atomic
def give(
    *,
    unit: Unit,
    title: str,
    due_on: dt.date,
    by: Actor | None,
    at: dt.datetime,
    members: Sequence[Member] = (),
    organisations: Sequence[str] = (),
    expected: str = "",
    area: str = "",
    measure: str = "",
    target: Decimal | None = None,
    origin: str = Task.Origin.GIVEN,
    given_on: dt.date | None = None,
) -> Task:
    """See `TaskQuerySet.give`."""
    if not unit.is_active:
        raise refusals.UnitClosed(unit=unit)
    day = given_on or timezone.localdate(at)
    with refusing(
        a_task_is_due_after_it_is_given=refusals.DueBeforeGiven(), a_target_has_a_measure=refusals.MeasureMissing()
    ):
        task = Task.objects.create(
            unit=unit,
            origin=origin,
            title=title,
            expected=expected,
            area=area,
            measure=measure,
            target=target,
            due_on=due_on,
            given_on=day,
            given_at=at,
            given_by_id=by.pk if by else None,
        )
    names = _add(task, members, organisations, on=day)
    task.record(Verb.TASK_GIVEN, by=by, after={"title": title, "due_on": due_on.isoformat(), "to": names})
    letters.write_given(task, members, by=by, at=at)
    return task


@transaction.atomic
def assign(
    task: Task, *, members: Sequence[Member], organisations: Sequence[str], by: Actor | None, at: dt.datetime
) -> None:
    """See `Task.assign`."""
    task.locked()
    names = _add(task, members, organisations, on=timezone.localdate(at))
    task.record(Verb.TASK_ASSIGNED, by=by, after={"to": names})
    letters.write_given(task, members, by=by, at=at)


@transaction.atomic
def take_back(task: Task, assignment: Assignment, *, reason: str, by: Actor | None) -> None:
    """See `Task.take_back`."""
    task.locked()
    if not reason.strip():
        raise refusals.ReasonMissing
    if not task.assignments.exclude(pk=assignment.pk).exists():
        raise refusals.LastAssignment
    task.record(Verb.TASK_TAKEN_BACK, by=by, before={"to": [str(assignment)]}, after={"reason": reason})
    assignment.delete()


def _add(task: Task, members: Sequence[Member], organisations: Sequence[str], *, on: dt.date) -> list[str]:
    """Add the rows; the names, for the act."""
    named = [name.strip() for name in organisations if name.strip()]
    if not members and not named:
        raise refusals.NobodyAssigned
    here = set(people_of(task.unit, on=on).filter(pk__in=[m.pk for m in members]).values_list("pk", flat=True))
    for member in members:
        if member.pk not in here:
            raise refusals.NotOfThisUnit(name=member, unit=task.unit)
        with refusing(a_task_is_assigned_to_a_member_once=refusals.AlreadyAssigned(name=member)):
            task.assignments.create(member=member)
    task.assignments.bulk_create(Assignment(task=task, organisation=name) for name in named)
    return [*(str(member) for member in members), *named]
