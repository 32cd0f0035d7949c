"""What the first page says of meetings on their day."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.due import reader_of
from fourgood.dashboards.sitting_due import meeting_today, meeting_under_way
from fourgood.meetings.sitting import end
from fourgood.meetings.sitting_roll import call_others
from tests.meetings.sittings import begun, drafted


def due(rule, user):
    found = answer_of(rule, reader_of(user, on=timezone.localdate()))
    return found and found.url


def test_meeting_of_the_day_waits_for_whoever_runs_it(cast):
    meeting = drafted(cast.bieu_nghi)
    assert due(meeting_today, cast.bay) == reverse("sitting", args=[meeting.pk])
    assert [due(meeting_today, user) for user in (cast.nam, cast.hoa, cast.dung, cast.khach)] == [None] * 4


def test_meeting_of_another_day_does_not(cast):
    drafted(cast.bieu_nghi, starts_at=timezone.now() + dt.timedelta(days=2))
    assert due(meeting_today, cast.bay) is None


def test_meeting_under_way_waits_for_its_recorders_until_it_ends(cast):
    meeting = begun(cast.bieu_nghi, recorder=cast.nam.member)
    there = reverse("sitting", args=[meeting.pk])
    assert [due(meeting_under_way, user) for user in (cast.bay, cast.nam, cast.mai)] == [there, there, None]
    call_others(meeting, by=cast.bay, at=timezone.now())
    end(meeting, by=cast.bay, at=timezone.now())
    assert due(meeting_under_way, cast.bay) is None
