"""What the unit does with its sheet beside filling it in: evidence, the vote of the meeting, submitting."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from fourgood.assessments import evidence
from fourgood.assessments.decision_forms import EvidenceForm, VoteForm
from fourgood.assessments.models import Assessment, Evidence
from fourgood.assessments.sheet_page import page_of
from fourgood.assessments.submitting import send
from fourgood.assessments.suggesting import suggest
from fourgood.assessments.views.parts import locked_to_fill_in, own_assessment, there, trail_of
from fourgood.assessments.voting_on import met_on
from fourgood.common.deadlines import how_late
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.criteria.voices import vote_base
from fourgood.organisation.standing import Can


@require_http_methods(["GET", "POST"])
def assessment_evidence(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """Attach files to a criterion, or point to a meeting."""
    row = own_assessment(request, pk)
    form = EvidenceForm(request.POST or None, request.FILES or None, assessment=row)
    if request.method == "POST" and form.is_valid():
        chosen = {"files": form.cleaned_data["uploads"], "meetings": form.cleaned_data.get("meetings") or ()}
        evidence.add(row, code, **chosen, by=request.user, at=timezone.now())
        messages.success(request, _("The evidence is added."))
        return redirect(there(row.pk, code))
    page = page_of(row, request.user.standing(), on=timezone.localdate())
    line = next((line for line in page.sheet.due if line.code == code), None)
    if line is None:
        raise Http404
    context = {"assessment": row, "line": line, "form": form, "back": there(row.pk, code)}
    context["trail"] = trail_of(row, code, _("Evidence"))
    return render(request, "assessments/evidence.html", context)


@require_POST
def evidence_remove(request: PersonRequest, pk: int) -> HttpResponse:
    pieces = Evidence.objects.visible_to(request.user).select_related("assessment__unit", "file", "meeting")
    piece = get_object_or_404(pieces, pk=pk)
    request.user.standing().require(Can.ASSESS, piece.unit)
    evidence.remove(piece, by=request.user)
    messages.success(request, _("The evidence is taken from the sheet."))
    return redirect(there(piece.assessment_id, piece.code))


@require_http_methods(["GET", "POST"])
def assessment_vote(request: PersonRequest, pk: int) -> HttpResponse:
    """Record how the meeting voted on the sheet as it stands."""
    row, today = own_assessment(request, pk), timezone.localdate()
    day = met_on(row) or today
    form = VoteForm(request.POST or None, assessment=row, initial={"met_on": day})
    if request.method == "POST" and form.is_valid():
        try:
            row.record_vote(**form.arguments(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, f"{refusal.reason} {refusal.help}".strip())
        else:
            messages.success(request, _("The vote is recorded. Now submit the sheet."))
            return redirect(row)
    page = page_of(row, request.user.standing(), on=today)
    base = vote_base(row.unit, on=_day_of(form, day))
    context = {"page": page, "form": form, "base": base, "trail": trail_of(row, _("Record the vote"))}
    return render(request, "assessments/vote.html", context)


def _day_of(form: VoteForm, otherwise: dt.date) -> dt.date:
    """The day of the meeting as it was entered: who has a vote depends on it."""
    return getattr(form, "cleaned_data", {}).get("met_on") or otherwise


@require_http_methods(["GET", "POST"])
def assessment_submit(request: PersonRequest, pk: int) -> HttpResponse:
    """What is sent, to whom, by when; or all that is still missing."""
    refused = _send(request, pk) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        messages.success(request, _("The sheet is submitted. You will see here what the level above decides."))
        return redirect("assessment", pk)
    row, today = own_assessment(request, pk), timezone.localdate()
    page = page_of(row, request.user.standing(), on=today)
    context = {
        "page": page,
        "refused": refused,
        "lateness": how_late(today, row.last_day),
        "receiver": row.unit.parent,
        "trail": trail_of(row, _("Submit")),
        "back": reverse("assessment", args=[row.pk]),
    }
    return render(request, "assessments/submit.html", context)


def _send(request: PersonRequest, pk: int) -> Refusal | None:
    """Send it up. Refused, all stays as it was but the suggestion, which is counted anew: what lacks is shown."""
    now = timezone.now()
    with transaction.atomic():
        row = locked_to_fill_in(request, pk)
        try:
            send(row, by=request.user, at=now)
        except Refusal as refusal:
            transaction.set_rollback(True)
            refused = refusal
        else:
            return None
    suggest(Assessment.objects.filter(pk=pk), at=now)
    return refused
