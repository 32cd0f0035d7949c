"""The sheet: all criteria at a glance. It is filled in on a page of its own: `filling_in`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet_page import page_of
from fourgood.assessments.suggesting import suggest
from fourgood.assessments.views.parts import own_assessment, trail_of, visible_assessment
from fourgood.common.requests import PersonRequest


@require_GET
def assessment(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole sheet: to fill in for those who lead the unit, to read for everyone else who sees it."""
    row: Any = visible_assessment(request, pk)
    context = {"page": page_of(row, request.user.standing(), on=timezone.localdate()), "trail": trail_of(row)}
    return render(request, "assessments/sheet.html", context)


@require_POST
def assessment_agree(request: PersonRequest, pk: int) -> HttpResponse:
    """Take all suggestions for which the unit has no points of its own yet."""
    row = own_assessment(request, pk)
    taken = row.agree(by=request.user, at=timezone.now())
    said = ngettext("%(count)d suggestion is taken.", "%(count)d suggestions are taken.", len(taken))
    messages.success(request, said % {"count": len(taken)})
    return redirect(row)


@require_POST
def assessment_count(request: PersonRequest, pk: int) -> HttpResponse:
    """Count the facts anew: what was recorded meanwhile changes the suggestions."""
    row = own_assessment(request, pk)
    suggest(Assessment.objects.filter(pk=row.pk), at=timezone.now())
    messages.success(request, _("The records were counted anew."))
    return redirect(row)
