"""Notes and the conclusion of an agenda item, saved as one types. Their act is recorded when the meeting ends."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.models import Meeting
from fourgood.meetings.sitting import locked, require_open
from fourgood.meetings.sitting_speech import item_of

FIELDS = ("notes", "conclusion")


@transaction.atomic
def write(meeting: Meeting, item: int, field: str, text: str, *, at: dt.datetime) -> str:
    """Keep what is typed into one field of an item; answers what stood there before.

    Raises NotBegun, MeetingOver, NotAtThisMeeting, NotUnderstood.
    """
    if field not in FIELDS:
        raise refusals.NotUnderstood
    row = locked(meeting)
    require_open(row, at=at)
    found = item_of(row, item)
    before: str = getattr(found, field)
    setattr(found, field, text)
    found.save(update_fields=[field])
    return before
