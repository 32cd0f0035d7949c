"""The catalogue of indicators, and one value with the rows behind it."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.requests import PersonRequest
from fourgood.indicators.catalogue import Entry, catalogue
from fourgood.indicators.period import period_of
from fourgood.indicators.readings import measure
from fourgood.indicators.rows import rows_behind
from fourgood.indicators.showing import names_of_events, shown
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can

EARLIEST = dt.date(2000, 1, 1)


@require_GET
def indicator_list(request: PersonRequest) -> HttpResponse:
    """What each figure means, and how it is counted; with a way to its value for the reader's own unit."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    own = [holding.unit_id for holding in standing.holdings if holding.grants(Can.SEE_UNIT)]
    unit = Unit.objects.active().filter(pk__in=own).order_by("-path").first()
    sees_events = unit is not None and standing.may(Can.SEE_EVENTS, unit)
    context = {
        "sections": _sections(sees_events=sees_events),
        "unit": unit,
        "month": timezone.localdate().replace(day=1),
        "sees_events": sees_events,
    }
    return render(request, "indicators/indicator_list.html", context)


def _sections(*, sees_events: bool) -> list[tuple[object, list[tuple[Entry, bool]]]]:
    """Counted ones first. With each entry, whether the reader may open its value."""
    entries = list(catalogue().values())
    counted = [(entry, sees_events or not entry.is_restricted) for entry in entries if not entry.by_hand]
    return [
        (_("Counted from the records"), counted),
        (_("Entered by hand"), [(e, False) for e in entries if e.by_hand]),
    ]


@require_GET
def indicator(request: PersonRequest, pk: int, code: str, month: dt.date) -> HttpResponse:
    """The value of one unit in a month, what it means, and what it was counted from."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    entry = catalogue().get(code)
    if entry is None or month < EARLIEST:
        raise Http404
    if entry.is_restricted:
        request.user.standing().require(Can.SEE_EVENTS, unit)
    today = timezone.localdate()
    reading = measure([code], [pk], month, on=today)[code][pk]
    context = {
        "unit": unit,
        "entry": entry,
        "month": month,
        "value": shown(entry, reading, names_of_events(unit, on=today) if entry.has_events else {}),
        "behind": rows_behind(code, unit, month, viewer=request.user, on=today),
        "period": period_of(month, entry.counted.every, on=today) if entry.counted else None,
        "months": _beside(pk, code, month),
        "trail": [(_("Indicators"), reverse("indicator_list")), (unit, unit.get_absolute_url()), (entry.title, "")],
    }
    return render(request, "indicators/indicator.html", context)


def _beside(pk: int, code: str, month: dt.date) -> list[tuple[str, str]]:
    """The month before and the one after, with their addresses."""
    before = (month - dt.timedelta(days=1)).replace(day=1)
    after = (month + dt.timedelta(days=31)).replace(day=1)
    return [(date_format(m, "m/Y"), reverse("indicator", args=[pk, code, m])) for m in (before, after)]
