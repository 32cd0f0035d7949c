"""The list of registrations: narrowed by year and state, each with how far it has come and whether it was late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.common.deadlines import how_late
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.models.registrations import RegistrationQuerySet
from fourgood.criteria.state import State
from fourgood.criteria.years import register_by
from fourgood.instructions.criterion_words import MODELS as ALL_MODELS
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
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
        rows: Any = Registration.objects.visible_to(viewer).with_state().select_related("unit")
        year, state = self.cleaned_data.get("year"), self.cleaned_data.get("state")
        if year and year != EVERY_YEAR:
            rows = rows.filter(year=int(year))
        if state == NOT_REGISTERED:
            rows = rows.filter(registered_at__isnull=True)
        elif state:
            rows = rows.filter(state=state)
        return rows.order_by("unit__sort_key", "pk")


@dataclass(frozen=True)
class Listed:
    """One row. `lateness`: how late it was registered, "" when in time or not yet."""

    registration: Registration
    model: str
    state: State
    lateness: str
    looked_at: int
    total: int


def listed(rows: Sequence[Registration]) -> list[Listed]:
    """The rows with what their newest versions say. Two queries."""
    sets = CriteriaSet.objects.newest().with_progress().filter(registration__in=rows)
    newest = {criteria_set.registration_id: criteria_set for criteria_set in sets}
    files = FrameworkFile.objects.in_bulk({criteria_set.framework_id for criteria_set in newest.values()})
    return [_row(row, newest[row.pk], files[newest[row.pk].framework_id]) for row in rows]


def _row(registration: Any, newest: Any, file: FrameworkFile) -> Listed:
    framework, done = framework_of(file), registration.registered_at
    return Listed(
        registration=registration,
        model=str(MODELS[Model(registration.model)]),
        state=State(registration.state),
        lateness=how_late(timezone.localdate(done), register_by(framework, registration.year)) if done else "",
        looked_at=newest.looked_at,
        total=len(list(framework.variant(newest.variant).criteria())),
    )
