"""The level above: what waits for it, and each set beside the framework and what the unit had before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.deadlines import how_late
from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.criteria.consultation import consultation
from fourgood.criteria.decision_forms import ReviewForm
from fourgood.criteria.decision_refusals import NotSubmitted, RemarksWritten
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.review import Review, review_of
from fourgood.criteria.state import State
from fourgood.criteria.submitting import waiting_submission
from fourgood.criteria.views.parts import visible_set
from fourgood.criteria.waiting import Which, lines
from fourgood.organisation.standing import Can

CONFIRM = "confirm"  # the button that confirms; the other one returns


@require_GET
def criteria_queue(request: PersonRequest) -> HttpResponse:
    """Criteria that wait for the reader, oldest first; those in the reader's charge before the others."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.CONFIRM_CRITERIA)
    which = Which(request.GET)
    page = page_of(request, which.rows(standing), count=True)
    context = {"which": which, "page": page, "rows": lines(page.rows, on=today)}
    return render(request, "criteria/queue.html" + ("#rows" if request.htmx else ""), context)


@require_http_methods(["GET", "POST"])
def criteria_review(request: PersonRequest, pk: int) -> HttpResponse:
    """One set: the framework, what the unit had before, what it sets itself; confirmed, or returned with remarks."""
    criteria_set = visible_set(request, pk)
    request.user.standing().require(Can.CONFIRM_CRITERIA, criteria_set.unit)
    if criteria_set.state_now() is not State.SUBMITTED:
        if request.method == "POST":
            raise NotSubmitted
        return redirect(criteria_set)
    review = review_of(criteria_set)
    form = ReviewForm(request.POST or None, codes=review.codes)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _decide(request, criteria_set, form, review))
            return redirect("criteria_queue")
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
    return render(request, "criteria/review.html", _context(criteria_set, review, form))


def _context(criteria_set: CriteriaSet, review: Review, form: ReviewForm) -> dict[str, Any]:
    submission = waiting_submission(criteria_set)
    return {
        "set": criteria_set,
        "submission": submission,
        "lateness": how_late(timezone.localdate(submission.submitted_at), submission.due_on),
        "adoption": criteria_set.adoption(),
        "round": consultation(criteria_set, review.overview, on=timezone.localdate()),
        "review": review,
        "differing": [(row, form.remark(row.line.code)) for row in review.differing],
        "alike": [(row, form.remark(row.line.code)) for row in review.alike],
        "form": form,
        "trail": [(_("Waiting for you"), reverse("criteria_queue")), (str(criteria_set.registration), "")],
    }


def _decide(request: PersonRequest, criteria_set: CriteriaSet, form: ReviewForm, review: Review) -> str:
    """Do what the button says, and what to tell of it. Raises RemarksWritten, and what the verbs raise."""
    now = timezone.now()
    if request.POST.get("decision") != CONFIRM:
        remarks = form.remarks(review.codes)
        criteria_set.return_(form.cleaned_data["words"], remarks, by=request.user, at=now)
        return _("The criteria of %(unit)s are returned. The unit sees your remarks.") % {"unit": criteria_set.unit}
    if form.says_something:
        raise RemarksWritten
    criteria_set.confirm(by=request.user, at=now)
    return _("The criteria of %(unit)s are confirmed.") % {"unit": criteria_set.unit}
