"""Resolutions of a meeting and the tasks they give (M12, M13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit
from fourgood.resolutions.models.terms import Term
from fourgood.tasks.models import Task
from fourgood.voting.models import Vote

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def visible_to(self, viewer: Viewer) -> ResolutionQuerySet:
        """Resolutions of units that the viewer sees: drafts only to those who lead."""
        standing = viewer.standing()
        issued = Q(issued_at__isnull=False) & standing.sees("unit__path")
        return self.filter(issued | standing.sees_members("unit__path"))


class Resolution(models.Model):
    """A resolution (or conclusion) of a unit: drafted from the meeting, adopted by a vote, numbered and issued.

    Sections of the monthly resolution (Cẩm Lệ): what was achieved, tasks ahead (rows of their own), how it is
    carried out. `month`: first day of the month for which it holds. Numbered per unit, type and term, without gaps.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    type_code = models.CharField(_("type"), max_length=10, default="NQ")
    title = models.CharField(_("subject"), max_length=300)
    month = models.DateField(_("holds for the month"))
    evaluation = models.TextField(_("what was done"), blank=True)
    ahead = models.TextField(_("what lies ahead"), blank=True)
    organisation = models.TextField(_("how it is carried out"), blank=True)
    language = models.CharField(_("language of record"), max_length=5)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    vote = models.OneToOneField(Vote, models.PROTECT, null=True, blank=True, related_name="resolution")
    adopted_at = models.DateTimeField(_("adopted at"), null=True, editable=False)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="resolutions")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        ordering = ["-month", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "type_code", "term", "number"], name="one_document_per_number_type_and_term"
            ),
            models.CheckConstraint(
                name="issued_only_when_adopted",
                condition=Q(issued_at__isnull=True) | (Q(adopted_at__isnull=False) & Q(number__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("resolution", args=[self.pk])


class ResolvedTask(models.Model):
    """That a task comes from a resolution, at its place in it."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="resolved")
    task = models.OneToOneField(Task, models.PROTECT, related_name="resolved")
    place = models.PositiveSmallIntegerField(_("place"))

    class Meta:
        verbose_name = _("task of a resolution")
        ordering = ["resolution_id", "place"]

    def __str__(self) -> str:
        return str(self.task_id)
