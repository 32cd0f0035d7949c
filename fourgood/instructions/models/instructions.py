"""Instructions, their editions, and the framework files that an edition carries (M4)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class Instruction(models.Model):
    """A document that brings criteria frameworks, such as 05-HD/BTCTU. What it says stands in its editions."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="instructions", verbose_name=_("issued by"))
    number = models.CharField(_("number"), max_length=60)

    class Meta:
        verbose_name = _("instruction")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="one_instruction_per_issuer_and_number")
        ]

    def __str__(self) -> str:
        return self.number


class EditionQuerySet(models.QuerySet["Edition"]):
    def issued(self) -> EditionQuerySet:
        """Issued, whether or not withdrawn since."""
        return self.filter(issued_at__isnull=False)

    def drafts(self) -> EditionQuerySet:
        return self.filter(issued_at__isnull=True)

    def in_force(self, on: dt.date) -> EditionQuerySet:
        """Issued, not withdrawn, and holding on the day."""
        open_end = Q(last_day__isnull=True) | Q(last_day__gte=on)
        return self.issued().filter(open_end, withdrawn_at__isnull=True, first_day__lte=on)


class Edition(models.Model):
    """One edition of an instruction. Once issued nothing of it changes, except that it may be withdrawn: a trigger
    refuses it. `digest` (SHA-256, hex) covers its head and its framework files as issued.
    """

    class CarryOver(models.TextChoices):
        """What happens to criteria made concrete under the edition before."""

        KEEP = "keep", _("they stay as they are until the end of the year")
        ADAPT = "adapt", _("they are taken over to the new edition as far as it allows")
        ASK_AGAIN = "ask_again", _("units make them concrete again")

    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="editions", verbose_name=_("instruction"))
    place = models.PositiveSmallIntegerField(_("edition"))
    title_vi = models.CharField(_("title in Vietnamese"), max_length=300)
    title_ms = models.CharField(_("title in Malay"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    dated = models.DateField(_("dated"))
    first_day = models.DateField(_("holds from"))
    last_day = models.DateField(_("holds until"), null=True, blank=True)
    carry_over = models.CharField(
        _("criteria already made concrete"), max_length=10, choices=CarryOver.choices, blank=True
    )
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawal_reason = models.TextField(_("reason for the withdrawal"), blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of an instruction")
        ordering = ["-dated", "-place"]
        constraints = [
            models.UniqueConstraint(fields=["instruction", "place"], name="one_edition_per_place"),
            models.UniqueConstraint(
                fields=["instruction"], condition=Q(issued_at__isnull=True), name="one_draft_per_instruction"
            ),
            models.CheckConstraint(
                name="an_edition_holds_forwards", condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day"))
            ),
            models.CheckConstraint(
                name="what_is_issued_has_a_digest", condition=Q(issued_at__isnull=True) | ~Q(digest="")
            ),
            models.CheckConstraint(
                name="only_what_was_issued_is_withdrawn",
                condition=Q(withdrawn_at__isnull=True) | Q(issued_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instruction.number} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("edition", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit in whose care it is: it decides in which capacity someone acts on it."""
        return self.instruction.issuer

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None


class FrameworkFile(models.Model):
    """One framework file of an edition, word for word (schema: `docs/frameworks.md`). Immutable with its edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=60)
    model = models.CharField(_("model"), max_length=20)
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("framework file")
        ordering = ["edition_id", "model", "code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="one_file_per_edition_and_code")]

    def __str__(self) -> str:
        return self.code
