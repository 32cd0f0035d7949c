"""Resolutions as they are read: the list, one resolution, the fragments of a unit's and a meeting's page, on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourgood.common import deadlines
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.meetings.official import rule, type_name
from fourgood.meetings.reporting import report_by
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.resolutions import papers
from fourgood.resolutions.adopting import counted
from fourgood.resolutions.forms import Narrowing
from fourgood.resolutions.models import Minutes, ResolvedTask
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.resolutions.reading import opened, readers_of
from fourgood.resolutions.views.parts import paper, resolutions, trail_of, visible_meeting, visible_resolution
from fourgood.tasks.models import Assignment

FEW = 4


@dataclass(frozen=True)
class Row:
    """One resolution in a list."""

    resolution: Resolution
    sign: str
    type_name: str


def rows_of(found: list[Resolution], *, on: dt.date) -> list[Row]:
    return [Row(r, r.sign(on=on), type_name(r.type_code, on=r.issued_on or on)) for r in found]


@require_GET
def resolution_list(request: PersonRequest) -> HttpResponse:
    """Resolutions of all units that the reader sees, or of one; by year, type and state."""
    request.user.standing().require_anywhere(Can.SEE_UNIT)
    today = timezone.localdate()
    visible = resolutions(request)
    years = sorted({day.year for day in visible.dates("month", "year")}, reverse=True)
    narrowing = Narrowing(request.GET, years=years, on=today)
    page = page_of(request, narrowing.narrowed(visible).order_by("-month", "-pk"))
    asked = getattr(narrowing, "cleaned_data", {}).get("unit")
    context = {
        "page": page,
        "rows": rows_of(page.rows, on=today),
        "narrowing": narrowing,
        "may_see_late": request.user.standing().may_anywhere(Can.SEE_MEMBERS),
        "unit": Unit.objects.visible_to(request.user).filter(pk=asked).first() if asked else None,
    }
    return render(request, f"resolutions/resolution_list.html{'#rows' if request.htmx else ''}", context)


@require_GET
def unit_resolutions(request: PersonRequest, pk: int) -> HttpResponse:
    """The last resolutions of a unit, as a fragment of its page."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    found = list(resolutions(request).filter(unit=unit)[:FEW])
    context = {"unit": unit, "rows": rows_of(found, on=today), "may_run": _may_run(request, unit)}
    return render(request, "resolutions/_unit_resolutions.html", context)


@require_GET
def meeting_papers(request: PersonRequest, pk: int) -> HttpResponse:
    """Minutes and resolutions of a meeting, as a fragment of its page: what is there, and what to do next."""
    meeting = visible_meeting(request, pk)
    today = timezone.localdate()
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=meeting).first()
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "rows": rows_of(list(resolutions(request).filter(meeting=meeting).order_by("pk")), on=today),
        "may_run": _may_run(request, meeting.unit) and meeting.begun_at is not None,
        "when": "" if minutes and minutes.sent_at else deadlines.when(report_by(meeting), on=today),
    }
    return render(request, "resolutions/_meeting_papers.html", context)


def _may_run(request: PersonRequest, unit: Unit) -> bool:
    return bool(request.user.standing().may(Can.RUN_MEETINGS, unit))


@require_GET
def resolution(request: PersonRequest, pk: int) -> HttpResponse:
    """One resolution: the reader's own tasks first, then the text, the vote, and how far the tasks are."""
    row = visible_resolution(request, pk)
    today, may_run = timezone.localdate(), _may_run(request, row.unit)
    opened(row, request.user.member, at=timezone.now())
    tasks = list(row.resolved.select_related("task").prefetch_related("members", _assignments()))
    own = [t for t in tasks if any(m.pk == request.user.member_id for m in t.members.all())]
    context = {
        "resolution": row,
        "sign": row.sign(on=today),
        "type_name": type_name(row.type_code, on=row.issued_on or today),
        "counted": counted(row.vote) if row.vote else None,
        "tasks": [(task, _state(task, on=today)) for task in tasks],
        "own": [(task, _state(task, on=today)) for task in own] if not row.is_draft else [],
        "done": sum(1 for task in tasks if task.task and task.task.finished_at),
        "reviewed": row.reviewed.all(),
        "amended_by": row.amended_by.issued().select_related("unit__kind") if not row.is_draft else [],
        "may_run": may_run,
        "readers": readers_of(row) if may_run and not row.is_draft else None,
        "may_see_acts": request.user.standing().may(Can.SEE_ACTS, row.unit),
        "trail": [*trail_of(row), (row.title, "")],
        "source": rule(row.issued_on or today),
    }
    return render(request, "resolutions/resolution_detail.html", context)


def _assignments() -> Prefetch[str]:
    return Prefetch("task__assignments", Assignment.objects.order_by("pk"))


@dataclass(frozen=True)
class State:
    """How far a task is: how many of those who have it have done it; late, and since when."""

    done: int
    all: int
    is_finished: bool
    late: str


def _state(row: ResolvedTask, *, on: dt.date) -> State | None:
    task = row.task
    if task is None:
        return None
    assignments = list(task.assignments.all())
    done = sum(1 for a in assignments if a.done_at)
    finished = task.finished_at is not None or (bool(assignments) and done == len(assignments))
    late = deadlines.when(task.due_on, on=on) if not finished and task.dropped_at is None and task.due_on < on else ""
    return State(done, len(assignments), finished, late)


@require_GET
def resolution_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_resolution(request, pk)
    return paper(papers.resolution_pdf(row, today=timezone.localdate()), f"resolution-{row.pk}.pdf")


@require_GET
def resolution_docx(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_resolution(request, pk)
    return paper(papers.resolution_docx(row, today=timezone.localdate()), f"resolution-{row.pk}.docx")
