"""Votes for the permission matrix: running and closed ones of two cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.demo.cast import Cast
from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.models import Unit
from fourgood.organisation.roll_call import meeting_list
from fourgood.voting.closing import Counted
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote


def objects_of_voting(cast: Cast) -> dict[str, list[Any]]:
    return _of("Nam", cast.bieu_nghi) | _of("Dũng", cast.binh_luc_ha)


def _of(name: str, unit: Unit) -> dict[str, list[Any]]:
    meeting = _begun(unit)
    closed = _opened(meeting, Way.OPEN)
    closed.close(Counted({1: 1}), by=None, at=timezone.now())
    return {
        f"begun meeting of {name}'s cell": [meeting.pk],
        f"running vote of {name}'s cell": [_opened(meeting, Way.SECRET).pk],
        f"show of hands of {name}'s cell": [_opened(meeting, Way.OPEN).pk],
        f"closed vote of {name}'s cell": [closed.pk],
    }


def _begun(unit: Unit) -> Meeting:
    begun = timezone.now() - dt.timedelta(minutes=1)
    at = {"starts_at": begun, "drafted_at": begun, "announced_at": begun, "begun_at": begun}
    meeting = Meeting.objects.create(unit=unit, kind="regular", **at)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=line.member, state="present", due=line.answer.due, called_at=begun)
        for line in meeting_list(unit, on=meeting.on).lines
    )
    return meeting


def _opened(meeting: Meeting, way: Way) -> Vote:
    return open_vote(meeting, Motion("Thử", way), by=None, at=timezone.now())
