"""Killed between any two steps, and two acting at once: each ballot that was told to be in the urn counts once."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from fourgood.audit.models import Act
from fourgood.voting import casting, closing, keys, refusals, sealing
from fourgood.voting.models import Ballot
from tests.organisation.test_races import wait_until_blocked
from tests.voting.sittings import cast_for, meeting_of, now, opened, totals

pytestmark = pytest.mark.django_db(transaction=True)

OURS = {Path(module.__file__).name: module.__file__ for module in (casting, closing, keys, sealing)}
MOST_LINES = 400
KILLED, FINISHED = -signal.SIGKILL, 0


def in_a_process_killed_at(line, act):
    """Do `act` in a process of its own, killed before it runs the line with that number (counted over our modules)."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        _killed_at(line)
        try:
            act()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else FINISHED


def _killed_at(line):
    passed = 0

    def trace(frame, event, _argument):
        nonlocal passed
        if frame.f_code.co_filename not in OURS.values():
            return trace if frame.f_code.co_name == "<module>" else None
        if event == "line":
            passed += 1
            if passed == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def at_every_line(prepare, act, check):
    """Kill `act` at each of its lines in turn, until it gets to its end. Each time on a vote of its own."""
    for line in range(1, MOST_LINES):
        vote = prepare()
        end = in_a_process_killed_at(line, lambda vote=vote: act(vote))
        check(vote, end)
        if end == FINISHED:
            return line
    raise AssertionError("It never got to its end.")


def test_killed_at_any_moment_ballots_are_counted_once(cast):
    """One test for all, since real transactions make each one load the sample province again."""
    meeting = meeting_of(cast.bieu_nghi)
    voters = [cast.nam, cast.thu]
    steps = at_every_line(
        prepare=lambda: _with_ballots(meeting, voters),
        act=lambda vote: vote.close(by=None, at=now()),
        check=_counted_once,
    )
    assert steps > 40
    steps = at_every_line(
        prepare=lambda: opened(meeting),
        act=lambda vote: cast_for(vote, cast.nam, 1),
        check=_in_the_urn_or_not_voted,
    )
    assert steps > 10
    _both_tabs_at_once(meeting, cast.nam)
    _closing_while_casting(meeting, cast)
    _casting_while_closing(meeting, cast)
    _voters_killed_after_their_answer(meeting, cast)


def _with_ballots(meeting, voters):
    vote = opened(meeting)
    for place, voter in enumerate(voters, start=1):
        cast_for(vote, voter, place)
    return vote


def _counted_once(vote, end):
    vote.refresh_from_db()
    if vote.closed_at is None:
        assert end == KILLED
        assert (vote.ballots.count(), totals(vote), keys.exists(vote.urn)) == (2, [None] * 3, True)
        vote.close(by=None, at=now())
    assert (totals(vote), vote.ballots.count()) == ([1, 1, 0], 0)
    with pytest.raises(refusals.VoteClosed):
        vote.close(by=None, at=now())
    closing.sweep()
    assert not keys.exists(vote.urn)
    assert Act.objects.about(vote).filter(verb="vote.closed").count() == 1


def _in_the_urn_or_not_voted(vote, end):
    voted = vote.electors.filter(voted=True).count()
    assert vote.ballots.count() == voted
    assert voted == 1 or end == KILLED
    vote.close(by=None, at=now())
    assert totals(vote) == [voted, 0, 0]


def _thread(act, outcome):
    def run():
        try:
            outcome.append(act())
        except Exception as error:  # noqa: BLE001 the test looks at whatever it is
            outcome.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _both_tabs_at_once(meeting, voter):
    vote, outcome = opened(meeting), []
    with transaction.atomic():
        cast_for(vote, voter, 1)
        second = _thread(lambda: cast_for(vote, voter, 2), outcome)
        wait_until_blocked()
    second.join(timeout=10)
    assert outcome == [refusals.VotedAlready]
    vote.close(by=None, at=now())
    assert totals(vote) == [1, 0, 0]


def _closing_while_casting(meeting, cast):
    """The ballot is not committed yet when the vote is closed: closing waits for it."""
    vote, outcome = opened(meeting), []
    with transaction.atomic():
        cast_for(vote, cast.nam, 1)
        closer = _thread(lambda: vote.close(by=None, at=now()), outcome)
        wait_until_blocked()
    closer.join(timeout=10)
    assert (outcome, totals(vote)) == ([None], [1, 0, 0])


def _casting_while_closing(meeting, cast):
    """The vote is closed, not yet committed, when a ballot comes: it is refused."""
    vote, outcome = opened(meeting), []
    with transaction.atomic():
        vote.close(by=None, at=now())
        voter = _thread(lambda: cast_for(vote, cast.nam, 1), outcome)
        wait_until_blocked()
    voter.join(timeout=10)
    assert (outcome, totals(vote)) == ([refusals.VoteClosed], [0, 0, 0])
    assert not vote.electors.filter(voted=True).exists()


def _voters_killed_after_their_answer(meeting, cast):
    vote = opened(meeting)
    electors = list(vote.electors.filter(present=True).select_related("member"))
    for elector in electors:
        assert _killed_after_answer(lambda member=elector.member: cast_for(vote, member, 1))
    assert Ballot.objects.filter(vote=vote).count() == len(electors)
    vote.close(by=None, at=now())
    assert totals(vote) == [len(electors), 0, 0]


def _killed_after_answer(act):
    """Do it in a process that says when it is done, and is killed at once; what it said."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        act()
        os.write(writing, b"in the urn")
        signal.pause()
    answer = os.read(reading, 20)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    os.close(writing)
    return answer
