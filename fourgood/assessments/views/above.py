"""The level above, sheet by sheet: differences first; confirm, return with remarks; open again; grant exceptions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourgood.assessments.confirming import waiting_submission
from fourgood.assessments.decision_forms import DecisionForm, ExceptionForm, ReasonForm
from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.refusals import RemarksWritten
from fourgood.assessments.sheet_page import Page, page_of
from fourgood.assessments.views.parts import assessment_above, trail_of
from fourgood.assessments.waiting import next_after
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest

CONFIRM = "confirm"


@require_http_methods(["GET", "POST"])
def assessment_confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Suggestion, own and confirmed side by side; what differs first. Afterwards the next sheet of the list opens."""
    row = assessment_above(request, pk)
    submission = waiting_submission(row)
    page = page_of(row, request.user.standing(), on=timezone.localdate())
    form = DecisionForm(request.POST or None, lines=page.sheet.due)
    if request.method == "POST" and form.is_valid():
        following = next_after(request.user.standing(), submission)
        try:
            messages.success(request, _decide(request, row, form))
        except Refusal as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.help}".strip())
        else:
            return redirect(*(["assessment_confirm", following.assessment_id] if following else ["assessment_queue"]))
    return render(request, "assessments/confirm.html", _context(request, page, submission, form))


def _decide(request: PersonRequest, row: Assessment, form: DecisionForm) -> str:
    """Do what the button says, and what to tell of it. Raises RemarksWritten, and what the verbs raise."""
    now, name = timezone.now(), {"name": row}
    if request.POST.get("decision") != CONFIRM:
        row.return_(form.cleaned_data["words"], form.remarks(), by=request.user, at=now)
        return _("%(name)s is returned. The unit sees your remarks.") % name
    if form.cleaned_data["words"].strip() or form.says_without_changing():
        raise RemarksWritten
    row.confirm(form.changes(), by=request.user, at=now)
    return _("%(name)s is confirmed.") % name


def _context(request: PersonRequest, page: Page, submission: Submission, form: DecisionForm) -> dict[str, Any]:
    lines = page.sheet.due
    return {
        "page": page,
        "submission": submission,
        "form": form,
        "differing": [(line, *form.beside(line)) for line in lines if line.differs],
        "by_hand": [(line, *form.beside(line)) for line in lines if not line.has_suggestion],
        "alike": [(line, *form.beside(line)) for line in lines if line.has_suggestion and not line.differs],
        "following": next_after(request.user.standing(), submission),
        "trail": [(_("Sheets waiting for confirmation"), reverse("assessment_queue")), (str(page.row), "")],
    }


@require_http_methods(["GET", "POST"])
def assessment_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Open a confirmed sheet again, with a reason that the unit reads."""
    row = assessment_above(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row.reopen(form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("The sheet is open again. The unit sees why."))
        return redirect(row)
    context = {"assessment": row, "form": form, "trail": trail_of(row, _("Open again"))}
    return render(request, "assessments/reopen.html", context)


@require_http_methods(["GET", "POST"])
def assessment_exception(request: PersonRequest, pk: int) -> HttpResponse:
    """Grant the unit more time, or exempt it this month."""
    row = assessment_above(request, pk)
    row.require_editable()
    form = ExceptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, until = form.cleaned_data["reason"], form.cleaned_data["until"]
        try:
            if until:
                row.extend(until, reason, by=request.user)
            else:
                row.exempt(reason, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(getattr(refusal, "field", None), str(refusal.reason))
        else:
            messages.success(request, _("The exception is granted. The unit sees why."))
            return redirect(row)
    context = {"assessment": row, "form": form, "trail": trail_of(row, _("Exception"))}
    return render(request, "assessments/exception.html", context)
