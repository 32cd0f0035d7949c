"""Votes for the permission matrix: running and closed ones of two cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.demo.cast import Cast
from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.models import Unit
from fourgood.voting.closing import Counted
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote


def objects_of_voting(cast: Cast) -> dict[str, list[Any]]:
    return _of("Nam", cast.bieu_nghi, [cast.nam, cast.bay]) | _of("Dũng", cast.binh_luc_ha, [cast.dung])


def _of(name: str, unit: Unit, people: list[Any]) -> dict[str, list[Any]]:
    meeting = _begun(unit, people)
    closed = _opened(meeting, Way.OPEN)
    closed.close(Counted({1: 1}), by=None, at=timezone.now())
    return {
        f"begun meeting of {name}'s cell": [meeting.pk],
        f"running vote of {name}'s cell": [_opened(meeting, Way.SECRET).pk],
        f"show of hands of {name}'s cell": [_opened(meeting, Way.OPEN).pk],
        f"closed vote of {name}'s cell": [closed.pk],
    }


def _begun(unit: Unit, people: list[Any]) -> Meeting:
    begun = timezone.now() - dt.timedelta(minutes=1)
    at = {"starts_at": begun, "drafted_at": begun, "announced_at": begun, "begun_at": begun}
    meeting = Meeting.objects.create(unit=unit, kind="regular", **at)
    for user in people:
        Attendance.objects.create(meeting=meeting, member=user.member, state="present", due=True, called_at=begun)
    return meeting


def _opened(meeting: Meeting, way: Way) -> Vote:
    return open_vote(meeting, Motion("Thử", way), by=None, at=timezone.now())
