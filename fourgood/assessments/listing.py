"""The list of sheets: those of the units that someone fills in first, then what else they see, month by month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import BooleanField, Case, Q, Value, When
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.state import State, tell_states
from fourgood.common.paging import AFTER, BEFORE, SIZE, Page, page_of
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
        self.months = months

    def months_first(self, request: Any) -> list[Any]:
        """The newest month, where the list begins with it: in a province its sheets fill a hundred pages, and those of
        all years need not be sorted to show the first.
        """
        pages_on = {AFTER, BEFORE} & set(request.GET)
        return [] if pages_on or self.cleaned_data.get("month") else self.months[:1]

    def rows(self, viewer: Any) -> Any:
        self.is_valid()
        asked = self.cleaned_data
        rows = Assessment.objects.visible_to(viewer)
        if asked.get("month"):
            rows = rows.filter(period__month=asked["month"])
        if asked.get("state"):
            rows = rows.with_state().filter(state=asked["state"])
        if name := asked.get("q", "").strip():
            rows = rows.filter(unit__in=Unit.objects.search(name).order_by().values("pk"))
        if asked.get("unit"):
            rows = rows.filter(unit=asked["unit"])
        return rows


def page_of_list(request: Any, asked: Asked, *, size: int = SIZE) -> Page[Assessment]:
    """One's own first, the newest month first, with `state`. Three queries; four where that month fills no page."""
    standing = request.user.standing()
    own = standing.reach(Can.ASSESS, "unit__path")
    ours = Case(When(own, then=Value(False)), default=Value(True), output_field=BooleanField())
    newest_first = -(ExtractYear("period__month") * 12 + ExtractMonth("period__month"))  # pages follow one direction
    rows = asked.rows(request.user).annotate(is_of_others=ours, newest_first=newest_first)
    rows = rows.select_related("period", "unit").without_vectors()
    rows = rows.order_by("is_of_others", "newest_first", "unit__sort_key", "pk")
    periods = [period.pk for period in Period.objects.filter(month__in=asked.months_first(request))]
    first = rows.filter(own | Q(period__in=periods))
    if not standing.may_anywhere(Can.ASSESS):  # one month, nothing of one's own: an index has the names in order
        first = first.order_by("unit__sort_key", "pk")
    newest = page_of(request, first, size=size) if periods else None
    # Where one's own and the newest month fill more than the page, all older months come only after it.
    page = newest if newest and newest.after is not None else page_of(request, rows, size=size)
    tell_states(page.rows)
    return page
