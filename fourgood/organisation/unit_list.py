"""The table of units: what it is narrowed to, how it is sorted, and what each row tells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Value
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


@dataclass(frozen=True)
class Select:
    """A filter as the page draws it: (value, label, is chosen) of each option."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


class Narrowing(forms.Form):
    """Filters and order of the table. Whatever is wrong in the address counts as not asked."""

    q = forms.CharField(label=_("name or code"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("kind"), required=False)
    sector = forms.ChoiceField(label=_("sector"), required=False)
    state = forms.ChoiceField(label=_("active or closed"), required=False, choices=State.choices)
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS], widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in _kinds_and_sectors().items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("all")), *choices]
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
    def selects(self) -> list[Select]:
        found = []
        for name in ("kind", "sector", "state"):
            asked, field = self.cleaned_data.get(name) or "", cast(Any, self.fields[name])
            options = [(str(value), str(label), str(value) == asked) for value, label in field.choices]
            found.append(Select(name, str(field.label), options))
        return found

    @property
    def columns(self) -> list[tuple[Any, str, str]]:
        """The columns that sort: (label, order that a click asks for, present direction for `aria-sort` or "")."""
        told = []
        for key, label in (("name", _("name")), ("code", _("code"))):
            direction = {key: "ascending", f"-{key}": "descending"}.get(self.order, "")
            told.append((label, f"-{key}" if direction == "ascending" else key, direction))
        return told


def _kinds_and_sectors() -> dict[str, list[tuple[int, str]]]:
    """The options of two filters, as (id, name in the reader's language), in one query."""
    columns = ("list", "place", "pk", "name_vi", "name_ms", "name_en")
    kinds = OrganisationKind.objects.annotate(list=Value("kind")).values_list(*columns)
    sectors = Sector.objects.annotate(list=Value("sector")).values_list(*columns)
    options: dict[str, list[tuple[int, str]]] = {"kind": [], "sector": []}
    for name, _place, pk, *names in kinds.order_by().union(sectors.order_by(), all=True).order_by("place", "pk"):
        options[name].append((pk, OrganisationKind(**dict(zip(columns[3:], names, strict=True))).name))
    return options


def with_particulars(units: UnitQuerySet, viewer: Viewer, on: dt.date) -> UnitQuerySet:
    """Adds `members_number`, where the viewer may see members, and `secretary`, the name of who is it on the day."""
    seen = Member.objects.filter(viewer.standing().sees_members("unit__path"), unit=OuterRef("pk"), is_active=True)
    number = seen.order_by().values("unit").annotate(number=Count("pk")).values("number")
    leads = Position.objects.on(on).filter(unit=OuterRef("pk"), kind__role=Role.SECRETARY).order_by("pk")
    return units.select_related("kind", "sector", "parent").annotate(
        members_number=Subquery(number), secretary=Subquery(leads.values("member__full_name")[:1])
    )
