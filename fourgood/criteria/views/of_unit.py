"""What the page of a unit shows of its registrations: a fragment, so that no import goes up."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourgood.common.requests import PersonRequest
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.opening import open_years
from fourgood.criteria.state import State
from fourgood.instructions.frameworks import model_for
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can

SHOWN = 3  # years


@require_GET
def unit_criteria(request: PersonRequest, pk: int) -> HttpResponse:
    """The newest years of the unit with their state, the years that it may register for, and the units below."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    sets = CriteriaSet.objects.visible_to(request.user).newest().with_state().select_related("registration__unit")
    newest = list(sets.filter(registration__unit=unit).order_by("-registration__year")[:SHOWN])
    context = {
        "unit": unit,
        "years": [(criteria_set, State(criteria_set.state)) for criteria_set in newest],
        "openings": _openings(request, unit, {criteria_set.registration.year for criteria_set in newest}),
        "has_model": model_for(unit.kind) is not None,
        "has_units_below": not unit.kind.has_members,
    }
    return render(request, "criteria/_unit_criteria.html", context)


def _openings(request: PersonRequest, unit: Unit, begun: set[int]) -> list[int]:
    """Years for which the reader may begin a registration of the unit."""
    may_begin = unit.is_active and request.user.standing().may(Can.CONCRETISE_CRITERIA, unit)
    if not may_begin or model_for(unit.kind) is None:
        return []
    return [year for year in open_years(unit, today=timezone.localdate()) if year not in begun]
