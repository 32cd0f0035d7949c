"""After the end: times, who spoke and notes are corrected with a reason; the acts keep what was there before."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings import sitting_corrections as corrections
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.sitting import end
from fourgood.meetings.sitting_roll import call_others
from fourgood.meetings.sitting_speech import speak
from tests.meetings.sittings import MINUTE, begun


def now():
    return timezone.now()


@pytest.fixture
def meeting(cast):
    """One that is over: Nam spoke under the first item."""
    found = begun(cast.bieu_nghi, by=cast.bay, minutes=120)
    call_others(found, by=cast.bay, at=now())
    item = found.items.first()
    speak(found, cast.nam.member_id, item=item.pk, text="Kênh bị lấp", by=cast.bay, at=now())
    end(found, by=cast.bay, at=now())
    return found


def times(meeting, cast, *, begun=0, ended=0, because="Ghi nhầm"):
    corrections.correct_times(
        meeting,
        begun_at=meeting.begun_at + begun * MINUTE,
        ended_at=meeting.ended_at + ended * MINUTE,
        because=because,
        by=cast.bay,
        at=now(),
    )


def speech(meeting, cast, member, *, spoke=True, text="", item=None):
    item = meeting.items.first().pk if item is None else item
    corrections.correct_speech(
        meeting, member.member_id, item=item, spoke=spoke, text=text, because="Sót", by=cast.bay, at=now()
    )


def last_act(meeting):
    return Act.objects.about(meeting).first()


def test_times_are_corrected_and_the_act_keeps_the_old_ones(cast, meeting):
    before = meeting.begun_at
    times(meeting, cast, begun=-15, ended=-5)
    meeting.refresh_from_db()
    assert meeting.begun_at == before - 15 * MINUTE
    assert meeting.minutes_taken == 130
    act = last_act(meeting)
    assert (act.verb, act.before["begun_at"], act.after["because"]) == (
        Verb.TIMES_CORRECTED,
        before.isoformat(),
        "Ghi nhầm",
    )


@pytest.mark.parametrize(
    ("begun", "ended", "because", "refusal"),
    [
        (0, -200, "x", refusals.EndsBeforeItBegins),
        (0, 60, "x", refusals.InTheFuture),
        (-5, 0, "  ", refusals.ReasonForCorrection),
        (0, 0, "x", refusals.NothingCorrected),
    ],
)
def test_times_are_refused(cast, meeting, begun, ended, because, refusal):
    acts = Act.objects.count()
    with pytest.raises(refusal):
        times(meeting, cast, begun=begun, ended=ended, because=because)
    assert Act.objects.count() == acts


def test_nothing_is_corrected_before_the_end(cast):
    running = begun(cast.bieu_nghi)
    with pytest.raises(refusals.NotOverYet):
        corrections.correct_notes(
            running, running.items.first().pk, notes="x", conclusion="", because="x", by=None, at=now()
        )


def test_speech_that_was_missed_is_added(cast, meeting):
    speech(meeting, cast, cast.mai, text="Cần nạo vét")
    assert meeting.speeches.get(member=cast.mai.member_id).text == "Cần nạo vét"
    assert (last_act(meeting).before["spoke"], last_act(meeting).after["spoke"]) == (False, True)


def test_speech_outside_the_agenda_is_added(cast, meeting):
    speech(meeting, cast, cast.mai, item=0)
    assert meeting.speeches.get(member=cast.mai.member_id).item is None


def test_words_of_a_speech_are_corrected(cast, meeting):
    speech(meeting, cast, cast.nam, text="Kênh bị lấp 200 m")
    assert [s.text for s in meeting.speeches.all()] == ["Kênh bị lấp 200 m"]
    assert last_act(meeting).before["text"] == "Kênh bị lấp"


def test_speech_that_never_was_is_taken_out(cast, meeting):
    speech(meeting, cast, cast.nam, spoke=False)
    assert not meeting.speeches.exists()
    assert last_act(meeting).before["text"] == "Kênh bị lấp"
    with pytest.raises(refusals.NothingCorrected):
        speech(meeting, cast, cast.nam, spoke=False)


def test_notes_are_corrected(cast, meeting):
    item = meeting.items.first()
    corrections.correct_notes(
        meeting, item.pk, notes="Đã nghe", conclusion="Làm ngay", because="Thiếu", by=cast.bay, at=now()
    )
    item.refresh_from_db()
    assert (item.notes, item.conclusion, last_act(meeting).verb) == ("Đã nghe", "Làm ngay", Verb.NOTES_CORRECTED)


def test_pages_correct_and_list_what_was_corrected(cast, meeting, client):
    client.force_login(cast.bay)
    item = meeting.items.first().pk
    begun_at = timezone.localtime(meeting.begun_at - dt.timedelta(minutes=30))
    ended_at = timezone.localtime(meeting.ended_at)
    posts = {
        reverse("sitting_correct_times", args=[meeting.pk]): {
            "begun_at": f"{begun_at:%Y-%m-%dT%H:%M}",
            "ended_at": f"{ended_at:%Y-%m-%dT%H:%M}",
        },
        reverse("sitting_correct_speech", args=[meeting.pk, item]): {"member": cast.mai.member_id, "spoke": "yes"},
        reverse("sitting_correct_notes", args=[meeting.pk, item]): {"notes": "Đã nghe", "conclusion": ""},
    }
    for address, fields in posts.items():
        assert client.get(address).status_code == 200
        assert client.post(address, fields).status_code == 200, "without a reason"
        assert client.post(address, fields | {"because": "Ghi sót"}).status_code == 302
    page = client.get(reverse("sitting", args=[meeting.pk])).content.decode()
    assert page.count("Ghi sót") == 3
    before = meeting.ended_at
    meeting.refresh_from_db()
    assert meeting.ended_at == before, "a time left as it was keeps its seconds"
