"""What the page of a sheet shows of corrective actions: unchecked ones of earlier months, and its own shortfalls."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import Line, sheet_of
from fourgood.assessments.state import LOCKED, State
from fourgood.corrective.listing import in_order, with_people
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import is_short
from fourgood.organisation.standing import Can, Standing


@dataclass(frozen=True)
class Shortfall:
    """One criterion that falls short, or did when something was decided about it. `action` may be missing."""

    line: Line
    action: Any

    @property
    def points(self) -> str:
        """Those that count now."""
        return self.line.own_words if self.line.confirmed is None else self.line.confirmed_words

    @property
    def is_answered(self) -> bool:
        return self.action is not None and self.action.is_answered


@dataclass(frozen=True)
class Part:
    """`earlier`: actions promised in earlier months and not checked, as long as the sheet is not confirmed."""

    row: Assessment
    earlier: list[Any]
    shortfalls: list[Shortfall]
    is_ours: bool

    @property
    def lacking(self) -> list[Shortfall]:
        return [short for short in self.shortfalls if not short.is_answered]


def part_of(row: Any, standing: Standing, *, on: dt.date) -> Part:
    """A constant number of queries. Fetch the row with its state."""
    earlier: list[Any] = []
    if State(row.state) not in LOCKED:
        earlier = list(in_order(CorrectiveAction.objects.unchecked().of_months_before(row).with_state(on)))
    actions = {action.code: action for action in with_people(row.actions.with_state(on))}
    shortfalls = [
        Shortfall(line, actions.get(line.code))
        for line in sheet_of(row, with_evidence=False).due
        if is_short(line) or line.code in actions
    ]
    return Part(row, earlier, shortfalls, standing.may(Can.ASSESS, row.unit))
