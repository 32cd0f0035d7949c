"""What units of the sample province enter by hand: as asked, a little short, or not reached. The same every time."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum

from fourgood.regulations.framework import Criterion, Kind, Part
from fourgood.regulations.values import ANSWERS, EMPTY, RATIOS, Value, counts

_SHARES = (Decimal(1), Decimal("0.9"), Decimal("0.6"))


class Luck(IntEnum):
    """How it went with a criterion."""

    AS_ASKED = 0
    A_LITTLE_SHORT = 1
    NOT_REACHED = 2


def drawn(*about: object) -> int:
    """A number from 0 to 99 that is always the same for the same thing, and spread evenly over things."""
    return zlib.crc32("/".join(map(str, about)).encode()) % 100


def luck_of(shares: Sequence[int], *about: object) -> Luck:
    """`shares`: of a hundred, how many are drawn of each kind."""
    number = drawn(*about)
    return Luck.AS_ASKED if number < shares[0] else Luck(1 + (number >= shares[0] + shares[1]))


def value_by_hand(part: Part, luck: Luck, *about: object) -> Value:
    """A value of the part that can be right. Whole numbers of so many, which depends on what it is about."""
    none = {event.code: 0 for event in part.events}
    if part.kind in ANSWERS:
        return Value(answer=luck is not Luck.NOT_REACHED, events=counts(none))
    if part.kind is Kind.GRADED:
        grades = sorted(part.grades, key=lambda grade: grade.points, reverse=True)
        return Value(grade=grades[min(luck, len(grades) - 1)].code, events=counts(none))
    if part.kind in RATIOS:
        base = 10 + drawn(*about) % 3 * 10
        return Value(amount=(base * _SHARES[luck]).to_integral_value(), base=Decimal(base), events=counts(none))
    happened = {part.events[0].code: 1} if luck is Luck.NOT_REACHED else {}
    return Value(events=counts(none | happened))


def completed(criterion: Criterion, found: Mapping[str, Value], luck: Luck, *about: object) -> dict[str, Value]:
    """What was found of the parts; of the rest a value by hand. Events that nobody counted have not happened."""
    values = {}
    for part in criterion.parts:
        value = found.get(part.code, EMPTY)
        if value.is_empty:
            value = value_by_hand(part, luck, *about)
        none = {event.code: 0 for event in part.events}
        values[part.code] = value if value.not_applicable else replace(value, events=counts(none | dict(value.events)))
    return values
