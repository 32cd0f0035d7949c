"""Indicators of meetings, each against a small set of facts made by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fourgood.indicators.readings import NOTHING, Reading, measure
from tests.indicators.facts import MONTH, at, meeting, roll, speak


def read(code, unit, month=MONTH, **more):
    return measure([code], [unit.pk], month, **more)[code][unit.pk]


def of(numerator, denominator, *events):
    return Reading(
        None if numerator is None else Decimal(numerator), None if denominator is None else Decimal(denominator), events
    )


# Day and hour at which it begins (month, day, hour, minute) → whether it is a meeting of March.
BOUNDARIES = [
    ((2, 28, 23, 59), False),
    ((3, 1, 0, 0), True),
    ((3, 31, 23, 59), True),
    ((4, 1, 0, 0), False),
]


@pytest.mark.parametrize(("begun", "counts"), BOUNDARIES)
def test_meeting_belongs_to_the_month_in_which_it_began(cast, begun, counts):
    month, day, hour, minute = begun
    meeting(cast.bieu_nghi, at(day, hour, minute, month=month))
    assert read("regular_meeting_held", cast.bieu_nghi) == (of(1, 1) if counts else NOTHING)


@pytest.mark.parametrize("kind", ["thematic", "extraordinary", "review", "committee"])
def test_other_meetings_are_no_regular_ones(cast, kind):
    meeting(cast.bieu_nghi, at(3), kind=kind)
    assert read("regular_meeting_held", cast.bieu_nghi) == NOTHING


def test_called_off_meeting_is_a_no_unless_another_was_held(cast):
    meeting(cast.bieu_nghi, at(3)).delete()
    off = meeting(cast.bieu_nghi, at(3), ended=False)
    type(off).objects.filter(pk=off.pk).update(begun_at=None, called_off_at=at(2), called_off_because="Bão")
    assert read("regular_meeting_held", cast.bieu_nghi) == of(0, 1)
    meeting(cast.bieu_nghi, at(10))
    assert read("regular_meeting_held", cast.bieu_nghi) == of(1, 1)


def test_meeting_under_way_counts_nowhere(cast):
    held = meeting(cast.bieu_nghi, at(3), ended=False)
    roll(held, "pp")
    assert read("attendance_rate", cast.bieu_nghi) == NOTHING


def test_attendance_is_of_those_due_by_the_roll(cast):
    held = meeting(cast.bieu_nghi, at(3))
    roll(held, "pppeeaxg")
    assert read("attendance_rate", cast.bieu_nghi) == of(3, 6, ("unexcused", 1))


def test_nobody_absent_is_counted_as_none_absent(cast):
    roll(meeting(cast.bieu_nghi, at(3)), "ppe")
    assert read("attendance_rate", cast.bieu_nghi) == of(2, 3, ("unexcused", 0))


def test_speakers_are_counted_once_each_of_members_there(cast):
    held = meeting(cast.bieu_nghi, at(3))
    people = roll(held, "pppeaxg")
    speak(held, people[0], times=3)
    speak(held, people[5])
    speak(held, people[6])  # a guest is no member of the cell
    assert read("members_speaking", cast.bieu_nghi) == of(2, 4)


def test_meeting_without_any_speech_noted_says_nothing(cast):
    roll(meeting(cast.bieu_nghi, at(3)), "ppp")
    assert read("members_speaking", cast.bieu_nghi) == NOTHING


# Kind, members on the list, minutes taken → minutes and minutes asked. From 30 members on 120 (2026).
LENGTHS = [("regular", 5, 95, 90), ("combined", 5, 100, 120)]


@pytest.mark.parametrize(("kind", "there", "taken", "asked"), LENGTHS)
def test_duration_is_against_what_the_rules_ask(cast, kind, there, taken, asked):
    held = meeting(cast.bieu_nghi, at(3), kind=kind, minutes=taken)
    roll(held, "p" * there)
    assert read("meeting_duration", cast.bieu_nghi) == of(taken, asked)


def test_committee_met_before_it(cast):
    held = meeting(cast.bieu_nghi, at(3))
    before = meeting(cast.bieu_nghi, at(2), kind="committee", prepares=held)
    assert read("committee_met_before", cast.bieu_nghi) == of(1, 1)
    type(before).objects.filter(pk=before.pk).update(ended_at=held.begun_at + dt.timedelta(minutes=1))
    assert read("committee_met_before", cast.bieu_nghi) == of(0, 1)


# When the material or the draft was out, before a meeting on the 3rd → in time (a day ahead).
SENT = [
    ("draft with the notice", {"draft_resolution": "Dự thảo"}, 1),
    ("draft on the day itself", {"draft_resolution": "Dự thảo", "announced_at": at(3, 8)}, 0),
    ("the evening before", {"draft_resolution": "Dự thảo", "announced_at": at(2, 22)}, 1),
    ("nothing sent", {}, 0),
]


@pytest.mark.parametrize(("case", "told", "amount"), SENT, ids=[row[0] for row in SENT])
def test_sent_ahead(cast, case, told, amount):
    meeting(cast.bieu_nghi, at(3), **told)
    assert read("sent_ahead", cast.bieu_nghi) == of(amount, 1)


def test_meeting_that_was_not_announced_here_says_nothing_of_material(cast):
    meeting(cast.bieu_nghi, at(3), announced_at=None)
    assert read("sent_ahead", cast.bieu_nghi) == NOTHING
