"""What the permission table says of corrective actions: one of Nam's cell, one of Dũng's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.assessments.models import Assessment
from fourgood.corrective.models import CorrectiveAction
from fourgood.demo.cast import Cast
from fourgood.tasks.models import Task


def corrective_objects(cast: Cast, made: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """`made`: the sheets of `assessment_objects`."""
    return _of("Nam", cast.nam, made) | _of("Dũng", cast.dung, made)


def _of(name: str, owner: User, made: dict[str, list[Any]]) -> dict[str, list[Any]]:
    sheet = Assessment.objects.get(pk=made[f"submitted sheet of {name}'s cell"][0])
    now = timezone.now()
    task = Task.objects.give(
        unit=sheet.unit,
        title="Khắc phục I.1",
        due_on=timezone.localdate(now) + dt.timedelta(days=9),
        members=[owner.member],
        origin=Task.Origin.CORRECTION,
        by=None,
        at=now,
    )
    action = CorrectiveAction.objects.create(
        assessment=sheet, code="I.1", cause="Thiếu sổ", measure="Lập sổ", task=task
    )
    return {f"corrective action of {name}'s cell": [action.pk], f"task of that action of {name}'s cell": [task.pk]}
