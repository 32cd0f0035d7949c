"""The list of units with what each has answered to a document: on its way out only, for nobody imports answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.exchange.columns import Column, ListKind
from fourgood.instructions.answers import Asked, Details, details
from fourgood.organisation.models import Unit


@dataclass(frozen=True)
class AnswerLine:
    """One unit. Dates are None where nothing was answered; `plan` says "–" for a unit that writes none."""

    code: str
    name: str
    parent_name: str
    secretary: str
    received_on: dt.date | None
    receipt_late: str
    study_on: dt.date | None
    plan: dt.date | str | None
    plan_late: str
    reminded_on: dt.date | None


ANSWERS = ListKind(
    key="answers",
    title=_("Answers to a document"),
    needs=(),
    columns=(
        Column(key="code", label=_("Code of the unit"), hint="", width=22),
        Column(key="name", label=_("Name of the unit"), hint="", width=40),
        Column(key="parent_name", label=_("Name of the unit above"), hint="", width=40),
        Column(key="secretary", label=_("Secretary"), hint="", width=26),
        Column(key="received_on", label=_("Receipt confirmed on"), hint="", width=16),
        Column(key="receipt_late", label=_("Receipt late"), hint="", width=12),
        Column(key="study_on", label=_("Study session on"), hint="", width=16),
        Column(key="plan", label=_("Plan adopted on"), hint="", width=16),
        Column(key="plan_late", label=_("Plan late"), hint="", width=12),
        Column(key="reminded_on", label=_("Last reminder"), hint="", width=16),
    ),
)


def stored(asked: Asked, units: Iterable[Unit]) -> Iterator[AnswerLine]:
    """Two queries, however many units: the units, and what each has answered."""
    rows = list(units)
    told = details(asked, rows)
    return (_line(unit, told[unit.pk]) for unit in rows)


def _line(unit: Unit, told: Details) -> AnswerLine:
    return AnswerLine(
        code=unit.code,
        name=unit.name,
        parent_name=unit.parent.name if unit.parent else "",
        secretary=told.secretary,
        received_on=told.received_on,
        receipt_late=gettext("late") if told.receipt_is_late else "",
        study_on=told.study_on,
        plan=told.planned_on if told.needs_plan else "–",
        plan_late=gettext("late") if told.plan_is_late else "",
        reminded_on=told.reminded_on,
    )
