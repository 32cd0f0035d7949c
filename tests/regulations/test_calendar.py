"""Deadlines of the programme's year (domain 9.5), each shape as a table (M7, M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.calendar import due_on, is_late
from fourgood.regulations.days_off import DaysOff, Weekend
from fourgood.regulations.framework import Deadline, OnDayOff, Words

TITLE = Words(vi="bước", ms="langkah", en="step")
NEW_YEAR = dt.date(2026, 1, 1)
# Thursday 30/04/2026, Friday 01/05/2026
WEEKEND = (Weekend(dt.date(1999, 10, 2), frozenset({5, 6})),)
OFF = DaysOff(WEEKEND, off=frozenset({NEW_YEAR, dt.date(2026, 4, 30), dt.date(2026, 5, 1)}))


def day(written):
    return dt.datetime.strptime(written, "%d/%m/%Y").date()


def deadline(**shape):
    return Deadline(step="step", title=TITLE, **shape)


# Month and day, years later, year of the programme → due
FIXED = [
    (3, 31, 0, 2026, "31/03/2026"),
    (1, 10, 1, 2026, "10/01/2027"),
    (12, 31, 0, 2024, "31/12/2024"),
    (2, 29, 0, 2024, "29/02/2024"),
    (2, 29, 0, 2026, "28/02/2026"),
]


@pytest.mark.parametrize(("month", "on", "years_later", "year", "due"), FIXED)
def test_day_of_each_year(month, on, years_later, year, due):
    assert due_on(deadline(month=month, day=on, years_later=years_later), year=year) == day(due)


def test_day_of_the_year_before():
    assert due_on(deadline(month=12, day=1, years_earlier=1), year=2026) == day("01/12/2025")


# Months later, day, year and month concerned → due
MONTHLY = [
    (1, 5, 2026, 1, "05/02/2026"),
    (1, 5, 2026, 11, "05/12/2026"),
    (1, 5, 2026, 12, "05/01/2027"),
    (1, 10, 2026, 12, "10/01/2027"),
    (0, 20, 2026, 12, "20/12/2026"),
    (0, 31, 2026, 6, "30/06/2026"),
    (1, 31, 2026, 1, "28/02/2026"),
    (1, 31, 2024, 1, "29/02/2024"),
    (1, 31, 2026, 12, "31/01/2027"),
    (13, 5, 2026, 12, "05/01/2028"),
]


@pytest.mark.parametrize(("months_later", "on", "year", "month", "due"), MONTHLY)
def test_day_of_a_month_after_the_one_concerned(months_later, on, year, month, due):
    assert due_on(deadline(months_later=months_later, day=on), year=year, month=month) == day(due)


# Days after, working days only?, the step was on → due
FOLLOWING = [
    (2, False, "05/11/2026", "07/11/2026"),  # Thursday → Saturday
    (2, True, "05/11/2026", "09/11/2026"),  # Thursday → Friday, Monday
    (2, True, "07/11/2026", "10/11/2026"),  # Saturday → Monday, Tuesday
    (3, True, "29/04/2026", "06/05/2026"),  # Wednesday; Thursday and Friday are holidays → Monday to Wednesday
    (3, False, "29/04/2026", "02/05/2026"),
    (1, True, "31/12/2025", "02/01/2026"),
    (10, True, "02/11/2026", "16/11/2026"),
    (0, True, "07/11/2026", "07/11/2026"),
    (2, False, "28/02/2024", "01/03/2024"),
]


@pytest.mark.parametrize(("days", "working_days", "after", "due"), FOLLOWING)
def test_days_after_a_step(days, working_days, after, due):
    asked = deadline(after="meeting", days_after=days, working_days=working_days)
    assert due_on(asked, year=2026, after=day(after), off=OFF) == day(due)


@pytest.mark.parametrize(
    ("shape", "sentence"),
    [
        ({"months_later": 1, "day": 5}, "counts from a month"),
        ({"after": "meeting", "days_after": 2}, "counts days from meeting"),
        ({"day": 5}, "neither a month"),
        ({"month": 5}, "says no day"),
    ],
)
def test_deadline_that_counts_from_nothing_is_refused(shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        due_on(deadline(**shape), year=2026)


@pytest.mark.parametrize(
    ("done", "due", "late"),
    [
        ("05/12/2026", "05/12/2026", False),
        ("06/12/2026", "05/12/2026", True),
        ("01/12/2026", "05/12/2026", False),
        ("01/01/2027", "31/12/2026", True),
    ],
)
def test_late_is_after_the_last_day(done, due, late):
    assert is_late(day(done), day(due)) is late


@given(st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)), st.integers(1, 60), st.sets(st.dates(), max_size=5))
def test_working_days_are_counted_one_by_one(after, days, holidays):
    off = DaysOff(WEEKEND, off=frozenset(holidays))
    due = due_on(deadline(after="x", days_after=days, working_days=True), year=2026, after=after, off=off)
    between = [after + dt.timedelta(days=number) for number in range(1, (due - after).days + 1)]
    assert sum(not off.is_off(date) for date in between) == days
    assert not off.is_off(due)


# The 5th of the month after → whether it moves → due. Sunday, Saturday, a Thursday of Tết.
MOVING = [
    (2026, 3, "stays", "05/04/2026"),
    (2026, 3, "next_working_day", "06/04/2026"),
    (2026, 11, "next_working_day", "07/12/2026"),
    (2026, 1, "next_working_day", "05/02/2026"),
]


@pytest.mark.parametrize(("year", "month", "on_day_off", "due"), MOVING)
def test_deadline_on_a_day_off_moves_where_the_framework_says_so(year, month, on_day_off, due):
    asked = deadline(months_later=1, day=5, on_day_off=OnDayOff(on_day_off))
    assert due_on(asked, year=year, month=month, off=OFF) == day(due)
