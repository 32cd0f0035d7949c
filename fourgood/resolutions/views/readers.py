"""Who has the papers: members told on paper by the secretary; minutes that are late, for the level above."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.common import deadlines
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Member
from fourgood.organisation.standing import Can
from fourgood.resolutions.late import Which, late_minutes
from fourgood.resolutions.reading import Paper, tell
from fourgood.resolutions.views.parts import run_resolution, visible_minutes


@require_POST
def resolution_told(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    return _told(request, run_resolution(request, pk), member)


@require_POST
def minutes_told(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    minutes = visible_minutes(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, minutes.unit)
    return _told(request, minutes, member)


def _told(request: PersonRequest, paper: Paper, member: int) -> HttpResponse:
    person = get_object_or_404(Member, pk=member)
    tell(paper, person, by=request.user, at=timezone.now())
    messages.success(request, _("Noted that %(name)s knows of it.") % {"name": person})
    return redirect(f"{paper.get_absolute_url()}#readers")


@require_GET
def minutes_late(request: PersonRequest) -> HttpResponse:
    """Minutes that are missing, or came late (`?which=late`), of the units that the reader looks after."""
    request.user.standing().require_anywhere(Can.SEE_MEMBERS)
    today = timezone.localdate()
    asked = request.GET.get("which")
    which = Which(asked) if asked in Which.values else Which.MISSING
    counts = [
        (one, late_minutes(request.user, one, on=today).order_by().aggregate(n=Count("pk"))["n"]) for one in Which
    ]
    page = page_of(request, late_minutes(request.user, which, on=today))
    rows = [(meeting, _how_late(meeting, on=today)) for meeting in page.rows]
    context = {"page": page, "rows": rows, "which": which, "counts": counts}
    return render(request, "resolutions/minutes_late.html", context)


def _how_late(meeting: Meeting, *, on: dt.date) -> str:
    """By how many days they were late, or are by now. The meeting with `due_on` and its minutes."""
    minutes = getattr(meeting, "minutes", None)
    sent_on = timezone.localdate(minutes.sent_at) if minutes and minutes.sent_at else on
    return deadlines.how_late(sent_on, meeting.due_on)  # type: ignore[attr-defined]
