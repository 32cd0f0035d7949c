"""The list of corrective actions, what is overdue first; and what climbs to the level above."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.state import State
from fourgood.organisation.models import Unit
from fourgood.organisation.roll_call import rule
from fourgood.organisation.standing import Can, Standing
from fourgood.tasks.models import Assignment

CLIMBED = "climbed"
_STILL_OPEN = [State.ASKED, State.OPEN, State.OVERDUE, State.TO_CHECK]
_CHOSEN = {
    "open": _STILL_OPEN,
    "overdue": [State.OVERDUE],
    "done": [State.CHECKED],
    "without": [State.WITHOUT],
}
_ORDER = [State.OVERDUE, State.ASKED, State.TO_CHECK, State.OPEN, State.CHECKED, State.WITHOUT, State.ENDED]


class Asked(forms.Form):
    """What the list is narrowed to. Whatever is wrong in the address counts as not asked."""

    state = forms.ChoiceField(
        label=_("how far"),
        required=False,
        choices=[
            ("", _("all")),
            ("open", _("not checked yet")),
            ("overdue", _("overdue")),
            (CLIMBED, _("long overdue, in units I answer for")),
            ("done", _("checked")),
            ("without", _("no action, with a reason")),
        ],
    )
    q = forms.CharField(label=_("name of the unit"), required=False, max_length=100)
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def rows(self, viewer: Any, *, on: dt.date) -> Any:
        self.is_valid()
        asked, rows = self.cleaned_data, CorrectiveAction.objects.visible_to(viewer)
        if asked.get("state") == CLIMBED:
            rows = rows & climbed(viewer.standing(), on=on)
        if name := asked.get("q", "").strip():
            rows = rows.filter(assessment__unit__in=Unit.objects.search(name).order_by().values("pk"))
        if asked.get("unit"):
            rows = rows.filter(assessment__unit=asked["unit"])
        rows = rows.with_state(on)
        chosen = _CHOSEN.get(asked.get("state", ""))
        return in_order(rows.filter(state__in=chosen) if chosen else rows)


def in_order(rows: Any) -> Any:
    """The most pressing first, with task and who has it."""
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(_ORDER)]
    rows = rows.annotate(rank=Case(*ranks, output_field=IntegerField()))
    rows = rows.annotate(day=Coalesce("due", "assessment__period__month"))
    return with_people(rows).order_by("rank", "day", "pk")


def with_people(rows: Any) -> Any:
    """Rows with their sheet, task and who has it: one query more."""
    assignments = Prefetch("task__assignments", Assignment.objects.select_related("member"))
    return rows.select_related("assessment__unit", "assessment__period", "task").prefetch_related(assignments)


def climbed(standing: Standing, *, on: dt.date) -> Any:
    """Overdue for longer than the rule leaves to the unit alone, in units directly below or in the person's charge."""
    near = [h.unit_id for h in standing.holdings if h.grants(Can.CONFIRM_ASSESSMENTS)]
    answers_for = Q(assessment__unit__parent__in=near) | Q(assessment__unit__in=standing.in_charge_of())
    reach = standing.reach(Can.CONFIRM_ASSESSMENTS, "assessment__unit__path")
    since = on - dt.timedelta(days=rule(on).correction.climbs_after)
    return CorrectiveAction.objects.overdue(since).filter(answers_for, reach)
