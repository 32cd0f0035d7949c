"""The two roundings of points: half up to a hundredth, and down to a hundredth. Exact, and for numbers from 0 on."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

Number = int | Decimal | Fraction

_HUNDREDTH, _EXACT = Decimal("0.01"), Context(prec=1000)  # digits; more raises InvalidOperation


def half_up(number: Number) -> Decimal:
    """To the nearest hundredth, a half upwards: points of a part, of a criterion, of a group."""
    if isinstance(number, Decimal):
        return number.quantize(_HUNDREDTH, ROUND_HALF_UP, _EXACT)
    return decimal_of(math.floor(Fraction(number) * 100 + Fraction(1, 2)))


def down(number: Number) -> Decimal:
    """To the hundredth below: totals and printed percentages, so that 89.996 never reads as 90."""
    return decimal_of(math.floor(Fraction(number) * 100))


def decimal_of(hundredths: int) -> Decimal:
    """517 → 5.17"""
    return Decimal(hundredths).scaleb(-2)


def hundredths_of(number: Decimal) -> int:
    """5.17 → 517. Raises ValueError for a number with more than two places."""
    if not has_two_places(number):
        raise ValueError(f"{number} has more than two decimal places.")
    return int(number.scaleb(2))


def has_two_places(number: Decimal) -> bool:
    """Whether it is a number (not infinite) with two decimal places at most."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    return exponent >= -2 or (Fraction(number) * 100).denominator == 1  # as written, nearly always
