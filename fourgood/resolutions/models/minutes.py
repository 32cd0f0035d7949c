"""The minutes of a meeting: written from what was recorded, edited, approved (M12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit


class Minutes(models.Model):
    """`text`: the course of the meeting in words. `sent_at`: when they went to the level above."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    text = models.TextField(_("course of the meeting"))
    language = models.CharField(_("language of record"), max_length=5)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("minutes")

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def unit(self) -> Unit:
        """The unit that met. Fetch it with the meeting."""
        return self.meeting.unit
