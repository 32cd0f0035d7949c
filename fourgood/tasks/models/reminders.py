"""Who was reminded of what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.tasks.models.assignments import Assignment


class Reminder(models.Model):
    """That someone was told by letter that a task of theirs is due soon, or late. Once for each day that it is due."""

    class About(models.TextChoices):
        SOON = "soon", _("due soon")
        LATE = "late", _("late")

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reminders")
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    due_on = models.DateField(_("due on"))
    at = models.DateTimeField(_("reminded at"))

    class Meta:
        verbose_name = _("reminder")
        ordering = ["assignment_id", "at"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "about", "due_on"], name="reminded_once_of_a_day_and_why")
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.about} {self.due_on}"
