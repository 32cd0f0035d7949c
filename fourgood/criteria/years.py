"""For which year one registers now, and by when. The deadline is the framework's; see its calendar."""

from __future__ import annotations

import datetime as dt

from fourgood.criteria.refusals import YearNotOpen, YearOver
from fourgood.regulations.calendar import due_on
from fourgood.regulations.framework import Framework

REGISTRATION = "registration"  # the step of the calendar
# Our reading: the sources say by when to register, not from when. Cells plan the next year in December.
_OPENS_IN, _OPENS_ON = 12, 1


def opens_on(year: int) -> dt.date:
    """The day from which one may register for the year."""
    return dt.date(year - 1, _OPENS_IN, _OPENS_ON)


def open_years(on: dt.date) -> list[int]:
    """The years for which one may register on a day: the one that runs, and in December the next."""
    return [on.year, on.year + 1] if on >= opens_on(on.year + 1) else [on.year]


def require_open(year: int, *, today: dt.date) -> None:
    """Raises YearNotOpen, YearOver."""
    if year < today.year:
        raise YearOver(year=str(year))
    if year not in open_years(today):
        raise YearNotOpen(year=str(year), day=opens_on(year))


def asked_on(year: int, *, today: dt.date) -> dt.date:
    """The day on which a framework must hold so that one may register by it: today, or the first of a year to come."""
    return max(dt.date(year, 1, 1), today)


def register_by(framework: Framework, year: int) -> dt.date | None:
    """The last day to register in time for the year. None: the framework names none, or came into force after it."""
    deadline = framework.deadline(REGISTRATION)
    day = due_on(deadline, year=year) if deadline else None
    return day if day and day >= framework.instruction.first_day else None
