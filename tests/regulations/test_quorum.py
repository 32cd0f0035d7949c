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

# due, present → needed, may decide, few; the reason that people read. More than half; below two thirds people are told
# (domain §4.2: no source gives the quorum as a number, so both are a reconstruction).
_TOLD = "{present} of {due} due are present; at least {needed} are needed"
HOLDS, FEW, LACKS = (
    f"{_TOLD}: the meeting may decide.",
    "{present} of {due} due are present: it may decide, but fewer than 2/3 came. Put off weighty matters.",
    f"{_TOLD} ({{missing}} missing): it may not decide.",
)
QUORUM = [
    (22, 22, 12, True, False, HOLDS),
    (22, 15, 12, True, False, HOLDS),
    (22, 14, 12, True, True, FEW),
    (22, 12, 12, True, True, FEW),
    (22, 11, 12, False, False, LACKS),
    (3, 2, 2, True, False, HOLDS),
    (3, 1, 2, False, False, LACKS),
    (4, 2, 3, False, False, LACKS),
    (4, 3, 3, True, False, HOLDS),
    (200, 133, 101, True, True, FEW),
    (200, 134, 101, True, False, HOLDS),
    (0, 0, 1, False, False, LACKS),
]

# matter, base, in favour → needed, carried; the reason. A resolution: more than half; admission and recognition: two
# thirds of the official members (domain §4.2; QĐ 208-QĐ/TW, before it QĐ 294-QĐ/TW 9.3.2).
_COUNTED = "{present} of {due} are in favour; at least {needed} are needed"
ADOPTED, REFUSED = f"{_COUNTED}: adopted.", f"{_COUNTED} ({{missing}} missing): not adopted."
VOTES = [
    (Matter.RESOLUTION, 20, 20, 11, True, ADOPTED),
    (Matter.RESOLUTION, 20, 11, 11, True, ADOPTED),
    (Matter.RESOLUTION, 20, 10, 11, False, REFUSED),
    (Matter.RESOLUTION, 21, 11, 11, True, ADOPTED),
    (Matter.RESOLUTION, 21, 10, 11, False, REFUSED),
    (Matter.RESOLUTION, 3, 2, 2, True, ADOPTED),
    (Matter.RESOLUTION, 3, 1, 2, False, REFUSED),
    (Matter.ADMISSION, 20, 14, 14, True, ADOPTED),
    (Matter.ADMISSION, 20, 13, 14, False, REFUSED),
    (Matter.ADMISSION, 21, 14, 14, True, ADOPTED),
    (Matter.ADMISSION, 3, 2, 2, True, ADOPTED),
    (Matter.ADMISSION, 4, 2, 3, False, REFUSED),
]


def reason(template: str, *, present: int, due: int, needed: int) -> str:
    return template.format(present=present, due=due, needed=needed, missing=needed - present)


@pytest.mark.parametrize("rule", [OLD, NEW], ids=["2024", "2026"])
@pytest.mark.parametrize(("due", "present", "needed", "holds", "few", "why"), QUORUM)
def test_quorum(rule, due, present, needed, holds, few, why):
    found = quorum(present=present, due=due, rule=rule)
    assert (found.needed, found.holds, found.few) == (needed, holds, few)
    assert found.words.en == reason(why, present=present, due=due, needed=needed)


@pytest.mark.parametrize("rule", [OLD, NEW], ids=["2024", "2026"])
@pytest.mark.parametrize(("matter", "base", "in_favour", "needed", "carried", "why"), VOTES)
def test_vote(rule, matter, base, in_favour, needed, carried, why):
    found = decision(matter, in_favour=in_favour, base=base, rule=rule)
    assert (found.needed, found.carried) == (needed, carried)
    assert found.words.en == reason(why, present=in_favour, due=base, needed=needed)


def test_rules_of_the_table_name_their_sources():
    assert any("QĐ 294-QĐ/TW" in source for source in OLD.sources)
    assert any("QĐ 208-QĐ/TW" in source for source in NEW.sources)


def test_reason_is_told_in_the_words_of_the_language():
    assert decision(Matter.RESOLUTION, in_favour=10, base=20, rule=NEW).words.vi == (
        "10/20 tán thành; cần ít nhất 11, còn thiếu 1: không được thông qua."
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
