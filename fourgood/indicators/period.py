"""Of which days an indicator counts: a month, or the quarter in which it lies."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from fourgood.meetings.expected import FROM_ELSEWHERE
from fourgood.organisation.roll_call import rules
from fourgood.regulations.framework import Frequency

MONTHS_OF_A_QUARTER = 3
DAYS = frozenset({"first", "last", "on", "since", "before", "year", "first_month", "last_month"})
"""Parameters that follow from the month or its quarter; the others are the same for all indicators."""


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included. `on`: as of the end of which day it is measured."""

    first: dt.date
    last: dt.date
    on: dt.date

    def parameters(self) -> dict[str, Any]:
        """What the SQL of an indicator may name."""
        after = self.last + dt.timedelta(days=1)
        return {
            "first": self.first,
            "last": self.last,
            "on": self.on,
            "since": _midnight(self.first),
            "before": _midnight(after),
            "tz": timezone.get_default_timezone_name(),
            "year": self.first.year,
            "first_month": self.first.month,
            "last_month": self.last.month,
            "from_elsewhere": sorted(FROM_ELSEWHERE),
        } | _rules()


def period_of(month: dt.date, frequency: Frequency, *, on: dt.date | None = None) -> Period:
    """The month, or its quarter or year, measured as of a day, at the latest as of its last one."""
    first, last = _bounds(month.replace(day=1), frequency)
    return Period(first, last, min(on or last, last))


def _bounds(month: dt.date, frequency: Frequency) -> tuple[dt.date, dt.date]:
    first, last = month.month, month.month
    if frequency is Frequency.QUARTER:
        first = month.month - (month.month - 1) % MONTHS_OF_A_QUARTER
        last = first + MONTHS_OF_A_QUARTER - 1
    elif frequency is Frequency.YEAR:
        first, last = 1, 12
    days = calendar.monthrange(month.year, last)[1]
    return dt.date(month.year, first, 1), dt.date(month.year, last, days)


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min), timezone.get_default_timezone())


def _rules() -> dict[str, list[Any]]:
    """The rules of meetings as columns, one entry for each world: the day of a meeting decides which one holds."""
    worlds = rules()
    return {
        "rule_first": [world.first_day for world in worlds],
        "rule_last": [world.last_day for world in worlds],
        "rule_regular": [world.minutes.regular for world in worlds],
        "rule_combined": [world.minutes.combined for world in worlds],
        "rule_large_from": [world.minutes.large_from for world in worlds],
        "rule_large": [world.minutes.large for world in worlds],
        "rule_ahead": [world.conduct.sent_days_ahead for world in worlds],
        "rule_report": [world.conduct.report_within_days for world in worlds],
    }
