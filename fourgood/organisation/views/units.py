"""Pages of units: the tree, the list, one unit, where it comes from and what became of it."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.organisation.lineage import lineage_of
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.unit_list import Narrowing, with_particulars
from fourgood.organisation.unit_page import portrait, trail_to
from fourgood.organisation.unit_tree import children, tops

FOUND_AT_ONCE = 20


def day_asked(request: PersonRequest) -> dt.date:
    """The day that the reader asks about; today when the address says none, or none that exists."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@require_GET
def unit_tree(request: PersonRequest) -> HttpResponse:
    """The organisation from where the reader's sight begins; with `q`, units found by name or code."""
    on, text = day_asked(request), request.GET.get("q", "").strip()
    is_today = on == timezone.localdate()
    context = {"on": on, "today": is_today, "text": text}
    if text:
        found = Unit.objects.visible_to(request.user).search(text).select_related("kind", "parent")
        context |= {"found": found[: FOUND_AT_ONCE + 1], "most": FOUND_AT_ONCE}
    else:
        context |= {"nodes": tops(request.user, on=on, is_today=is_today)}
    return render(request, "organisation/unit_tree.html" + ("#answer" if request.htmx else ""), context)


@require_GET
def unit_children(request: PersonRequest, pk: int) -> HttpResponse:
    """What stands directly under a unit: a level of the tree, or a page of its own without JavaScript."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    on = day_asked(request)
    is_today = on == timezone.localdate()
    nodes = children(unit, request.user, on=on, is_today=is_today)
    context = {"unit": unit, "on": on, "today": is_today, "nodes": nodes}
    if request.htmx:
        return render(request, "organisation/_tree_level.html", context)
    context["trail"] = [*trail_to(unit, request.user), (_("Units under it"), "")]
    return render(request, "organisation/unit_children.html", context)


@require_GET
def unit_list(request: PersonRequest) -> HttpResponse:
    """The officer's table: units narrowed, sorted, page by page."""
    narrowing = Narrowing(request.GET)
    rows = with_particulars(narrowing.narrow(Unit.objects.visible_to(request.user)), request.user, timezone.localdate())
    page = page_of(request, narrowing.in_order(rows), count=True)
    context = {
        "narrowing": narrowing,
        "page": page,
        "may_export": request.user.standing().may_anywhere(Can.EXPORT_LISTS),
        "trail": [(_("Organisation"), reverse("unit_tree")), (_("List of units"), "")],
    }
    return render(request, "organisation/unit_list.html" + ("#rows" if request.htmx else ""), context)


@require_GET
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    """One unit as of a day: what it is, who leads it, what stands under it."""
    row = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind", "sector", "parent"), pk=pk)
    on = day_asked(request)
    is_today = on == timezone.localdate()
    context = {
        "unit": row,
        "on": on,
        "today": is_today,
        "portrait": portrait(row, request.user, on, is_today=is_today),
        "nodes": children(row, request.user, on=on, is_today=is_today),
        "may": _may(request, row),
        "trail": trail_to(row, request.user),
    }
    return render(request, "organisation/unit_detail.html", context)


def _may(request: PersonRequest, row: Unit) -> dict[str, bool]:
    """What the page offers the reader."""
    standing = request.user.standing()
    return {
        "see_members": standing.may(Can.SEE_MEMBERS, row),
        "see_acts": standing.may(Can.SEE_ACTS, row),
        "draft": standing.may(Can.DRAFT_ORDERS, row),
    }


@require_GET
def unit_lineage(request: PersonRequest, pk: int) -> HttpResponse:
    """What a unit was, where it comes from and what became of it, with the orders that say so."""
    row = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    context = {
        "unit": row,
        "lineage": lineage_of(row, request.user),
        "trail": [*trail_to(row, request.user), (_("Lineage"), "")],
    }
    return render(request, "organisation/unit_lineage.html", context)
