"""Criteria that wait for the level above: the longest waiting first, those in someone's charge before all others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import BooleanField, Case, F, Q, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.common.deadlines import how_late
from fourgood.criteria.models import Adoption, Submission
from fourgood.organisation.standing import Can, Standing

WAITING = Q(returned_at__isnull=True, confirmed_at__isnull=True)


class Which(forms.Form):
    """Which of the waiting criteria are asked for. What is no choice is as if not asked."""

    which = forms.ChoiceField(
        label=_("which"),
        required=False,
        choices=[("", _("all")), ("mine", _("of units in my charge")), ("late", _("submitted late"))],
    )
    q = forms.CharField(label=_("name of the unit"), required=False, max_length=100)

    def rows(self, standing: Standing) -> Any:
        """The submissions asked for, in the order in which they are to be decided on."""
        self.is_valid()
        rows = waiting_for(standing)
        which, name = self.cleaned_data.get("which"), self.cleaned_data.get("q", "").strip()
        if which == "mine":
            rows = rows.filter(criteria_set__registration__unit__in=standing.in_charge_of())
        if which == "late":
            rows = rows.alias(day=TruncDate("submitted_at")).filter(day__gt=F("due_on"))
        if name:
            from fourgood.organisation.models import Unit

            rows = rows.filter(criteria_set__registration__unit__in=Unit.objects.search(name).order_by().values("pk"))
        return rows


def waiting_for(standing: Standing) -> Any:
    """Submissions on which the person may decide: those in their charge first, then by how long they wait."""
    others = Case(
        When(criteria_set__registration__unit__in=standing.in_charge_of(), then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )
    reach = standing.reach(Can.CONFIRM_CRITERIA, "criteria_set__registration__unit__path")
    rows = Submission.objects.filter(WAITING, reach).annotate(is_of_others=others)
    return rows.select_related("criteria_set__registration__unit__parent").order_by(
        "is_of_others", "submitted_at", "pk"
    )


@dataclass(frozen=True)
class Waiting:
    """One line of the list. `adoption`: by which resolution; None for criteria carried over."""

    submission: Submission
    is_mine: bool
    days: int
    lateness: str
    adoption: Adoption | None


def lines(rows: Sequence[Any], *, on: dt.date) -> list[Waiting]:
    """The rows with their resolutions. One query."""
    adoptions = Adoption.objects.filter(criteria_set__in=[row.criteria_set_id for row in rows]).order_by("recorded_at")
    last = {adoption.criteria_set_id: adoption for adoption in adoptions}
    return [_line(row, last.get(row.criteria_set_id), on=on) for row in rows]


def _line(row: Any, adoption: Adoption | None, *, on: dt.date) -> Waiting:
    day = timezone.localdate(row.submitted_at)
    return Waiting(row, not row.is_of_others, (on - day).days, how_late(day, row.due_on), adoption)
