"""Implementation plans: how a committee carries a document out, step by step (M5)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.models.documents import Document
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.models.reference import Level

if TYPE_CHECKING:
    from fourgood.instructions.models.plan_steps import PlanStep
    from fourgood.organisation.standing import Viewer


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, viewer: Viewer) -> PlanQuerySet:
        """Plans of units that the viewer sees; once adopted, also those from above."""
        standing = viewer.standing()
        adopted_above = standing.receives("unit__path") & Q(adopted_at__isnull=False)
        return self.filter(standing.sees("unit__path") | adopted_above)

    def in_force(self) -> PlanQuerySet:
        """Adopted, and no adopted one has taken its place."""
        later = Plan.objects.filter(replaces=OuterRef("pk"), adopted_at__isnull=False)
        return self.filter(~Exists(later), adopted_at__isnull=False)

    def current(self) -> PlanQuerySet:
        """The last plan of each unit for each document, be it a draft or adopted."""
        return self.filter(replacements__isnull=True)

    @transaction.atomic
    def draft(self, *, document: Document, unit: Unit, text: str = "", by: Actor | None, at: dt.datetime) -> Plan:
        """A draft without steps. Raises Withdrawn, UnitClosed, NotAddressed, CellsWriteNoPlan, PlanThere."""
        document.require_answers_of(unit)
        if unit.kind.level == Level.CELL:
            raise refusals.CellsWriteNoPlan
        with refusing(one_first_plan_per_document_and_unit=refusals.PlanThere(unit=unit)):
            plan = self.create(
                document=document, unit=unit, text=text, drafted_at=at, drafted_by_id=by.pk if by else None
            )
        plan.record(Verb.PLAN_DRAFTED, by=by)
        return plan


class Plan(models.Model):
    """How a unit carries a document out. A draft until it is adopted; from then on only a new plan, with a number of
    its own, takes its place.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="plans", db_index=False, verbose_name=_("document")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans", verbose_name=_("unit"))
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replacements",
        db_index=False,
        verbose_name=_("takes the place of"),
    )
    number = models.CharField(_("number of the plan"), max_length=60, blank=True)
    text = models.TextField(_("what the plan is about"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("implementation plan")
        ordering = ["document_id", "unit_id", "id"]
        indexes = [models.Index(fields=["document", "unit"], name="plan_by_document_and_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "unit"],
                condition=Q(replaces__isnull=True),
                name="one_first_plan_per_document_and_unit",
            ),
            models.UniqueConstraint(fields=["replaces"], name="one_plan_replaces_another"),
            models.UniqueConstraint(
                fields=["unit", "number"], condition=~Q(number=""), name="one_plan_per_unit_and_number"
            ),
            models.CheckConstraint(
                name="an_adopted_plan_has_a_number_and_a_day",
                condition=Q(adopted_at__isnull=True) | (Q(adopted_on__isnull=False) & ~Q(number="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.document)

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None

    @transaction.atomic
    def change(self, *, text: str, by: Actor | None) -> None:
        """Write the text of a draft anew. Raises PlanAdopted."""
        self.require_draft()
        if text == self.text:
            return
        self.text = text
        self.save(update_fields=["text"])
        self.record(Verb.PLAN_CHANGED, by=by, after={"text": text})

    @transaction.atomic
    def add_step(
        self, *, text: str, due_on: dt.date, member: Member | None = None, owner: str = "", by: Actor | None
    ) -> PlanStep:
        """Add a step at the end of a draft. Raises PlanAdopted, StepNeedsAnOwner, StepDueBeforeDocument."""
        self.require_draft()
        place = (self.steps.aggregate(last=Max("place"))["last"] or 0) + 1
        step = self.steps.model(plan=self, place=place, text=text, due_on=due_on, member=member, owner=owner)
        step.keep()
        self.record(Verb.PLAN_CHANGED, by=by, after={"step_added": text, "due_on": due_on.isoformat()})
        return step

    @transaction.atomic
    def remove_step(self, step: PlanStep, *, by: Actor | None) -> None:
        """Raises PlanAdopted."""
        self.require_draft()
        step.delete()
        self.record(Verb.PLAN_CHANGED, by=by, after={"step_removed": step.text})

    @transaction.atomic
    def move_step(self, step: PlanStep, *, up: bool, by: Actor | None) -> None:
        """Let the step and the one before it (or after it) change places; none there: nothing. Raises PlanAdopted."""
        self.require_draft()
        if up:
            other = self.steps.filter(place__lt=step.place).order_by("place").last()
        else:
            other = self.steps.filter(place__gt=step.place).order_by("place").first()
        if other is None:
            return
        step.place, other.place = other.place, step.place
        self.steps.bulk_update([step, other], ["place"])
        self.record(Verb.PLAN_CHANGED, by=by, after={"step_moved": step.text})

    @transaction.atomic
    def adopt(self, *, number: str, on: dt.date, by: Actor | None, at: dt.datetime) -> None:
        """Adopt the draft under its number.

        Raises PlanAdopted, PlanWithoutText, PlanWithoutSteps, AdoptedBeforeDocument, AdoptedLater, PlanNumberUsed.
        """
        Plan.objects.select_for_update().get(pk=self.pk).require_draft()
        self._require_adoptable(on, at)
        self.number, self.adopted_on = number, on
        self.adopted_at, self.adopted_by_id = at, by.pk if by else None
        with refusing(one_plan_per_unit_and_number=refusals.PlanNumberUsed(unit=self.unit, number=number)):
            self.save(update_fields=["number", "adopted_on", "adopted_at", "adopted_by"])
        self.record(Verb.PLAN_ADOPTED, by=by, after={"number": number, "adopted_on": on.isoformat()})

    def _require_adoptable(self, on: dt.date, at: dt.datetime) -> None:
        if not self.text.strip():
            raise refusals.PlanWithoutText
        if not self.steps.exists():
            raise refusals.PlanWithoutSteps
        if on < self.document.dated:
            raise refusals.AdoptedBeforeDocument(dated=self.document.dated)
        if on > timezone.localdate(at):
            raise refusals.AdoptedLater

    @transaction.atomic
    def replace(self, *, by: Actor | None, at: dt.datetime) -> Plan:
        """A draft that is to take the place of this adopted plan: the same text and steps.

        Raises PlanNotAdopted, PlanReplaced, Withdrawn, UnitClosed, NotAddressed.
        """
        self.require_adopted()
        self.document.require_answers_of(self.unit)
        plan = Plan(document=self.document, unit=self.unit, replaces=self, text=self.text, drafted_at=at)
        plan.drafted_by_id = by.pk if by else None
        with refusing(one_plan_replaces_another=refusals.PlanReplaced()):
            plan.save()
        plan.steps.bulk_create(step.copied_to(plan) for step in self.steps.all())
        plan.record(Verb.PLAN_DRAFTED, by=by, after={"replaces": self.number})
        return plan

    def require_draft(self) -> None:
        """Raises PlanAdopted."""
        if not self.is_draft:
            raise refusals.PlanAdopted

    def require_adopted(self) -> None:
        """Raises PlanNotAdopted."""
        if self.is_draft:
            raise refusals.PlanNotAdopted

    def record(self, verb: Verb, *, by: Actor | None, after: dict[str, Any] | None = None) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, after=after)
