"""A meeting as an entry for people's calendars (RFC 5545). No names of people in it."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from fourgood.meetings.models import Meeting
from fourgood.notices.links import address_of
from fourgood.organisation.roll_call import rule


def calendar_of(meeting: Meeting) -> bytes:
    """One entry. Its UID stays, so that a changed or called off meeting takes the place of the earlier entry."""
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@fourgood")
    event.add("summary", f"{meeting.get_kind_display()}: {meeting.topic or meeting.unit}")
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + dt.timedelta(minutes=_minutes(meeting)))
    event.add("dtstamp", meeting.called_off_at or meeting.announced_at or meeting.drafted_at)
    event.add("location", meeting.place)
    event.add("url", address_of(meeting.get_absolute_url()))
    event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//FourGood//FourGood//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _minutes(meeting: Meeting) -> int:
    asked = rule(meeting.on).minutes
    return asked.combined if meeting.is_thematic and meeting.is_regular else asked.regular
