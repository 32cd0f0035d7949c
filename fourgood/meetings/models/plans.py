"""The yearly plan of thematic meetings, sent to the level above (HD 12-HD/BTCTW)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class ThematicPlanQuerySet(models.QuerySet["ThematicPlan"]):
    def visible_to(self, viewer: Viewer) -> ThematicPlanQuerySet:
        """Plans of units that the viewer sees: one that was never sent only to whoever runs the unit's meetings."""
        standing = viewer.standing()
        sent = Q(sent_at__isnull=False) & standing.sees("unit__path")
        return self.filter(sent | standing.reach(Can.RUN_MEETINGS, "unit__path"))


class ThematicPlan(models.Model):
    """Which topics a unit takes up in a year.

    `sent_at`: when it went to the level above the last time. `changed_at`: when a topic last changed. What the level
    above sees is the plan as it stands, with both times.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="thematic_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ThematicPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of thematic meetings")
        ordering = ["-year", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_thematic_plan_per_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("thematic_plan", args=[self.unit_id, self.year])

    @property
    def waits_to_be_sent(self) -> bool:
        """Whether the level above has not been told of what stands in it."""
        return self.sent_at is None or self.changed_at > self.sent_at


class PlannedTopic(models.Model):
    """One topic: in which month, who writes the paper, and the meeting that took it up."""

    plan = models.ForeignKey(ThematicPlan, models.CASCADE, related_name="topics")
    month = models.PositiveSmallIntegerField(_("month"))
    text = models.CharField(_("topic"), max_length=300)
    author = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who writes the paper")
    )
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, blank=True, related_name="planned_topic")

    class Meta:
        verbose_name = _("planned topic")
        ordering = ["plan_id", "month", "pk"]
        constraints = [models.CheckConstraint(name="months_are_1_to_12", condition=Q(month__range=(1, 12)))]

    def __str__(self) -> str:
        return self.text

    @property
    def first_day(self) -> dt.date:
        """Of its month. Fetch it with the plan."""
        return dt.date(self.plan.year, self.month, 1)
