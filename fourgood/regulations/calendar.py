"""By when a step of the programme's year is to be done. Dates and holidays are passed in.

Source of the default steps: domain 9.5. A deadline that falls on a day off stays there: no source moves it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection

from fourgood.regulations.framework import Deadline

_SATURDAY = 5
_DAY = dt.timedelta(days=1)
NO_HOLIDAYS: frozenset[dt.date] = frozenset()


def due_on(
    deadline: Deadline,
    *,
    year: int,
    month: int | None = None,
    after: dt.date | None = None,
    holidays: Collection[dt.date] = NO_HOLIDAYS,
) -> dt.date:
    """The last day to do it in time, in the year of the programme.

    `month`: the month concerned, for a deadline so many months later. `after`: the day of the step that it follows.
    A day that the month doesn't have is its last one: the 31st of June is the 30th. Raises ValueError if what the
    deadline counts from is not given.
    """
    if deadline.after is not None:
        return _days_after(deadline, after, holidays)
    if deadline.months_later is not None:
        if month is None:
            raise ValueError(f"The deadline of {deadline.step} counts from a month.")
        months = year * 12 + month - 1 + deadline.months_later
        return _day_of(months // 12, months % 12 + 1, deadline)
    if deadline.month is None:
        raise ValueError(f"The deadline of {deadline.step} says neither a month nor what it counts from.")
    return _day_of(year + deadline.years_later - deadline.years_earlier, deadline.month, deadline)


def is_late(done_on: dt.date, due: dt.date) -> bool:
    """Whether it was done after the last day. On that day is in time."""
    return done_on > due


def is_working_day(date: dt.date, holidays: Collection[dt.date] = NO_HOLIDAYS) -> bool:
    """Monday to Friday, and no holiday."""
    return date.weekday() < _SATURDAY and date not in holidays


def _day_of(year: int, month: int, deadline: Deadline) -> dt.date:
    if deadline.day is None:
        raise ValueError(f"The deadline of {deadline.step} says no day.")
    return dt.date(year, month, min(deadline.day, calendar.monthrange(year, month)[1]))


def _days_after(deadline: Deadline, after: dt.date | None, holidays: Collection[dt.date]) -> dt.date:
    if after is None or deadline.days_after is None:
        raise ValueError(f"The deadline of {deadline.step} counts days from {deadline.after}.")
    if not deadline.working_days:
        return after + deadline.days_after * _DAY
    date, left = after, deadline.days_after
    while left:
        date += _DAY
        left -= is_working_day(date, holidays)
    return date
