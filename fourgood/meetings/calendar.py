"""Meetings as entries for people's calendars (RFC 5545). No names of people in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from fourgood.accounts.models import User
from fourgood.meetings.models import Meeting
from fourgood.notices.links import address_of
from fourgood.notices.recipients import language_of
from fourgood.organisation.roll_call import rule
from fourgood.organisation.standing import Can, Holds

KEPT = dt.timedelta(days=180)  # how long a meeting stays in a feed
ASK_AGAIN = dt.timedelta(hours=4)  # what a calendar program is told; it may ask less often


def calendar_of(meetings: Iterable[Meeting], *, name: str = "") -> bytes:
    """One entry each, the meetings with their units. A `name` makes it a calendar that programs subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", "-//FourGood//FourGood//VI")
    calendar.add("version", "2.0")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def feed_of(user: User, *, at: dt.datetime) -> bytes:
    """Announced meetings of the person's own units and of those in their charge, in the person's language."""
    standing = user.standing()
    own = {h.unit_id for h in standing.holdings if h.grants(Can.TAKE_PART) or h.what is Holds.IN_CHARGE}
    announced = Meeting.objects.visible_to(user).filter(unit__in=own, announced_at__isnull=False)
    rows = announced.filter(starts_at__gte=at - KEPT).select_related("unit").order_by("starts_at", "pk")
    with override(language_of(user)):
        return calendar_of(rows, name=_("Party meetings"))


def _event(meeting: Meeting) -> Event:
    """Its UID stays, so that a changed or called off meeting takes the place of the earlier entry."""
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@fourgood")
    event.add("summary", f"{meeting.get_kind_display()}: {meeting.topic or meeting.unit}")
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + dt.timedelta(minutes=_minutes(meeting)))
    event.add("dtstamp", meeting.called_off_at or meeting.announced_at or meeting.drafted_at)
    event.add("location", meeting.place)
    event.add("url", address_of(meeting.get_absolute_url()))
    event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
    return event


def _minutes(meeting: Meeting) -> int:
    asked = rule(meeting.on).minutes
    return asked.combined if meeting.is_thematic and meeting.is_regular else asked.regular
