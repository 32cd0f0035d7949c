"""What the indicators say of units in a month, as values of the parts that name them. The one place that asks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from fourgood.regulations.framework import Part
from fourgood.regulations.many_values import Layout
from fourgood.regulations.values import EMPTY, Value

Found = Mapping[int, Mapping[str, Value]]
"""By unit and code of indicator."""


def measure(codes: Iterable[str], units: Iterable[int], month: dt.date) -> Found:
    """Values of indicators, for many units at once. No indicator counts anything yet."""
    return {}


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


def _fitting(part: Part, value: Value) -> Value:
    """Only events that the part counts: two frameworks may ask the same indicator for different ones."""
    known = {event.code for event in part.events}
    return replace(value, events=tuple(pair for pair in value.events if pair[0] in known))
