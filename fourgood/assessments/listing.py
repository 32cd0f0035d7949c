"""The list of sheets: those of the units that someone fills in first, then what else they see, month by month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import BooleanField, Case, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Assessment
from fourgood.assessments.state import State
from fourgood.common.paging import Page, page_of
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can


class Asked(forms.Form):
    """What the list is narrowed to. Whatever is wrong in the address counts as not asked."""

    month = forms.DateField(label=_("month"), required=False, input_formats=["%Y-%m"], widget=forms.TextInput)
    state = forms.ChoiceField(label=_("how far"), required=False, choices=[("", _("all")), *State.choices])
    q = forms.CharField(label=_("name of the unit"), required=False, max_length=100)
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, months: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("all")), *((f"{month:%Y-%m}", f"{month:%m/%Y}") for month in months)]
        self.fields["month"].widget = forms.Select(choices=choices)

    def rows(self, viewer: Any) -> Any:
        self.is_valid()
        asked = self.cleaned_data
        rows = Assessment.objects.visible_to(viewer).with_state()
        if asked.get("month"):
            rows = rows.filter(period__month=asked["month"])
        if asked.get("state"):
            rows = rows.filter(state=asked["state"])
        if name := asked.get("q", "").strip():
            rows = rows.filter(unit__in=Unit.objects.search(name).order_by().values("pk"))
        if asked.get("unit"):
            rows = rows.filter(unit=asked["unit"])
        return rows


def page_of_list(request: Any, asked: Asked) -> Page[Assessment]:
    """One's own first, the newest month first."""
    standing = request.user.standing()
    ours = Case(
        When(standing.reach(Can.ASSESS, "unit__path"), then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )
    newest_first = -(ExtractYear("period__month") * 12 + ExtractMonth("period__month"))  # pages follow one direction
    rows = asked.rows(request.user).annotate(is_of_others=ours, newest_first=newest_first)
    rows = rows.select_related("period", "unit")
    return page_of(request, rows.order_by("is_of_others", "newest_first", "unit__sort_key", "pk"))
