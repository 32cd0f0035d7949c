"""Points by code of criterion, and as the arrays in which they are stored; the sheet that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fourgood.meeting_quality import refusals
from fourgood.regulations.framework import Criterion, Framework, NotApplicable, Variant
from fourgood.regulations.hundredths import decimal_of, has_two_places, hundredths_of
from fourgood.regulations.scoring import given as given_score
from fourgood.regulations.sheets import Sheet, sheet


@dataclass(frozen=True)
class Given:
    """What a criterion is given: points, or `aside` (it does not apply), or nothing yet."""

    points: Decimal | None = None
    aside: bool = False

    @property
    def is_empty(self) -> bool:
        return self.points is None and not self.aside


NOTHING = Given()
ASIDE = Given(aside=True)
ByCode = dict[str, Given]


@dataclass(frozen=True)
class Packed:
    """As it is stored: hundredths in the order of the framework, and the codes of what does not apply."""

    points: list[int | None]
    aside: list[str]


def packed(variant: Variant, given: Mapping[str, Given]) -> Packed:
    """Raises UnknownCriterion, PointsOutOfRange, AlwaysApplies."""
    criteria = list(variant.criteria())
    for code in given.keys() - {criterion.code for criterion in criteria}:
        raise refusals.UnknownCriterion(code=code)
    rows = [(criterion, given.get(criterion.code, NOTHING)) for criterion in criteria]
    for criterion, row in rows:
        _require_right(criterion, row)
    points = [None if row.points is None else hundredths_of(row.points) for _criterion, row in rows]
    return Packed(points, [criterion.code for criterion, row in rows if row.aside])


def _require_right(criterion: Criterion, row: Given) -> None:
    if row.aside and (row.points is not None or criterion.not_applicable is NotApplicable.NEVER):
        raise refusals.AlwaysApplies(code=criterion.code)
    if row.points is not None and not (has_two_places(row.points) and 0 <= row.points <= criterion.points):
        raise refusals.PointsOutOfRange(code=criterion.code, most=f"{criterion.points.normalize():f}")


def unpacked(variant: Variant, points: Sequence[int | None] | None, aside: Sequence[str]) -> ByCode:
    """By code. None: nothing was given at all."""
    codes = [criterion.code for criterion in variant.criteria()]
    values = points if points is not None else [None] * len(codes)
    return {
        code: Given(None if value is None else decimal_of(value), aside=code in aside)
        for code, value in zip(codes, values, strict=True)
    }


def sheet_of(framework: Framework, variant: Variant, given: Mapping[str, Given]) -> Sheet:
    """The sheet with groups, total and band; what is empty is missing and counts 0."""
    by_code = {criterion.code: criterion for criterion in variant.criteria()}
    scores = {
        code: given_score(by_code[code], row.points, applies=not row.aside)
        for code, row in given.items()
        if not row.is_empty
    }
    return sheet(framework, variant, scores)


def total_of(made: Sheet) -> tuple[int | None, str]:
    """Total in hundredths and code of the band; (None, "") while something is missing or nothing applies."""
    if made.missing or made.final is None:
        return None, ""
    return hundredths_of(made.final), made.band.code if made.band else ""
