"""The emulation pact of a unit: a page to print, and the same as PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.requests import PersonRequest
from fourgood.criteria.pact import others_in_words, pact_of, pact_pdf
from fourgood.criteria.views.parts import registration_trail, visible_set


@require_GET
def criteria_pact(request: PersonRequest, pk: int) -> HttpResponse:
    """What the unit undertakes, good by good, with the places for the signatures."""
    criteria_set = visible_set(request, pk)
    pact = pact_of(criteria_set, today=timezone.localdate())
    context = {
        "set": criteria_set,
        "pact": pact,
        "goods": [(good, others_in_words(good)) for good in pact.goods],
        "trail": registration_trail(criteria_set.registration, _("Emulation pact")),
    }
    return render(request, "criteria/pact.html", context)


@require_GET
def criteria_pact_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    criteria_set = visible_set(request, pk)
    written = pact_pdf(criteria_set, today=timezone.localdate())
    name = f"pact-{criteria_set.unit.code}-{criteria_set.registration.year}-{criteria_set.place}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(written, content_type="application/pdf", headers=headers)
