"""Reorganisation orders: drafted, tried, carried out in one transaction, reversible until a later act depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.organisation.models.members import Member
from fourgood.organisation.models.reference import OrganisationKind, Sector
from fourgood.organisation.models.units import Unit
from fourgood.organisation.models.units import unit_code as valid_unit_code

if TYPE_CHECKING:
    from fourgood.organisation.reorganisation import Affected, Obstacle
    from fourgood.organisation.standing import Viewer


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, viewer: Viewer) -> OrderQuerySet:
        """Orders issued within the subtrees that the viewer reorganises or oversees."""
        return self.filter(viewer.standing().sees_orders("issuer__path"))

    def drafts(self) -> OrderQuerySet:
        return self.filter(carried_out_at__isnull=True)

    def in_force(self) -> OrderQuerySet:
        """Carried out and not reversed."""
        return self.filter(carried_out_at__isnull=False, reversed_at__isnull=True)

    def draft(
        self,
        *,
        issuer: Unit,
        number: str,
        decided_on: dt.date,
        effective_on: dt.date,
        reason: str,
        by: Actor | None,
        at: dt.datetime,
    ) -> Order:
        """A draft without steps; add them with `add_step` or `add_merge`. Refuses a number that the issuer has used."""
        from fourgood.organisation.reorganisation.refusals import named_refusals

        with named_refusals():
            order = self.create(
                issuer=issuer,
                number=number,
                decided_on=decided_on,
                effective_on=effective_on,
                reason=reason,
                drafted_at=at,
                drafted_by_id=by.pk if by else None,
            )
            Act.objects.record(Verb.ORDER_DRAFTED, order, by=by, path=issuer.path, after=order.head())
        return order


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
    reversal_reason = models.TextField(_("reason for the reversal"), blank=True, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation order")
        ordering = ["-effective_on", "-id"]
        constraints = [
            # A reversed order does not stand in the way of the corrected one with the same number.
            models.UniqueConstraint(
                fields=["issuer", "number"],
                condition=Q(reversed_at__isnull=True),
                name="one_order_per_issuer_and_number",
            ),
            models.CheckConstraint(
                name="only_what_was_carried_out_is_reversed",
                condition=Q(reversed_at__isnull=True) | Q(carried_out_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.carried_out_at is None

    @property
    def is_in_force(self) -> bool:
        return self.carried_out_at is not None and self.reversed_at is None

    @property
    def unit(self) -> Unit:
        """The unit in whose care the order is: it decides in which capacity someone acts on it."""
        return self.issuer

    def head(self) -> dict[str, str]:
        """What stands at the head of the order, for the acts."""
        return {
            "number": self.number,
            "decided_on": self.decided_on.isoformat(),
            "effective_on": self.effective_on.isoformat(),
            "reason": self.reason,
        }

    def change_head(self, *, by: Actor | None, **fields: Any) -> None:
        """Correct number, dates, reason or issuer of a draft."""
        from fourgood.organisation.reorganisation.refusals import named_refusals

        self.require_draft()
        before = self.head()
        for name, value in fields.items():
            setattr(self, name, value)
        with named_refusals():
            self.save(update_fields=[*fields])
            Act.objects.record(Verb.ORDER_CHANGED, self, by=by, path=self.issuer.path, before=before, after=self.head())

    @transaction.atomic
    def add_step(
        self,
        act: Step.Act,
        *,
        by: Actor | None = None,
        unit: Unit | None = None,
        units_along: Iterable[Unit] = (),
        members_along: Iterable[Member] = (),
        **fields: Any,
    ) -> Step:
        """Add a step at the end of a draft. `fields` are those of `Step` that the act needs."""
        self.require_draft()
        place = (self.steps.aggregate(last=Max("place"))["last"] or 0) + 1
        if unit is not None:
            fields["unit_code"] = unit.code
        codes = [along.code for along in units_along] or fields.pop("along_codes", [])
        step = Step.objects.create(order=self, place=place, act=act, along_codes=codes, **fields)
        step.members_along.set(members_along)
        Act.objects.record(
            Verb.ORDER_CHANGED, self, by=by, path=self.issuer.path, after={"step_added": place, "act": str(act)}
        )
        return step

    @transaction.atomic
    def add_merge(
        self, codes: Iterable[str], *, into: str, by: Actor | None = None, founding: dict[str, Any] | None = None
    ) -> None:
        """Merge the units with the codes into the one with the code `into`; with `founding` (name, kind, sector,
        parent_code) into a new one that gets this code.
        """
        if founding is not None:
            self.add_step(Step.Act.FOUND, by=by, code=into, **founding)
        for code in codes:
            self.add_step(Step.Act.MERGE, by=by, unit_code=code, into_code=into)

    @transaction.atomic
    def remove_step(self, step: Step, *, by: Actor | None) -> None:
        self.require_draft()
        place, act = step.place, str(step.act)
        step.delete()
        Act.objects.record(
            Verb.ORDER_CHANGED, self, by=by, path=self.issuer.path, after={"step_removed": place, "act": act}
        )

    @transaction.atomic
    def discard(self, *, by: Actor | None) -> None:
        """Delete a draft and its steps. The acts keep its head."""
        self.require_draft()
        Act.objects.record(Verb.ORDER_DISCARDED, self, by=by, path=self.issuer.path, before=self.head())
        self.delete()

    def dry_run(self, *, by: Actor | None = None) -> Affected:
        """Every row that carrying out would touch, found by carrying out and taking back. Raises Refusal."""
        from fourgood.organisation import reorganisation

        return reorganisation.dry_run(self, by=by)

    def carry_out(self, *, by: Actor | None, at: dt.datetime) -> None:
        """Do every step, in one transaction, from the day the order takes effect. Raises Refusal, changing nothing."""
        from fourgood.organisation import reorganisation

        reorganisation.carry_out(self, by=by, at=at)

    def reverse(self, *, by: Actor | None, at: dt.datetime, reason: str = "") -> None:
        """Put every row back as it was. Raises Refusal naming what came to depend on the order."""
        from fourgood.organisation import reorganisation

        reorganisation.reverse(self, by=by, at=at, reason=reason)

    def obstacles(self) -> list[Obstacle]:
        """What stands in the way of a reversal."""
        from fourgood.organisation import reorganisation

        return reorganisation.obstacles(self)

    def affected(self) -> Affected:
        """Every row that the order touched when it was carried out."""
        from fourgood.organisation import reorganisation

        return reorganisation.affected(self)

    def require_draft(self) -> None:
        """Raises AlreadyCarriedOut."""
        from fourgood.organisation.reorganisation.refusals import AlreadyCarriedOut

        if not self.is_draft:
            raise AlreadyCarriedOut


class Step(models.Model):
    """One act of an order. Steps are done by `place`; a later one may name a unit that an earlier one founds."""

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
    # Units are named by code, since an earlier step of the same order may found them. The unit acted on; empty when
    # founding. For a split: the unit that gives part of itself away.
    unit_code = models.CharField(_("unit with code"), max_length=18, blank=True, validators=[valid_unit_code])
    # Merge: the unit that takes over.
    into_code = models.CharField(_("into the unit with code"), max_length=18, blank=True, validators=[valid_unit_code])
    # Found, rename, move, change kind, split, reopen: what the unit (for a split: the new one) is from then on.
    code = models.CharField(_("code"), max_length=18, blank=True, validators=[valid_unit_code])
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.ForeignKey(
        OrganisationKind, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind")
    )
    sector = models.ForeignKey(
        Sector, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    parent_code = models.CharField(
        _("under the unit with code"), max_length=18, blank=True, validators=[valid_unit_code]
    )
    # Split: what goes along to the new unit.
    along_codes = ArrayField(
        models.CharField(max_length=18), verbose_name=_("units that go along"), default=list, blank=True
    )
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
