"""Pages of registrations: the list, beginning one, one with its steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.deadlines import when
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.criteria.beginning import Offer, offers, openings
from fourgood.criteria.coverage import widest
from fourgood.criteria.forms import BeginForm
from fourgood.criteria.models import Registration
from fourgood.criteria.opening import open_years
from fourgood.criteria.overview import said, source_of
from fourgood.criteria.registration_list import Narrowing, listed, told
from fourgood.criteria.views.parts import registration_trail, visible_registration, way_of
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can


@require_GET
def registration_list(request: PersonRequest) -> HttpResponse:
    """Registrations of the units that the reader sees, of one year unless asked otherwise."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.SEE_UNIT)
    narrowing = Narrowing(request.GET, viewer=request.user, today=today)
    page = page_of(request, narrowing.rows(request.user), count=True, adding=told)
    context = {
        "narrowing": narrowing,
        "page": page,
        "rows": listed(page.rows),
        "openings": openings(standing, on=today),
        "may_confirm": standing.may_anywhere(Can.CONFIRM_CRITERIA),
        "overseen": widest(standing),
    }
    return render(request, "criteria/registration_list.html" + ("#rows" if request.htmx else ""), context)


@require_http_methods(["GET", "POST"])
def registration_new(request: PersonRequest, pk: int) -> HttpResponse:
    """The first step of the wizard: for which year, by which framework, and by when."""
    units = Unit.objects.visible_to(request.user).select_related("kind", "sector", "parent")
    unit = get_object_or_404(units, pk=pk)
    request.user.standing().require(Can.CONCRETISE_CRITERIA, unit)
    today = timezone.localdate()
    years = open_years(unit, today=today)
    year = _year_asked(request, years)
    if begun := Registration.objects.filter(unit=unit, year=year).first():
        return redirect(begun)
    found = offers(unit, year, today=today)
    form = BeginForm(request.POST or None, offers=found)
    if request.method == "POST" and form.is_valid():
        file, variant = form.chosen()
        begun = Registration.objects.begin(
            unit=unit, year=year, framework=file, variant=variant, by=request.user, at=timezone.now()
        )
        return redirect(begun)
    sections = [(str(one), f"?year={one}", one == year) for one in years]
    context = {"unit": unit, "form": form, "years": sections, "several": len(found) > 1, **_told(found[0], today)}
    return render(request, "criteria/registration_new.html", context)


def _year_asked(request: PersonRequest, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), years[0])


def _told(offer: Offer, today: dt.date) -> dict[str, Any]:
    """What the page says of the first offer."""
    return {
        "offer": offer,
        "title": said(offer.framework.title),
        "variant": said(offer.variants[0].title),
        "source": source_of(offer.file),
        "when": when(offer.due, on=today),
        "is_late": offer.due is not None and offer.due < today,
        "trail": [(_("Registrations"), reverse("registration_list")), (offer.unit.name, "")],
    }


@require_GET
def registration(request: PersonRequest, pk: int) -> HttpResponse:
    """One registration: its steps, what to do now, and its versions."""
    row = visible_registration(request, pk)
    today = timezone.localdate()
    way, versions = way_of(row)
    context = {
        "registration": row,
        "way": way,
        "stages": way.stages(on=today),
        "when": when(way.due, on=today),
        "is_late": way.is_late(today),
        "adopting": when(way.adopt_by, on=today),
        "adopting_late": way.adopt_by is not None and way.adopt_by < today,
        "versions": versions,
        "newest": versions[0][0],
        "source": source_of(versions[0][0].framework),
        "may_edit": request.user.standing().may(Can.CONCRETISE_CRITERIA, row.unit),
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, row.unit),
        "trail": registration_trail(row),
    }
    return render(request, "criteria/registration_detail.html", context)


@require_POST
def registration_register(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_registration(request, pk)
    request.user.standing().require(Can.CONCRETISE_CRITERIA, row.unit)
    row.register(by=request.user, at=timezone.now())
    messages.success(request, _("Your unit is registered. Now make its criteria concrete."))
    return redirect(row)
