"""What the permission matrix names of mobilisation: a project in Nam's cell, and the one of the cast in Dũng's."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.cast import Cast
from fourgood.mobilisation.models import Project
from fourgood.organisation.models import Unit

DAY = dt.date(2026, 10, 1)


def mobilisation_objects(cast: Cast) -> dict[str, list[Any]]:
    mine = _project(cast.bieu_nghi, cast.bay)
    theirs = Project.objects.filter(unit=cast.binh_luc_ha).earliest("pk")
    return _named("Nam", mine) | _named("Dũng", theirs) | {"notice of a project": [mine.public_id]}


def _project(unit: Unit, by: User) -> Project:
    now = timezone.now()
    head = {"title": "Công trình thử", "purpose": "Thử", "decision": "1-NQ/THỬ", "decided_on": DAY, "begun_on": DAY}
    project = Project.objects.begin(unit=unit, by=by, at=now, **head)
    goal = project.aim(kind="money", amount=Decimal(1000), by=by)
    project.take(goal, amount=Decimal(500), given_on=DAY, by=by, at=now)
    project.spend(amount=Decimal(100), spent_on=DAY, purpose="Thử", by=by, at=now)
    return project


def _named(name: str, project: Project) -> dict[str, list[Any]]:
    return {
        f"project of {name}'s cell": [project.pk],
        f"goal of {name}'s cell": [project.goals.earliest("pk").pk],
        f"gift to {name}'s cell": [project.gifts.earliest("pk").pk],
        f"spending of {name}'s cell": [project.spendings.earliest("pk").pk],
    }
