"""The tables of a unit: a month, the year, units by month, units by criterion, and the units behind a number."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.criteria.coverage import widest
from fourgood.exchange.forms import FormatForm
from fourgood.figures import exporting, showing
from fourgood.figures.behind import Behind, lines_of
from fourgood.figures.look import Look, look_at
from fourgood.figures.table import columns_of
from fourgood.organisation.standing import Can


@require_GET
def figures_home(request: PersonRequest) -> HttpResponse:
    """The month of the highest unit that the reader sees."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    top = widest(standing)
    if top is None:
        raise Http404
    return figures(request, top)


@require_GET
def figures(request: PersonRequest, pk: int) -> HttpResponse:
    """A month: coverage and medians, how good the sheets were, what stayed short."""
    look = look_at(request, pk)
    return _page(request, look, "month", showing.month(request, look))


@require_GET
def figures_year(request: PersonRequest, pk: int) -> HttpResponse:
    """How the year went, in total and in each good."""
    look = look_at(request, pk, year=True)
    return _page(request, look, "year", showing.year(look))


@require_GET
def figures_months(request: PersonRequest, pk: int) -> HttpResponse:
    """Units by month."""
    look = look_at(request, pk, year=True)
    return _page(request, look, "months", showing.months(request, look))


@require_GET
def figures_criteria(request: PersonRequest, pk: int) -> HttpResponse:
    """Units by criterion, and what stayed short most; as a part of the month's page, the latter alone."""
    look = look_at(request, pk)
    if request.htmx:
        return render(request, "figures/_shortfalls.html", {"look": look, "shortfalls": showing.most_short(look)})
    return _page(request, look, "criteria", showing.criteria(request, look))


@require_GET
def figures_units(request: PersonRequest, pk: int) -> HttpResponse:
    """The units behind a number."""
    look = look_at(request, pk)
    behind = Behind(request.GET, look)
    page = behind.page(request)
    back = f"{reverse('figures', args=[pk])}?{look.kept}"
    context = {
        "look": look,
        "behind": behind,
        "page": page,
        "rows": lines_of(page.rows, look.asked),
        "columns": columns_of(request, {"name": _("unit"), "points": _("confirmed")}, default="name"),
        "may_export": request.user.standing().may(Can.EXPORT_LISTS, look.unit),
        "trail": [*look.trail, (_("Figures"), back), (behind.words, "")],
    }
    return render(request, "figures/units.html" + ("#rows" if request.htmx else ""), context)


def _page(request: PersonRequest, look: Look, tab: str, shown: dict[str, Any]) -> HttpResponse:
    context = shown | {
        "look": look,
        "tab": tab,
        "sections": look.sections(tab),
        "keeps": [(name, request.GET[name]) for name in ("sort", "model") if name in request.GET],
        "may_export": request.user.standing().may(Can.EXPORT_LISTS, look.unit),
        "trail": [*look.trail, (_("Figures"), "")],
    }
    return render(request, f"figures/{tab}.html", context)


@require_http_methods(["GET", "POST"])
def figures_export(request: PersonRequest, pk: int, tab: str) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """What a table shows, as a workbook with charts or as text; asked on a page, and recorded."""
    if tab not in exporting.TABLES:
        raise Http404
    look = look_at(request, pk, year=tab in exporting.OF_A_YEAR)
    request.user.standing().require(Can.EXPORT_LISTS, look.unit)
    form = FormatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return exporting.download(request, look, tab, form.cleaned_data["format"])
    table = {"month": "figures"}.get(tab, f"figures_{tab}")
    back = f"{reverse(table, args=[pk])}?{request.GET.urlencode()}"
    trail = [*look.trail, (_("Figures"), back), (_("Export"), "")]
    return render(request, "figures/export.html", {"look": look, "form": form, "back": back, "trail": trail})
