"""Concretised criteria of a unit, version by version, and what it made of each criterion (M6)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.criteria import state
from fourgood.criteria.models.deciding import Decided
from fourgood.criteria.models.registrations import Registration
from fourgood.criteria.own import Own
from fourgood.criteria.refusals import Confirmed, Submitted
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.criteria.copying import Fit
    from fourgood.organisation.standing import Viewer


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):
    def visible_to(self, viewer: Viewer) -> CriteriaSetQuerySet:
        """Criteria of the units that the viewer may see."""
        return self.filter(viewer.standing().sees("registration__unit__path"))

    def with_state(self) -> Any:
        """Adds `state`, how far each has come (`state.State`)."""
        return state.with_state(self)

    def in_state(self, asked: state.State) -> CriteriaSetQuerySet:
        """Those that have come so far and no further."""
        return state.in_state(self, asked)

    def with_progress(self) -> Any:
        """Adds `looked_at`: how many of its criteria someone has gone through."""
        gone_through = LocalCriterion.objects.filter(criteria_set=OuterRef("pk"), looked_at__isnull=False).order_by()
        number = gone_through.values("criteria_set").annotate(number=Count("pk")).values("number")
        return self.annotate(looked_at=Coalesce(Subquery(number), 0))

    def confirmed(self) -> CriteriaSetQuerySet:
        return state.confirmed(self)

    def holding(self, on: dt.date) -> CriteriaSetQuerySet:
        """Of each registration of that year the version that holds on the day: the last confirmed one begun by then."""
        begun = self.confirmed().filter(registration__year=on.year, first_day__lte=on)
        newer = CriteriaSet.objects.confirmed().filter(
            registration=OuterRef("registration"), first_day__lte=on, place__gt=OuterRef("place")
        )
        return begun.filter(~Exists(newer))

    def last_confirmed(self) -> CriteriaSetQuerySet:
        """Of each registration the newest version that is confirmed."""
        newer = CriteriaSet.objects.confirmed().filter(
            registration=OuterRef("registration"), place__gt=OuterRef("place")
        )
        return self.confirmed().filter(~Exists(newer))

    def newest(self) -> CriteriaSetQuerySet:
        """Of each registration the newest version, whatever its state."""
        newer = CriteriaSet.objects.filter(registration=OuterRef("registration"), place__gt=OuterRef("place"))
        return self.filter(~Exists(newer))

    def similar_to(self, unit: Unit) -> CriteriaSetQuerySet:
        """Confirmed criteria that the unit may take as a pattern: of other units in the care of the same committee
        above, with the same model and sector. Their criteria only: nobody's opinions.
        """
        from fourgood.criteria import copying

        return copying.similar_to(unit, self)


class CriteriaSet(Decided):
    """One version of a unit's own criteria for a year. The first holds from the start; a change during the year is a
    new version from `first_day` with a `reason`, and the old one stays.

    Life: drafted → opened for opinions → adopted by a resolution (`Adoption`) → submitted, returned or confirmed
    (`Submission`); see `state`. Confirmed, nothing of it changes any more. `current_digest` is kept by every verb that
    changes a criterion.
    """

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="sets", verbose_name=_("registration"))
    place = models.PositiveSmallIntegerField(_("version"))
    framework = models.ForeignKey(FrameworkFile, models.PROTECT, related_name="sets", verbose_name=_("framework"))
    variant = models.CharField(_("variant"), max_length=60)
    first_day = models.DateField(_("holds from"))
    reason = models.TextField(_("reason for the change"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    current_digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("concretised criteria")
        ordering = ["registration_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "place"], name="one_version_per_place"),
            models.CheckConstraint(name="a_later_version_has_a_reason", condition=Q(place=1) | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.registration} ({self.place})"

    def get_absolute_url(self) -> str:
        return reverse("criteria_set", args=[self.pk])

    @property
    def unit(self) -> Unit:
        """The unit whose criteria they are: it decides in which capacity someone acts on them."""
        return self.registration.unit

    def state_now(self) -> state.State:
        """How far it has come. One query."""
        return state.state_of(self)

    def is_editable(self) -> bool:
        """Not confirmed, and not lying with the level above. One query."""
        return self.state_now() in state.EDITABLE

    def require_editable(self) -> None:
        """Raises Submitted, Confirmed."""
        refusals = {state.State.SUBMITTED: Submitted, state.State.CONFIRMED: Confirmed}
        if refusal := refusals.get(self.state_now()):
            raise refusal

    def require_changeable(self) -> None:
        """Confirmed, and the newest version: a new one may follow. Raises NotConfirmedYet, VersionUnderWay."""
        from fourgood.criteria import versions

        versions.require_changeable(self)

    def lock(self) -> None:
        """Let no other transaction change or decide on the set until this one ends."""
        CriteriaSet.objects.select_for_update().order_by().values_list("pk").get(pk=self.pk)

    def digest(self) -> str:
        """SHA-256, hex, of the criteria as they stand: framework, variant, and what is the unit's own. One query."""
        from fourgood.criteria import concretising

        return concretising.digest(self)

    def concretise(
        self,
        code: str,
        *,
        wording: str = "",
        target: Decimal | None = None,
        measure: str = "",
        plan_amount: Decimal | None = None,
        plan_unit: str = "",
        by: Actor | None,
        at: dt.datetime,
    ) -> LocalCriterion:
        """Go through one criterion: set what is the unit's own (all empty: as the framework says), and go on.

        Records one act of what has changed since the acts last told it. Raises Submitted, Confirmed, UnknownCriterion,
        and what `own.require_allowed` raises.
        """
        from fourgood.criteria import concretising

        own = Own(wording.strip(), target, measure.strip(), plan_amount, plan_unit)
        return concretising.concretise(self, code, own, by=by, at=at)

    def keep(self, code: str, own: Own, *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
        """Save while someone types. The act is recorded later, at once for all that was typed: by `concretise`, or by
        `record_changes`. Raises as `concretise` does.
        """
        from fourgood.criteria import concretising

        return concretising.keep(self, code, own, by=by, at=at)

    def keep_typed(self, code: str, typed: dict[str, str], *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
        """Save what someone typed and can't hold yet, to be shown again. What holds stays as it was."""
        from fourgood.criteria import concretising

        return concretising.keep_typed(self, code, typed, by=by, at=at)

    def record_changes(self) -> None:
        """Record the acts that are still owed for what was typed. Before the criteria are shown to members, voted on or
        submitted, so that the acts tell how they came about. One query when nothing is owed.
        """
        from fourgood.criteria import concretising

        concretising.record_changes(self)

    def copy_from(self, other: CriteriaSet, *, by: Actor | None, at: dt.datetime) -> Fit:
        """Take over what another set makes concrete: what still fits the framework, where nothing is our own yet.

        Returns what was taken over and what was not, with the reasons. Raises Submitted, Confirmed, NotToCopy.
        """
        from fourgood.criteria import copying

        return copying.copy(other, into=self, by=by, at=at)

    def new_version(self, *, first_day: dt.date, reason: str, by: Actor | None, at: dt.datetime) -> CriteriaSet:
        """A change during the year: a new version from a day, with the same criteria to begin with. This one stays.

        Raises NotConfirmedYet, VersionUnderWay, VersionOutOfYear, ReasonMissing.
        """
        from fourgood.criteria import versions

        return versions.new_version(self, first_day=first_day, reason=reason.strip(), by=by, at=at)

    def discard(self, *, by: Actor | None) -> None:
        """Take back a draft that members have not been asked about; the first one with its registration, unless the
        unit is registered. The acts keep what it was. Raises AlreadyShown, RegisteredStays, Submitted, Confirmed.
        """
        from fourgood.criteria import versions

        versions.discard(self, by=by)


class LocalCriterion(models.Model):
    """What a unit made of one criterion of the framework. Empty fields: as the framework says.

    `looked_at`: when someone last went through it and on. `typed`: what was typed last and can't hold (a target below
    the lowest allowed), kept to be shown again. `before`: what the acts last told, while something newer is owed them.
    """

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="criteria")
    code = models.CharField(_("criterion"), max_length=20)
    wording = models.TextField(_("own wording"), blank=True)
    target = models.DecimalField(_("own target, in per cent"), max_digits=5, decimal_places=2, null=True, blank=True)
    measure = models.TextField(_("how we measure it"), blank=True)
    plan_amount = models.DecimalField(_("planned"), max_digits=18, decimal_places=2, null=True, blank=True)
    plan_unit = models.CharField(_("unit of the plan"), max_length=60, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(_("gone through at"), null=True, editable=False)
    typed = models.JSONField(null=True, editable=False)
    before = models.JSONField(null=True, editable=False)

    class Meta:
        verbose_name = _("concretised criterion")
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "code"], name="one_row_per_set_and_criterion"),
            models.CheckConstraint(
                name="a_plan_has_amount_and_unit",
                condition=Q(plan_amount__isnull=True, plan_unit="") | (Q(plan_amount__gte=0) & ~Q(plan_unit="")),
            ),
            models.CheckConstraint(
                name="a_target_is_a_percentage", condition=Q(target__isnull=True) | Q(target__gte=0, target__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def set_own(self, own: Own) -> None:
        """Take over what is the unit's own. The caller saves."""
        for name, value in vars(own).items():
            setattr(self, name, value)

    @property
    def own(self) -> Own:
        return Own(self.wording, self.target, self.measure, self.plan_amount, self.plan_unit)
