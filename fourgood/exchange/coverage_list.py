"""The list of units with how far registration has come: on its way out only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.criteria.coverage import Asked, done_by
from fourgood.exchange.columns import Column, ListKind
from fourgood.organisation.models import Unit


@dataclass(frozen=True)
class CoverageLine:
    """One unit; days are None where nothing was done."""

    code: str
    name: str
    parent_name: str
    due_on: dt.date | None
    registered_on: dt.date | None
    late: str
    adopted_on: dt.date | None
    confirmed_on: dt.date | None


COVERAGE = ListKind(
    key="coverage",
    title=_("Registration so far"),
    needs=(),
    columns=(
        Column(key="code", label=_("Code of the unit"), hint="", width=22),
        Column(key="name", label=_("Name of the unit"), hint="", width=40),
        Column(key="parent_name", label=_("Name of the unit above"), hint="", width=40),
        Column(key="due_on", label=_("To be registered by"), hint="", width=16),
        Column(key="registered_on", label=_("Registered on"), hint="", width=16),
        Column(key="late", label=_("Registered late"), hint="", width=12),
        Column(key="adopted_on", label=_("Criteria adopted on"), hint="", width=16),
        Column(key="confirmed_on", label=_("Confirmed on"), hint="", width=16),
    ),
)


def stored(asked: Asked, units: Iterable[Unit]) -> Iterator[CoverageLine]:
    """Two queries, however many units: the units, and what each has done."""
    rows = list(units)
    done = done_by(asked, rows)
    return (
        CoverageLine(
            code=unit.code,
            name=unit.name,
            parent_name=unit.parent.name if unit.parent else "",
            due_on=done[unit.pk].due_on,
            registered_on=done[unit.pk].registered_on,
            late=gettext("late") if done[unit.pk].is_late else "",
            adopted_on=done[unit.pk].adopted_on,
            confirmed_on=done[unit.pk].confirmed_on,
        )
        for unit in rows
    )
