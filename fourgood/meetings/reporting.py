"""By when the level above has the papers of a meeting (M12)."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.roll_call import NoRule, rule


def report_by(meeting: Meeting) -> dt.date | None:
    """By which day minutes and resolution of a meeting are with the level above.

    None: not ended, no rule, or a meeting of the unit's own committee, whose minutes stay in the unit.
    """
    if meeting.ended_at is None or meeting.kind == Kind.COMMITTEE:
        return None
    try:
        days = rule(meeting.on).conduct.report_within_days
    except NoRule:
        return None
    return timezone.localdate(meeting.ended_at) + dt.timedelta(days=days)
