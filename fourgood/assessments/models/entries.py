"""What a unit wrote on its sheet itself: values entered by hand, remarks, reasons, evidence. Rows where they exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models.assessments import Assessment
from fourgood.common.arrivals import Arrival
from fourgood.files.models import StoredFile
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Entry(models.Model):
    """What was typed of one criterion. `values`: by code of part, as `stored.values_stored` writes them.

    `stated`: points that the unit gives itself although its values would give others, in hundredths. `typed`: what was
    typed last and can't hold. `version` rises with every change, so that two who type at once both notice.
    `before`: what the acts last told, while something newer is owed them.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="entries")
    code = models.CharField(_("criterion"), max_length=20)
    version = models.PositiveIntegerField(default=0, editable=False)
    values = models.JSONField(default=dict, editable=False)
    stated = models.IntegerField(null=True, editable=False)
    reason = models.TextField(_("why it differs from the suggestion"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    typed = models.JSONField(null=True, editable=False)
    before = models.JSONField(null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("entry on the sheet")
        constraints = [models.UniqueConstraint(fields=["assessment", "code"], name="one_entry_per_criterion")]

    def __str__(self) -> str:
        return self.code


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, viewer: Viewer) -> EvidenceQuerySet:
        return self.filter(viewer.standing().sees("assessment__unit__path"))


class Evidence(models.Model):
    """What shows that a criterion was kept: a file, or a meeting of the month."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    code = models.CharField(_("criterion"), max_length=20)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("file"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+", verbose_name=_("meeting"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_a_file_or_a_meeting",
                condition=Q(file__isnull=False, meeting__isnull=True) | Q(file__isnull=True, meeting__isnull=False),
            ),
            models.UniqueConstraint(fields=["assessment", "code", "meeting"], name="a_meeting_is_evidence_once"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def unit(self) -> Unit:
        return self.assessment.unit


class Received(Arrival):
    """That what a device kept of a sheet is in: see `arriving`."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="received")

    class Meta:
        verbose_name = _("entry received")
        indexes = [models.Index(fields=["assessment", "slot"], name="received_of_one_criterion")]
