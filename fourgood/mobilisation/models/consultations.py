"""Open discussion with the people before and during a project (M15)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fourgood.mobilisation.models.projects import Project
from fourgood.organisation.models import Unit


class Consultation(models.Model):
    """A meeting with households: how many were asked, came and agreed, and what was said. Numbers, no names."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="consultations")
    held_on = models.DateField(_("held on"))
    asked = models.PositiveIntegerField(_("households asked"))
    came = models.PositiveIntegerField(_("households that came"))
    agreed = models.PositiveIntegerField(_("households that agreed"))
    words = models.TextField(_("what was said"), blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("consultation")
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="no_more_households_than_asked", condition=Q(came__lte=F("asked"), agreed__lte=F("came"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y}"

    @property
    def unit(self) -> Unit:
        """The unit whose project it is. Fetch it with the project."""
        return self.project.unit
