"""A month of an instruction, opened once."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.instructions.models import Instruction
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, viewer: Viewer) -> PeriodQuerySet:
        """Months of instructions from above, and from units that the viewer sees."""
        standing, column = viewer.standing(), "instruction__issuer__path"
        return self.filter(standing.receives(column) | standing.sees(column))

    def open(self, instruction: Instruction, month: dt.date, *, by: Actor | None, at: dt.datetime) -> Period:
        """Open a month: one row for every unit expected to assess. Opened again, units that lack one get it.

        `month`: any day of it. Raises NothingInForce, MonthNotBegun.
        """
        from fourgood.assessments import opening

        return opening.open_month(instruction, month, by=by, at=at)


class Period(models.Model):
    """A month in which the units under an instruction assess themselves. `month`: its first day."""

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="periods", verbose_name=_("instruction"))
    month = models.DateField(_("month"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("month closed at"), null=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of assessment")
        ordering = ["-month", "instruction_id"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "month"], name="one_period_per_instruction_and_month"),
            models.CheckConstraint(name="a_period_is_named_by_its_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"

    @property
    def unit(self) -> Unit:
        """The unit in whose care it is."""
        return self.instruction.issuer

    @property
    def last_day(self) -> dt.date:
        return last_day_of(self.month)


def last_day_of(month: dt.date) -> dt.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
