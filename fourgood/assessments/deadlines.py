"""By when a month is to be assessed and confirmed: steps of the framework's calendar. Numbers stand there only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fourgood.assessments.models.periods import last_day_of
from fourgood.regulations.calendar import due_on
from fourgood.regulations.days_off_file import days_off
from fourgood.regulations.framework import Framework

OPENING, VOTE, ASSESSMENT, GRACE, CONFIRMATION = (
    "assessment_opens",
    "assessment_vote",
    "assessment",
    "assessment_grace",
    "confirmation",
)
"""The steps of the calendar. A framework without the step names no such day; without VOTE, it asks for no vote."""


@dataclass(frozen=True)
class Days:
    """None: the calendar names no such day."""

    due: dt.date | None
    grace: dt.date | None
    confirm: dt.date | None


def days_of(framework: Framework, month: dt.date) -> Days:
    due = _day(framework, ASSESSMENT, month)
    return Days(due, _day(framework, GRACE, month, after=due), _day(framework, CONFIRMATION, month, after=due))


def opens_on(framework: Framework, month: dt.date) -> dt.date:
    """From when the sheets of the month are there. Where the calendar names no day: once the month is over."""
    return _day(framework, OPENING, month) or last_day_of(month) + dt.timedelta(days=1)


def asks_for_vote(framework: Framework) -> bool:
    return framework.deadline(VOTE) is not None


def _day(framework: Framework, step: str, month: dt.date, *, after: dt.date | None = None) -> dt.date | None:
    deadline = framework.deadline(step)
    if deadline is None or (deadline.after is not None and after is None):
        return None
    return due_on(deadline, year=month.year, month=month.month, after=after, off=days_off())
