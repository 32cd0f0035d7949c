"""By when a step of the programme's year is to be done. Dates and days off are passed in.

Source of the default steps: domain 9.5. A deadline that falls on a day off stays there, unless the framework says
that it moves (`on_day_off`): no source moves those that ship.
"""

from __future__ import annotations

import calendar
import datetime as dt

from fourgood.regulations.days_off import NO_DAYS_OFF, DaysOff
from fourgood.regulations.framework import Deadline, OnDayOff


def due_on(
    deadline: Deadline,
    *,
    year: int,
    month: int | None = None,
    after: dt.date | None = None,
    off: DaysOff = NO_DAYS_OFF,
) -> dt.date:
    """The last day to do it in time, in the year of the programme.

    `month`: the month concerned, for a deadline so many months later. `after`: the day of the step that it follows.
    A day that the month doesn't have is its last one: the 31st of June is the 30th. Raises ValueError if what the
    deadline counts from is not given.
    """
    day = _day(deadline, year=year, month=month, after=after, off=off)
    return off.working_day_from(day) if deadline.on_day_off is OnDayOff.NEXT_WORKING_DAY else day


def _day(deadline: Deadline, *, year: int, month: int | None, after: dt.date | None, off: DaysOff) -> dt.date:
    """The day that the deadline names, off or not."""
    if deadline.after is not None:
        return _days_after(deadline, after, off)
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


def _day_of(year: int, month: int, deadline: Deadline) -> dt.date:
    if deadline.day is None:
        raise ValueError(f"The deadline of {deadline.step} says no day.")
    return dt.date(year, month, min(deadline.day, calendar.monthrange(year, month)[1]))


def _days_after(deadline: Deadline, after: dt.date | None, off: DaysOff) -> dt.date:
    if after is None or deadline.days_after is None:
        raise ValueError(f"The deadline of {deadline.step} counts days from {deadline.after}.")
    if deadline.working_days:
        return off.working_days_after(after, deadline.days_after)
    return after + dt.timedelta(days=deadline.days_after)
