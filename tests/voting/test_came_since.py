"""Whoever comes in after a vote opened has no part in it: the base stands still (domain §3.7, §4.2)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.meetings.sitting_roll import call
from fourgood.voting.closing import Counted
from fourgood.voting.entitled import came_since
from fourgood.voting.models import Way
from fourgood.voting.opening import repeat
from fourgood.voting.refusals import MoreVotesThanThere
from tests.voting.sittings import meeting_of, now, opened

SETTLED = "không ai có thể làm thay đổi kết quả"


@pytest.fixture
def vote(cast):
    """By show of hands; Nam was not there when it opened, and has come since."""
    meeting = meeting_of(cast.bieu_nghi, absent=[cast.nam.member])
    vote = opened(meeting, way=Way.OPEN)
    call(meeting, cast.nam.member_id, state="present", by=cast.bay, at=now())
    return vote


def page(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def voting(vote):
    return vote.electors.filter(present=True).values_list("member", flat=True)


def test_who_comes_in_later_changes_neither_base_nor_present(cast, vote):
    before = (vote.base, vote.present, vote.needed)
    vote.refresh_from_db()
    assert (vote.base, vote.present, vote.needed) == before
    assert came_since(vote.meeting, voting=voting(vote)) == [cast.nam.member]
    with pytest.raises(MoreVotesThanThere):
        vote.close(Counted({1: vote.present + 1}), by=cast.bay, at=now())


@pytest.mark.parametrize("name", ["vote", "vote_close"])
def test_secretary_is_told_who_came_and_what_to_do(cast, client, vote, name):
    told = page(client, cast.bay, name, vote.pk)
    assert SETTLED in told
    assert str(cast.nam.member) in told
    assert reverse("vote_void", args=[vote.pk]) in told


def test_latecomer_is_told_why_the_hand_is_not_counted(cast, client, vote):
    told = page(client, cast.nam, "vote", vote.pk)
    assert SETTLED in told
    assert reverse("vote_void", args=[vote.pk]) not in told


def test_others_are_not_bothered(cast, client, vote):
    assert SETTLED not in page(client, cast.mai, "vote", vote.pk)


def test_held_once_more_it_counts_who_is_there_by_then(cast, vote):
    again = repeat(vote, because="Có đồng chí đến sau", by=cast.bay, at=now())
    assert (again.base, again.present) == (vote.base, vote.present + 1)
    assert came_since(again.meeting, voting=voting(again)) == []


def test_queries_do_not_grow_with_those_who_came(cast, client):
    counts = []
    for late in ([cast.nam], [cast.nam, cast.mai]):
        meeting = meeting_of(cast.bieu_nghi, absent=[user.member for user in late])
        vote = opened(meeting, way=Way.OPEN)
        for user in late:
            call(meeting, user.member_id, state="present", by=cast.bay, at=now())
        client.force_login(cast.bay)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("vote", args=[vote.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
