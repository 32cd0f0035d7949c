"""Who was reminded of which sheet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models.assessments import Assessment


class Reminder(models.Model):
    """That someone was told by letter of a sheet that is due on a day, or was. Once for each day that it is due."""

    class About(models.TextChoices):
        SOON = "soon", _("to be filled in soon")
        LATE = "late", _("not filled in, late")
        CONFIRM_SOON = "confirm_soon", _("to be confirmed soon")
        CONFIRM_LATE = "confirm_late", _("not confirmed, late")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about = models.CharField(_("about"), max_length=12, choices=About.choices)
    due_on = models.DateField(_("due by"))
    at = models.DateTimeField(_("reminded at"))

    class Meta:
        verbose_name = _("reminder about a sheet")
        ordering = ["assessment_id", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user", "about", "due_on"], name="reminded_once_of_a_sheet_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.about} {self.due_on}"
