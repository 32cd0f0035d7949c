"""What units answer to a document, and that they were reminded of it (M5)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.models.documents import Document
from fourgood.organisation.models import Unit


class Receipt(models.Model):
    """That a unit has the document, and when it studied it (or will)."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="receipts", db_index=False, verbose_name=_("document")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name=_("unit"))
    confirmed_at = models.DateTimeField(_("confirmed at"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    study_on = models.DateField(_("study session on"), null=True, blank=True)

    class Meta:
        verbose_name = _("receipt")
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="one_receipt_per_document_and_unit")]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def confirmed_on(self) -> dt.date:
        return timezone.localdate(self.confirmed_at)


class Reminder(models.Model):
    """That the level above reminded a unit of a document, on a day."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="reminders", db_index=False, verbose_name=_("document")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders", verbose_name=_("unit"))
    on = models.DateField(_("on"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit", "on"], name="one_reminder_per_document_unit_and_day")
        ]

    def __str__(self) -> str:
        return str(self.document)
