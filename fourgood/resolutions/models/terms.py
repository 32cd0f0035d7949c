"""Terms between congresses: documents are numbered anew in each (HD 36-HD/VPTW)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Unit


class Term(models.Model):
    """A term of a unit's committee, from the day of its congress."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    first_day = models.DateField(_("day of the congress"))

    class Meta:
        verbose_name = _("term")
        ordering = ["unit_id", "-first_day"]
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="one_term_per_unit_and_day")]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y}"
