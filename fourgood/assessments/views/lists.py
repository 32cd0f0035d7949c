"""The list of sheets, and what waits for the level above: confirmed one by one, or at once where nothing differs."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from fourgood.assessments import confirming
from fourgood.assessments.accepting import months_to_accept, require_leads
from fourgood.assessments.listing import Asked, page_of_list
from fourgood.assessments.models import Period
from fourgood.assessments.waiting import Which, line_of, waiting_for
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can


@require_GET
def assessment_list(request: PersonRequest) -> HttpResponse:
    """Every sheet that the reader sees, narrowed by month, state, name."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_UNIT)
    months = Period.objects.visible_to(request.user).order_by("-month").values_list("month", flat=True).distinct()[:36]
    asked = Asked(request.GET, months=list(months))
    page = page_of_list(request, asked)
    context = {
        "asked": asked,
        "page": page,
        "rows": page.rows,
        "may_confirm": standing.may_anywhere(Can.CONFIRM_ASSESSMENTS),
    }
    return render(request, "assessments/list.html" + ("#rows" if request.htmx else ""), context)


@require_GET
def assessment_queue(request: PersonRequest) -> HttpResponse:
    """What waits for the reader's decision, with how much differs in each."""
    standing = request.user.standing()
    standing.require_anywhere(Can.CONFIRM_ASSESSMENTS)
    which, today = Which(request.GET), timezone.localdate()
    page = page_of(request, which.rows(standing))
    rows = [line_of(row, on=today) for row in page.rows]
    context = {
        "which": which,
        "page": page,
        "rows": rows,
        "alike": [row.submission for row in rows if not row.submission.differing],
        "to_accept": months_to_accept(standing),
        "trail": [(_("Monthly assessment"), reverse("assessment_list")), (_("Waiting for confirmation"), "")],
    }
    return render(request, "assessments/queue.html" + ("#rows" if request.htmx else ""), context)


@require_POST
def assessment_confirm_alike(request: PersonRequest) -> HttpResponse:
    """Confirm those of the sheets that were on the page in which nothing differs from the suggestions."""
    standing = request.user.standing()
    standing.require_anywhere(Can.CONFIRM_ASSESSMENTS)
    seen = [int(pk) for pk in request.POST.getlist("submission") if pk.isdigit()]
    chosen = list(waiting_for(standing).filter(pk__in=seen, differing=0))
    count = confirming.confirm_alike(chosen, by=request.user, at=timezone.now())
    said = ngettext("%(count)d sheet is confirmed.", "%(count)d sheets are confirmed.", count)
    messages.success(request, said % {"count": count})
    return redirect("assessment_queue")


@require_POST
def assessment_accept(request: PersonRequest, pk: int, month: dt.date) -> HttpResponse:
    """The committee accepts what was confirmed of a month for the units directly under it."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    require_leads(request.user.standing(), unit)
    count = confirming.accept_all(unit, month, by=request.user, at=timezone.now())
    said = ngettext("%(count)d sheet is accepted.", "%(count)d sheets are accepted.", count)
    messages.success(request, said % {"count": count})
    return redirect("assessment_queue")
