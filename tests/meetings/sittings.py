"""Meetings as the page of a sitting meets them."""

from __future__ import annotations

import datetime as dt
import json
import uuid

from django.urls import reverse
from django.utils import timezone

from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.meetings.sitting import begin
from fourgood.organisation.models import Unit

MINUTE = dt.timedelta(minutes=1)


def drafted(unit: Unit, *, kind: str = "regular", announced: bool = True, starts_at=None, **more) -> Meeting:
    """A meeting of the day that has not begun, with two items."""
    now = timezone.now()
    more = {"topic": "Ổn định sản xuất sau bão"} | more
    meeting = Meeting.objects.create(
        unit=unit,
        kind=kind,
        starts_at=starts_at or now,
        drafted_at=now,
        announced_at=now if announced else None,
        **more,
    )
    for place, title in enumerate(["Thông tin thời sự", "Nhiệm vụ tháng tới"], start=1):
        AgendaItem.objects.create(meeting=meeting, place=place, title=title, minutes=20)
    return meeting


def begun(unit: Unit, *, by=None, minutes: int = 30, chair=None, recorder=None, **more) -> Meeting:
    """One that began so many minutes ago."""
    meeting = drafted(unit, **more)
    chair = chair or unit.positions.filter(kind__role="secretary").first().member
    begin(meeting, chair=chair, recorder=recorder, by=by, at=timezone.now() - minutes * MINUTE)
    return meeting


def said(kind: str, *, key: str | None = None, ago: int = 0, **fields: object) -> dict[str, object]:
    """An entry as a device sends it, said so many milliseconds ago."""
    at = 1_000_000 - ago
    return {
        "key": key or str(uuid.uuid4()),
        "at": at,
        "fields": {"kind": kind, **{k: str(v) for k, v in fields.items()}},
    }


def send(browser, meeting: Meeting, *entries: dict[str, object]) -> list[dict[str, object]]:
    """Send a parcel; the answers in the order of the entries."""
    body = json.dumps({"sent_at": 1_000_000, "entries": entries})
    response = browser.post(reverse("sitting_entries", args=[meeting.pk]), body, content_type="application/json")
    assert response.status_code == 200, response.content
    answers = response.json()["answers"]
    return [answers[entry["key"]] for entry in entries]
