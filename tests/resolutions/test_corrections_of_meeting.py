"""Once the minutes are approved, what a meeting recorded changes no more: only a note corrects the minutes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from fourgood.meetings.sitting_corrections import correct_notes, correct_speech, correct_times
from fourgood.meetings.sitting_roll import call, correct
from fourgood.resolutions.models import Minutes
from fourgood.resolutions.refusals import MinutesApproved
from tests.meetings.sittings import MINUTE
from tests.resolutions.evenings import end, evening, item, now, term


@pytest.fixture
def meeting(cast):
    """Over, with minutes that are a draft."""
    term(cast.bieu_nghi)
    found = evening(cast.bieu_nghi)
    item(found)
    end(found)
    Minutes.objects.write(found, by=cast.bay, at=now())
    return found


def acts_on(meeting, cast):
    """Each way to change what was recorded."""
    who = {"by": cast.bay, "at": now()}
    why = {"because": "Sót"} | who
    nam, under = cast.nam.member_id, meeting.items.first().pk
    return [
        lambda: correct(meeting, nam, state="absent", **why),
        lambda: correct_speech(meeting, nam, item=under, spoke=True, **why),
        lambda: correct_notes(meeting, under, notes="Đã nghe", conclusion="", **why),
        lambda: correct_times(meeting, begun_at=meeting.begun_at - MINUTE, ended_at=meeting.ended_at, **why),
        lambda: call(meeting, nam, state="excused", reason="Ốm", by=cast.bay, at=meeting.begun_at),
    ]


def test_before_the_approval_everything_is_corrected(cast, meeting):
    for act in acts_on(meeting, cast):
        act()


def test_after_the_approval_nothing_is_and_the_way_to_a_note_is_shown(cast, meeting):
    meeting.minutes.approve(by=cast.bay, at=now())
    for act in acts_on(meeting, cast):
        with pytest.raises(MinutesApproved) as refused:
            act()
        assert refused.value.links[0][1] == reverse("minutes_correct", args=[meeting.pk])


def test_page_after_the_approval_offers_the_note_only(cast, meeting, client):
    client.force_login(cast.bay)
    page = reverse("sitting", args=[meeting.pk])
    times = reverse("sitting_correct_times", args=[meeting.pk])
    assert times in client.get(page).content.decode()
    meeting.minutes.approve(by=cast.bay, at=now())
    told = client.get(page).content.decode()
    assert times not in told
    assert reverse("minutes_correct", args=[meeting.pk]) in told
    refused = client.get(times)
    assert (refused.status_code, reverse("minutes_correct", args=[meeting.pk]) in refused.content.decode()) == (
        403,
        True,
    )
