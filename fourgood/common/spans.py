"""Rows that hold for a span of dates: from a first day until, not including, a last bound (half-open)."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Questions that every dated row answers."""

    def on(self, date: dt.date) -> Any:
        """Rows that hold on `date`."""
        return self.filter(valid__contains=date)

    def open(self) -> Any:
        """Rows without a known end."""
        return self.filter(valid__upper_inf=True)


class Dated(models.Model):
    """A row with the dates on which it holds."""

    valid = DateRangeField(_("valid"))

    class Meta:
        abstract = True

    @property
    def first_day(self) -> dt.date | None:
        return self.valid.lower

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which the row holds; None when it has no known end."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None

    def holds_on(self, date: dt.date) -> bool:
        return date in self.valid

    def end_before(self, date: dt.date) -> None:
        """Let the row hold until the day before `date`. The caller saves."""
        self.valid = DateRange(self.valid.lower, date, "[)")


def since(date: dt.date | None) -> DateRange:
    """The span from `date` (or from always) with no known end."""
    return DateRange(date, None, "[)")


def between(first_day: dt.date | None, last_day: dt.date | None) -> DateRange:
    """The span from the first day to the last day, both included; None leaves that side open."""
    return DateRange(first_day, last_day + dt.timedelta(days=1) if last_day else None, "[)")
