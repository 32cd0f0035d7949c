"""What tests of mobilisation begin with."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from fourgood.mobilisation.models import Gift, Project

BEGUN = dt.date(2026, 3, 2)
DAY = dt.date(2026, 3, 10)
NOW = timezone.make_aware(dt.datetime(2026, 3, 12, 20))
HEAD = {
    "title": "Đường hoa thử",
    "purpose": "Trồng hoa dọc đường trục.",
    "decision": "1-NQ/THỬ",
    "decided_on": dt.date(2026, 3, 1),
    "begun_on": BEGUN,
}


def begin(cast, **head) -> Project:
    """A project of Biểu Nghi with a goal of ten million dong."""
    project = Project.objects.begin(unit=cast.bieu_nghi, by=cast.bay, at=NOW, **HEAD | head)
    project.aim(kind="money", amount=Decimal(10_000_000), by=cast.bay)
    return project


def give(cast, project: Project, amount: int | str, **gift) -> Gift:
    told = {"given_on": DAY, "by": cast.bay, "at": NOW} | gift
    return project.take(project.goals.first(), amount=Decimal(str(amount)), **told)
