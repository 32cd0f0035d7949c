"""What the first page says of votes that run."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.due import due_for, reader_of
from fourgood.dashboards.votes_due import ballot_to_cast, vote_to_close
from fourgood.voting.models import Way
from tests.voting.sittings import cast_for, meeting_of, now, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def urns(settings, tmp_path):
    settings.URNS = tmp_path / "urns"


def due(rule, user):
    found = answer_of(rule, reader_of(user, on=timezone.localdate()))
    return found and found.url


def test_ballot_waits_until_it_is_cast(cast):
    meeting = meeting_of(cast.bieu_nghi)
    assert due(ballot_to_cast, cast.nam) is None
    vote = opened(meeting)
    assert due(ballot_to_cast, cast.nam) == reverse("ballot", args=[vote.pk])
    assert [due(ballot_to_cast, user) for user in (cast.mai, cast.dung, cast.lan)] == [None, None, None]
    cast_for(vote, cast.nam, 1)
    assert due(ballot_to_cast, cast.nam) is None


def test_no_ballot_waits_for_who_holds_a_paper_or_was_not_there(cast):
    vote = opened(meeting_of(cast.bieu_nghi, absent=[cast.nam.member]))
    vote.hand_out({cast.thu.member.pk}, by=cast.bay)
    assert [due(ballot_to_cast, user) for user in (cast.nam, cast.thu)] == [None, None]


def test_running_vote_waits_for_whoever_runs_it(cast):
    vote = opened(meeting_of(cast.bieu_nghi), way=Way.OPEN)
    assert due(vote_to_close, cast.bay) == vote.get_absolute_url()
    assert [due(vote_to_close, user) for user in (cast.nam, cast.hoa, cast.dung)] == [None, None, None]
    vote.void(because="x", by=cast.bay, at=now())
    assert due(vote_to_close, cast.bay) is None


def test_vote_stands_before_what_is_late(cast):
    """Thu leads too: the sheet of last month has been due for weeks, but people wait for her ballot."""
    vote = opened(meeting_of(cast.bieu_nghi))
    found = due_for(reader_of(cast.thu, on=timezone.localdate()))
    assert any(one.is_late(timezone.localdate()) for one in found)
    assert found[0].url == reverse("ballot", args=[vote.pk])
