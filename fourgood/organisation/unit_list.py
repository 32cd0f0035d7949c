"""The table of units: what it is narrowed to, how it is sorted, and what each row tells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member, OrganisationKind, Position, Sector
from fourgood.organisation.models.reference import Role
from fourgood.organisation.models.units import UnitQuerySet
from fourgood.organisation.standing import Viewer


class State(models.TextChoices):
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")
    ALL = "all", _("active and closed")


ORDERS = {
    "name": ("sort_key", "id"),
    "-name": ("-sort_key", "-id"),
    "code": ("code",),
    "-code": ("-code",),
}


class Narrowing(forms.Form):
    """Filters and order of the table. Whatever is wrong in the address counts as not asked."""

    q = forms.CharField(label=_("name or code"), required=False, max_length=100)
    kind = forms.ModelChoiceField(OrganisationKind.objects.all(), label=_("kind"), required=False, empty_label=_("all"))
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("sector"), required=False, empty_label=_("all"))
    state = forms.ChoiceField(label=_("active or closed"), required=False, choices=State.choices)
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS], widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()
        self.order = self.cleaned_data.get("sort") or "name"

    def narrow(self, units: UnitQuerySet) -> UnitQuerySet:
        asked = self.cleaned_data
        if asked.get("q"):
            units = units.search(asked["q"])
        if asked.get("kind"):
            units = units.filter(kind=asked["kind"])
        if asked.get("sector"):
            units = units.filter(sector=asked["sector"])
        state = asked.get("state") or State.ACTIVE
        return units if state == State.ALL else units.filter(is_active=state == State.ACTIVE)

    def in_order(self, units: UnitQuerySet) -> UnitQuerySet:
        return units.order_by(*ORDERS[self.order])

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "sector", "state")]

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """The columns that sort: (label, order that a click asks for, present direction for `aria-sort` or "")."""
        told = []
        for key, label in (("name", _("name")), ("code", _("code"))):
            direction = {key: "ascending", f"-{key}": "descending"}.get(self.order, "")
            told.append((label, f"-{key}" if direction == "ascending" else key, direction))
        return told


def with_particulars(units: UnitQuerySet, viewer: Viewer, on: dt.date) -> UnitQuerySet:
    """Adds `members_number`, where the viewer may see members, and `secretary`, the name of who is it on the day."""
    seen = Member.objects.filter(viewer.standing().sees_members("unit__path"), unit=OuterRef("pk"), is_active=True)
    number = seen.order_by().values("unit").annotate(number=Count("pk")).values("number")
    leads = Position.objects.on(on).filter(unit=OuterRef("pk"), kind__role=Role.SECRETARY).order_by("pk")
    return units.select_related("kind", "sector", "parent").annotate(
        members_number=Subquery(number), secretary=Subquery(leads.values("member__full_name")[:1])
    )
