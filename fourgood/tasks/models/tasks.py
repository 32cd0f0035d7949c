"""Tasks of a unit (M13, M15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, viewer: Viewer) -> TaskQuerySet:
        """Tasks of units that the viewer sees."""
        return self.filter(viewer.standing().sees("unit__path"))

    def open(self) -> TaskQuerySet:
        """Neither finished nor dropped."""
        return self.filter(finished_at=None, dropped_at=None)


class Task(models.Model):
    """Something to be done for a unit by a day: what is expected in plain words, and a measure where there is one.

    Whoever does it is in `assignments`: members, or organisations. Finished: every assignment was done and checked, or
    whoever gave the task says so. `due_on` is the day that holds now; each earlier one is a `Postponement`.
    `origin`: where it comes from; the row that gave rise to it (a resolution, a shortfall) points to the task.
    """

    class Origin(models.TextChoices):
        GIVEN = "given", _("given by itself")
        RESOLUTION = "resolution", _("from a resolution")
        CORRECTION = "correction", _("corrects a shortfall")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name=_("unit"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices, default=Origin.GIVEN)
    title = models.CharField(_("task"), max_length=300)
    expected = models.TextField(_("result expected"), blank=True)
    area = models.CharField(_("household group or area"), max_length=200, blank=True)
    measure = models.CharField(_("counted in"), max_length=60, blank=True)
    target = models.DecimalField(_("how much"), max_digits=16, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("due on"))
    given_on = models.DateField(_("given on"))
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    finished_on = models.DateField(_("finished on"), null=True, editable=False)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(_("dropped at"), null=True, editable=False)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dropped_because = models.TextField(_("reason for dropping it"), blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="a_task_is_due_after_it_is_given", condition=Q(due_on__gte=F("given_on"))),
            models.CheckConstraint(
                name="a_target_has_a_measure", condition=Q(target__isnull=True) | (Q(target__gt=0) & ~Q(measure=""))
            ),
            models.CheckConstraint(
                name="finished_or_dropped_not_both", condition=Q(finished_at__isnull=True) | Q(dropped_at__isnull=True)
            ),
            models.CheckConstraint(
                name="a_dropped_task_has_a_reason", condition=Q(dropped_at__isnull=True) | ~Q(dropped_because="")
            ),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="tasks_of_unit_by_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])


class Postponement(models.Model):
    """That a task was carried over: from which day to which, and why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="postponements")
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("carried over at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("postponement")
        ordering = ["task_id", "at"]
        constraints = [
            models.CheckConstraint(name="carried_over_to_a_later_day", condition=Q(to_day__gt=F("from_day"))),
            models.CheckConstraint(name="carried_over_with_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.from_day} → {self.to_day}"
