"""The list of acts, and the history of one object."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from fourgood.audit.forms import Narrowing
from fourgood.audit.models import Act
from fourgood.audit.words import address_of, lines, model_of
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest


def acts(request: PersonRequest) -> HttpResponse:
    """Acts on the units that the reader oversees, newest first, narrowed by unit, act and day."""
    request.user.standing().require_anywhere("see_acts")
    form = Narrowing(request.GET or None, units=_units(request))
    page = page_of(request, form.acts_for(request.user).select_related("actor"), size=30)
    return render(request, "audit/act_list.html", {"form": form, "page": page, "acts": lines(page.rows)})


def acts_of(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """The history of one object: a page, or for htmx the fragment that other pages show."""
    thing = _visible(request, kind, pk)
    request.user.standing().require_acts(_path_of(thing))
    page = page_of(request, Act.objects.about(thing).select_related("actor"), size=20)
    template = "audit/act_history.html" + ("#history" if request.htmx else "")
    context = {"thing": thing, "page": page, "acts": lines(page.rows), "trail": _trail(thing)}
    return render(request, template, context)


def _visible(request: PersonRequest, kind: str, pk: int) -> Any:
    """The object, if its own model shows it to the reader."""
    model = model_of(kind)
    manager: Any = getattr(model, "objects", None)
    if not hasattr(manager, "visible_to"):
        raise Http404
    return get_object_or_404(manager.visible_to(request.user), pk=pk)


def _path_of(thing: Any) -> str:
    """Where the object is kept: as it says itself, or a unit's own path, or that of the unit it belongs to."""
    if hasattr(thing, "kept_under"):
        return str(thing.kept_under())
    unit = thing if hasattr(thing, "path") else getattr(thing, "unit", None)
    return unit.path if unit else ""


def _trail(thing: Model) -> list[tuple[str, str]]:
    return [(str(thing), address_of(thing)), (_("History"), "")]


def _units(request: PersonRequest) -> list[tuple[int, str]]:
    """Units to narrow to: the reader's own, and what stands directly under the one chosen."""
    own = request.user.standing().reads_acts_of()
    chosen = request.GET.get("unit", "")
    parents = [*own, int(chosen)] if chosen.isdigit() else own
    units = apps.get_model("organisation", "Unit").objects.visible_to(request.user)
    rows = units.filter(pk__in=parents) | units.filter(parent__in=parents, is_active=True)
    found = _in_tree_order(rows)
    top = min((path.count("/") for _pk, _name, path in found), default=0)
    return [(pk, "– " * (path.count("/") - top) + name) for pk, name, path in found]


def _in_tree_order(rows: Any) -> list[tuple[int, str, str]]:
    """Each unit before what stands under it, otherwise by name."""
    found = list(rows.order_by("sort_key", "pk").values_list("pk", "name", "path"))
    place = {str(pk): f"{number:06}" for number, (pk, _name, _path) in enumerate(found)}
    return sorted(found, key=lambda row: [place.get(step, "") for step in row[2].strip("/").split("/")])
