"""What devices send from a meeting arrives once, in its order; the later statement stands and the acts keep both."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings.models import Received
from tests.meetings.sittings import begun, drafted, said, send


@pytest.fixture
def secretary(cast, client):
    client.force_login(cast.bay)
    return client


@pytest.fixture
def recorder(cast):
    browser = Client()
    browser.force_login(cast.nam)
    return browser


@pytest.fixture
def meeting(cast):
    return begun(cast.bieu_nghi, recorder=cast.nam.member)


def state_of(meeting, user):
    return meeting.attendances.get(member=user.member_id).state


def test_same_key_again_changes_nothing_and_is_answered_the_same(cast, secretary, meeting):
    entry = said("call", member=cast.mai.member_id, state="absent")
    first = send(secretary, meeting, entry)
    send(secretary, meeting, said("call", member=cast.mai.member_id, state="present"))
    assert send(secretary, meeting, entry) == first == [{"taken": True}]
    assert state_of(meeting, cast.mai) == "present"
    assert Received.objects.filter(key=entry["key"]).count() == 1
    assert Act.objects.about(meeting).filter(verb=Verb.MEMBER_CALLED).count() == 2


def test_entries_are_done_in_their_order(cast, secretary):
    meeting = drafted(cast.bieu_nghi)
    answers = send(
        secretary,
        meeting,
        said("begin", ago=9000, chair=cast.bay.member_id, recorder=""),
        said("call", ago=8000, member=cast.mai.member_id, state="absent"),
        said("others", ago=7000),
        said("end", ago=1000),
    )
    assert answers == [{"taken": True}] * 4
    meeting.refresh_from_db()
    assert meeting.ended_at - meeting.begun_at == dt.timedelta(seconds=8)


def test_what_was_said_earlier_by_someone_else_does_not_stand_and_the_acts_keep_it(cast, secretary, recorder, meeting):
    send(secretary, meeting, said("call", member=cast.mai.member_id, state="present"))
    [answer] = send(recorder, meeting, said("call", ago=60_000, member=cast.mai.member_id, state="absent"))
    assert answer["taken"]
    assert cast.bay.name in answer["told"]
    assert state_of(meeting, cast.mai) == "present"
    act = Act.objects.about(meeting).first()
    assert (act.verb, act.actor, act.before["state"], act.after["by"]) == (
        Verb.ENTRY_REPLACED,
        cast.nam,
        "absent",
        cast.bay.name,
    )


def test_what_is_said_later_by_someone_else_stands(cast, secretary, recorder, meeting):
    send(secretary, meeting, said("call", ago=60_000, member=cast.mai.member_id, state="present"))
    send(recorder, meeting, said("call", member=cast.mai.member_id, state="absent"))
    assert state_of(meeting, cast.mai) == "absent"


def test_word_about_one_member_stands_against_all_others_are_present(cast, secretary, recorder, meeting):
    """Whoever marked someone absent without a signal meant that person; the other device could not know."""
    send(secretary, meeting, said("others"))
    send(recorder, meeting, said("call", ago=60_000, member=cast.mai.member_id, state="absent"))
    assert state_of(meeting, cast.mai) == "absent"


def test_clock_of_a_device_may_be_wrong(cast, secretary, meeting):
    """Said a minute before it was sent: by our clock a minute ago, whatever year the device believes in."""
    send(secretary, meeting, said("call", ago=60_000, member=cast.mai.member_id, state="absent"))
    age = timezone.now() - meeting.attendances.get().called_at
    assert dt.timedelta(seconds=60) <= age < dt.timedelta(seconds=75)


def test_refused_entry_says_why_and_the_next_are_taken(cast, secretary, meeting):
    answers = send(
        secretary,
        meeting,
        said("call", member=cast.dung.member_id, state="present"),
        said("call", member=cast.mai.member_id, state="present"),
        said("nonsense"),
    )
    assert [answer["taken"] for answer in answers] == [False, True, False]
    assert answers[0]["why"]
    assert Received.objects.count() == 1


def test_notes_are_kept_as_one_types_with_one_row(cast, secretary, meeting):
    item = meeting.items.get(place=1)
    for ago, text in ((3000, "Trồng"), (2000, "Trồng khoai"), (1000, "Trồng khoai tây")):
        send(secretary, meeting, said("write", ago=ago, item=item.pk, field="notes", text=text))
    item.refresh_from_db()
    assert (item.notes, Received.objects.count()) == ("Trồng khoai tây", 1)


def test_older_note_of_the_same_person_changes_nothing(cast, secretary, meeting):
    item = meeting.items.get(place=1)
    old = said("write", ago=3000, item=item.pk, field="notes", text="Trồng")
    send(secretary, meeting, old, said("write", item=item.pk, field="notes", text="Trồng khoai tây"))
    send(secretary, meeting, old)
    item.refresh_from_db()
    assert item.notes == "Trồng khoai tây"


def test_who_writes_over_others_words_is_told_them_and_the_acts_keep_both(cast, secretary, recorder, meeting):
    item = meeting.items.get(place=1)
    send(secretary, meeting, said("write", ago=9000, item=item.pk, field="notes", text="Khơi thông mương"))
    [answer] = send(recorder, meeting, said("write", item=item.pk, field="notes", text="Thu gom rác"))
    assert "Khơi thông mương" in answer["told"]
    act = Act.objects.about(meeting).first()
    assert (act.before["text"], act.after["text"]) == ("Khơi thông mương", "Thu gom rác")


def test_speakers_arrive(cast, secretary, meeting):
    item = meeting.items.get(place=1)
    send(secretary, meeting, said("speak", member=cast.mai.member_id, item=item.pk, on=1))
    send(secretary, meeting, said("speak", member=cast.nam.member_id, item=item.pk, on=1, text="Đồng ý"))
    send(secretary, meeting, said("speak", member=cast.mai.member_id, item=item.pk, on=0))
    assert [(s.member, s.text) for s in meeting.speeches.all()] == [(cast.nam.member, "Đồng ý")]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"sent_at": "x", "entries": []}',
        '{"sent_at": 1, "entries": [{"key": "1"}]}',
        '{"sent_at": 1, "entries": [1]}',
        json.dumps({"sent_at": 1, "entries": [{"key": str(uuid.uuid4()), "at": -1e30, "fields": {}}]}),
    ],
)
def test_what_is_no_parcel_is_refused(secretary, meeting, body):
    response = secretary.post(reverse("sitting_entries", args=[meeting.pk]), body, content_type="application/json")
    assert response.status_code == 400


def test_member_who_does_not_record_sends_nothing(cast, meeting):
    browser = Client()
    browser.force_login(cast.mai)
    there = reverse("sitting_entries", args=[meeting.pk])
    assert browser.post(there, "{}", content_type="application/json").status_code == 403
