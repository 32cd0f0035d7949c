"""The rules of minutes and resolutions, asked with rows: which types a unit may adopt, where it writes."""

from __future__ import annotations

import datetime as dt

from fourgood.meetings.official import rule
from fourgood.organisation.models import Unit

MINUTES = "BB"


def types_adopted(unit: Unit, *, on: dt.date) -> list[str]:
    """Codes under which a meeting of the unit adopts something. The unit with its kind."""
    in_force = rule(on)
    return [code for code in in_force.adopted if in_force.may_issue(code, is_cell=unit.kind.has_members)]


def seat_of(unit: Unit) -> str:
    """Where the unit's last document was written; "" if there is none."""
    from fourgood.resolutions.models import Minutes, Resolution

    last = Resolution.objects.filter(unit=unit).exclude(seat="").order_by("-drafted_at").values_list("seat", flat=True)
    other = Minutes.objects.filter(meeting__unit=unit).exclude(seat="").order_by("-written_at")
    return last.first() or other.values_list("seat", flat=True).first() or ""
