"""How far registration has come: the table of a unit, and the names behind each of its numbers (M9)."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.criteria.coverage import Asked, What, done_by, tallies, total_of, units_where
from fourgood.criteria.models import Registration
from fourgood.criteria.registration_list import MODELS
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Viewer
from fourgood.regulations.framework import Model


class CoverageForm(forms.Form):
    """What the table is asked for. Whatever is wrong in the address counts as not asked."""

    year = forms.TypedChoiceField(label=_("year"), required=False, coerce=int, empty_value=None)
    model = forms.TypedChoiceField(
        label=_("model"), required=False, coerce=Model, empty_value=None, choices=[("", _("all")), *MODELS.items()]
    )
    on = forms.DateField(label=_("as of"), required=False)

    def __init__(self, data: QueryDict, *, today: dt.date) -> None:
        super().__init__(data)
        self.fields["year"].choices = self._years  # type: ignore[attr-defined]
        self.today = today
        self.is_valid()

    def _years(self) -> list[tuple[int, str]]:
        """One query, where the form is drawn or a year was asked for."""
        years = Registration.objects.order_by("year").values_list("year", flat=True).distinct()
        return [(year, str(year)) for year in sorted({*years, self.today.year}, reverse=True)]

    def asked(self, unit: Unit, viewer: Viewer) -> Asked:
        """The end of the day asked for; of a year gone by, its last day unless a day is named."""
        year = self.cleaned_data.get("year") or self.today.year
        day = self.cleaned_data.get("on") or min(self.today, dt.date(year, 12, 31))
        return Asked(unit=unit, viewer=viewer, year=year, on=day, model=self.cleaned_data.get("model"))


@require_GET
def coverage(request: PersonRequest, pk: int) -> HttpResponse:
    """One row for each child of the unit; each number opens the names."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    form = CoverageForm(request.GET, today=timezone.localdate())
    asked = form.asked(unit, request.user)
    rows = tallies(asked)
    context = {
        "unit": unit,
        "form": form,
        "asked": asked,
        "rows": rows,
        "total": total_of(rows, str(unit), unit.pk),
        "heads": What.choices,
        "deadlines": [(MODELS[model], day) for model, day in asked.register_by.items() if day],
        "may_look_back": asked.on != form.today,
        "trail": [(str(unit), unit.get_absolute_url()), (_("Registration so far"), "")],
    }
    return render(request, "criteria/coverage.html", context)


@require_GET
def coverage_names(request: PersonRequest, pk: int, what: str) -> HttpResponse:
    """The units behind one number."""
    asked, chosen = asked_for(request, pk, what)
    unit, page = asked.unit, page_of(request, chosen, count=True)
    done = {} if what == What.MISSING else done_by(asked, page.rows)  # who has not registered has done nothing yet
    back = f"{reverse('coverage', args=[pk])}?{request.GET.urlencode()}"
    context = {
        "unit": unit,
        "asked": asked,
        "what": What(what),
        "page": page,
        "rows": [(row, done.get(row.pk)) for row in page.rows],
        "may_export": request.user.standing().may(Can.EXPORT_LISTS, unit),
        "trail": [(str(unit), unit.get_absolute_url()), (_("Registration so far"), back), (What(what).label, "")],
    }
    return render(request, "criteria/coverage_names.html", context)


def asked_for(request: PersonRequest, pk: int, what: str) -> tuple[Asked, QuerySet[Unit]]:
    """What an address of names asks for: of which unit, year and day, and the units. Raises Http404."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    if what not in What.values:
        raise Http404
    asked = CoverageForm(request.GET, today=timezone.localdate()).asked(unit, request.user)
    return asked, units_where(asked, What(what))
