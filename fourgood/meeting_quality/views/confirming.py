"""The level above: which scores wait, and each criterion by criterion beside suggestion and own points."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.forms import PointsForm
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meeting_quality.page import Points, groups_of, points_of, total_in_words
from fourgood.meeting_quality.points import NOTHING, ByCode
from fourgood.meeting_quality.views.parts import visible_sheet
from fourgood.organisation.standing import Can


@require_GET
def quality_list(request: PersonRequest) -> HttpResponse:
    """Scores that wait for the reader, the longest waiting first; or all that the reader may see."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.CONFIRM_MEETINGS)
    shows_all = request.GET.get("show") == "all"
    visible = QualitySheet.objects.visible_to(request.user).filter(submitted_at__isnull=False)
    rows = visible.order_by("-submitted_at", "-pk") if shows_all else visible.waiting_for(standing)
    page = page_of(request, rows.select_related("meeting__unit__parent", "framework"), count=True)
    context = {"page": page, "rows": [_line(sheet, today) for sheet in page.rows], "shows_all": shows_all}
    return render(request, "meeting_quality/list.html", context)


def _line(sheet: QualitySheet, today: dt.date) -> dict[str, object]:
    return {
        "sheet": sheet,
        "own": total_in_words(sheet, confirmed=False),
        "confirmed": total_in_words(sheet, confirmed=True),
        "is_mine": not getattr(sheet, "is_of_others", True),
        "days": (today - timezone.localdate(sheet.submitted_at)).days,
    }


@require_http_methods(["GET", "POST"])
def quality_confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Every criterion; where the cell departs from what the records suggest, nothing stands in the form yet."""
    sheet = visible_sheet(request, pk)
    request.user.standing().require(Can.CONFIRM_MEETINGS, sheet.unit)
    if sheet.confirmed_at is not None:
        raise refusals.Confirmed
    if sheet.submitted_at is None:
        raise refusals.NotSubmitted
    points = points_of(sheet)
    form = PointsForm(
        request.POST or None, variant=sheet.criteria, given=_first(points), reasons={}, offered=points.own
    )
    if request.method == "POST" and form.is_valid():
        try:
            sheet.confirm(form.given(), form.reasons(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The score is confirmed and locked."))
            return redirect(sheet)
    context = {
        "sheet": sheet,
        "form": form,
        "groups": groups_of(sheet.rules, sheet.criteria, points, form),
        "own": total_in_words(sheet, confirmed=False),
        "trail": [(_("Scores of meetings"), reverse("quality_list")), (str(sheet), sheet.get_absolute_url())],
    }
    return render(request, "meeting_quality/confirm.html", context)


def _first(points: Points) -> ByCode:
    """What the cell gave, but for what the records speak against."""
    return {
        code: given if points.suggested[code] in (NOTHING, given) else NOTHING for code, given in points.own.items()
    }
