"""From the rows of a file to the units with their values. Nothing is guessed, and every wrong cell is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property

from fourgood.common.cells import Bad, as_text
from fourgood.common.spreadsheets import Table, find_tables
from fourgood.common.vietnamese import search_key
from fourgood.operations.value_table.cells import Month
from fourgood.operations.value_table.columns import fits
from fourgood.operations.value_table.entries import Entries
from fourgood.operations.value_table.rows import Line, Rows
from fourgood.operations.value_table.units import UnitValues, ValueTable
from fourgood.regulations.framework import Condition, Criterion, Extra, Framework, Variant
from fourgood.regulations.sheet_facts import COMPUTED

FACT, DEDUCTION = "fact", "deduction"
_EXCEL = b"PK"
_FACT = frozenset({FACT, "du kien", "fakta"})


def read(data: bytes, framework: Framework, variant: Variant) -> ValueTable:
    """The table of values in a file. Raises Unreadable for a file that holds none."""
    return read_tables(find_tables(data, fits), framework, variant, is_csv=not data.startswith(_EXCEL))


def read_tables(tables: Sequence[Table], framework: Framework, variant: Variant, *, is_csv: bool) -> ValueTable:
    """The same from sheets whose header was found. Raises Unreadable if they hold nothing."""
    return _Reading(Rows(tables, is_csv=is_csv), framework, variant).table()


def conditions(framework: Framework) -> Iterator[Condition]:
    """All that the framework asks of facts."""
    if framework.recognition:
        yield from framework.recognition.conditions
        yield from framework.recognition.disqualifications
    if framework.classification:
        yield from (trigger.condition for trigger in framework.classification.triggers)
        for quality_class in framework.classification.classes:
            yield from quality_class.conditions


def facts_to_enter(framework: Framework) -> dict[str, Condition]:
    """The facts that a table may give, each with a condition that asks for it."""
    return {one.fact: one for one in reversed([*conditions(framework)]) if one.fact not in COMPUTED}


def extras(framework: Framework) -> dict[str, tuple[str, Extra]]:
    """Bonuses and deductions as a table calls them: by code, or "deduction:CODE" where a bonus has that code too.

    With where their counts go: the field of `Entered`.
    """
    found = {extra.code: ("bonus", extra) for extra in (framework.bonus.items if framework.bonus else ())}
    for extra in framework.deductions:
        found[f"{DEDUCTION}:{extra.code}" if extra.code in found else extra.code] = ("deductions", extra)
    return found


class _Reading:
    """Goes through the rows once."""

    def __init__(self, rows: Rows, framework: Framework, variant: Variant) -> None:
        self.rows, self.framework, self.variant = rows, framework, variant
        self.has_months = rows.is_used("month")
        self.year: int | None = None
        self.units: dict[str, UnitValues] = {}
        self.entries = Entries(rows)

    def table(self) -> ValueTable:
        for line in self.rows.lines:
            self._take(line)
        self.entries.finish()
        wrong = sorted(self.rows.wrong, key=lambda cell: cell.place)
        return ValueTable(tuple(self.units.values()), self.has_months, self.year, tuple(wrong))

    @cached_property
    def _criteria(self) -> dict[str, Criterion]:
        return {_plain(criterion.code): criterion for criterion in self.variant.criteria()}

    @cached_property
    def _extras(self) -> dict[str, tuple[str, Extra]]:
        return {_plain(name): found for name, found in extras(self.framework).items()}

    @cached_property
    def _facts(self) -> dict[str, Condition]:
        return facts_to_enter(self.framework)

    def _take(self, line: Line) -> None:
        unit, month = self._unit(line), self._month(line)
        written = as_text(line.cells.get("criterion", ""))
        prefix, _colon, name = written.partition(":")
        if not written:
            self.rows.note(line, "criterion", Bad("empty"))
        elif name and search_key(prefix) in _FACT:
            self._fact(line, unit, name.strip())
        elif _plain(written) in self._extras:
            self._extra(line, unit, month, *self._extras[_plain(written)])
        elif _plain(written) in self._criteria:
            self._criterion(line, unit, month, self._criteria[_plain(written)])
        else:
            is_date = isinstance(line.cells["criterion"], dt.date)
            bad = Bad("code_is_date") if is_date else Bad("unknown_choice", choices=", ".join(self._codes()))
            self.rows.note(line, "criterion", bad)

    def _codes(self) -> Iterator[str]:
        """All that may stand under “criterion”."""
        yield from (criterion.code for criterion in self._criteria.values())
        yield from extras(self.framework)
        yield from (f"{FACT}:{name}" for name in self._facts)

    def _unit(self, line: Line) -> UnitValues:
        name = as_text(line.cells.get("unit", ""))
        if not name and "unit" in line.area.columns:
            self.rows.note(line, "unit", Bad("empty"))
            return UnitValues(name)
        return self.units.setdefault(name.casefold(), UnitValues(name))

    def _month(self, line: Line) -> int | None:
        month: Month | None = line.values.get("month")
        if month is None:
            return None
        if month.year and self.year and month.year != self.year:
            self.rows.note(line, "month", Bad("other_year", year=self.year))
        self.year = self.year or month.year
        return month.number

    def _criterion(self, line: Line, unit: UnitValues, month: int | None, criterion: Criterion) -> None:
        if self.has_months and "month" not in line.cells:
            self.rows.note(line, "month", Bad("empty"))
        self.entries.take(line, unit, month, criterion)

    def _extra(self, line: Line, unit: UnitValues, month: int | None, where: str, extra: Extra) -> None:
        """So many cases of a bonus or deduction; in a table with months, without one: of the year as a whole."""
        self.rows.only(line, "count")
        if "count" in line.values and self.rows.once(line, "count", unit.name, month, where, extra.code):
            counted: dict[str, int] = getattr(unit.of(month), where)
            counted[extra.code] = line.values["count"]

    def _fact(self, line: Line, unit: UnitValues, name: str) -> None:
        """What is known of the unit beside its values. In which month it is written doesn't matter."""
        condition = self._facts.get(name)
        if condition is None:
            bad = Bad("computed_fact") if name in COMPUTED else Bad("unknown_fact", choices=", ".join(self._facts))
            return self.rows.note(line, "criterion", bad)
        columns = ("grade",) if condition.one_of else ("amount", "answer")
        self.rows.only(line, *columns)
        if "grade" in line.cells:
            line.values["grade"] = self._class(as_text(line.cells["grade"]))
        for key in columns:
            if key in line.values and self.rows.once(line, key, unit.name, name):
                unit.facts[name] = line.values[key]
        return None

    def _class(self, written: str) -> str:
        """The code of a class, if it is one of the framework's, written as its code or title; or what was written."""
        classes = self.framework.classification.classes if self.framework.classification else ()
        for one in classes:
            if search_key(written) in {search_key(name) for name in (one.title.vi, one.title.ms, one.title.en)}:
                return one.code
        return written.lower()


def _plain(code: str) -> str:
    """A code as it is compared: I.2, i.2 and “I. 2” are the same."""
    return code.replace(" ", "").casefold()
