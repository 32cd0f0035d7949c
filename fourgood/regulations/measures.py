"""What a part measures, before any rounding: percentage, step of a scale, points. And what events leave of the points.

The table of measures in `docs/frameworks.md`; percentages are compared with the steps of a scale as they are.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fourgood.regulations.framework import Criterion, Kind, Part, Scale, Step
from fourgood.regulations.hundredths import half_up
from fourgood.regulations.values import ANSWERS, Value

ALL = Fraction(100)
NO_POINTS = Decimal("0.00")


def worth(thing: Part | Criterion) -> Decimal:
    """All the points that a part or criterion can earn. What is met or not met counts alike: 1."""
    kinds = {thing.kind} if isinstance(thing, Part) else {part.kind for part in thing.parts}
    return Decimal(1) if kinds == {Kind.MET} else thing.points


def percentage_of(value: Value) -> Fraction:
    """Amount as a percentage of the base, exact, possibly above 100. Raises ValueError without an amount and a base."""
    if value.amount is None or not value.base:
        raise ValueError(f"No percentage: {value}")
    return ALL * Fraction(value.amount) / Fraction(value.base)


def step_reached(scale: Scale, percentage: Fraction) -> Step | None:
    """The highest step that the percentage reaches; None for a scale in proportion."""
    return next((step for step in scale.steps if percentage >= step.at_least), None)


def points_measured(part: Part, value: Value) -> Fraction:
    """The exact points of a value whose answer or grade is put `as_ratio`, before events take any off."""
    if part.kind is Kind.DEDUCTIONS:
        return Fraction(part.points)
    percentage = percentage_of(value)
    if part.kind is Kind.GRADED:
        return percentage / 100  # the amount is points, the base the number of grades
    if part.kind in ANSWERS:
        return percentage / 100 * Fraction(worth(part))
    return points_by_scale(part, min(percentage, ALL))


def points_by_scale(part: Part, percentage: Fraction) -> Fraction:
    """Those of the step reached; without steps, in proportion up to where all points are given."""
    step = step_reached(part.scale, percentage)
    if step is not None:
        return Fraction(step.points)
    return Fraction(part.points) * min(percentage / Fraction(part.scale.full_from), Fraction(1))


def after_events(part: Part, value: Value, points: Decimal) -> Decimal:
    """Each case of an event takes its points off; one that leaves at most so many does so after that; never below 0."""
    for event in part.events:
        points -= (event.minus or 0) * (value.count(event.code) or 0)
    limits = [event.at_most for event in part.events if event.at_most is not None and value.count(event.code)]
    return half_up(max(min([points, *limits]), NO_POINTS))
