"""What the page of a meeting shows before it begins, to members and to whoever runs it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from fourgood.accounts.models import User
from fourgood.meetings.expected import Expected, expected_at
from fourgood.meetings.models import Contribution, Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.standing import Can


def page_for(meeting: Meeting, reader: User, *, now: dt.datetime) -> dict[str, Any]:
    """The context of the page, for the reader."""
    standing = reader.standing()
    runs = standing.may(Can.RUN_MEETINGS, meeting.unit)
    expected = expected_at(meeting)
    is_open = meeting.begun_at is None and meeting.called_off_at is None
    belongs = any(row.member.pk == reader.member_id for row in expected)
    return {
        "linked": _linked(meeting, reader),
        "items": meeting.items.select_related("task", "document", "criteria_set__registration"),
        "materials": meeting.materials.select_related("file", "item"),
        "topics": _by_topic(meeting),
        "runs": runs,
        "may_change": runs and is_open,
        "may_announce": runs and is_open and meeting.announced_at is None,
        "may_write": belongs and meeting.announced_at is not None and is_open,
        "may_enter": runs and is_open and meeting.announced_at is not None,
        "unread": _unread(meeting, expected) if runs and meeting.announced_at and is_open else [],
        "asked": len(expected),
        "is_past": meeting.starts_at < now,
        "may_see_acts": standing.may(Can.SEE_ACTS, meeting.unit),
    }


def _linked(meeting: Meeting, reader: User) -> list[Meeting]:
    """What a meeting of the committee prepares; of any other, those of the committee that prepare it."""
    linked = Q(pk=meeting.prepares_id) if meeting.kind == Kind.COMMITTEE else Q(prepares=meeting)
    found = Meeting.objects.visible_to(reader).standing().filter(linked)
    return list(found.select_related("unit").order_by("starts_at"))


def _unread(meeting: Meeting, expected: list[Expected]) -> list[Expected]:
    """Who has not seen the notice yet."""
    seen = set(meeting.receipts.values_list("member", flat=True))
    return [row for row in expected if row.member.pk not in seen]


def _by_topic(meeting: Meeting) -> list[tuple[str, list[Contribution]]]:
    """Contributions by topic, in the order in which the topics came up, whatever the case they are written in."""
    grouped: dict[str, tuple[str, list[Contribution]]] = {}
    rows = meeting.contributions.select_related("member", "item").prefetch_related("files")
    for row in rows.order_by("written_at", "pk"):
        topic = row.topic or (row.item.title if row.item else "")
        grouped.setdefault(topic.casefold(), (topic, []))[1].append(row)
    return list(grouped.values())
