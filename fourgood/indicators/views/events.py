"""Events that deduct: the list of a unit, entering one, taking one back. For leaders and the levels above only."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.indicators.event_forms import EventForm, TakeBackForm
from fourgood.indicators.models import DeductingEvent
from fourgood.indicators.showing import names_of_events, parts_in_force
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import Trail, form_page

SIZE = 30


@require_GET
def unit_events(request: PersonRequest, pk: int) -> HttpResponse:
    """All events of a unit, newest first, with those taken back."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    standing = request.user.standing()
    standing.require(Can.SEE_EVENTS, unit)
    rows = DeductingEvent.objects.visible_to(request.user).filter(unit=unit, corrects=None)
    page = page_of(request, rows.select_related("corrected_by"), size=SIZE)
    names = names_of_events(unit, on=timezone.localdate())
    context = {
        "unit": unit,
        "page": page,
        "rows": [(row, names.get(row.event, row.event), getattr(row, "corrected_by", None)) for row in page.rows],
        "may_enter": unit.is_active and standing.may(Can.ENTER_EVENTS, unit),
        "trail": _trail(unit),
    }
    return render(request, "indicators/unit_events.html", context)


@require_http_methods(["GET", "POST"])
def event_new(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    request.user.standing().require(Can.ENTER_EVENTS, unit)
    form = EventForm(request.POST or None, parts=parts_in_force(unit, on=timezone.localdate()))
    enter = partial(DeductingEvent.objects.enter, unit=unit, at=timezone.now())
    back = reverse("unit_events", args=[pk])
    return form_page(request, form, enter, about=unit, back=back, trail=_trail(unit))


@require_http_methods(["GET", "POST"])
def event_take_back(request: PersonRequest, pk: int) -> HttpResponse:
    seen = DeductingEvent.objects.visible_to(request.user).select_related("unit")
    event = get_object_or_404(seen, pk=pk)
    request.user.standing().require(Can.ENTER_EVENTS, event.unit)
    take_back = partial(event.take_back, at=timezone.now())
    back = reverse("unit_events", args=[event.unit_id])
    form = TakeBackForm(request.POST or None)
    return form_page(request, form, take_back, about=event, back=back, trail=_trail(event.unit))


def _trail(unit: Unit) -> Trail:
    return [(unit, unit.get_absolute_url()), (_("Events that deduct"), reverse("unit_events", args=[unit.pk]))]
