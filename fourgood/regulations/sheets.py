"""The sheet of a month, a meeting or a year: groups, total, band, and what stayed short or empty.

Rules 3 to 6 of "How points are counted" (`docs/frameworks.md`). Every number keeps what it was computed from, so that a
page can open it. Nothing here rounds but `half_up` for points of groups and `down` for totals.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fourgood.regulations import explanations
from fourgood.regulations.framework import (
    Band,
    Criterion,
    Extra,
    Framework,
    Group,
    NotApplicable,
    Style,
    Variant,
    Words,
)
from fourgood.regulations.hundredths import down, half_up
from fourgood.regulations.measures import NO_POINTS, worth
from fourgood.regulations.scoring import CriterionScore


@dataclass(frozen=True)
class Line:
    """One criterion on a sheet.

    `weight`: the points that it counts for: its own and those given to it by criteria that don't apply; 0 where it is
    not due or doesn't apply. `points`: what it adds to its group, on that weight; a missing one adds 0.
    """

    score: CriterionScore
    is_due: bool
    weight: Decimal
    points: Decimal

    @property
    def criterion(self) -> Criterion:
        return self.score.criterion

    @property
    def counts(self) -> bool:
        return self.is_due and self.score.applies


@dataclass(frozen=True)
class GroupResult:
    """`earned` of the points that apply (`applying`), shared out over the points that are due: `points`.

    `points` is None when nothing of the group applies: then it is left out of the total, and `due` is 0.
    """

    group: Group
    lines: tuple[Line, ...]
    earned: Decimal
    applying: Decimal
    due: Decimal
    points: Decimal | None

    @property
    def share(self) -> Decimal | None:
        """Its points as a percentage of those due, rounded down to a hundredth; None when nothing applies."""
        return None if self.points is None else down(100 * Fraction(self.points) / Fraction(self.due))

    @property
    def explanation(self) -> Words:
        return explanations.of_group(self)


@dataclass(frozen=True)
class Counted:
    """A bonus or deduction, so many times."""

    extra: Extra
    count: int

    @property
    def points(self) -> Decimal:
        return self.extra.points * self.count


@dataclass(frozen=True)
class Sheet:
    """The results of all groups, in the months given; None: a whole year, or a meeting.

    `total`: `whole` × `points` ÷ `due`, rounded down; None with nothing due. `final`: with bonus (capped at the
    framework's most) and deductions, kept from 0 to `whole`; the band is the final's. In a met/not-met framework every
    criterion counts 1, so the total is the share met, in per cent.
    """

    framework: Framework
    variant: Variant
    months: tuple[int, ...] | None
    groups: tuple[GroupResult, ...]
    bonuses: tuple[Counted, ...]
    deductions: tuple[Counted, ...]

    @property
    def whole(self) -> Decimal:
        return Decimal(100) if self.framework.style is Style.MET else self.framework.whole

    @property
    def points(self) -> Decimal:
        """The points of all groups: the numerator of the total."""
        return sum((group.points for group in self.groups if group.points is not None), NO_POINTS)

    @property
    def due(self) -> Decimal:
        """The points due: the denominator of the total."""
        return sum((group.due for group in self.groups), NO_POINTS)

    @property
    def total(self) -> Decimal | None:
        return down(Fraction(self.whole) * Fraction(self.points) / Fraction(self.due)) if self.due else None

    @property
    def bonus(self) -> Decimal:
        """Bonus points that count: at most so many as the framework allows."""
        counted = sum((bonus.points for bonus in self.bonuses), NO_POINTS)
        return min(counted, self.framework.bonus.most) if self.framework.bonus else NO_POINTS

    @property
    def deduction(self) -> Decimal:
        return sum((deduction.points for deduction in self.deductions), NO_POINTS)

    @property
    def final(self) -> Decimal | None:
        if self.total is None:
            return None
        return max(NO_POINTS, min(self.total + self.bonus - self.deduction, self.whole))

    @property
    def band(self) -> Band | None:
        """The band that the final reaches; None without a total, or in a framework without bands."""
        return self.framework.band_of(self.final) if self.final is not None and self.framework.bands else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """All criteria in the order of the framework, due or not."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def shortfalls(self) -> tuple[CriterionScore, ...]:
        """Criteria that are due and stay below their threshold: each asks for a corrective action."""
        return tuple(line.score for line in self.lines if line.counts and line.score.is_short)

    @property
    def missing(self) -> tuple[CriterionScore, ...]:
        """Criteria that are due and have no value, or not all of it. They count 0 points for what is missing."""
        return tuple(line.score for line in self.lines if line.counts and line.score.is_missing)

    @property
    def mandatory_missing(self) -> tuple[CriterionScore, ...]:
        """Criteria due that recognition needs met (met/not-met frameworks), and that aren't, or not all the time."""
        needed = (line for line in self.lines if line.counts and line.criterion.mandatory)
        return tuple(line.score for line in needed if line.score.points != worth(line.criterion))

    @property
    def explanation(self) -> Words:
        return explanations.of_sheet(self)


def sheet(
    framework: Framework,
    variant: Variant,
    scores: Mapping[str, CriterionScore],
    *,
    months: Collection[int] | None = None,
    bonus: Mapping[str, int] | None = None,
    deductions: Mapping[str, int] | None = None,
) -> Sheet:
    """The sheet of these scores, by code of criterion, computed (`score_criterion`) or `given`.

    `months`: only what falls due in one of them counts; None: all counts. A criterion without a score is missing.
    `bonus` and `deductions`: how many cases of each, by code. Raises ValueError for a code that isn't the framework's.
    """
    _known(scores, {criterion.code for criterion in variant.criteria()})
    chosen = None if months is None else tuple(sorted(months))
    groups = (_group(group, scores, months=chosen, met=framework.style is Style.MET) for group in variant.groups)
    return Sheet(
        framework=framework,
        variant=variant,
        months=chosen,
        groups=tuple(groups),
        bonuses=_counted(framework.bonus.items if framework.bonus else (), bonus or {}),
        deductions=_counted(framework.deductions, deductions or {}),
    )


def _known(given: Collection[str], known: Collection[str]) -> None:
    unknown = set(given) - set(known)
    if unknown:
        raise ValueError(f"Not of this framework: {', '.join(sorted(unknown))}.")


def _counted(extras: tuple[Extra, ...], cases: Mapping[str, int]) -> tuple[Counted, ...]:
    _known(cases, {extra.code for extra in extras})
    if any(count < 0 for count in cases.values()):
        raise ValueError("How often can't be below 0.")
    return tuple(Counted(extra, cases[extra.code]) for extra in extras if cases.get(extra.code))


def is_due(criterion: Criterion, months: Collection[int] | None) -> bool:
    """Whether it falls due in one of the months; None: always."""
    return months is None or any(criterion.is_due(month) for month in months)


def _group(
    group: Group, scores: Mapping[str, CriterionScore], *, months: tuple[int, ...] | None, met: bool
) -> GroupResult:
    found = [scores.get(criterion.code) or CriterionScore(criterion, None) for criterion in group.criteria]
    due = [score for score in found if is_due(score.criterion, months)]
    weights = _weights(due)
    lines = tuple(_line(score, weights, is_due=is_due(score.criterion, months)) for score in found)
    earned, applying = sum((line.points for line in lines), NO_POINTS), sum(weights.values(), Decimal(0))
    points_due = applying if met else sum((worth(score.criterion) for score in due), Decimal(0))
    if not applying:
        return GroupResult(group, lines, NO_POINTS, NO_POINTS, due=NO_POINTS, points=None)
    points = _in_proportion(earned, of=applying, on=points_due)
    return GroupResult(group, lines, earned, applying, due=points_due, points=points)


def _weights(due: list[CriterionScore]) -> dict[str, Decimal]:
    """The points that each criterion counts for, by code, of those that are due and apply.

    Points of one that doesn't apply go to the criterion that it names, if that one is due and applies; all other such
    points are shared out over the whole group, later (domain, measure semantics; committee's I.4 gives to I.3).
    """
    weights = {score.criterion.code: worth(score.criterion) for score in due if score.applies}
    for score in due:
        heir = score.criterion.gives_to
        if not score.applies and score.criterion.not_applicable is NotApplicable.GIVE and heir in weights:
            weights[heir] += worth(score.criterion)
    return weights


def _line(score: CriterionScore, weights: Mapping[str, Decimal], *, is_due: bool) -> Line:
    """On a larger weight than its own, points grow in proportion, rounded half up to a hundredth, once."""
    weight = weights.get(score.criterion.code, Decimal(0))
    points = _in_proportion(score.points or NO_POINTS, of=worth(score.criterion), on=weight)
    return Line(score, is_due=is_due, weight=weight, points=points)


def _in_proportion(points: Decimal, *, of: Decimal, on: Decimal) -> Decimal:
    """So many points `of` a number, on another number. Mostly they are the same: nothing is rounded."""
    if of == on:
        return points
    return half_up(Fraction(points) * Fraction(on) / Fraction(of)) if on else NO_POINTS
