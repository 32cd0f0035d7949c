"""How points came about, in sentences of the three languages, from the words of the framework and the numbers.

"Members present: 18 of 21 members due, 85.71 %, at least 85 %: 5 of 5 points". Percentages are cut, never rounded up.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fourgood.regulations import explanation_words as say
from fourgood.regulations.figures import filled, joined, sentence
from fourgood.regulations.framework import Criterion, Event, Kind, Part, Words
from fourgood.regulations.measures import ALL, percentage_of, step_reached, worth
from fourgood.regulations.values import ANSWERS, RATIOS, Value, as_ratio, grade_named

if TYPE_CHECKING:
    from fourgood.regulations.scoring import CriterionScore, Scored
    from fourgood.regulations.sheets import GroupResult, Sheet


def of_part(scored: Scored) -> Words:
    """Why a part has its points, or none."""
    if scored.complaints:
        return joined([complaint.words for complaint in scored.complaints], " ")
    if not scored.applies:
        return sentence(_not_applicable(scored))
    if scored.points is None or scored.measured is None:
        return sentence(say.NOT_ENTERED)
    part, value = scored.part, as_ratio(scored.part, scored.value)
    happened = [_event(event, value.count(event.code) or 0) for event in part.events if value.count(event.code)]
    points = _points(part, scored.points)
    if part.kind is Kind.DEDUCTIONS:
        return sentence(_gives(say.NO_DEDUCTION, points) if not happened else _after(happened, points))
    how = _measure(scored, value)
    if not happened:
        return sentence(_gives(how, points))
    before = _gives(how, filled(say.POINTS_ALONE, points=scored.measured))
    return sentence(_after([before, *happened], points))


def of_criterion(score: CriterionScore) -> Words:
    """Why a criterion has its points: its part's sentence, or those of all its parts and what they add up to."""
    if len(score.parts) == 1:
        return score.parts[0].explanation
    if not score.applies:
        return sentence(say.DOES_NOT_APPLY)
    if score.points is None:
        return sentence(say.NOT_ENTERED)
    points = _points(score.criterion, score.points)
    if not score.parts:
        return points
    return joined([*map(_named, score.parts), _sum_of_parts(score, points)], ". ")


def of_group(result: GroupResult) -> Words:
    """How the points of a group came about."""
    if result.points is None:
        return say.GROUP_EMPTY
    points = filled(say.POINTS, points=result.points, worth=result.due)
    if result.applying == result.due:
        return points
    return filled(say.GROUP_SHARED, earned=result.earned, applying=result.applying, due=result.due, points=points)


def of_sheet(sheet: Sheet) -> Words:
    """How the total and the final came about, and how many criteria are missing."""
    if sheet.total is None or sheet.final is None:
        return say.NO_TOTAL
    pieces = [filled(say.TOTAL, whole=sheet.whole, points=sheet.points, due=sheet.due, total=sheet.total)]
    if sheet.bonuses or sheet.deductions:
        numbers = {"bonus": sheet.bonus, "deduction": sheet.deduction, "whole": sheet.whole, "final": sheet.final}
        pieces.append(filled(say.FINAL, total=sheet.total, **numbers))
    if sheet.missing:
        pieces.append(filled(say.EMPTY_ONES, count=len(sheet.missing)))
    return joined(pieces, ". ")


def _points(thing: Part | Criterion, points: Decimal) -> Words:
    most = worth(thing)
    return filled(say.POINT if most == 1 else say.POINTS, points=points, worth=most)


def _gives(how: Words, points: Words) -> Words:
    return joined([how, points], ": ")


def _after(pieces: list[Words], points: Words) -> Words:
    return joined([*pieces, filled(say.LEAVES, points=points)], "; ")


def _event(event: Event, count: int) -> Words:
    if event.at_most is not None:
        return filled(say.AT_MOST, event=event.wording, count=count, most=event.at_most)
    return filled(say.MINUS, event=event.wording, count=count, minus=event.minus or Decimal(0))


def _measure(scored: Scored, value: Value) -> Words:
    """What was measured and how it is counted, up to the points."""
    part, amount, base = scored.part, value.amount or Decimal(0), value.base or Decimal(0)
    if part.kind in RATIOS:
        return _ratio(scored, value)
    grade = grade_named(part, scored.value.grade)
    if grade is not None:
        return grade.wording
    if part.kind is Kind.GRADED:
        return filled(say.MEAN, base=base)
    if part.kind in ANSWERS and scored.value.answer is None:
        return filled(say.TIMES, answer=say.ANSWERS[part.kind, True], amount=amount, base=base)
    return say.ANSWERS[part.kind, bool(amount)]


def _ratio(scored: Scored, value: Value) -> Words:
    part, percentage = scored.part, percentage_of(value)
    pieces = [_compared(part, value, percentage)]
    if percentage > ALL:
        pieces.append(say.AS_ALL)
    how = _how(part, min(percentage, ALL))
    return joined([*pieces, how] if how != say.NOTHING else pieces, ", ")


def _compared(part: Part, value: Value, percentage: Fraction) -> Words:
    """So many of so many; or, of a quantity, what was reached and what was planned."""
    what, amount = part.amount or say.COUNTED, _with_unit(part, value.amount)
    if part.kind is Kind.QUANTITY:
        planned = _with_unit(part, value.base)
        return filled(say.AGAINST, what=what, amount=amount, base=_base(part), planned=planned, percentage=percentage)
    return filled(say.SO_MANY, what=what, amount=amount, base=_of_what(part, value.base), percentage=percentage)


def _how(part: Part, percentage: Fraction) -> Words:
    """By which step, or in which proportion."""
    reached = step_reached(part.scale, percentage)
    if reached is not None:
        return _by_step(part, reached.at_least)
    full_from = Fraction(part.scale.full_from)
    if full_from == 100:
        return say.IN_PROPORTION
    return filled(say.AT_LEAST if percentage >= full_from else say.IN_PROPORTION_TO, from_=full_from)


def _by_step(part: Part, at_least: Decimal) -> Words:
    """The last step is told by the one above it: "below 65 %"."""
    if at_least > 0:
        return filled(say.AT_LEAST, from_=Fraction(at_least))
    above = [step.at_least for step in part.scale.steps if step.at_least > at_least]
    return filled(say.BELOW, from_=Fraction(min(above))) if above else say.NOTHING


def _with_unit(part: Part, number: Decimal | None) -> Words:
    figure = filled(Words("{number}", "{number}", "{number}"), number=number or Decimal(0))
    return joined([figure, part.unit], " ") if part.unit else figure


def _base(part: Part) -> Words:
    return part.base or say.PLANNED


def _of_what(part: Part, number: Decimal | None) -> Words:
    figure = _with_unit(part, number)
    return joined([figure, part.base], " ") if part.base else figure


def _not_applicable(scored: Scored) -> Words:
    if scored.value.not_applicable:
        return say.DOES_NOT_APPLY
    none = _with_unit(scored.part, Decimal(0))
    if scored.part.kind is Kind.QUANTITY:
        return filled(say.OF_NONE, base=joined([_base(scored.part), none], ": "))
    return filled(say.OF_NONE, base=_of_what(scored.part, Decimal(0)))


def _named(scored: Scored) -> Words:
    wording = scored.part.wording
    return filled(say.PART, name=wording, words=scored.explanation) if wording else scored.explanation


def _sum_of_parts(score: CriterionScore, points: Words) -> Words:
    if all(part.applies for part in score.parts):
        return filled(say.TOGETHER, points=points)
    applying = [part for part in score.parts if part.applies]
    earned = sum((part.points or Decimal(0) for part in applying), Decimal(0))
    possible = sum((worth(part.part) for part in applying), Decimal(0))
    return filled(say.PARTS_SHARED, earned=earned, applying=possible, points=points)
