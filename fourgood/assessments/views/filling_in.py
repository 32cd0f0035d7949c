"""The whole sheet on one page, also without a signal: what a device kept arrives once; without script it is a form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.assessments import arriving, filling_in
from fourgood.assessments.entering import locked_sheet, put, record_changes
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.sheet_page import page_of
from fourgood.assessments.views.parts import fresh, own_assessment, to_fill_in, trail_of, visible_assessment
from fourgood.common.arrivals import UNREADABLE, milliseconds, read_parcel
from fourgood.common.requests import PersonRequest

AGREE = "agree:"  # a button with the code of its criterion; without one: with all suggestions


@require_http_methods(["GET", "POST"])
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything that is due this month. Saved in one request: what can't hold, or was typed by someone else
    meanwhile, is said of every criterion at once, and nothing typed is lost.
    """
    if request.method == "POST":
        return _save(request, to_fill_in(request, pk))
    page = page_of(own_assessment(request, pk), request.user.standing(), on=timezone.localdate())
    return _page(request, page, filling_in.parts_of(page.sheet))


def _save(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """What is typed is read with the row locked, once. Agreeing comes after: refused, it leaves what was typed."""
    with transaction.atomic():
        row, sheet = locked_sheet(assessment)
        parts = filling_in.parts_of(sheet, request.POST)
        written = put(row, sheet, filling_in.touched(parts), by=request.user, at=timezone.now())
        record_changes(row)
    _agree(request, row)
    if not written.conflicts and all(part.form.is_valid() for part in parts if part.form.is_touched):
        messages.success(request, _("The sheet is saved."))
        return redirect("assessment_fill", row.pk)
    standing = request.user.standing()
    page = page_of(visible_assessment(request, row.pk), standing, on=timezone.localdate())
    return _page(request, page, filling_in.after(page.sheet, parts, written))


def _agree(request: PersonRequest, row: Assessment) -> None:
    """A button says with which suggestion: of one criterion, or of all that have no points yet."""
    button = request.POST.get("then", "")
    code = button.removeprefix(AGREE)
    if button.startswith(AGREE) and (code or sheet_of(fresh(row), with_evidence=False).to_agree):
        row.agree([code] if code else None, by=request.user, at=timezone.now())


def _page(request: PersonRequest, page: Any, parts: list[filling_in.Part]) -> HttpResponse:
    context = {
        "page": page,
        "at": milliseconds(timezone.now()),
        "wrong": [part for part in parts if part.conflict or part.form.errors],
        "to_agree": [part for part in parts if part.line in page.sheet.to_agree and not part.conflict],
        "asked": [part for part in parts if part.is_asked and part.line not in page.sheet.to_agree],
        "done": [part for part in parts if not part.is_asked],
        "trail": trail_of(page.row, _("Fill in")),
    }
    return render(request, "assessments/fill.html", context)


@require_GET
def sheet_todo(request: PersonRequest, pk: int) -> HttpResponse:
    """What is still missing, and the next step, as it is now: the top of the page, drawn anew."""
    page = page_of(own_assessment(request, pk), request.user.standing(), on=timezone.localdate())
    return render(request, "assessments/_fill_todo.html", {"page": page})


@require_POST
def sheet_entries(request: PersonRequest, pk: int) -> HttpResponse:
    """Entries that a device kept, in their order; the answer to each by its key. See `filling_in.js`."""
    row, now = to_fill_in(request, pk), timezone.now()
    try:
        parcel = read_parcel(request.body, now=now)
    except UNREADABLE:
        return HttpResponseBadRequest()
    answers = {str(said.key): arriving.receive(row, said, by=request.user, at=now) for said in parcel}
    return JsonResponse({"answers": answers, "at": milliseconds(timezone.now())})


@require_GET
def sheet_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of these pages. It lies beside them, because its place says for which it may answer."""
    return render(request, "kept_pages.js", {"folder": "sheet"}, content_type="text/javascript")
