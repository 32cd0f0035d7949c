"""Which grade an amount reaches, where the grades of a part have limits (sheet of An Phú ward: short by 15 minutes)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fourgood.regulations.framework import Grade, Part


def grade_reached(part: Part, *, amount: Decimal, base: Decimal) -> Grade | None:
    """The first grade, in the order of the file, whose limit the amount keeps. None: no limit says which, or base 0."""
    if base == 0:
        return None
    return next((grade for grade in part.grades if _reaches(grade, amount, base)), None)


def _reaches(grade: Grade, amount: Decimal, base: Decimal) -> bool:
    if grade.at_least is not None and 100 * Fraction(amount) / Fraction(base) >= Fraction(grade.at_least):
        return True
    return grade.short_by is not None and base - amount <= grade.short_by
