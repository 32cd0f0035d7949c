"""The sheet of a year, from the values of its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourgood.regulations.complaints import wrong
from fourgood.regulations.framework import Criterion, Framework, Part, Variant
from fourgood.regulations.scoring import CriterionScore, score_criterion
from fourgood.regulations.sheets import Sheet, sheet
from fourgood.regulations.values import EMPTY, Value, year_value

Values = Mapping[str, Mapping[str, Value]]
"""Values by code of criterion and code of part."""


@dataclass(frozen=True)
class Gap:
    """A month in which a criterion was due, and nothing right was entered for it."""

    month: int
    criterion: Criterion


@dataclass(frozen=True)
class Year:
    """The sheet of the year to date, and what it lacks: a year of few months must not look like a full one."""

    sheet: Sheet
    gaps: tuple[Gap, ...]


def year_sheet(
    framework: Framework,
    variant: Variant,
    months: Mapping[int, Values],
    *,
    bonus: Mapping[str, int] | None = None,
    deductions: Mapping[str, int] | None = None,
) -> Year:
    """The sheet of the months given (1–12), each with its values; a unit that began in May has those from 5 on.

    What falls due in none of these months does not count yet. How months add up: `values.year_value`. A wrong value is
    left out like an empty one, and is a gap.
    """
    scores: dict[str, CriterionScore] = {}
    gaps: list[Gap] = []
    for criterion in variant.criteria():
        due = [month for month in sorted(months) if criterion.is_due(month)]
        of_months = {month: months[month].get(criterion.code, {}) for month in due}
        gaps += [Gap(month, criterion) for month, values in of_months.items() if _lacks(criterion, values)]
        year = {part.code: _of_year(part, criterion, list(of_months.values())) for part in criterion.parts}
        scores[criterion.code] = score_criterion(criterion, year)
    result = sheet(framework, variant, scores, months=tuple(months), bonus=bonus, deductions=deductions)
    return Year(sheet=result, gaps=tuple(sorted(gaps, key=lambda gap: gap.month)))


def _right(part: Part, criterion: Criterion, values: Mapping[str, Value]) -> Value:
    value = values.get(part.code, EMPTY)
    return EMPTY if wrong(part, criterion, value) else value


def _lacks(criterion: Criterion, values: Mapping[str, Value]) -> bool:
    return any(_right(part, criterion, values).is_empty for part in criterion.parts)


def _of_year(part: Part, criterion: Criterion, months: list[Mapping[str, Value]]) -> Value:
    return year_value(part, [_right(part, criterion, values) for values in months])
