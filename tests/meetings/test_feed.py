"""The address for calendars: secret, shown once, renewed, ended; what it tells, read by a calendar library."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings import announcing
from fourgood.meetings.models import CalendarFeed, Meeting
from tests.meetings.test_beforehand import announce, draft


def address_for(user) -> str:
    return reverse("calendar_feed", args=[CalendarFeed.objects.make(user, at=timezone.now())])


def entries(address: str) -> list:
    """What a calendar program finds, without an account."""
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content).walk("VEVENT")


def uids(address: str) -> set[str]:
    return {str(event["uid"]) for event in entries(address)}


def uid(meeting: Meeting) -> str:
    return f"meeting-{meeting.pk}@fourgood"


def test_feed_is_read_by_a_calendar(cast):
    meeting = announce(cast, draft(cast, kind="thematic", topic="Vụ đông sau bão số 3"))
    address = address_for(cast.nam)
    (event,) = [event for event in entries(address) if event["uid"] == uid(meeting)]
    assert event.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=90)
    assert (event["location"], event["status"]) == ("Nhà văn hóa khu", "CONFIRMED")
    assert "Vụ đông sau bão số 3" in event["summary"]
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=timezone.now())
    (event,) = [event for event in entries(address) if event["uid"] == uid(meeting)]
    assert event["status"] == "CANCELLED"


def test_feed_is_a_calendar_with_a_name_that_is_asked_for_again(cast):
    calendar = Calendar.from_ical(Client().get(address_for(cast.nam)).content)
    assert (calendar["X-WR-CALNAME"], calendar["METHOD"]) == ("Sinh hoạt Đảng", "PUBLISH")
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT4H"


def test_feed_holds_what_its_owner_is_told_of(cast):
    announced, hidden = announce(cast, draft(cast)), draft(cast)
    committee = announce(cast, draft(cast, kind="committee"))
    told = {name: uids(address_for(getattr(cast, name))) for name in ("nam", "bay", "dung", "quang")}
    both = {uid(announced), uid(committee)}
    assert told["nam"] & both == {uid(announced)}
    assert told["bay"] & both == both
    assert (told["dung"] & both, told["quang"]) == (set(), set())
    assert uid(hidden) not in told["bay"]


def test_old_address_opens_nothing_once_renewed_or_ended(client, cast):
    first = address_for(cast.nam)
    second = address_for(cast.nam)
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    client.force_login(cast.nam)
    client.post(reverse("feed_end"))
    assert Client().get(second).status_code == 404
    verbs = [Verb.FEED_ENDED, Verb.FEED_MADE, Verb.FEED_MADE]
    assert list(Act.objects.about(cast.nam).values_list("verb", flat=True)[:3]) == verbs


def test_address_of_a_locked_account_opens_nothing(cast):
    address = address_for(cast.nam)
    User.objects.filter(pk=cast.nam.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_database_keeps_no_secret(cast):
    secret = CalendarFeed.objects.make(cast.nam, at=timezone.now())
    kept = CalendarFeed.objects.live().get(user=cast.nam)
    assert len(secret) == 43
    assert secret not in str(vars(kept))
    assert CalendarFeed.objects.opened_by(kept.digest) is None


def test_address_is_shown_once(client, cast):
    client.force_login(cast.nam)
    assert "ics" not in client.get(reverse("feed")).content.decode()
    made = client.post(reverse("feed"))
    secret = made.context["address"].rpartition("/")[2].removesuffix(".ics")
    assert CalendarFeed.objects.opened_by(secret).user == cast.nam
    assert (made.content.decode().count(secret), made["Cache-Control"].count("no-store")) == (2, 1)
    assert secret not in client.get(reverse("feed")).content.decode()


def test_fetching_is_limited(cast, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "calendar_feed": "2/m/ip"}
    address = address_for(cast.nam)
    assert [Client().get(address).status_code for _time in range(3)] == [200, 200, 429]


def test_one_address_at_a_time(cast):
    at = timezone.now()
    CalendarFeed.objects.create(user=cast.nam, digest="a", made_at=at)
    with pytest.raises(IntegrityError, match="one_calendar_address_at_a_time"), transaction.atomic():
        CalendarFeed.objects.create(user=cast.nam, digest="b", made_at=at)


def test_queries_do_not_grow_with_the_meetings(cast):
    announce(cast, draft(cast))
    address = address_for(cast.nam)
    counts = []
    for more in (0, 2):
        for _meeting in range(more):
            announce(cast, draft(cast))
        with CaptureQueriesContext(connection) as asked:
            entries(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
