"""Offices: roles on a unit and its subtree that are given, not elected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models.users import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.common.spans import Dated, DatedQuerySet, since
from fourgood.organisation.models import Unit
from fourgood.organisation.models.units import same
from fourgood.organisation.standing import Can

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class AlreadyHeld(Refusal):
    reason = _("The person holds this office on this unit already.")


def _held_once(kind: str) -> ExclusionConstraint:
    """One constraint for each kind, since text is compared in such a constraint only with the btree_gist extension."""
    return ExclusionConstraint(
        name=f"office_of_{kind}_is_held_once",
        expressions=[
            (same("user_id"), RangeOperators.OVERLAPS),
            (same("unit_id"), RangeOperators.OVERLAPS),
            ("valid", RangeOperators.OVERLAPS),
        ],
        condition=Q(kind=kind),
    )


class OfficeQuerySet(DatedQuerySet["Office"]):
    def visible_to(self, viewer: Viewer) -> OfficeQuerySet:
        """Offices on the units where the viewer may give offices."""
        return self.filter(viewer.standing().reach(Can.GIVE_OFFICES, "unit__path"))

    @transaction.atomic
    def give(self, user: User, *, kind: str, unit: Unit, on: dt.date, by: User | None) -> Office:
        """Give the office from a day on. `by` is None only for an operator at the command line."""
        if by:
            by.standing().require(needed_to_give(kind), unit)
        if self.filter(user=user, kind=kind, unit=unit, valid__overlap=since(on)).exists():
            raise AlreadyHeld
        office = self.create(user=user, kind=kind, unit=unit, valid=since(on))
        after = {"office": kind, "unit": unit.name, "from": on.isoformat()}
        Act.objects.record(Verb.OFFICE_GIVEN, office, by=by, path=unit.path, after=after)
        return office


class Office(Dated):
    """A role given to an account on a unit and its subtree that is no elected position."""

    class Kind(models.TextChoices):
        ORGANISING_OFFICER = "organising_officer", _("officer of the Organising Committee")
        INSPECTOR = "inspector", _("inspector")
        SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")

    user = models.ForeignKey(User, models.PROTECT, related_name="offices", verbose_name=_("account"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name=_("on the unit"))
    kind = models.CharField(_("office"), max_length=30, choices=Kind.choices)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        ordering = ["user__search_key", "id"]
        constraints = [
            _held_once("organising_officer"),
            _held_once("inspector"),
            _held_once("system_administrator"),
            models.CheckConstraint(name="an_office_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"

    @transaction.atomic
    def end(self, *, on: dt.date, by: User) -> None:
        """The last day of the office is the day before `on`. An office that would have no day left is removed."""
        by.standing().require(needed_to_give(self.kind), self.unit)
        if self.last_day is not None and self.last_day < on:
            return
        before = {"office": self.kind, "unit": self.unit.name, "from": self.first_day and self.first_day.isoformat()}
        Act.objects.record(
            Verb.OFFICE_ENDED, self, by=by, path=self.unit.path, before=before, after={"until": on.isoformat()}
        )
        if self.first_day is not None and self.first_day >= on:
            self.delete()
            return
        self.end_before(on)
        self.save()


def needed_to_give(kind: str) -> Can:
    """What one must be able to do on a unit to give or end an office on it.

    A system administrator sees no content, and so can't give the offices that see it, to anyone."""
    return Can.GIVE_OFFICES if kind == Office.Kind.SYSTEM_ADMINISTRATOR else Can.GIVE_SIGHT
