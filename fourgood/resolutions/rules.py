"""The rules of minutes and resolutions, asked with rows: which types a unit may adopt, when to report."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.meetings.official import rule
from fourgood.organisation.models import Unit
from fourgood.organisation.roll_call import NoRule as NoMeetingRule
from fourgood.organisation.roll_call import rule as meeting_rule

MINUTES = "BB"


def types_adopted(unit: Unit, *, on: dt.date) -> list[str]:
    """Codes under which a meeting of the unit adopts something. The unit with its kind."""
    in_force = rule(on)
    return [code for code in in_force.adopted if in_force.may_issue(code, is_cell=unit.kind.has_members)]


def report_by(meeting: Meeting) -> dt.date | None:
    """By which day minutes and resolution of a meeting are with the level above.

    None: not ended, no rule, or a meeting of the unit's own committee, whose minutes stay in the unit.
    """
    if meeting.ended_at is None or meeting.kind == Kind.COMMITTEE:
        return None
    try:
        days = meeting_rule(meeting.on).conduct.report_within_days
    except NoMeetingRule:
        return None
    return timezone.localdate(meeting.ended_at) + dt.timedelta(days=days)


def seat_of(unit: Unit) -> str:
    """Where the unit's last document was written; "" if there is none."""
    from fourgood.resolutions.models import Minutes, Resolution

    last = Resolution.objects.filter(unit=unit).exclude(seat="").order_by("-drafted_at").values_list("seat", flat=True)
    other = Minutes.objects.filter(meeting__unit=unit).exclude(seat="").order_by("-written_at")
    return last.first() or other.values_list("seat", flat=True).first() or ""
