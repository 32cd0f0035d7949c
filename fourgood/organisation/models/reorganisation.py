"""Reorganisation orders: drafted, tried, carried out in one transaction, reversible until a later act depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models.members import Member
from fourgood.organisation.models.reference import OrganisationKind, Sector
from fourgood.organisation.models.units import Unit, unit_code

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, viewer: Viewer) -> OrderQuerySet:
        """Orders issued within the subtrees that the viewer reorganises or oversees."""
        return self.filter(viewer.standing().sees_orders("issuer__path"))


class Order(models.Model):
    """A decision that changes the tree on a date. Its number, date and reason stand on every lineage page."""

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="orders", verbose_name=_("issued by"))
    number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("decided on"))
    effective_on = models.DateField(_("takes effect on"))
    reason = models.TextField(_("reason"))
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    carried_out_at = models.DateTimeField(_("carried out at"), null=True, editable=False)
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reversed_at = models.DateTimeField(_("reversed at"), null=True, editable=False)
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation order")
        ordering = ["-effective_on", "-id"]
        constraints = [
            models.UniqueConstraint("issuer", "number", name="one_order_per_issuer_and_number"),
            models.CheckConstraint(
                name="only_what_was_carried_out_is_reversed",
                condition=Q(reversed_at__isnull=True) | Q(carried_out_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.pk])


class Step(models.Model):
    """One act of an order. Steps are done in order of `place`; a later step may name a unit that an earlier one founds."""

    class Act(models.TextChoices):
        FOUND = "found", _("found")
        RENAME = "rename", _("rename")
        MOVE = "move", _("move")
        CHANGE_KIND = "change_kind", _("change kind")
        MERGE = "merge", _("merge")
        SPLIT = "split", _("split off")
        DISSOLVE = "dissolve", _("dissolve")
        REOPEN = "reopen", _("reopen")

    order = models.ForeignKey(Order, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField(_("place"))
    act = models.CharField(_("what is done"), max_length=20, choices=Act.choices)
    # The unit acted on; empty when founding. For a split: the unit that gives part of itself away.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    # Merge: the unit that takes over, by code, since an earlier step of the same order may found it.
    into_code = models.CharField(_("into the unit with code"), max_length=18, blank=True, validators=[unit_code])
    # Found, rename, move, change kind, split, reopen: what the unit (for a split: the new one) is from then on.
    code = models.CharField(_("code"), max_length=18, blank=True, validators=[unit_code])
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind"))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector"))
    parent_code = models.CharField(_("under the unit with code"), max_length=18, blank=True, validators=[unit_code])
    # Split: what goes along to the new unit.
    units_along = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("units that go along"))
    members_along = models.ManyToManyField(Member, blank=True, related_name="+", verbose_name=_("members who go along"))

    class Meta:
        verbose_name = _("step of an order")
        ordering = ["order_id", "place"]
        constraints = [models.UniqueConstraint("order", "place", name="one_step_per_place")]

    def __str__(self) -> str:
        return f"{self.place}. {self.get_act_display()}"


class Succession(models.Model):
    """What became of a unit: the successor took over from the predecessor by an order, on a date."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions", verbose_name=_("predecessor"))
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="precessions", verbose_name=_("successor"))
    order = models.ForeignKey(Order, models.PROTECT, related_name="successions")
    on = models.DateField(_("on"))
    act = models.CharField(_("what is done"), max_length=20, choices=Step.Act.choices)

    class Meta:
        verbose_name = _("succession")
        constraints = [
            models.UniqueConstraint("order", "predecessor", "successor", name="one_succession_per_order_and_pair")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Change(models.Model):
    """One row that carrying out an order created or changed: what a dry run lists and a reversal undoes."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="changes")
    place = models.PositiveIntegerField()
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("change by an order")
        ordering = ["order_id", "place"]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
