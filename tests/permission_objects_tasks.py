"""What the permission matrix names of tasks: one given to Nam in their cell, one in Dũng's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.cast import Cast
from fourgood.organisation.models import Unit
from fourgood.tasks.models import Task


def task_objects(cast: Cast) -> dict[str, list[Any]]:
    return _named("Nam", cast.bieu_nghi, cast.nam, cast.bay) | _named("Dũng", cast.binh_luc_ha, cast.dung, cast.dung)


def _named(name: str, unit: Unit, to: User, by: User) -> dict[str, list[Any]]:
    now = timezone.now()
    due = timezone.localdate(now) + dt.timedelta(days=9)
    task = Task.objects.give(unit=unit, title="Việc thử", due_on=due, members=[to.member], by=by, at=now)
    assignment = task.assignments.get()
    assignment.mark_done(on=timezone.localdate(now), text="", amount=None, by=to, at=now)
    return {f"task of {name}": [task.pk], f"assignment of {name}": [assignment.pk]}
