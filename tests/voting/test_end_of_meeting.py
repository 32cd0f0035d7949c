"""A meeting does not end while a vote of it runs (its base and its ballots belong to a meeting that goes on)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.meetings.sitting import end
from fourgood.meetings.sitting_roll import call_others
from fourgood.voting.closing import Counted
from fourgood.voting.models import Way
from fourgood.voting.refusals import VotesStillRun
from tests.meetings.sittings import begun, said, send
from tests.voting.sittings import QUESTION, opened


@pytest.fixture
def meeting(cast):
    found = begun(cast.bieu_nghi, chair=cast.bay.member)
    call_others(found, by=cast.bay, at=timezone.now())
    return found


def test_meeting_does_not_end_while_a_vote_runs(cast, meeting):
    vote = opened(meeting)
    with pytest.raises(VotesStillRun) as refused:
        end(meeting, by=cast.bay, at=timezone.now())
    assert QUESTION in refused.value.reason
    assert [address for _words, address in refused.value.links] == [vote.get_absolute_url()]
    meeting.refresh_from_db()
    assert meeting.ended_at is None


@pytest.mark.parametrize("how", ["closed", "void"])
def test_meeting_ends_once_the_vote_is_over(cast, meeting, how):
    vote = opened(meeting, way=Way.OPEN)
    if how == "closed":
        vote.close(Counted({1: vote.present}), by=cast.bay, at=timezone.now())
    else:
        vote.void(because="Đếm nhầm", by=cast.bay, at=timezone.now())
    end(meeting, by=cast.bay, at=timezone.now())
    assert meeting.ended_at is not None


def test_device_is_told_which_vote_runs(client, cast, meeting):
    vote = opened(meeting)
    client.force_login(cast.bay)
    [answer] = send(client, meeting, said("end"))
    assert answer["taken"] is False
    assert answer["links"] == [[f"Mở cuộc biểu quyết: {QUESTION}", vote.get_absolute_url()]]


def test_form_without_javascript_links_to_the_vote(client, cast, meeting):
    vote = opened(meeting)
    client.force_login(cast.bay)
    address = reverse("sitting_entry", args=[meeting.pk])
    page = client.post(address, {"kind": "end"}, follow=True).content.decode()
    assert f'<a href="{vote.get_absolute_url()}">' in page
