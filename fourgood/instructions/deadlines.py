"""By when units are to answer an edition: what the calendars of its frameworks say, counted from the day of issue."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from fourgood.instructions.frameworks import framework_of
from fourgood.regulations.calendar import due_on
from fourgood.regulations.days_off_file import days_off
from fourgood.regulations.framework import Deadline

if TYPE_CHECKING:
    from fourgood.instructions.models import Edition

RECEIPT, PLAN = "receipt", "plan"  # steps of the calendar


def due_after_issue(edition: Edition, step: str, *, on: dt.date) -> dt.date | None:
    """The first day that a framework of the edition, issued on the day, names for the step; None when none does."""
    found = [framework_of(file).deadline(step) for file in edition.files.all()]
    return min((_due(deadline, on) for deadline in found if deadline), default=None)


def _due(deadline: Deadline, on: dt.date) -> dt.date:
    """A day of each year that has gone by already is meant for the next year."""
    this_year = due_on(deadline, year=on.year, month=on.month, after=on, off=days_off())
    if this_year >= on:
        return this_year
    return due_on(deadline, year=on.year + 1, month=on.month, after=on, off=days_off())
