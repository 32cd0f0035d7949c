"""The list of registrations: narrowed by year and state, each with how far it has come and whether it was late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.common.deadlines import how_late
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.models.registrations import RegistrationQuerySet
from fourgood.criteria.state import State
from fourgood.criteria.years import register_by
from fourgood.instructions.criterion_words import MODELS as ALL_MODELS
from fourgood.instructions.frameworks import Text
from fourgood.organisation.standing import Viewer
from fourgood.regulations.framework import Model

EVERY_YEAR = "every"
NOT_REGISTERED = "not_registered"
MODELS = {model: ALL_MODELS[model] for model in (Model.CELL, Model.COMMITTEE)}


class Narrowing(forms.Form):
    """Which registrations are asked for. What is no choice is as if not asked."""

    year = forms.ChoiceField(label=gettext_lazy("year"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("how far"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer, today: dt.date) -> None:
        super().__init__({"year": str(today.year)} | data.dict())
        own = Registration.objects.visible_to(viewer).order_by("-year").values_list("year", flat=True).distinct()
        years = sorted({*own, today.year}, reverse=True)
        year, state = (cast("forms.ChoiceField", self.fields[name]) for name in ("year", "state"))
        year.choices = [*((str(number), str(number)) for number in years), (EVERY_YEAR, _("all years"))]
        state.choices = [("", _("all")), (NOT_REGISTERED, _("begun, not registered")), *State.choices]
        self.is_valid()

    def rows(self, viewer: Viewer) -> RegistrationQuerySet:
        rows = Registration.objects.visible_to(viewer)
        year, state = self.cleaned_data.get("year"), self.cleaned_data.get("state")
        if year and year != EVERY_YEAR:
            rows = rows.filter(year=int(year))
        if state == NOT_REGISTERED:
            rows = rows.filter(registered_at__isnull=True)
        elif state:
            sets = CriteriaSet.objects.newest().in_state(State(state)).order_by()
            rows = rows.filter(pk__in=sets.values("registration"))
        return rows.order_by("unit__sort_key", "pk")


def told(rows: RegistrationQuerySet) -> Any:
    """With each registration what the list says of the newest version of its criteria. `framework`: its digest."""
    newest = CriteriaSet.objects.filter(registration=OuterRef("pk")).order_by("-place")
    return rows.select_related("unit").annotate(
        state=Subquery(newest.with_state().values("state")[:1]),
        looked_at=Subquery(newest.with_progress().values("looked_at")[:1]),
        framework=Subquery(newest.values("framework__digest")[:1]),
        variant=Subquery(newest.values("variant")[:1]),
    )


@dataclass(frozen=True)
class Listed:
    """One row. `registered`: the day, "" when not yet. `lateness`: how late that was, "" when in time or not yet."""

    registration: Registration
    model: str
    state: State
    registered: str
    lateness: str
    looked_at: int
    total: int


def listed(rows: Sequence[Any]) -> list[Listed]:
    """The rows, as they are `told`, with what their frameworks say. A query for each that nobody has read yet."""
    says, written = cache(_said), cache(date_format)  # many rows say the same
    return [_row(row, *says(row.framework, row.variant, row.year), written) for row in rows]


def _said(framework: str, variant: str, year: int) -> tuple[dt.date | None, int]:
    """By when to register by a framework for the year, and how many criteria there are to go through."""
    said = Text.with_digest(framework).framework()
    return register_by(said, year), len(list(said.variant(variant).criteria()))


def _row(registration: Any, due: dt.date | None, total: int, written: Callable[[dt.date, str], str]) -> Listed:
    done = timezone.localdate(registration.registered_at) if registration.registered_at else None
    return Listed(
        registration=registration,
        model=str(MODELS[Model(registration.model)]),
        state=State(registration.state),
        registered=written(done, "SHORT_DATE_FORMAT") if done else "",
        lateness=how_late(done, due) if done else "",
        looked_at=registration.looked_at,
        total=total,
    )
