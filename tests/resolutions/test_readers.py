"""Who has opened minutes and resolutions, whom the secretary told on paper; minutes that are late, by name (M12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings.reporting import report_by
from fourgood.organisation.roll_call import meeting_list, rule
from fourgood.resolutions import refusals
from fourgood.resolutions.late import Which, late_minutes
from fourgood.resolutions.models import Minutes, Reading
from fourgood.resolutions.reading import readers_of, tell
from tests.resolutions.evenings import drafted, evening, issued, now, term


@pytest.fixture
def resolution(cast):
    return issued(evening(cast.bieu_nghi), by=cast.bay)


def open_page(client, user, paper):
    client.force_login(user)
    return client.get(paper.get_absolute_url())


def names(found):
    return [str(reading.member) for reading in found.known]


def held(unit, *, days_ago, late=None):
    """A meeting that ended so many days ago; sent so many days after its end: minutes are there."""
    ended = now() - dt.timedelta(days=days_ago)
    meeting = evening(unit, minutes_ago=days_ago * 24 * 60 + 100)
    meeting.ended_at = ended
    meeting.save()
    if late is not None:
        term(unit)
        minutes = Minutes.objects.write(meeting, by=None, at=ended)
        minutes.approve(by=None, at=ended)
        minutes.send(by=None, at=ended + dt.timedelta(days=late))
    return meeting


def within_days(meeting):
    return rule(meeting.on).conduct.report_within_days


def test_who_opens_a_resolution_has_it_once(cast, client, resolution):
    assert readers_of(resolution).all == len(meeting_list(cast.bieu_nghi, on=resolution.meeting.on).lines)
    for _time in range(2):
        open_page(client, cast.nam, resolution)
    assert names(readers_of(resolution)) == [str(cast.nam.member)]
    assert cast.nam.member not in readers_of(resolution).unknown


def test_who_opens_the_minutes_has_them(cast, client):
    held(cast.bieu_nghi, days_ago=0, late=0)
    minutes = Minutes.objects.latest("pk")
    open_page(client, cast.nam, minutes)
    assert names(readers_of(minutes)) == [str(cast.nam.member)]


def test_draft_and_reader_from_above_leave_no_receipt(cast, client, resolution):
    open_page(client, cast.lan, resolution)
    open_page(client, cast.bay, drafted(evening(cast.bieu_nghi)))
    assert not Reading.objects.exists()


def test_secretary_tells_on_paper_and_the_page_says_so(cast, client, resolution):
    client.force_login(cast.bay)
    told = reverse("resolution_told", args=[resolution.pk, cast.nam.member_id])
    assert told in client.get(resolution.get_absolute_url()).content.decode()
    assert client.post(told).status_code == 302
    page = client.get(resolution.get_absolute_url()).content.decode()
    assert told not in page
    assert "báo bằng giấy" in page
    assert Act.objects.about(resolution).first().verb == Verb.RESOLUTION_TOLD


def test_members_do_not_see_who_has_read(cast, client, resolution):
    assert 'id="readers"' not in open_page(client, cast.nam, resolution).content.decode()


def test_telling_is_refused(cast, resolution):
    with pytest.raises(refusals.NotAReader):
        tell(resolution, cast.dung.member, by=cast.bay, at=now())
    with pytest.raises(refusals.NotYetOpenToAll):
        tell(drafted(evening(cast.bieu_nghi)), cast.nam.member, by=cast.bay, at=now())


def test_receipt_is_of_one_paper(cast, resolution):
    with pytest.raises(IntegrityError, match="a_receipt_is_of_one_paper"), transaction.atomic():
        Reading.objects.create(member=cast.nam.member, at=now())


def test_queries_do_not_grow_with_readers(cast, client, resolution):
    counts = []
    open_page(client, cast.bay, resolution)
    for member in (cast.nam.member, cast.mai.member):
        tell(resolution, member, by=cast.bay, at=now())
        with CaptureQueriesContext(connection) as queries:
            open_page(client, cast.bay, resolution)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("more", "missing"), [(0, False), (1, True)])
def test_minutes_are_missing_once_the_days_of_the_rules_are_over(cast, more, missing):
    days = within_days(evening(cast.bieu_nghi))
    meeting = held(cast.bieu_nghi, days_ago=days + more)
    today = dt.date.today()
    found = late_minutes(cast.minh, Which.MISSING, on=today)
    assert (meeting in found) is missing
    assert meeting not in late_minutes(cast.minh, Which.LATE, on=today)


def test_minutes_are_missing_exactly_from_the_day_after_the_day_that_is_shown(cast):
    for ago in range(1, 8):
        held(cast.bieu_nghi, days_ago=ago)
    today = dt.date.today()
    sooner_or_later = list(late_minutes(cast.minh, Which.MISSING, on=today + dt.timedelta(days=60)))
    assert len(sooner_or_later) >= 7
    for day in (today + dt.timedelta(days=number) for number in range(-8, 9)):
        found = set(late_minutes(cast.minh, Which.MISSING, on=day))
        assert found == {meeting for meeting in sooner_or_later if meeting.due_on < day}


@pytest.mark.parametrize(("more", "late"), [(0, False), (1, True)])
def test_minutes_come_late_after_the_days_of_the_rules(cast, more, late):
    days = within_days(evening(cast.bieu_nghi))
    meeting = held(cast.bieu_nghi, days_ago=20, late=days + more)
    today = dt.date.today()
    assert (meeting in late_minutes(cast.minh, Which.LATE, on=today)) is late
    assert meeting not in late_minutes(cast.minh, Which.MISSING, on=today)


def test_minutes_of_the_own_committee_are_never_missing_above(cast):
    meeting = held(cast.bieu_nghi, days_ago=20)
    meeting.kind = "committee"
    meeting.save()
    assert report_by(meeting) is None
    assert meeting not in late_minutes(cast.minh, Which.MISSING, on=dt.date.today())


def test_page_of_the_meeting_calls_late_only_what_has_not_gone_up(cast, client):
    client.force_login(cast.bay)
    late, sent = held(cast.bieu_nghi, days_ago=20), held(cast.bieu_nghi, days_ago=25, late=0)
    shown = [client.get(reverse("meeting_papers", args=[row.pk])).context["when"] for row in (late, sent)]
    assert (bool(shown[0]), shown[1]) == (True, "")


def test_level_above_sees_names_and_a_member_no_list(cast, client):
    held(cast.bieu_nghi, days_ago=20)
    client.force_login(cast.minh)
    assert str(cast.bieu_nghi) in client.get(reverse("minutes_late")).content.decode()
    assert client.get(f"{reverse('minutes_late')}?which=late").status_code == 200
    client.force_login(cast.dung)
    assert str(cast.bieu_nghi) not in client.get(reverse("minutes_late")).content.decode()
    client.force_login(cast.nam)
    assert client.get(reverse("minutes_late")).status_code == 403


def test_queries_of_the_list_do_not_grow(cast, client):
    counts = []
    client.force_login(cast.minh)
    for _more in range(2):
        held(cast.bieu_nghi, days_ago=20)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("minutes_late"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
