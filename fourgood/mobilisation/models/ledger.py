"""The ledger of a project: what was given and what was spent. Rows are only ever added: a trigger refuses the rest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Floor
from django.utils.translation import gettext_lazy as _

from fourgood.mobilisation.models.projects import Goal, Project, amount
from fourgood.organisation.models import Unit


class Entry(models.Model):
    """One row. A mistake is corrected by a counter-entry: the same amount with the sign turned round, and a reason."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="%(class)ss")
    amount = amount(_("amount"))
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = models.CharField(_("reason for the correction"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def unit(self) -> Unit:
        """The unit whose project it is. Fetch it with the project."""
        return self.project.unit

    @property
    def is_counter_entry(self) -> bool:
        return self.amount < 0


class Gift(Entry):
    """What someone gave towards a goal. `giver` is read by those who keep the ledger; others see the name only where
    `may_be_named`.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="gifts", verbose_name=_("what was given"))
    given_on = models.DateField(_("given on"))
    giver = models.CharField(_("who gave"), max_length=120, blank=True)
    may_be_named = models.BooleanField(_("agrees to be named in public"), default=False)
    receipt = models.CharField(_("receipt number"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("gift")
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_counter_gift_is_negative",
                condition=Q(corrects__isnull=True, amount__gt=0)
                | (Q(corrects__isnull=False, amount__lt=0) & ~Q(reason="")),
            ),
            models.UniqueConstraint(
                fields=["project", "receipt"],
                condition=~Q(receipt="") & Q(corrects__isnull=True),
                name="one_gift_per_receipt",
            ),
            models.CheckConstraint(name="who_is_named_has_a_name", condition=Q(may_be_named=False) | ~Q(giver="")),
        ]
        indexes = [models.Index(fields=["project", "given_on"], name="gifts_of_project_by_day")]

    def __str__(self) -> str:
        return f"{self.amount} {self.goal_id}"


class Spending(Entry):
    """Money that was paid out of what was given."""

    spent_on = models.DateField(_("spent on"))
    purpose = models.CharField(_("what for"), max_length=200)
    voucher = models.CharField(_("number of the voucher"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("spending")
        ordering = ["spent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_counter_spending_is_negative",
                condition=Q(corrects__isnull=True, amount__gt=0)
                | (Q(corrects__isnull=False, amount__lt=0) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="spent_dong_are_whole", condition=Q(amount=Floor("amount"))),
        ]

    def __str__(self) -> str:
        return self.purpose
