"""What the indicators say of units in a month, as values of the parts that name them. The one place that asks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from fourgood.indicators.readings import NOTHING, Reading
from fourgood.indicators.readings import measure as readings_of
from fourgood.regulations.framework import Kind, Part
from fourgood.regulations.hundredths import half_up
from fourgood.regulations.indicators import INDICATORS, Indicator
from fourgood.regulations.many_values import Layout, Repeated
from fourgood.regulations.values import ANSWERS, EMPTY, Value

Found = Mapping[int, Mapping[str, Value]]
"""By unit and code of indicator."""


def measure(codes: Iterable[str], units: Iterable[int], month: dt.date) -> Found:
    """Values of indicators, for many units at once: one query, whatever the number of codes and units."""
    values: dict[int, dict[str, Value]] = {unit: {} for unit in units}
    for code, readings in readings_of(codes, list(values), month).items():
        different = set(readings.values()) - {NOTHING}  # among many units, a few
        made = {reading: as_value(INDICATORS[code], reading) for reading in different}
        for unit, reading in readings.items():
            value = made.get(reading)
            if value is not None:
                values[unit][code] = value
    return values


def as_value(indicator: Indicator, reading: Reading) -> Value:
    """A reading as the value of a part that is measured in the indicator's way. Amounts to a hundredth."""
    if indicator.kind is Kind.DEDUCTIONS:
        return Value(events=reading.events)
    if indicator.kind in ANSWERS:
        return Value(answer=reading.answer, events=reading.events)
    return Value(amount=_two_places(reading.numerator), base=_two_places(reading.denominator), events=reading.events)


def _two_places(number: Decimal | None) -> Decimal | None:
    return None if number is None else half_up(number)


def codes_of(layout: Layout) -> list[str]:
    """The indicators that the parts of the variant name."""
    return sorted({column.part.indicator for column in layout.parts if column.part.indicator})


def values_of(layout: Layout, found: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """What was found of one unit, by criterion and part."""
    values: dict[str, dict[str, Value]] = {}
    for column in layout.parts:
        value = found.get(column.part.indicator or "", EMPTY)
        if not value.is_empty:
            values.setdefault(column.criterion.code, {})[column.part.code] = _fitting(column.part, value)
    return values


def columns_of(layout: Layout, found: Found, units: Sequence[int]) -> list[Repeated]:
    """The same of many units, for each part of the variant in turn."""
    of_units = [found.get(unit, {}) for unit in units]
    of_codes = {code: Repeated.of(each.get(code, EMPTY) for each in of_units) for code in codes_of(layout)}
    nothing = Repeated.of(EMPTY for _unit in units)
    return [
        of_codes.get(column.part.indicator or "", nothing).changed(partial(_fitting, column.part))
        for column in layout.parts
    ]


def _fitting(part: Part, value: Value) -> Value:
    """Only events that the part counts: two frameworks may ask the same indicator for different ones."""
    if not value.events:
        return value
    known = {event.code for event in part.events}
    return replace(value, events=tuple(pair for pair in value.events if pair[0] in known))
