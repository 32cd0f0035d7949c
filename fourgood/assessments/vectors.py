"""Points and measured values as arrays in the order of a framework's variant, and back. Exact, without a database.

A point is an integer of hundredths; None: not due, empty, or not applicable. What is measured of a part: amount and
base in hundredths (an answer is 1 or 0 of 1; "does not apply" is 0 of 0), and counts of its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from fourgood.instructions.frameworks import KEPT, Text
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Kind, Part
from fourgood.regulations.hundredths import decimal_of, hundredths_of
from fourgood.regulations.many_values import Layout, PartColumn, Repeated
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import CriterionScore
from fourgood.regulations.sheets import Sheet, is_due, sheet
from fourgood.regulations.values import ANSWERS, DOES_NOT_APPLY, EMPTY, RATIOS, Value, as_ratio, counts

Vector = list[int | None]
Values = Mapping[str, Mapping[str, Value]]
"""By code of criterion and code of part."""

_ONE = 100


def layout_of(file: FrameworkFile, variant: str) -> Layout:
    """Also of a file that was fetched without its content."""
    return _layout(Text.of(file), variant)


# Kept as the framework is that the text says: every sheet of a month has one of a few.
@lru_cache(maxsize=4 * KEPT)
def _layout(text: Text, variant: str) -> Layout:
    framework = text.framework()
    return Layout(framework, framework.variant(variant))


@dataclass(frozen=True)
class Tally:
    """What is stored of one of the three: points by criterion; by group points and those due; the total.

    As long as something due is missing, groups are the sums of what is there, and there is no total.
    """

    points: Vector
    groups: list[int]
    due: list[int]
    total: int | None


def tally(layout: Layout, scores: Mapping[str, CriterionScore], *, month: int) -> Tally:
    """`scores` by code of criterion, computed or given; a criterion without one is missing."""
    result = sheet(layout.framework, layout.variant, scores, months=[month])
    points = [_point(line.score) if line.counts else None for line in result.lines]
    if result.missing:
        return Tally(points, *_so_far(layout, points), total=None)
    groups = [hundredths_of(group.points or Decimal(0)) for group in result.groups]
    due = [hundredths_of(group.due) for group in result.groups]
    return Tally(points, groups, due, total_of(result))


def set_tally(row: Any, kind: str, result: Tally) -> list[str]:
    """Put it into a row as "suggested", "own" or "confirmed", not yet stored. Returns the columns that changed."""
    values = {"": result.points, "_groups": result.groups, "_due": result.due, "_total": result.total}
    changed = {f"{kind}{end}": new for end, new in values.items() if getattr(row, f"{kind}{end}") != new}
    for name, new in changed.items():
        setattr(row, name, new)
    return list(changed)


def total_of(result: Sheet) -> int | None:
    return None if result.total is None else hundredths_of(result.total)


def _point(score: CriterionScore) -> int | None:
    return None if score.is_missing or score.points is None else hundredths_of(score.points)


def _so_far(layout: Layout, points: Vector) -> tuple[list[int], list[int]]:
    groups = [sum(points[number] or 0 for number in numbers) for _group, numbers in layout.groups]
    due = [
        sum(hundredths_of(worth(layout.criteria[n])) for n in numbers if points[n] is not None)
        for _group, numbers in layout.groups
    ]
    return groups, due


def due_in(layout: Layout, month: int) -> list[bool]:
    """Of each criterion whether it falls due in the month."""
    return [is_due(criterion, [month]) for criterion in layout.criteria]


@dataclass(frozen=True)
class Measured:
    """The three arrays of `models.Measured`."""

    amounts: Vector = field(default_factory=list)
    bases: Vector = field(default_factory=list)
    counts: Vector = field(default_factory=list)


def measured_of(layout: Layout, values: Values) -> Measured:
    """Arrays of what was found; a part without a value has None everywhere."""
    parts, events = layout.parts, layout.event_count
    found = Measured([None] * len(parts), [None] * len(parts), [None] * events)
    for column in parts:
        value = values.get(column.criterion.code, {}).get(column.part.code, EMPTY)
        amount, base, of_events = _numbers(column.part, value)
        found.amounts[column.number], found.bases[column.number] = amount, base
        found.counts[column.first_event : column.first_event + len(of_events)] = of_events
    return found


@dataclass(frozen=True)
class MeasuredTexts:
    """The three arrays of many units, each as PostgreSQL writes it (`array`)."""

    amounts: list[str]
    bases: list[str]
    counts: list[str]


def measured_of_many(layout: Layout, columns: Sequence[Repeated], *, count: int) -> MeasuredTexts:
    """The same for so many units, from the values of each part in turn."""
    amounts, bases, of_events = [], [], []
    for column, values in zip(layout.parts, columns, strict=True):
        stated = [_numbers(column.part, value) for value in values.different]
        amounts.append(_texts([amount for amount, _base, _counts in stated], values))
        bases.append(_texts([base for _amount, base, _counts in stated], values))
        places = range(len(column.part.events))
        of_events += [_texts([counts[place] for _amount, _base, counts in stated], values) for place in places]
    return MeasuredTexts(*(_arrays(rows, count) for rows in (amounts, bases, of_events)))


def _texts(of_different: Vector, values: Repeated) -> list[str]:
    """Each number is put into words once, not for every unit."""
    texts = [_text(number) for number in of_different]
    return [texts[number] for number in values.numbers.tolist()]


def _arrays(columns: list[list[str]], count: int) -> list[str]:
    rows = zip(*columns, strict=True) if columns else [()] * count
    return ["{" + ",".join(row) + "}" for row in rows]


def array(numbers: Iterable[int | None]) -> str:
    """As PostgreSQL writes an array: "{500,NULL}"."""
    return "{" + ",".join(map(_text, numbers)) + "}"


def _text(number: int | None) -> str:
    return "NULL" if number is None else str(number)


def _numbers(part: Part, value: Value) -> tuple[int | None, int | None, Vector]:
    """Amount, base, and the count of each event."""
    if value.not_applicable:
        return 0, 0, [None] * len(part.events)
    of_events = [value.count(event.code) for event in part.events]
    stated = as_ratio(part, value)
    if stated.amount is None or stated.base is None:
        return None, None, of_events
    return hundredths_of(stated.amount), hundredths_of(stated.base), of_events


def measured_values(layout: Layout, found: Measured) -> dict[str, dict[str, Value]]:
    """The values that the arrays hold, as `measured_of` took them. Arrays of no length: nothing was found."""
    values: dict[str, dict[str, Value]] = {}
    for column in layout.parts if found.amounts else ():
        value = _value(column.part, column, found)
        if not value.is_empty:
            values.setdefault(column.criterion.code, {})[column.part.code] = value
    return values


def _value(part: Part, column: PartColumn, found: Measured) -> Value:
    amount, base = found.amounts[column.number], found.bases[column.number]
    known = {event.code: count for event, n in column.events() if (count := found.counts[n]) is not None}
    if (amount, base) == (0, 0) and not (part.kind in RATIOS and len(known) == len(part.events)):
        return DOES_NOT_APPLY
    if amount is None or base is None:
        return Value(events=counts(known))
    if part.kind in ANSWERS and base == _ONE:
        return Value(answer=amount == _ONE, events=counts(known))
    if part.kind is Kind.GRADED:
        grade = next((g.code for g in part.grades if hundredths_of(g.points) == amount), None)
        return Value(grade=grade, events=counts(known))
    return Value(amount=decimal_of(amount), base=decimal_of(base), events=counts(known))


def as_points(vector: Sequence[int | None], number: int) -> Decimal | None:
    """One point of an array as people read it; None where there is none, also in an array of no length."""
    point = vector[number] if number < len(vector) else None
    return None if point is None else decimal_of(point)
