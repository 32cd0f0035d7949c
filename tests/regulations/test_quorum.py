"""Whether a meeting may decide and a vote carries: the table that a domain expert reads (domain: voting)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.meeting_rule_file import load
from fourgood.regulations.meeting_rules import rule_on
from fourgood.regulations.quorum import Matter, absent_too_often, decision, quorum

OLD, NEW = (rule_on(day, load()) for day in (dt.date(2024, 11, 5), dt.date(2026, 11, 5)))

# due, present → needed, may decide, few. More than half; below two thirds people are told.
QUORUM = [
    (22, 22, 12, True, False),
    (22, 15, 12, True, False),
    (22, 14, 12, True, True),
    (22, 12, 12, True, True),
    (22, 11, 12, False, False),
    (3, 2, 2, True, False),
    (3, 1, 2, False, False),
    (4, 2, 3, False, False),
    (4, 3, 3, True, False),
    (200, 133, 101, True, True),
    (200, 134, 101, True, False),
    (0, 0, 1, False, False),
]

# matter, base, in favour → needed, carried. A resolution: more than half; admission: two thirds.
VOTES = [
    (Matter.RESOLUTION, 20, 20, 11, True),
    (Matter.RESOLUTION, 20, 11, 11, True),
    (Matter.RESOLUTION, 20, 10, 11, False),
    (Matter.RESOLUTION, 21, 11, 11, True),
    (Matter.RESOLUTION, 21, 10, 11, False),
    (Matter.RESOLUTION, 3, 2, 2, True),
    (Matter.RESOLUTION, 3, 1, 2, False),
    (Matter.ADMISSION, 20, 14, 14, True),
    (Matter.ADMISSION, 20, 13, 14, False),
    (Matter.ADMISSION, 21, 14, 14, True),
    (Matter.ADMISSION, 3, 2, 2, True),
    (Matter.ADMISSION, 4, 2, 3, False),
]


@pytest.mark.parametrize("rule", [OLD, NEW], ids=["2024", "2026"])
@pytest.mark.parametrize(("due", "present", "needed", "holds", "few"), QUORUM)
def test_quorum(rule, due, present, needed, holds, few):
    found = quorum(present=present, due=due, rule=rule)
    assert (found.needed, found.holds, found.few) == (needed, holds, few)


@pytest.mark.parametrize("rule", [OLD, NEW], ids=["2024", "2026"])
@pytest.mark.parametrize(("matter", "base", "in_favour", "needed", "carried"), VOTES)
def test_vote(rule, matter, base, in_favour, needed, carried):
    found = decision(matter, in_favour=in_favour, base=base, rule=rule)
    assert (found.needed, found.carried) == (needed, carried)


def test_reason_is_told_with_its_numbers():
    assert decision(Matter.RESOLUTION, in_favour=10, base=20, rule=NEW).words.en == (
        "10 of 20 are in favour; at least 11 are needed (1 missing): not adopted."
    )
    assert quorum(present=12, due=22, rule=NEW).words.vi == (
        "12/22 người phải dự có mặt: được quyết định, nhưng chưa tới 2/3. Nên hoãn việc quan trọng."
    )


@given(st.integers(0, 400), st.integers(0, 400))
def test_one_more_never_hurts(base, in_favour):
    for matter in Matter:
        now = decision(matter, in_favour=in_favour, base=base, rule=NEW)
        more = decision(matter, in_favour=in_favour + 1, base=base, rule=NEW)
        assert more.carried >= now.carried


# Members, combined → minutes: 90; 120 with a topic in the same evening; 120 from 30 members on since 2025.
MINUTES = [
    (OLD, 22, False, 90),
    (OLD, 22, True, 120),
    (OLD, 45, False, 90),
    (NEW, 22, False, 90),
    (NEW, 29, False, 90),
    (NEW, 30, False, 120),
    (NEW, 22, True, 120),
    (NEW, 45, True, 120),
]


@pytest.mark.parametrize(("rule", "members", "combined", "minutes"), MINUTES)
def test_minutes_that_a_meeting_takes(rule, members, combined, minutes):
    assert rule.minutes.required(members=members, combined=combined) == minutes


@pytest.mark.parametrize(
    ("states", "too_often"),
    [("", False), ("EEE", False), ("EEEE", True), ("EEPEE", False), ("EEAEE", False), ("PEEEEP", True)],
)
def test_excused_more_than_three_times_in_a_row(states, too_often):
    assert absent_too_often(list(states), excused="E", rule=NEW) is too_often
