"""For which year one registers now, from when and by when. Both days are the framework's; see its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from fourgood.criteria.refusals import YearNotOpen, YearOver
from fourgood.regulations.calendar import due_on
from fourgood.regulations.days_off_file import days_off
from fourgood.regulations.framework import Framework

OPENING, REGISTRATION = "registration_opens", "registration"  # steps of the calendar


def opens_on(framework: Framework, year: int) -> dt.date:
    """The day from which one may register for the year. Where the calendar names none: the first of the year."""
    step = framework.deadline(OPENING)
    return due_on(step, year=year, off=days_off()) if step else dt.date(year, 1, 1)


def years_around(on: dt.date) -> tuple[int, int]:
    """The years for which one may be able to register on a day: the one that runs, and the next."""
    return on.year, on.year + 1


def require_running(year: int, *, today: dt.date) -> None:
    """Raises YearOver."""
    if year < today.year:
        raise YearOver(year=str(year))


def require_open(year: int, frameworks: Iterable[Framework], *, today: dt.date) -> None:
    """Raises YearNotOpen unless one may register for the year by one of the frameworks (at least one)."""
    first = min(opens_on(framework, year) for framework in frameworks)
    if today < first:
        raise YearNotOpen(year=str(year), day=first)


def asked_on(year: int, *, today: dt.date) -> dt.date:
    """The day on which a framework must hold so that one may register by it: today, or the first of a year to come."""
    return max(dt.date(year, 1, 1), today)


def register_by(framework: Framework, year: int) -> dt.date | None:
    """The last day to register in time for the year. None: the framework names none, or came into force after it."""
    deadline = framework.deadline(REGISTRATION)
    day = due_on(deadline, year=year, off=days_off()) if deadline else None
    return day if day and day >= framework.instruction.first_day else None
