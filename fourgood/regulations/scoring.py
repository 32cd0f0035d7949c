"""From values to points: of one part, and of one criterion. Exact; what is printed is what counts from there on.

Rules 1 and 2 of "How points are counted" (`docs/frameworks.md`): percentages are compared as they are, and the points
of a part are rounded half up to a hundredth, once. Sheets of all criteria are made in `sheets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fourgood.regulations import explanations
from fourgood.regulations.complaints import Complaint, wrong
from fourgood.regulations.framework import Criterion, Kind, NotApplicable, Part, Words
from fourgood.regulations.hundredths import half_up, has_two_places
from fourgood.regulations.measures import NO_POINTS, after_events, points_measured, worth
from fourgood.regulations.values import EMPTY, RATIOS, Value, as_ratio


@dataclass(frozen=True)
class Scored:
    """What one part earned. `points` is None when nothing right was entered, and when the part does not apply.

    `measured`: the points before events took any off.
    """

    part: Part
    value: Value
    points: Decimal | None = None
    measured: Decimal | None = None
    applies: bool = True
    complaints: tuple[Complaint, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.applies and self.points is None

    @property
    def explanation(self) -> Words:
        """How the points came about, as a sentence."""
        return explanations.of_part(self)


@dataclass(frozen=True)
class CriterionScore:
    """The points of one criterion, computed from values (`parts`) or given by people (no parts).

    `points` is None when nothing right was entered, and when the criterion does not apply. Where only some parts have a
    value, the points are those of these parts, and the criterion is still missing.
    """

    criterion: Criterion
    points: Decimal | None
    applies: bool = True
    parts: tuple[Scored, ...] = ()

    @property
    def is_missing(self) -> bool:
        return self.applies and (self.points is None or any(part.is_missing for part in self.parts))

    @property
    def is_short(self) -> bool:
        """Whether its points stay below the criterion's threshold, so that a corrective action is due."""
        if self.points is None or self.is_missing:
            return False
        return 100 * self.points < self.criterion.threshold * worth(self.criterion)

    @property
    def explanation(self) -> Words:
        return explanations.of_criterion(self)


def points_of(part: Part, value: Value) -> Scored:
    """The points of a part for a value that is right (`complaints.wrong` finds nothing) or empty.

    A percentage or quantity with a base of 0 does not apply.
    """
    if value.is_empty:
        return Scored(part, value)
    stated = as_ratio(part, value)
    if value.not_applicable or (part.kind in RATIOS and stated.base == 0):
        return Scored(part, value, applies=False)
    measured = half_up(points_measured(part, stated))
    return Scored(part, value, measured=measured, points=after_events(part, stated, measured))


def score_criterion(criterion: Criterion, values: Mapping[str, Value]) -> CriterionScore:
    """The score of a criterion from the values of its parts, by code of part. A wrong value earns nothing: its part is
    missing, with the complaints. Raises ValueError for the code of a part that the criterion doesn't have.

    The points of a part that does not apply go to the other parts, in proportion (our reading, as inside a group).
    """
    unknown = values.keys() - {part.code for part in criterion.parts}
    if unknown:
        raise ValueError(f"Criterion {criterion.code} has no part {', '.join(sorted(unknown))}.")
    parts = tuple(_scored(part, criterion, values.get(part.code, EMPTY)) for part in criterion.parts)
    applying = [part for part in parts if part.applies]
    earned = [part.points for part in applying if part.points is not None]
    points = _together(criterion, applying, earned) if earned else None
    return CriterionScore(criterion, points, applies=bool(applying), parts=parts)


def _scored(part: Part, criterion: Criterion, value: Value) -> Scored:
    complaints = tuple(wrong(part, criterion, value))
    return Scored(part, value, complaints=complaints) if complaints else points_of(part, value)


def _together(criterion: Criterion, applying: list[Scored], earned: list[Decimal]) -> Decimal:
    """Sum of the parts; a criterion that is met or not is met as far as the worst of its parts."""
    if all(part.part.kind is Kind.MET for part in applying):
        return min(earned) if len(earned) == len(applying) else NO_POINTS
    possible = sum((worth(part.part) for part in applying), Decimal(0))
    return half_up(Fraction(sum(earned, Decimal(0))) * Fraction(worth(criterion)) / Fraction(possible))


def given(criterion: Criterion, points: Decimal | None, *, applies: bool = True) -> CriterionScore:
    """Points that people gave: the unit's own, or the confirmed ones; None: none given yet.

    Raises ValueError unless 0 ≤ points ≤ all points of the criterion with two places at most, and for "does not
    apply" where the criterion always applies or has points all the same.
    """
    if not applies and (points is not None or criterion.not_applicable is NotApplicable.NEVER):
        raise ValueError(f"Criterion {criterion.code} applies, or has no points.")
    if points is not None and not (has_two_places(points) and 0 <= points <= worth(criterion)):
        raise ValueError(f"Criterion {criterion.code}: {points} is not from 0 to {worth(criterion)} points.")
    return CriterionScore(criterion, points, applies=applies)
