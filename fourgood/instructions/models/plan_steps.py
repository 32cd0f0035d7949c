"""The steps of an implementation plan: what is done, by whom, by when; and what has been done (M5)."""

from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.models.plans import Plan
from fourgood.organisation.models import Member, Unit


class PlanStep(models.Model):
    """One thing to do under a plan: who answers for it, by when. The owner is a member, or someone named in words."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps", db_index=False)
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
            # Deferred, so that two steps can change places.
            models.UniqueConstraint(
                fields=["plan", "place"], name="one_step_per_place_of_a_plan", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="every_step_has_an_owner", condition=Q(member__isnull=False) | ~Q(owner="")),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def unit(self) -> Unit:
        """The unit whose plan it is. Fetch it with the plan."""
        return self.plan.unit

    @property
    def answers(self) -> str:
        """Who answers for it, in words. Fetch it with the member."""
        return self.member.full_name if self.member else self.owner

    def copied_to(self, plan: Plan) -> PlanStep:
        """The same step for another plan; not yet written."""
        return PlanStep(
            plan=plan,
            place=self.place,
            text=self.text,
            member_id=self.member_id,
            owner=self.owner,
            due_on=self.due_on,
            done_on=self.done_on,
        )

    def keep(self) -> None:
        """Write the row. Raises StepNeedsAnOwner, StepDueBeforeDocument."""
        dated = self.plan.document.dated
        if self.due_on < dated:
            raise refusals.StepDueBeforeDocument(dated=dated)
        with refusing(every_step_has_an_owner=refusals.StepNeedsAnOwner()):
            self.save()

    @transaction.atomic
    def change(self, *, text: str, due_on: dt.date, member: Member | None, owner: str, by: Actor | None) -> None:
        """Write a step of a draft anew. Raises PlanAdopted, StepNeedsAnOwner, StepDueBeforeDocument."""
        self.plan.require_draft()
        self.text, self.due_on, self.member, self.owner = text, due_on, member, owner
        self.keep()
        self.plan.record(Verb.PLAN_CHANGED, by=by, after={"step_changed": text, "due_on": due_on.isoformat()})

    @transaction.atomic
    def mark_done(self, *, on: dt.date, by: Actor | None) -> None:
        """Raises PlanNotAdopted, StepDone."""
        self.plan.require_adopted()
        if self.done_on is not None:
            raise refusals.StepDone
        self.done_on = on
        self.save(update_fields=["done_on"])
        self.plan.record(Verb.PLAN_STEP_DONE, by=by, after={"step_done": self.text, "done_on": on.isoformat()})

    @transaction.atomic
    def mark_open(self, *, by: Actor | None) -> None:
        """Take back that it is done. Marking twice changes nothing."""
        if self.done_on is None:
            return
        self.done_on = None
        self.save(update_fields=["done_on"])
        self.plan.record(Verb.PLAN_STEP_OPENED, by=by, after={"step_open": self.text})
