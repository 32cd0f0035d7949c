"""What the first page says of meetings beforehand: to announce, to read, to write."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.due import reader_of
from fourgood.dashboards.meetings_due import contribution_to_write, notice_to_read, to_announce
from fourgood.meetings import announcing, contributing
from fourgood.meetings.models import Meeting

NOON = dt.time(12)


def due(rule, user, *, on: dt.date | None = None):
    found = answer_of(rule, reader_of(user, on=on or timezone.localdate()))
    return found and (found.url, found.day)


def drafted(cast, on: dt.date, **more) -> Meeting:
    starts = timezone.make_aware(dt.datetime.combine(on, NOON))
    head = {"kind": "regular", "place": "Nhà văn hóa"} | more
    return announcing.draft(
        unit=cast.bieu_nghi, by=cast.bay, at=starts - dt.timedelta(days=9), starts_at=starts, **head
    )


def announced(cast, on: dt.date, **more) -> Meeting:
    meeting = drafted(cast, on, **more)
    announcing.announce(meeting, by=cast.bay, at=meeting.starts_at - dt.timedelta(days=9))
    return meeting


@pytest.fixture
def soon(cast) -> dt.date:
    """A day ahead on which the sample province has no meeting before it."""
    coming = Meeting.objects.filter(starts_at__gte=timezone.now())
    coming.update(called_off_at=timezone.now(), called_off_because="Bão")
    return timezone.localdate() + dt.timedelta(days=3)


JUNE = dt.date(2027, 6, 10)


def test_meeting_of_the_month_waits_to_be_prepared_then_to_be_announced(cast):
    new = reverse("meeting_new", args=[cast.bieu_nghi.pk])
    assert due(to_announce, cast.bay, on=JUNE) == (new, dt.date(2027, 6, 29))
    assert [due(to_announce, user, on=JUNE) for user in (cast.nam, cast.hoa, cast.khach)] == [None] * 3
    meeting = drafted(cast, dt.date(2027, 6, 20))
    assert due(to_announce, cast.bay, on=JUNE) == (meeting.get_absolute_url(), dt.date(2027, 6, 19))
    announcing.announce(meeting, by=cast.bay, at=timezone.make_aware(dt.datetime(2027, 6, 11)))
    assert due(to_announce, cast.bay, on=JUNE) is None


def test_thematic_or_called_off_meeting_is_not_the_meeting_of_the_month(cast):
    announced(cast, dt.date(2027, 6, 20), kind="thematic", topic="Vụ đông")
    meeting = announced(cast, dt.date(2027, 6, 21))
    assert due(to_announce, cast.bay, on=JUNE) is None
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=meeting.starts_at)
    assert due(to_announce, cast.bay, on=JUNE)[0] == reverse("meeting_new", args=[cast.bieu_nghi.pk])


def test_notice_waits_to_be_read_and_then_for_words(cast, soon):
    meeting = announced(cast, soon)
    page, write = meeting.get_absolute_url(), reverse("contribution_new", args=[meeting.pk])
    assert (due(notice_to_read, cast.nam), due(contribution_to_write, cast.nam)) == ((page, soon), None)
    announcing.confirm_read(meeting, cast.nam.member, by=cast.nam, at=timezone.now())
    assert (due(notice_to_read, cast.nam), due(contribution_to_write, cast.nam)) == (None, (write, soon))
    contributing.contribute(meeting, cast.nam.member, text="Mương sạt", by=cast.nam, at=timezone.now())
    assert (due(notice_to_read, cast.nam), due(contribution_to_write, cast.nam)) == (None, None)


def test_notice_of_others_waits_for_nobody_else(cast, soon):
    announced(cast, soon)
    assert [due(notice_to_read, user) for user in (cast.hoa, cast.dung, cast.quang, cast.khach)] == [None] * 4


def test_notice_of_the_committee_waits_for_its_members_only(cast, soon):
    meeting = announced(cast, soon, kind="committee")
    assert due(notice_to_read, cast.bay) == (meeting.get_absolute_url(), soon)
    assert due(notice_to_read, cast.nam) is None


def test_meeting_that_is_past_waits_for_nobody(cast, soon):
    meeting = announced(cast, soon)
    assert due(notice_to_read, cast.nam, on=meeting.on + dt.timedelta(days=1)) is None
