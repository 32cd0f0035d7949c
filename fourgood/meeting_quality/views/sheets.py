"""The score of a meeting: read, filled in by the cell, voted on, sent up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.frameworks import framework_of
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.deciding import lacking
from fourgood.meeting_quality.forms import PointsForm, VoteForm
from fourgood.meeting_quality.frame import is_scored, sheet_in_force
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meeting_quality.page import Points, groups_of, points_of, total_in_words
from fourgood.meeting_quality.suggesting import suggestions
from fourgood.meeting_quality.views.parts import (
    run_meeting,
    run_sheet,
    trail_of,
    trail_of_sheet,
    visible_meeting,
    visible_sheet,
)
from fourgood.meetings.models import Meeting
from fourgood.organisation.standing import Can, Standing
from fourgood.regulations.framework import Framework, Variant


@require_GET
def quality(request: PersonRequest, pk: int) -> HttpResponse:
    """Suggested, own and confirmed points side by side; to who may fill it in and has not, the button that does."""
    if not QualitySheet.objects.visible_to(request.user).filter(meeting=pk).exists():
        return _not_filled(request, pk)
    sheet, standing = visible_sheet(request, pk), request.user.standing()
    may_run = standing.may(Can.RUN_MEETINGS, sheet.unit)
    is_draft = sheet.submitted_at is None
    context = {
        "sheet": sheet,
        "framework": sheet.rules,
        "groups": groups_of(sheet.rules, sheet.criteria, points_of(sheet)),
        "own": total_in_words(sheet, confirmed=False),
        "confirmed": total_in_words(sheet, confirmed=True),
        "may_change": may_run and is_draft,
        "may_confirm": _may_confirm(sheet, standing),
        "lacking": lacking(sheet) if may_run and is_draft else [],
        "may_see_acts": standing.may(Can.SEE_ACTS, sheet.unit),
        "trail": trail_of(sheet.meeting, (_("Score of the meeting"), "")),
    }
    return render(request, "meeting_quality/sheet.html", context)


def _may_confirm(sheet: QualitySheet, standing: Standing) -> bool:
    waits = sheet.submitted_at is not None and sheet.confirmed_at is None
    return waits and standing.may(Can.CONFIRM_MEETINGS, sheet.unit)


def _not_filled(request: PersonRequest, pk: int) -> HttpResponse:
    meeting = visible_meeting(request, pk)
    may_run = request.user.standing().may(Can.RUN_MEETINGS, meeting.unit)
    if not (may_run and is_scored(meeting) and meeting.begun_at):
        raise Http404
    context = {"meeting": meeting, "trail": trail_of(meeting, (_("Score of the meeting"), ""))}
    return render(request, "meeting_quality/none.html", context)


@require_GET
def quality_line(request: PersonRequest, pk: int) -> HttpResponse:
    """The score in a line: a fragment of the page of the meeting, or a page of its own."""
    meeting = visible_meeting(request, pk)
    seen = QualitySheet.objects.visible_to(request.user).filter(meeting=meeting)
    sheet = seen.select_related("meeting__unit", "framework").first()
    standing = request.user.standing()
    may_run = standing.may(Can.RUN_MEETINGS, meeting.unit) and is_scored(meeting) and meeting.begun_at is not None
    context = {
        "meeting": meeting,
        "sheet": sheet,
        "own": total_in_words(sheet, confirmed=False) if sheet else None,
        "confirmed": total_in_words(sheet, confirmed=True) if sheet else None,
        "may_fill": may_run and sheet is None,
        "may_confirm": sheet is not None and _may_confirm(sheet, standing),
        "trail": trail_of(meeting, (_("Score of the meeting"), "")),
    }
    return render(request, f"meeting_quality/{'_line' if request.htmx else 'line'}.html", context)


@require_http_methods(["GET", "POST"])
def quality_fill(request: PersonRequest, pk: int) -> HttpResponse:
    """All criteria with what the records suggest. Saved as far as it is; it can be gone on with until it is sent up."""
    meeting, now = run_meeting(request, pk), timezone.now()
    sheet = QualitySheet.objects.filter(meeting=meeting).select_related("framework").first()
    if sheet and sheet.submitted_at is not None:
        raise refusals.Submitted
    framework, variant = _frame(meeting, sheet)
    points = _points(meeting, variant, sheet)
    form = PointsForm(
        request.POST or None,
        variant=variant,
        given=points.own if sheet else points.suggested,
        reasons=dict(points.reasons),
        offered=points.suggested,
    )
    if request.method == "POST" and form.is_valid():
        made = QualitySheet.objects.fill(meeting, form.given(), form.reasons(), by=request.user, at=now)
        messages.success(request, _("The points are saved."))
        return redirect(made)
    context = {
        "meeting": meeting,
        "framework": framework,
        "form": form,
        "groups": groups_of(framework, variant, points, form),
        "trail": trail_of(meeting, (_("Score of the meeting"), "")),
    }
    return render(request, "meeting_quality/fill.html", context)


def _frame(meeting: Meeting, sheet: QualitySheet | None) -> tuple[Framework, Variant]:
    """By which sheet the meeting is scored. Raises NotScored, NotBegun, NoSheetInForce."""
    if sheet:
        return sheet.rules, sheet.criteria
    framework = framework_of(sheet_in_force(meeting))
    return framework, framework.variant_for(meeting.unit.sector.code if meeting.unit.sector else None)


def _points(meeting: Meeting, variant: Variant, sheet: QualitySheet | None) -> Points:
    """What the records suggest now, and what was saved."""
    found = suggestions(variant, meeting, at=timezone.now())
    saved = points_of(sheet) if sheet else None
    return Points(
        suggested={code: one.given for code, one in found.items()},
        own=saved.own if saved else {},
        confirmed={},
        recorded={code: one.stored for code, one in found.items()},
        reasons=saved.reasons if saved else {},
        answers={},
    )


@require_http_methods(["GET", "POST"])
def quality_vote(request: PersonRequest, pk: int) -> HttpResponse:
    """The vote of the meeting on its score: one that was held here, or hands as they were counted."""
    sheet = run_sheet(request, pk)
    if sheet.submitted_at is not None:
        raise refusals.Submitted
    form = VoteForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, sheet, form)
        except Refusal as refusal:
            form.add_error(getattr(refusal, "field", None) if not form.chosen else None, str(refusal.reason))
        else:
            messages.success(request, str(form.done))
            return redirect(sheet)
    context = {"form": form, "about": sheet.meeting, "back": sheet.get_absolute_url()}
    return render(request, "organisation/act_form.html", context | {"trail": trail_of_sheet(sheet, (_("Vote"), ""))})


def _decide(request: PersonRequest, sheet: QualitySheet, form: VoteForm) -> None:
    if form.chosen:
        sheet.decide_by(form.chosen, by=request.user, at=timezone.now())
    else:
        sheet.decide(form.hands(), by=request.user, at=timezone.now())


@require_POST
def quality_submit(request: PersonRequest, pk: int) -> HttpResponse:
    sheet = run_sheet(request, pk)
    sheet.submit(by=request.user, at=timezone.now())
    messages.success(request, _("The score is with the level above."))
    return redirect(sheet)
