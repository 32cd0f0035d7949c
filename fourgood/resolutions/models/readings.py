"""Who has opened the minutes or a resolution, or was told of it on paper (M12)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member
from fourgood.resolutions.models.minutes import Minutes
from fourgood.resolutions.models.resolutions import Resolution


class Reading(models.Model):
    """That a member knows approved minutes or an issued resolution. `told_by`: read out or handed over on paper."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, null=True, related_name="readings")
    resolution = models.ForeignKey(Resolution, models.CASCADE, null=True, related_name="readings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("opened at"))
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("receipt of a paper")
        ordering = ["member__sort_key", "member_id"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "member"], name="minutes_are_received_once"),
            models.UniqueConstraint(fields=["resolution", "member"], name="a_resolution_is_received_once"),
            models.CheckConstraint(
                name="a_receipt_is_of_one_paper",
                condition=Q(minutes__isnull=True, resolution__isnull=False)
                | Q(minutes__isnull=False, resolution__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id or self.resolution_id} {self.member_id}"
