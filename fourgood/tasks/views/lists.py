"""Lists of tasks: mine, those of a unit, those of the units below (M13, M15)."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.tasks.below import below
from fourgood.tasks.board import Column, card_of, cards, grouped, of_unit
from fourgood.tasks.models import Task
from fourgood.tasks.month_list import month_pdf

Words = str | Promise
SIZE = 30
COLUMNS: dict[Column, Words] = {
    Column.LATE: _("Late"),
    Column.NEW: _("Not accepted yet"),
    Column.UNDER_WAY: _("Under way"),
    Column.TO_CHECK: _("Done, to be checked"),
    Column.ENDED: _("Ended"),
}
MINE, GIVEN, ENDED = "", "given", "ended"


@require_GET
def task_list(request: PersonRequest) -> HttpResponse:
    """The reader's own tasks, those that they gave, those that ended."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.SEE_UNIT)
    which = request.GET.get("show", MINE)
    visible = Task.objects.visible_to(request.user)
    member = request.user.member_id
    chosen = {
        MINE: visible.given_to(member).open(),
        GIVEN: visible.filter(given_by=request.user).open(),
        ENDED: visible.given_to(member).exclude(pk__in=visible.open()),
    }
    rows = chosen.get(which, chosen[MINE]).order_by("due_on", "pk")
    page = page_of(request, rows.select_related("unit").prefetch_related("assignments__member"), size=SIZE)
    here = reverse("task_list")
    leading = [h.unit_id for h in standing.holdings if h.grants(Can.GIVE_TASKS)]
    context = {
        "page": page,
        "cards": [card_of(task, on=today, member_id=member) for task in page.rows],
        "today": today,
        "sections": [
            (_("For me"), here, which not in (GIVEN, ENDED)),
            *([(_("Given by me"), f"{here}?show={GIVEN}", which == GIVEN)] if leading else []),
            (_("Ended"), f"{here}?show={ENDED}", which == ENDED),
        ],
        "boards": Unit.objects.active().filter(
            pk__in=[h.unit_id for h in standing.holdings if h.grants(Can.TAKE_PART)]
        ),
        "giving": Unit.objects.active().filter(pk__in=leading).order_by("-path"),
    }
    return render(request, "tasks/task_list.html", context)


@require_GET
def unit_tasks(request: PersonRequest, pk: int) -> HttpResponse:
    """The board of a unit, by how far each task is; also a sheet to print."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    today = timezone.localdate()
    found = cards(of_unit(unit, request.user, on=today), on=today, member_id=request.user.member_id)
    context = {
        "unit": unit,
        "columns": [(COLUMNS[column], column, rows) for column, rows in grouped(found)],
        "today": today,
        "months": [today.replace(day=1), (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)],
        "may_give": request.user.standing().may(Can.GIVE_TASKS, unit),
        "has_below": not unit.kind.has_members,
        "trail": [(_("Tasks"), reverse("task_list")), (unit, unit.get_absolute_url()), (_("Tasks of the unit"), "")],
    }
    return render(request, "tasks/unit_tasks.html", context)


@require_GET
def unit_tasks_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """The list of a month to print or pin up: `?month=2026-11`, or this month, in the reader's language."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    today = timezone.localdate()
    month = month_of(request.GET.get("month", ""), today)
    language = (get_language() or LANGUAGE_OF_RECORD)[:2]
    written = month_pdf(unit, request.user, month=month, today=today, language=language)
    named = {"Content-Disposition": f'inline; filename="tasks-{month:%Y-%m}.pdf"'}
    return HttpResponse(written, content_type="application/pdf", headers=named)


def month_of(written: str, today: dt.date) -> dt.date:
    """The first day of the month as the address says it, or of this month where it says none."""
    try:
        return dt.datetime.strptime(written, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


@require_GET
def tasks_below(request: PersonRequest, pk: int) -> HttpResponse:
    """What a committee sees: each unit under it with its numbers, the most late first."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    request.user.standing().require(Can.SEE_MEMBERS, unit)
    today = timezone.localdate()
    context = {
        "unit": unit,
        "rows": below(unit, request.user, on=today, most=SIZE * 10),
        "today": today,
        "trail": [(_("Tasks"), reverse("task_list")), (unit, unit.get_absolute_url()), (_("Tasks of units below"), "")],
    }
    return render(request, "tasks/tasks_below.html", context)
