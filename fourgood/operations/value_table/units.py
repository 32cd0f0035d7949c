"""What a table of values comes to: the units with their months, each with values, points given, and counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from fourgood.operations.value_table.problems import WrongCell
from fourgood.regulations.conditions import Known
from fourgood.regulations.values import Value


@dataclass
class Entered:
    """What a unit entered for a month: values by criterion and part, points given, bonuses and deductions counted."""

    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    points: dict[str, Decimal] = field(default_factory=dict)
    bonus: dict[str, int] = field(default_factory=dict)
    deductions: dict[str, int] = field(default_factory=dict)


@dataclass
class UnitValues:
    """All of one unit. The month None: a table without months, or what counts for the year as a whole."""

    name: str
    months: dict[int | None, Entered] = field(default_factory=dict)
    facts: dict[str, Known] = field(default_factory=dict)

    def of(self, month: int | None) -> Entered:
        """What it entered for the month; noted as a month of the table."""
        return self.months.setdefault(month, Entered())


@dataclass(frozen=True)
class ValueTable:
    """The units in the order of the table. With a wrong cell, nothing of it is to be scored."""

    units: tuple[UnitValues, ...]
    has_months: bool
    year: int | None
    wrong: tuple[WrongCell, ...]
