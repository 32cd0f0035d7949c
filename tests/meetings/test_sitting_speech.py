"""Who spoke: once for each item, by a tap or by a contribution written before (M12)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.models import Contribution
from fourgood.meetings.sitting_page import Sitting
from fourgood.meetings.sitting_roll import call, call_others
from fourgood.meetings.sitting_speech import raise_contribution, speak
from tests.meetings.sittings import begun


def now():
    return timezone.now()


@pytest.fixture
def meeting(cast):
    made = begun(cast.bieu_nghi)
    call_others(made, by=cast.bay, at=now())
    return made


def figures(meeting):
    return Sitting(meeting, now()).figures


def spoken(cast, meeting, user, **more):
    more = {"item": meeting.items.first().pk} | more
    speak(meeting, user.member_id, by=cast.bay, at=now(), **more)


def test_member_speaks_once_for_each_item(cast, meeting):
    first, second = meeting.items.order_by("place")
    for item in (first, first, second):
        spoken(cast, meeting, cast.nam, item=item.pk)
    assert meeting.speeches.count() == 2
    assert (figures(meeting).speakers, figures(meeting).there) == (1, meeting.attendances.count())


def test_database_refuses_a_second_speech_for_an_item(cast, meeting):
    spoken(cast, meeting, cast.nam)
    with pytest.raises(IntegrityError, match="one_speech_per_member_and_item"), transaction.atomic():
        meeting.speeches.create(member=cast.nam.member, item=meeting.items.first(), at=now())


def test_slip_is_taken_back(cast, meeting):
    spoken(cast, meeting, cast.nam)
    spoken(cast, meeting, cast.nam, spoke=False)
    spoken(cast, meeting, cast.nam, spoke=False)
    assert meeting.speeches.count() == 0


def test_note_is_added_to_the_speech(cast, meeting):
    spoken(cast, meeting, cast.nam)
    spoken(cast, meeting, cast.nam, text="Nạo vét kênh")
    assert meeting.speeches.get().text == "Nạo vét kênh"


def test_speech_outside_the_agenda(cast, meeting):
    spoken(cast, meeting, cast.nam, item=None)
    spoken(cast, meeting, cast.nam, item=None)
    assert meeting.speeches.get().item is None


def test_contribution_raised_counts_as_having_spoken(cast, meeting):
    written = Contribution.objects.create(
        meeting=meeting, member=cast.nam.member, text="Thu gom bao bì", written_at=now()
    )
    for _again in range(2):
        raise_contribution(meeting, written.pk, by=cast.bay, at=now())
    speech = meeting.speeches.get()
    assert (speech.member, speech.text, speech.contribution) == (cast.nam.member, "Thu gom bao bì", written)
    assert figures(meeting).speakers == 1
    raise_contribution(meeting, written.pk, raised=False, by=cast.bay, at=now())
    assert figures(meeting).speakers == 0


def test_speaker_who_is_not_present_does_not_count(cast, meeting):
    """The share of members speaking is of those present."""
    spoken(cast, meeting, cast.nam)
    call(meeting, cast.nam.member_id, state="absent", by=cast.bay, at=now())
    assert figures(meeting).speakers == 0


def test_item_of_another_meeting_is_refused(cast, meeting):
    other = begun(cast.bieu_nghi)
    with pytest.raises(refusals.NotAtThisMeeting):
        spoken(cast, meeting, cast.nam, item=other.items.first().pk)


def test_contribution_to_another_meeting_is_refused(cast, meeting):
    other = begun(cast.bieu_nghi)
    written = Contribution.objects.create(meeting=other, member=cast.nam.member, text="x", written_at=now())
    with pytest.raises(refusals.NotAtThisMeeting):
        raise_contribution(meeting, written.pk, by=cast.bay, at=now())
