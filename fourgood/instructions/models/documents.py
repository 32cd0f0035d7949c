"""Documents that go down the tree: receipts, study days, implementation plans, reminders (M5)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.models.instructions import Edition
from fourgood.organisation.models import Member, Unit


class Document(models.Model):
    """A document sent down the tree from its issuer: an issued edition, or any other (directive, plan, notice).

    Expected to confirm it: every unit that is active under the issuer, as of the day asked. No row stands for a unit that
    has not answered, so founding and closing units needs no bookkeeping.
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
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("document")
        ordering = ["-dated", "-id"]
        constraints = [models.UniqueConstraint(fields=["issuer", "number"], name="one_document_per_issuer_and_number")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit in whose care it is: it decides in which capacity someone acts on it."""
        return self.issuer


class Receipt(models.Model):
    """That a unit has the document, and when it studied it (or will)."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="receipts", verbose_name=_("document"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="receipts", verbose_name=_("unit"))
    confirmed_at = models.DateTimeField(_("confirmed at"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    study_on = models.DateField(_("study session on"), null=True, blank=True)

    class Meta:
        verbose_name = _("receipt")
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="one_receipt_per_document_and_unit")]

    def __str__(self) -> str:
        return f"{self.document_id} – {self.unit_id}"


class Plan(models.Model):
    """How a unit carries a document out. A draft until it is adopted; changed afterwards only by a new number."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="plans", verbose_name=_("document"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("unit"))
    number = models.CharField(_("number of the plan"), max_length=60, blank=True)
    text = models.TextField(_("what the plan is about"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("implementation plan")
        constraints = [models.UniqueConstraint(fields=["document", "unit"], name="one_plan_per_document_and_unit")]

    def __str__(self) -> str:
        return self.number or f"{self.document_id} – {self.unit_id}"

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])


class PlanStep(models.Model):
    """One thing to do under a plan: who answers for it, by when. The owner is a member, or someone named in words."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("what is done"), max_length=500)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("member who answers for it")
    )
    owner = models.CharField(_("who answers for it"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of a plan")
        ordering = ["plan_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="one_step_per_place_of_a_plan"),
            models.CheckConstraint(
                name="every_step_has_an_owner", condition=models.Q(member__isnull=False) | ~models.Q(owner="")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reminder(models.Model):
    """That the level above reminded a unit of a document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="reminders", verbose_name=_("document"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders", verbose_name=_("unit"))
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.document_id} – {self.unit_id}"
