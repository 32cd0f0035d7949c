"""Events that take points off (discipline, complaints, incidents): entered once, as facts, with restricted sight."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.indicators import refusals
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class EventQuerySet(models.QuerySet["DeductingEvent"]):
    def visible_to(self, viewer: Viewer) -> EventQuerySet:
        """Events of units whose events the viewer may read: leaders of the unit and the levels above, nobody else."""
        return self.filter(viewer.standing().reach(Can.SEE_EVENTS, "unit__path"))

    def standing(self) -> EventQuerySet:
        """Neither counter-entries nor entries that one took back."""
        return self.filter(corrects=None, corrected_by=None)

    @transaction.atomic
    def enter(self, *, unit: Unit, by: Actor | None, at: dt.datetime, **event: Any) -> DeductingEvent:
        """Enter one event; `event`: kind, event, happened_on, text, decision. Raises UnitClosed, InTheFuture."""
        if not unit.is_active:
            raise refusals.UnitClosed(unit=unit)
        if event["happened_on"] > timezone.localdate(at):
            raise refusals.InTheFuture
        row = self.create(unit=unit, entered_at=at, entered_by_id=by.pk if by else None, **event)
        row.record(Verb.EVENT_ENTERED, by=by, after={"kind": row.kind, "on": row.happened_on.isoformat()})
        return row


class DeductingEvent(models.Model):
    """One event of a unit. `event`: the code by which frameworks count it; `text`: what it was, without details of
    people; `decision`: number of the decision or conclusion.

    Never changed and never deleted (a trigger refuses): a mistake is taken back by a counter-entry with a reason.
    """

    class Kind(models.TextChoices):
        DISCIPLINE = "discipline", _("discipline")
        COMPLAINT = "complaint", _("complaint")
        INCIDENT = "incident", _("incident")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deducting_events", verbose_name=_("unit"))
    kind = models.CharField(_("kind of event"), max_length=20, choices=Kind.choices)
    event = models.CharField(_("counted as"), max_length=60)
    happened_on = models.DateField(_("day of the event"))
    text = models.CharField(_("what it was"), max_length=300)
    decision = models.CharField(_("number of the decision"), max_length=60, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = models.CharField(_("reason for the correction"), max_length=200, blank=True)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event that deducts")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_counter_event_has_a_reason",
                condition=Q(corrects__isnull=True, reason="") | (Q(corrects__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["unit", "happened_on"], name="events_of_unit_by_day")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_counter_entry(self) -> bool:
        return self.corrects_id is not None

    def record(self, verb: Verb, *, by: Actor | None, **told: Any) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **told)

    @transaction.atomic
    def take_back(self, *, reason: str, by: Actor | None, at: dt.datetime) -> DeductingEvent:
        """Correct an entry by a counter-entry. Raises CounterEntryStays, ReasonMissing, AlreadyTakenBack."""
        if self.is_counter_entry:
            raise refusals.CounterEntryStays
        if not reason.strip():
            raise refusals.ReasonMissing
        told = {name: getattr(self, name) for name in ("unit", "kind", "event", "happened_on", "text", "decision")}
        with refusing(indicators_deductingevent_corrects_id_key=refusals.AlreadyTakenBack()):
            counter = DeductingEvent.objects.create(
                corrects=self, reason=reason, entered_at=at, entered_by_id=by.pk if by else None, **told
            )
        counter.record(Verb.EVENT_TAKEN_BACK, by=by, after={"reason": reason})
        return counter
