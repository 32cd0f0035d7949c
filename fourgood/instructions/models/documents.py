"""Documents that go down the tree, and what units answer to them (M5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.files.models import StoredFile
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.letters import write_reminders
from fourgood.instructions.models.document_queries import DocumentQuerySet
from fourgood.instructions.models.instructions import Edition
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.instructions.models.receipts import Receipt


@dataclass(frozen=True)
class Reminded:
    """How many units were reminded, and how many left out because they had been reminded on the same day."""

    sent: int
    skipped: int


class Document(models.Model):
    """A document sent down the tree from its issuer: an issued edition, or any other (directive, plan, notice).

    Expected to confirm it: every unit that is active under the issuer, as of the day asked. Committees among them write
    a plan for an edition, and for any other document that names a day for it. No row stands for a unit that has not
    answered, so founding and closing units needs no bookkeeping.
    """

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="documents", verbose_name=_("issued by"))
    edition = models.OneToOneField(
        Edition, models.PROTECT, null=True, blank=True, related_name="document", verbose_name=_("edition")
    )
    number = models.CharField(_("number"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    dated = models.DateField(_("dated"))
    summary = models.TextField(_("what it asks, in a few sentences"), blank=True)
    confirm_by = models.DateField(_("receipt to be confirmed by"), null=True, blank=True)
    plan_by = models.DateField(_("implementation plan due by"), null=True, blank=True)
    files = models.ManyToManyField(StoredFile, related_name="+", blank=True, verbose_name=_("files"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        ordering = ["-dated", "-id"]
        constraints = [
            # Editions of one instruction share its number.
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=Q(edition__isnull=True),
                name="one_document_per_issuer_and_number",
            ),
            models.CheckConstraint(
                name="receipts_are_due_after_the_document",
                condition=Q(confirm_by__isnull=True) | Q(confirm_by__gte=F("dated")),
            ),
            models.CheckConstraint(
                name="plans_are_due_after_the_document",
                condition=Q(plan_by__isnull=True) | Q(plan_by__gte=F("dated")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit in whose care it is: it decides in which capacity someone acts on it."""
        return self.issuer

    @property
    def asks_for_plans(self) -> bool:
        return self.edition_id is not None or self.plan_by is not None

    @property
    def sent_on(self) -> dt.date:
        return timezone.localdate(self.sent_at)

    def heading(self) -> str:
        """The title; of an edition in the reader's language. Fetch it `with_heads`."""
        return self.edition.title if self.edition else self.title

    def is_withdrawn(self) -> bool:
        """Whether the instruction was withdrawn. Fetch it `with_heads`."""
        return self.edition is not None and self.edition.withdrawn_at is not None

    def is_to_be_answered(self, on: dt.date) -> bool:
        """Whether units still owe answers: not to an edition that was withdrawn or is over. Fetch it `with_heads`."""
        if self.edition is None:
            return True
        last_day = self.edition.last_day
        return not self.is_withdrawn() and (last_day is None or last_day >= on)

    def head(self) -> dict[str, str]:
        """What stands at its head, for the acts."""
        return {"number": self.number, "title": self.title, "dated": self.dated.isoformat()} | self._deadlines()

    def _deadlines(self) -> dict[str, str]:
        days = {"confirm_by": self.confirm_by, "plan_by": self.plan_by}
        return {name: day.isoformat() for name, day in days.items() if day}

    @transaction.atomic
    def set_deadlines(self, *, confirm_by: dt.date | None, plan_by: dt.date | None, by: Actor | None) -> None:
        """By when units are to answer; None: no deadline. Raises DeadlineBeforeDocument."""
        before = self._deadlines()
        self.confirm_by, self.plan_by = confirm_by, plan_by
        if self._deadlines() == before:
            return
        with refusals.of_deadlines():
            self.save(update_fields=["confirm_by", "plan_by"])
        path, after = self.issuer.path, self._deadlines()
        Act.objects.record(Verb.DEADLINES_SET, self, by=by, path=path, before=before, after=after)

    @transaction.atomic
    def confirm_receipt(self, *, unit: Unit, by: Actor | None, at: dt.datetime) -> Receipt:
        """The unit has the document. Raises Withdrawn, UnitClosed, NotAddressed, AlreadyConfirmed."""
        self.require_answers_of(unit)
        confirmed_by = by.pk if by else None
        with refusing(one_receipt_per_document_and_unit=refusals.AlreadyConfirmed(unit=unit)):
            receipt = self.receipts.create(unit=unit, confirmed_at=at, confirmed_by_id=confirmed_by)
        Act.objects.record(Verb.RECEIPT_CONFIRMED, receipt, by=by, path=unit.path)
        return receipt

    @transaction.atomic
    def set_study_day(self, *, unit: Unit, on: dt.date, by: Actor | None) -> None:
        """The day on which the unit studied it, or will; it may be changed.

        Raises NotConfirmed, StudiedBeforeDocument.
        """
        receipt = self.receipts.select_for_update().filter(unit=unit).first()
        if receipt is None:
            raise refusals.NotConfirmed(unit=unit)
        if on < self.dated:
            raise refusals.StudiedBeforeDocument(dated=self.dated)
        before, receipt.study_on = receipt.study_on, on
        if before == on:
            return
        receipt.save(update_fields=["study_on"])
        told: dict[str, Any] = {"study_on": before.isoformat()} if before else {}
        after = {"study_on": on.isoformat()}
        Act.objects.record(Verb.STUDY_DAY_SET, receipt, by=by, path=unit.path, before=told, after=after)

    @transaction.atomic
    def remind(self, units: Iterable[Unit], *, within: Unit, by: Actor | None, at: dt.datetime) -> Reminded:
        """Remind units under `within`, those left out that were reminded today already: one reminder a day is enough.

        A letter goes to those who answer for them. Raises Withdrawn, NobodyToRemind, AllRemindedToday.
        """
        asked, day = list(units), timezone.localdate(at)
        Document.objects.select_for_update().get(pk=self.pk)  # two who remind at once: the second sees the first
        self._require_standing()
        known = set(self.reminders.filter(on=day).values_list("unit", flat=True))
        made = [
            self.reminders.model(document=self, unit=unit, on=day, sent_at=at, sent_by_id=by.pk if by else None)
            for unit in asked
            if unit.pk not in known
        ]
        if not made:
            raise refusals.AllRemindedToday if asked else refusals.NobodyToRemind
        first, *_others = self.reminders.bulk_create(made)
        Act.objects.record(Verb.UNITS_REMINDED, first, by=by, path=within.path, after={"units": len(made)})
        write_reminders(self, [reminder.unit for reminder in made], at=at)
        return Reminded(sent=len(made), skipped=len(asked) - len(made))

    def require_answers_of(self, unit: Unit) -> None:
        """Whether the unit is asked to answer now. Raises Withdrawn, UnitClosed, NotAddressed."""
        self._require_standing()
        if not unit.is_active:
            raise refusals.UnitClosed(unit=unit)
        if unit.pk == self.issuer_id or not unit.path.startswith(self.issuer.path):
            raise refusals.NotAddressed(unit=unit, issuer=self.issuer)

    def _require_standing(self) -> None:
        if self.is_withdrawn():
            raise refusals.Withdrawn
