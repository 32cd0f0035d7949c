"""A meeting begins and ends; times by hand; taking the beginning back; how long it takes (M11)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.models import Meeting
from fourgood.meetings.sitting import begin, end, undo_begin
from fourgood.meetings.sitting_page import Sitting
from fourgood.meetings.sitting_roll import call, call_others
from tests.meetings.sittings import MINUTE, begun, drafted


def page(meeting, at=None):
    return Sitting(meeting, at or timezone.now())


def test_meeting_begins_with_chair_and_recorder(cast):
    meeting, now = drafted(cast.bieu_nghi), timezone.now()
    begin(meeting, chair=cast.bay.member, recorder=cast.nam.member, by=cast.bay, at=now)
    meeting.refresh_from_db()
    assert (meeting.begun_at, meeting.begun_by, meeting.chair, meeting.recorder, meeting.times_entered_at) == (
        now,
        cast.bay,
        cast.bay.member,
        cast.nam.member,
        None,
    )
    assert Act.objects.about(meeting).first().verb == Verb.MEETING_BEGUN


def test_meeting_begins_without_having_been_announced(cast):
    meeting = begun(cast.bieu_nghi, kind="extraordinary", announced=False)
    assert meeting.begun_at is not None


def test_meeting_begins_once(cast):
    meeting = begun(cast.bieu_nghi)
    with pytest.raises(refusals.AlreadyBegun):
        begin(meeting, chair=cast.bay.member, recorder=None, by=cast.bay, at=timezone.now())


def test_meeting_that_was_called_off_does_not_begin(cast):
    meeting = drafted(cast.bieu_nghi, called_off_at=timezone.now(), called_off_because="Bão")
    with pytest.raises(refusals.CalledOff):
        begin(meeting, chair=cast.bay.member, recorder=None, by=cast.bay, at=timezone.now())


def test_times_entered_by_hand_are_marked(cast):
    now, yesterday = timezone.now(), timezone.now() - dt.timedelta(days=1)
    meeting = drafted(cast.bieu_nghi, announced=False, starts_at=yesterday)
    begin(meeting, chair=cast.bay.member, recorder=None, by=cast.bay, at=yesterday, entered_at=now)
    call_others(meeting, by=cast.bay, at=now)
    end(meeting, by=cast.bay, at=yesterday + 95 * MINUTE, entered_at=now)
    assert (meeting.minutes_taken, meeting.times_entered_at, meeting.over_since) == (95, now, now)


def test_time_by_hand_is_not_in_the_future(cast):
    now = timezone.now()
    with pytest.raises(refusals.InTheFuture):
        begin(drafted(cast.bieu_nghi), chair=cast.bay.member, recorder=None, by=None, at=now + MINUTE, entered_at=now)


def test_beginning_is_taken_back_on_the_same_day(cast):
    meeting = begun(cast.bieu_nghi, minutes=0)
    undo_begin(meeting, by=cast.bay, at=meeting.begun_at)
    assert meeting.begun_at is None
    assert Act.objects.about(meeting).first().verb == Verb.MEETING_BEGIN_UNDONE


def test_beginning_stays_on_the_next_day(cast):
    meeting = begun(cast.bieu_nghi)
    with pytest.raises(refusals.TooLateToUndo):
        undo_begin(meeting, by=cast.bay, at=meeting.begun_at + dt.timedelta(days=1))


def test_beginning_stays_once_something_is_recorded(cast):
    meeting = begun(cast.bieu_nghi)
    call(meeting, cast.nam.member_id, state="present", by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.SomethingRecorded):
        undo_begin(meeting, by=cast.bay, at=timezone.now())


def test_meeting_does_not_end_before_everyone_is_called(cast):
    meeting = begun(cast.bieu_nghi)
    with pytest.raises(refusals.RollIncomplete, match="Nam"):
        end(meeting, by=cast.bay, at=timezone.now())


def test_meeting_ends_once_and_after_it_began(cast):
    meeting = begun(cast.bieu_nghi)
    call_others(meeting, by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.EndsBeforeItBegins):
        end(meeting, by=cast.bay, at=meeting.begun_at)
    end(meeting, by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.AlreadyEnded):
        end(meeting, by=cast.bay, at=timezone.now())


def test_acts_keep_what_was_noted_when_the_meeting_ends(cast):
    meeting = begun(cast.bieu_nghi)
    meeting.items.filter(place=2).update(notes="Trồng khoai tây", conclusion="Thống nhất")
    call_others(meeting, by=cast.bay, at=timezone.now())
    end(meeting, by=cast.bay, at=timezone.now())
    act = Act.objects.about(meeting).get(verb=Verb.ITEM_NOTED)
    assert act.after == {"item": "Nhiệm vụ tháng tới", "text": "Trồng khoai tây", "conclusion": "Thống nhất"}


@pytest.mark.parametrize(("kind", "minutes"), [("regular", 90), ("combined", 120), ("extraordinary", None)])
def test_required_minutes_stand_beside_those_taken(cast, kind, minutes):
    figures = page(begun(cast.bieu_nghi, kind=kind, minutes=42)).figures
    assert (figures.minutes, figures.required) == (42, minutes)


def test_page_asks_to_begin_and_proposes_who_chairs(cast, client):
    meeting = drafted(cast.bieu_nghi)
    client.force_login(cast.bay)
    content = client.get(reverse("sitting", args=[meeting.pk])).content.decode()
    assert f'<option value="{cast.bay.member_id}" selected>' in content


def test_forms_work_without_javascript(cast, client):
    meeting = drafted(cast.bieu_nghi)
    client.force_login(cast.bay)
    there = reverse("sitting_entry", args=[meeting.pk])
    client.post(there, {"kind": "begin", "chair": cast.bay.member_id, "recorder": ""})
    client.post(there, {"kind": "call", "member": cast.nam.member_id, "state": "excused", "reason": "Ốm đau, sức khỏe"})
    client.post(there, {"kind": "others"})
    item = meeting.items.get(place=1)
    client.post(there, {"kind": "speak", "item": item.pk, "spoke": f"{cast.bay.member_id}:1"})
    client.post(there, {"kind": "write", "item": item.pk, "field": "conclusion", "text": "Nhất trí"})
    answer = client.post(there, {"kind": "end", "when": f"{timezone.localtime():%Y-%m-%dT%H:%M:%S.%f}"}, follow=True)
    meeting.refresh_from_db()
    assert meeting.ended_at is not None
    content = answer.content.decode()
    assert "Nhất trí" in content
    assert "Ốm đau" in content


def test_chair_from_outside_the_list_is_refused(cast, client):
    meeting = drafted(cast.bieu_nghi)
    client.force_login(cast.bay)
    there = reverse("sitting_entry", args=[meeting.pk])
    client.post(there, {"kind": "begin", "chair": cast.dung.member_id})
    meeting.refresh_from_db()
    assert meeting.begun_at is None


def test_secretary_of_the_meeting_records_though_only_a_member(cast, client):
    meeting = begun(cast.bieu_nghi, recorder=cast.nam.member)
    client.force_login(cast.nam)
    assert client.get(reverse("sitting", args=[meeting.pk])).status_code == 200


def test_other_members_do_not_record(cast, client):
    meeting = begun(cast.bieu_nghi)
    client.force_login(cast.nam)
    assert client.get(reverse("sitting", args=[meeting.pk])).status_code == 403
    assert client.post(reverse("sitting_entry", args=[meeting.pk]), {"kind": "others"}).status_code == 403
    assert not meeting.attendances.exists()


def test_page_of_a_meeting_that_is_over_says_what_was_recorded(cast, client):
    meeting = begun(cast.bieu_nghi, minutes=60)
    call_others(meeting, by=cast.bay, at=timezone.now())
    end(meeting, by=cast.bay, at=timezone.now())
    client.force_login(cast.bay)
    response = client.get(reverse("sitting", args=[meeting.pk]), headers={"accept-language": "vi"})
    assert response.headers["X-Page-Over"] == "yes"


@pytest.mark.parametrize("name", ["sitting", "sitting_figures"])
def test_queries_do_not_grow_with_what_is_recorded(cast, client, name):
    client.force_login(cast.bay)
    meeting = begun(cast.bieu_nghi)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=[meeting.pk]))
        counts.append(len(queries))
        for row in call_others(meeting, by=cast.bay, at=timezone.now())[:3]:
            meeting.speeches.create(member=row.member, item=meeting.items.first(), at=timezone.now())
    assert counts[0] == counts[1]


def test_acts_of_a_meeting_are_told_in_words(cast, client):
    meeting = begun(cast.bieu_nghi, by=cast.bay)
    call(meeting, cast.nam.member_id, state="excused", reason="Ốm", by=cast.bay, at=timezone.now())
    client.force_login(cast.bay)
    client.cookies["django_language"] = "vi"
    content = client.get(reverse("acts")).content.decode()
    assert "điểm danh một đảng viên" in content
    assert "vắng có lý do" in content


def test_meeting_that_was_not_announced_is_open_to_members_once_it_has_begun(cast):
    meeting = drafted(cast.bieu_nghi, kind="extraordinary", announced=False)
    assert meeting not in Meeting.objects.visible_to(cast.nam)
    begin(meeting, chair=cast.bay.member, recorder=None, by=cast.bay, at=timezone.now())
    assert meeting in Meeting.objects.visible_to(cast.nam)
