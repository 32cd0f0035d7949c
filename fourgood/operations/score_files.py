"""`fourgood score`: a framework file and a table of values, scored without a database.

Every month of the table gets its sheet, and the year its value; what is known decides which class and recognition to
propose. The rules are those of `regulations`; nothing is counted here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fourgood.operations.value_table.cells import Month
from fourgood.operations.value_table.units import Entered, UnitValues, ValueTable
from fourgood.regulations import classification, recognition
from fourgood.regulations.classification import Proposal
from fourgood.regulations.conditions import Facts
from fourgood.regulations.framework import ALL_MONTHS, Framework, Variant
from fourgood.regulations.recognition import RecognitionProposal
from fourgood.regulations.scoring import CriterionScore, given, score_criterion
from fourgood.regulations.sheet_facts import COMPUTED, facts_of
from fourgood.regulations.sheets import Sheet, sheet
from fourgood.regulations.year import Year, year_sheet


@dataclass(frozen=True)
class MonthScore:
    """The sheet of a month; None: of all that the table says. `not_due`: entered, but not due then, so not counted."""

    month: int | None
    sheet: Sheet
    not_due: tuple[str, ...]


@dataclass(frozen=True)
class UnitScore:
    """All sheets of a unit. `year` adds its months up; None for a table without months, or if `only_points`.

    `only_points`: criteria with points given for months, which no rule adds up. Class and recognition are proposed
    from a whole year only: from a table without months, or one that has December.
    """

    name: str
    sheets: tuple[MonthScore, ...]
    year: Year | None
    only_points: tuple[str, ...]
    quality_class: Proposal | None
    recognition: RecognitionProposal | None


@dataclass(frozen=True)
class Results:
    """What came of a table. `year`: if the table or the caller says it; then also in which months no rule held."""

    framework: Framework
    variant: Variant
    units: tuple[UnitScore, ...]
    year: int | None
    not_in_force: tuple[int, ...]


def not_in_force(framework: Framework, year: int, months: Iterable[int]) -> tuple[int, ...]:
    """The months of the year on no day of which the framework's instruction holds."""
    first, last = framework.instruction.first_day, framework.instruction.last_day or dt.date.max
    begins, ends = (first.year, first.month), (last.year, last.month)
    return tuple(month for month in months if not begins <= (year, month) <= ends)


def score(framework: Framework, variant: Variant, table: ValueTable, month: Month | None = None) -> Results:
    """The scores of all units of a table that has no wrong cell.

    `month`: of a table with months, only that one; of one without, the one that it is of. None: all, and the year.
    """
    chosen = month.number if month else None
    units = [_Unit(framework, variant, unit, table.has_months, chosen).score() for unit in table.units]
    year = (month.year if month else None) or table.year
    months = sorted({sheet.month for unit in units for sheet in unit.sheets if sheet.month})
    outside = not_in_force(framework, year, months) if year else ()
    return Results(framework, variant, tuple(units), year, outside)


@dataclass(frozen=True)
class _Unit:
    """Scores one unit."""

    framework: Framework
    variant: Variant
    values: UnitValues
    has_months: bool
    month: int | None

    def score(self) -> UnitScore:
        months = {month: self.values.months[month] for month in sorted(filter(None, self.values.months))}
        only_points = tuple(dict.fromkeys(code for entered in months.values() for code in entered.points))
        year = self._year(months) if months and not self.month and not only_points else None
        facts = self._facts(year)
        return UnitScore(
            name=self.values.name,
            sheets=tuple(self._sheets(months)),
            year=year,
            only_points=only_points if self.has_months and not self.month else (),
            quality_class=self._class(facts) if facts else None,
            recognition=self._recognition(facts) if facts else None,
        )

    def _sheets(self, months: dict[int, Entered]) -> Iterator[MonthScore]:
        if not self.has_months:
            yield self._sheet(self.month, self.values.of(None))
        for month, entered in months.items():
            if self.month in {None, month}:
                yield self._sheet(month, entered)

    def _sheet(self, month: int | None, entered: Entered) -> MonthScore:
        scores = dict(self._scores(entered))
        result = sheet(
            self.framework,
            self.variant,
            scores,
            months=[month] if month else None,
            bonus=entered.bonus,
            deductions=entered.deductions,
        )
        not_due = [line.criterion.code for line in result.lines if not line.is_due and _is_entered(line.score)]
        return MonthScore(month, result, tuple(not_due))

    def _scores(self, entered: Entered) -> Iterator[tuple[str, CriterionScore]]:
        for criterion in self.variant.criteria():
            if criterion.code in entered.points:
                yield criterion.code, given(criterion, entered.points[criterion.code])
            else:
                yield criterion.code, score_criterion(criterion, entered.values.get(criterion.code, {}))

    def _year(self, months: dict[int, Entered]) -> Year:
        everything = self.values.months.values()
        return year_sheet(
            self.framework,
            self.variant,
            {month: entered.values for month, entered in months.items()},
            bonus=_added([entered.bonus for entered in everything]),
            deductions=_added([entered.deductions for entered in everything]),
        )

    def _facts(self, year: Year | None) -> Facts | None:
        """All that is known of the whole year; None if the table does not hold one."""
        if self.month or (self.has_months and year is None):
            return None
        if year is None:
            return {**facts_of(self._sheet(None, self.values.of(None)).sheet), **self.values.facts}
        if ALL_MONTHS[-1] not in (year.sheet.months or ()):
            return None
        found = dict.fromkeys(COMPUTED) if year.gaps else facts_of(year.sheet)
        return {**found, **self.values.facts}

    def _class(self, facts: Facts) -> Proposal | None:
        rules = self.framework.classification
        total = facts["total"]
        return classification.classify(rules, total if isinstance(total, Decimal) else None, facts) if rules else None

    def _recognition(self, facts: Facts) -> RecognitionProposal | None:
        rules = self.framework.recognition
        return recognition.propose(rules, facts) if rules else None


def _is_entered(score: CriterionScore) -> bool:
    return (score.points is not None and not score.parts) or any(not part.value.is_empty for part in score.parts)


def _added(counts: list[dict[str, int]]) -> dict[str, int]:
    return {code: sum(one.get(code, 0) for one in counts) for one in counts for code in one}
