"""Points of many assessments at once, in int64 hundredths, exactly equal to `scoring` and `sheets` one by one.

The same roundings in whole numbers: half up is (2 a + b) // 2 b, down is a // b. Work goes column by column, in runs of
rows that fit the cache. Bounds are checked: a number that could leave int64 raises ValueError instead.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from fourgood.regulations.complaints import LARGEST_COUNT
from fourgood.regulations.framework import Kind, NotApplicable
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.many_values import Booleans, Integers, Layout, ManyValues, PartColumn, checked
from fourgood.regulations.measures import worth
from fourgood.regulations.sheets import is_due
from fourgood.regulations.values import RATIOS

ROWS_AT_ONCE = 16_384
"""So that the columns in work (128 kB each) stay in the second-level cache."""
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class ManyScores:
    """Column-major arrays; points in hundredths. Columns: criteria, or groups, in the order of the framework.

    `points`, `applies`, `missing`: (assessments, criteria). Points are 0 where nothing is entered (`missing`), where a
    criterion does not apply, and where it is not due (then `applies` and `missing` are False).
    `group_points`, `group_due`: (assessments, groups), both 0 where nothing of the group applies; their sums over
    assessments are what levels above roll up.
    `totals`: (assessments,), 0 where there is none (`has_total` False).
    """

    points: Integers
    applies: Booleans
    missing: Booleans
    group_points: Integers
    group_due: Integers
    totals: Integers
    has_total: Booleans

    @classmethod
    def empty(cls, layout: Layout, count: int) -> ManyScores:
        criteria, groups = (count, len(layout.criteria)), (count, len(layout.groups))
        return cls(
            points=np.zeros(criteria, np.int64, order="F"),
            applies=np.zeros(criteria, np.bool_, order="F"),
            missing=np.zeros(criteria, np.bool_, order="F"),
            group_points=np.zeros(groups, np.int64, order="F"),
            group_due=np.zeros(groups, np.int64, order="F"),
            totals=np.zeros(count, np.int64),
            has_total=np.zeros(count, np.bool_),
        )


def score_many(layout: Layout, values: ManyValues, *, months: Collection[int] | None = None) -> ManyScores:
    """Scores and sheets of all assessments; all in the same `months` (None: all criteria count).

    Raises ValueError for arrays of a wrong shape or dtype, for numbers below 0 or beyond the bounds, for an amount
    above its base where it can't be, and for a criterion that always applies and doesn't.
    """
    values, scores = values.checked(layout), ManyScores.empty(layout, len(values))
    due = _due(layout, months)
    for start in range(0, len(values), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        for number in due:
            _score_criterion(layout.columns[number], values, scores, rows, number)
        _sum_up(layout, scores, rows, due)
    return scores


def sheet_many(
    layout: Layout, points: Integers, applies: Booleans, *, months: Collection[int] | None = None
) -> ManyScores:
    """Sheets of points that people gave, in hundredths, (assessments, criteria); what is missing has 0 points.

    Raises ValueError for a wrong shape or dtype, for points below 0 or above all points of a criterion, and for points
    where it does not apply. Points of criteria that aren't due are left out.
    """
    shape = (len(points), len(layout.criteria))
    points, applies = checked(points, np.int64, shape), checked(applies, np.bool_, shape)
    scores, due = ManyScores.empty(layout, len(points)), _due(layout, months)
    for number in due:
        column, most = points[:, number], hundredths_of(worth(layout.criteria[number]))
        if (column < 0).any() or (column > most * applies[:, number]).any():
            raise ValueError(
                f"{layout.criteria[number].code}: points are from 0 to {most}, and 0 if it does not apply."
            )
        scores.points[:, number], scores.applies[:, number] = column, applies[:, number]
    for start in range(0, len(points), ROWS_AT_ONCE):
        _sum_up(layout, scores, slice(start, start + ROWS_AT_ONCE), due)
    return scores


def _due(layout: Layout, months: Collection[int] | None) -> list[int]:
    return [number for number, criterion in enumerate(layout.criteria) if is_due(criterion, months)]


class _Part(NamedTuple):
    """One column, scored: points (0 where missing or not applying), and two masks."""

    points: Integers
    applies: Booleans
    missing: Booleans


def _score_criterion(
    columns: tuple[PartColumn, ...], values: ManyValues, scores: ManyScores, rows: slice, number: int
) -> None:
    parts = [_score_part(column, values, rows) for column in columns]
    first = parts[0] if len(parts) == 1 else _together(columns, parts)
    scores.points[rows, number], scores.applies[rows, number], scores.missing[rows, number] = first


def _together(columns: tuple[PartColumn, ...], parts: list[_Part]) -> _Part:
    """Parts that don't apply give their points to the others; what is met or not is met as far as its worst part."""
    applies = np.logical_or.reduce([part.applies for part in parts])
    missing = np.logical_or.reduce([part.missing for part in parts])
    worths = [hundredths_of(worth(column.part)) for column in columns]
    if all(column.part.kind is Kind.MET for column in columns):
        met = [np.where(part.applies, part.points, own) for part, own in zip(parts, worths, strict=True)]
        return _Part(np.minimum.reduce(met) * applies, applies, missing)
    points = np.add.reduce([part.points for part in parts])
    if all(part.applies.all() for part in parts):
        return _Part(points, applies, missing)
    possible = np.add.reduce([part.applies * own for part, own in zip(parts, worths, strict=True)])
    return _Part(_half_up(points * hundredths_of(worth(columns[0].criterion)), possible), applies, missing)


def _score_part(column: PartColumn, values: ManyValues, rows: slice) -> _Part:
    entered, applies = values.entered[rows, column.number], values.applicable[rows, column.number]
    if column.part.kind is Kind.DEDUCTIONS:
        points = np.full(len(entered), hundredths_of(column.part.points))
    else:
        amounts, bases = values.amounts[rows, column.number], values.bases[rows, column.number]
        _check(column, amounts, bases, entered & applies)
        if column.part.kind in RATIOS:
            applies = applies & ((bases > 0) | ~entered)
        points = _measured(column, amounts, np.maximum(bases, 1))
    if column.criterion.not_applicable is NotApplicable.NEVER and not applies.all():
        raise ValueError(f"{column} always applies.")
    _take_off(column, points, values.events[rows])
    points *= entered & applies
    return _Part(points, applies, applies & ~entered)


def _check(column: PartColumn, amounts: Integers, bases: Integers, used: Booleans) -> None:
    """Raises ValueError for what a value can't be, and for what would leave int64 on the way."""
    if amounts.min() < 0 or bases.min() < 0 or bases.max() > _largest_base(column):
        raise ValueError(f"{column}: numbers are from 0 on, bases up to {_largest_base(column)}.")
    most = bases * hundredths_of(column.part.points) if column.part.kind is Kind.GRADED else bases
    if column.part.kind is not Kind.QUANTITY and (amounts > most).any():
        raise ValueError(f"{column}: an amount is above its base.")
    if column.part.kind not in RATIOS and (used & (bases == 0)).any():
        raise ValueError(f"{column}: a base is 0.")


def _largest_base(column: PartColumn) -> int:
    """The largest base with which no step of `_measured` leaves int64. Amounts are never above it there."""
    own = hundredths_of(worth(column.part))
    factors = [2 * own + 1]
    for step in column.part.scale.steps:
        share = Fraction(step.at_least) / 100
        factors += [share.numerator, share.denominator]
    full = Fraction(column.part.scale.full_from) / 100
    factors.append((2 * own + 1) * max(full.numerator, full.denominator))
    return LARGEST // max(factors)


def _measured(column: PartColumn, amounts: Integers, bases: Integers) -> Integers:
    """Points before events, for bases from 1 on. The same as `measures.points_measured`, rounded half up."""
    part = column.part
    if part.kind is Kind.GRADED:
        return _half_up(amounts, bases)
    amounts = np.minimum(amounts, bases)
    if part.scale.steps and part.kind in RATIOS:
        return _by_steps(column, amounts, bases)
    own = hundredths_of(worth(part))
    full = Fraction(part.scale.full_from) / 100 if part.kind in RATIOS else Fraction(1)
    if full == 1:
        return _half_up(amounts * own, bases)
    bases = bases * full.numerator
    return _half_up(np.minimum(amounts * full.denominator, bases) * own, bases)


def _by_steps(column: PartColumn, amounts: Integers, bases: Integers) -> Integers:
    """From the lowest step up, each overwrites where it is reached: amount ÷ base ≥ numerator ÷ denominator."""
    *higher, lowest = column.part.scale.steps
    points = np.full(len(amounts), hundredths_of(lowest.points))
    for step in reversed(higher):
        share = Fraction(step.at_least) / 100
        reached = amounts * share.denominator >= bases * share.numerator
        np.copyto(points, hundredths_of(step.points), where=reached)
    return points


def _take_off(column: PartColumn, points: Integers, events: Integers) -> None:
    """In place: each case takes its points off, then limits hold, never below 0. Roundings before or after are the
    same, for whole hundredths are taken off."""
    counted = [(event, events[:, number]) for event, number in column.events()]
    for event, counts in counted:
        if counts.min() < 0 or counts.max() > LARGEST_COUNT:
            raise ValueError(f"{column}, {event.code}: counts are from 0 to {LARGEST_COUNT}.")
        if event.minus is not None:
            points -= counts * hundredths_of(event.minus)
    for event, counts in counted:
        if event.at_most is not None:
            np.minimum(points, hundredths_of(event.at_most), out=points, where=counts > 0)
    if counted:
        np.maximum(points, 0, out=points)


def _half_up(numerators: Integers, denominators: Integers) -> Integers:
    """numerator ÷ denominator, a half upwards; where the denominator is 0, so is the result."""
    denominators = np.maximum(denominators, 1)
    return (2 * numerators + denominators) // (2 * denominators)


def _sum_up(layout: Layout, scores: ManyScores, rows: slice, due: list[int]) -> None:
    """Points of groups and totals, from the points of criteria."""
    for group, (_group, criteria) in enumerate(layout.groups):
        earned, applying = _earned(layout, scores, rows, [number for number in criteria if number in due])
        points_due = applying
        if not layout.is_met:
            whole = sum(hundredths_of(worth(layout.criteria[number])) for number in criteria if number in due)
            points_due = whole * (applying > 0)
        scores.group_points[rows, group] = _half_up(earned * points_due, applying)
        scores.group_due[rows, group] = points_due
    points, all_due = scores.group_points[rows].sum(axis=1), scores.group_due[rows].sum(axis=1)
    top = 100_00 if layout.is_met else hundredths_of(layout.framework.whole)
    scores.totals[rows] = points * top // np.maximum(all_due, 1)
    scores.has_total[rows] = all_due > 0


def _earned(layout: Layout, scores: ManyScores, rows: slice, due: list[int]) -> tuple[Integers, Integers]:
    """Of the criteria of a group that are due: points earned, and the points that apply."""
    earned = np.zeros(len(scores.totals[rows]), np.int64)
    applying = np.zeros_like(earned)
    for number in due:
        own, points, applies = (
            hundredths_of(worth(layout.criteria[number])),
            scores.points[rows, number],
            scores.applies[rows, number],
        )
        weights = applies * own
        givers = _givers(layout, number, due)
        if givers:
            weights += applies * np.add.reduce([~scores.applies[rows, giver] * worth_ for giver, worth_ in givers])
            points = _half_up(points * weights, np.full_like(weights, own))
        earned += points
        applying += weights
    return earned, applying


def _givers(layout: Layout, heir: int, due: list[int]) -> list[tuple[int, int]]:
    """Criteria of the group, due, that give their points to this one, with those points."""
    code = layout.criteria[heir].code
    return [
        (number, hundredths_of(worth(criterion)))
        for number in due
        if (criterion := layout.criteria[number]).gives_to == code and criterion.not_applicable is NotApplicable.GIVE
    ]
