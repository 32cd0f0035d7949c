"""The facts that a sheet holds, for conditions of recognition and classification."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fourgood.regulations.framework import Style
from fourgood.regulations.measures import worth
from fourgood.regulations.sheets import Sheet

COMPUTED = ("total", "lowest_group_share", "mandatory_met_share", "met_share")
"""Of the catalogue (`facts.FACTS`): what no person enters."""


def facts_of(sheet: Sheet) -> dict[str, Decimal | Fraction | None]:
    """The computed facts, shares exact. None is known while a criterion that is due has no value, or not all of it:
    what is missing counts 0 points on the sheet, and would speak against the unit.

    `total` is the final one, with bonus and deductions. The shares of criteria met are known in style met only.
    """
    if sheet.missing:
        return dict.fromkeys(COMPUTED)
    shares = [_share(group.points, group.due) for group in sheet.groups if group.points is not None]
    is_met = sheet.framework.style is Style.MET
    return {
        "total": sheet.final,
        "lowest_group_share": min(shares, default=None),
        "mandatory_met_share": _mandatory_met_share(sheet) if is_met else None,
        "met_share": _share(sheet.points, sheet.due) if is_met and sheet.due else None,
    }


def _share(points: Decimal, of: Decimal) -> Fraction:
    return 100 * Fraction(points) / Fraction(of)


def _mandatory_met_share(sheet: Sheet) -> Fraction | None:
    """Of the mandatory criteria due: those met all the time. All of them, where none is mandatory."""
    if not sheet.due:
        return None
    mandatory = [line for line in sheet.lines if line.counts and line.criterion.mandatory]
    met = sum(line.score.points == worth(line.criterion) for line in mandatory)
    return Fraction(100 * met, len(mandatory)) if mandatory else Fraction(100)
