"""What was a unit's own at a moment, kept with the act, and what has changed since: for pages that show the change."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourgood.criteria.own import NOTHING_OWN, Own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourgood.criteria.models import CriteriaSet

Content = dict[str, dict[str, str | None]]
"""By code of the criterion, `Own.stored`; a criterion with nothing of its own is left out."""


@dataclass(frozen=True)
class Changed:
    """A criterion that reads otherwise than it did."""

    code: str
    before: Own
    after: Own


def content_of(criteria_set: CriteriaSet) -> Content:
    """What is the unit's own now. One query."""
    rows = criteria_set.criteria.order_by("code")
    return {row.code: row.own.stored() for row in rows if row.own != NOTHING_OWN}


def changed_since(before: Mapping[str, dict[str, str | None]], after: Mapping[str, Own]) -> list[Changed]:
    """What differs, by code. `after`: what is the unit's own now, by code."""
    codes = sorted({*before, *after})
    pairs = ((code, own_of(before.get(code)), after.get(code, NOTHING_OWN)) for code in codes)
    return [Changed(code, one, two) for code, one, two in pairs if one.stored() != two.stored()]


def own_of(stored: Mapping[str, str | None] | None) -> Own:
    """What was stored, as it was."""
    if stored is None:
        return NOTHING_OWN
    return Own(
        wording=stored["wording"] or "",
        target=_number(stored["target"]),
        measure=stored["measure"] or "",
        plan_amount=_number(stored["plan_amount"]),
        plan_unit=stored["plan_unit"] or "",
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
