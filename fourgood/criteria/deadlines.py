"""By when criteria are to be adopted and submitted: steps of the framework's calendar. Late is shown, not hidden."""

from __future__ import annotations

import datetime as dt

from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.years import REGISTRATION
from fourgood.instructions.frameworks import framework_of
from fourgood.regulations.calendar import due_on
from fourgood.regulations.days_off_file import days_off

ADOPTION = "local_criteria"  # the step of the calendar


def adopt_by(criteria_set: CriteriaSet) -> dt.date | None:
    return _day_of(criteria_set, ADOPTION)


def submit_by(criteria_set: CriteriaSet) -> dt.date | None:
    """Criteria are submitted with the registration: the calendar has one day for both."""
    return _day_of(criteria_set, REGISTRATION)


def _day_of(criteria_set: CriteriaSet, step: str) -> dt.date | None:
    """None: the framework names no day, or it had gone by when the framework came into force; a change during the year
    has none.
    """
    framework = framework_of(criteria_set.framework)
    deadline = framework.deadline(step)
    if deadline is None or criteria_set.place > 1:
        return None
    day = due_on(deadline, year=criteria_set.registration.year, off=days_off())
    return day if day >= framework.instruction.first_day else None
