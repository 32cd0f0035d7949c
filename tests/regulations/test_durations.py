"""How long a meeting takes at least: the table that a domain expert reads."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.regulations.durations import required_minutes
from fourgood.regulations.meeting_rule_file import load
from fourgood.regulations.meeting_rules import rule_on
from fourgood.regulations.quorum import excused_running

OLD, NEW = (rule_on(day, load()) for day in (dt.date(2024, 11, 5), dt.date(2026, 11, 5)))

# rule, kind, members → minutes
MINUTES = [
    (OLD, "regular", 22, 90),
    (OLD, "regular", 45, 90),
    (OLD, "thematic", 22, 90),
    (OLD, "combined", 5, 120),
    (OLD, "combined", 45, 120),
    (OLD, "extraordinary", 22, None),
    (NEW, "regular", 29, 90),
    (NEW, "regular", 30, 120),
    (NEW, "thematic", 30, 120),
    (NEW, "combined", 22, 120),
    (NEW, "review", 22, None),
    (NEW, "committee", 22, None),
]


@pytest.mark.parametrize(("rule", "kind", "members", "minutes"), MINUTES)
def test_minutes_by_kind(rule, kind, members, minutes):
    assert required_minutes(kind, members=members, rule=rule) == minutes


# What the roll call said at the meetings of the year, in order → how often excused in a row up to the last.
@pytest.mark.parametrize(
    ("states", "running"), [("", 0), ("E", 1), ("PEEE", 3), ("EEEP", 0), ("EEAE", 1), ("EEEE", 4), ("EPE", 1)]
)
def test_excused_running(states, running):
    assert excused_running(list(states), excused="E") == running
