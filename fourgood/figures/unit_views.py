"""Pages of one unit's year: the months, one criterion, a part for the unit's page, and the file to take away."""

from __future__ import annotations

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.petals import good_names
from fourgood.common.requests import PersonRequest
from fourgood.common.vietnamese import search_key
from fourgood.exchange.export import FORMATS
from fourgood.figures import unit_export
from fourgood.figures.unit_charts import chart_of_criterion, chart_of_total, charts_of_goods, spark_of
from fourgood.figures.unit_criterion import lines_of
from fourgood.figures.unit_line import neighbours_of
from fourgood.figures.unit_similar import similar_to
from fourgood.figures.unit_year import Block, Year, year_of, years_of
from fourgood.instructions.criterion_words import here as said
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can


@require_GET
def unit_year(request: PersonRequest, pk: int) -> HttpResponse:
    """Twelve marks, the lines of the total and of each good, the criteria, and similar units beside it."""
    unit, year = _asked(request, pk)
    standing = request.user.standing()
    context = _head(unit, year) | {
        "charts": [chart_of_total(year.months), *charts_of_goods(year.months, good_names())],
        "blocks": [_block(block) for block in year.blocks],
        "similar": similar_to(unit, year.months, on=timezone.localdate()),
        "neighbours": neighbours_of(unit, standing),
        "may_export": standing.may(Can.EXPORT_LISTS, unit),
        "trail": [(str(unit), unit.get_absolute_url()), (_("The year %(year)s") % {"year": year.year}, "")],
    }
    return render(request, "figures/unit_year.html", context)


@require_GET
def unit_criterion_year(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One criterion over the year: what was counted, the three kinds of points, and the way to the rows."""
    unit, year = _asked(request, pk)
    sees_events = request.user.standing().may(Can.SEE_EVENTS, unit)
    found = [(block, line) for block in year.blocks if (line := block.criterion(code))]
    if not found:
        raise Http404
    parts = [(line, chart_of_criterion(line, year.months), lines_of(line, sees_events)) for _b, line in found]
    above = f"{reverse('unit_year', args=[pk])}?year={year.year}"
    trail = [(str(unit), unit.get_absolute_url()), (_("The year %(year)s") % {"year": year.year}, above), (code, "")]
    return render(request, "figures/unit_criterion.html", _head(unit, year) | {"parts": parts, "trail": trail})


@require_GET
def unit_year_part(request: PersonRequest, pk: int) -> HttpResponse:
    """What the page of a unit shows of its year: a fragment, so that no import goes up."""
    unit, year = _asked(request, pk)
    return render(request, "figures/_unit_year_part.html", _head(unit, year))


@require_POST
def unit_year_export(request: PersonRequest, pk: int) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """The year as a workbook with charts, or as CSV; the export is recorded."""
    unit, year = _asked(request, pk)
    request.user.standing().require(Can.EXPORT_LISTS, unit)
    form = "csv" if request.POST.get("format") == "csv" else "xlsx"
    after = {"list": "unit_year", "year": year.year, "format": form}
    Act.objects.record(Verb.LIST_EXPORTED, unit, by=request.user, path=unit.path, after=after)
    what = search_key(_("The year")).replace(" ", "-")
    name = f"{what}-{year.year}-{unit.code}.{form}"
    if form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(unit_export.as_csv(year), content_type=FORMATS["csv"], headers=headers)
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    unit_export.as_xlsx(file, year, similar_to(unit, year.months, on=timezone.localdate()))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS["xlsx"])


def _asked(request: PersonRequest, pk: int) -> tuple[Unit, Year]:
    """The unit, if the reader sees it, and the year of the address; else the newest with sheets. Six queries."""
    rows = Unit.objects.visible_to(request.user).select_related("kind", "sector")
    unit = get_object_or_404(rows, pk=pk)
    today, years = timezone.localdate(), years_of(unit)
    asked = request.GET.get("year") or request.POST.get("year") or ""
    newest = years[0] if years else today.year
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else newest
    return unit, year_of(unit, year, years, on=today)


def _head(unit: Unit, year: Year) -> dict[str, Any]:
    page = reverse("unit_year", args=[unit.pk])
    return {
        "unit": unit,
        "year": year,
        "years": [(str(number), f"{page}?year={number}", number == year.year) for number in year.years],
    }


def _block(block: Block) -> dict[str, Any]:
    """With the title of each good, and of each criterion the small line."""
    goods = [
        (place, group, said(group.title), [(line, spark_of(line)) for line in lines])
        for place, (group, lines) in enumerate(block.goods, start=1)
    ]
    return {"block": block, "goods": goods}
