"""The yearly plan of thematic meetings, sent to the level above (HD 12-HD/BTCTW)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models.meetings import Meeting
from fourgood.organisation.models import Member, Unit


class ThematicPlan(models.Model):
    """Which topics a unit takes up in a year. `sent_at`: when it went to the level above."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="thematic_plans")
    year = models.PositiveSmallIntegerField(_("year"))
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("plan of thematic meetings")
        ordering = ["-year", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_thematic_plan_per_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


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
