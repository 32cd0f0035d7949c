"""What Bình Lục Hạ raised in the autumn of 2024, as the source tells it (M16): entered by its secretary."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.province import unit_codes
from fourgood.mobilisation import ledger
from fourgood.mobilisation.models import Goal, Project
from fourgood.organisation.models import Unit

FILE = Path(__file__).with_name("mobilisation.yaml")
EVENING = dt.time(19)
_HEAD = ("title", "purpose", "decision", "decided_on", "begun_on", "until")


def tell(people: dict[str, User]) -> None:
    for row in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        _tell(row, by=people[row["by"]])


def _tell(row: dict[str, Any], *, by: User) -> None:
    head = {name: row[name] for name in _HEAD}
    unit = Unit.objects.get(code=unit_codes()[row["unit"]])
    project = Project.objects.begin(unit=unit, by=by, at=_moment(row["begun_on"]), **head)
    held = row["consultation"]
    project.consult(by=by, at=_moment(row["begun_on"]), **held)
    goals = {}
    for goal in row["goals"]:
        made = project.aim(by=by, **goal | {"amount": Decimal(str(goal["amount"]))})
        goals[made.name or made.kind] = made
    for name, gifts in row["gifts"].items():
        _take(project, goals[name], gifts, by=by)
    for day, amount, purpose, voucher in row["spendings"]:
        project.spend(amount=Decimal(amount), spent_on=day, purpose=purpose, voucher=voucher, by=by, at=_moment(day))
    if "mistaken" in row:
        _mistake(project, goals["money"], row["mistaken"], by=by)


def _take(project: Project, goal: Goal, gifts: list[Any], *, by: User) -> None:
    for day, amount, giver, may_be_named, receipt in gifts:
        project.take(
            goal,
            amount=Decimal(str(amount)),
            given_on=day,
            giver=giver,
            may_be_named=may_be_named,
            receipt=receipt,
            by=by,
            at=_moment(day),
        )


def _mistake(project: Project, goal: Goal, row: dict[str, Any], *, by: User) -> None:
    at = _moment(row["day"])
    wrong = project.take(goal, amount=Decimal(row["amount"]), given_on=row["day"], receipt=row["again"], by=by, at=at)
    ledger.correct_gift(wrong, reason=row["reason"], by=by, at=at + dt.timedelta(hours=1))


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, EVENING))
