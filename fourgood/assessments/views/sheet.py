"""The sheet: all criteria at a glance, one page for each, saved as one types."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.assessments.conflict import sides_of
from fourgood.assessments.entering import locked_sheet, put, record_changes, take
from fourgood.assessments.forms import CriterionForm
from fourgood.assessments.models import Assessment, Entry
from fourgood.assessments.sheet import Line, Sheet, sheet_of
from fourgood.assessments.sheet_page import page_of
from fourgood.assessments.suggesting import suggest
from fourgood.assessments.views.parts import fresh, own_assessment, to_fill_in, trail_of, visible_assessment
from fourgood.common.requests import PersonRequest

AGREE, SHEET = "agree", "sheet"  # buttons: agree with the suggestion; back to the sheet


@require_GET
def assessment(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole sheet: to fill in for those who lead the unit, to read for everyone else who sees it."""
    row: Any = visible_assessment(request, pk)
    context = {"page": page_of(row, request.user.standing(), on=timezone.localdate()), "trail": trail_of(row)}
    return render(request, "assessments/sheet.html", context)


@require_POST
def assessment_agree(request: PersonRequest, pk: int) -> HttpResponse:
    """Take all suggestions for which the unit has no points of its own yet."""
    row = own_assessment(request, pk)
    taken = row.agree(by=request.user, at=timezone.now())
    said = ngettext("%(count)d suggestion is taken.", "%(count)d suggestions are taken.", len(taken))
    messages.success(request, said % {"count": len(taken)})
    return redirect(row)


@require_POST
def assessment_count(request: PersonRequest, pk: int) -> HttpResponse:
    """Count the facts anew: what was recorded meanwhile changes the suggestions."""
    row = own_assessment(request, pk)
    suggest(Assessment.objects.filter(pk=row.pk), at=timezone.now())
    messages.success(request, _("The records were counted anew."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def criterion(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One criterion: the suggestion and what the unit says. Typing posts by htmx, buttons without."""
    if request.method == "POST":
        return _save(request, to_fill_in(request, pk), code)
    row = own_assessment(request, pk)
    sheet = sheet_of(row)
    line = _line(sheet, code)
    return _criterion_page(request, row, sheet, line, _form(line), None)


def _save(request: PersonRequest, assessment: Assessment, code: str) -> HttpResponse:
    """What is typed is read with the row locked, once; the whole page is read again only where it is drawn again."""
    then, now = request.POST.get("then"), timezone.now()
    with transaction.atomic():
        row, sheet = locked_sheet(assessment)
        line = _line(sheet, code)
        if then == AGREE:
            take(row, sheet, [code], by=request.user, at=now)
            return redirect(_next(row, line))
        form = CriterionForm(request.POST, line=line)
        written = put(row, sheet, {code: (form.heard(), form.seen)}, by=request.user, at=now)
        if not written.conflicts and not request.htmx and form.is_valid():
            record_changes(row)
            return redirect(row if then == SHEET else _next(row, line))
    if not request.htmx:
        row = own_assessment(request, assessment.pk)
        sheet = sheet_of(row)
        line = _line(sheet, code)
    if code in written.entries:
        form = _with_version(form, written.entries[code])
    return _criterion_page(request, row, sheet, line, form, written.conflicts.get(code))


def _line(sheet: Sheet, code: str) -> Line:
    """Only of criteria that are due; others have no page."""
    line = next((line for line in sheet.due if line.code == code), None)
    if line is None:
        raise Http404
    return line


def _form(line: Line) -> CriterionForm:
    """With what was typed last and can't hold; else with what was entered."""
    typed = line.entry.typed if line.entry else None
    return CriterionForm({**typed, "version": str(line.version)} if typed else None, line=line)


def _with_version(form: CriterionForm, entry: Entry) -> CriterionForm:
    """The same form, with the version that was just written."""
    again = CriterionForm({**dict(form.data.items()), "version": str(entry.version)}, line=form.line)
    again.is_valid()
    return again


def _next(row: Assessment, line: Line) -> str:
    """The page of the next criterion that lacks something; the sheet when none does."""
    there = sheet_of(fresh(row), with_evidence=False).next_lacking(line)
    return reverse("assessment_criterion", args=[row.pk, there.code]) if there else row.get_absolute_url()


def _criterion_page(
    request: PersonRequest, row: Assessment, sheet: Sheet, line: Line, form: CriterionForm, conflict: Entry | None
) -> HttpResponse:
    if conflict is not None and not request.htmx:
        form = _with_version(form, conflict)
    context = {
        "assessment": row,
        "sheet": sheet,
        "line": line,
        "form": form,
        "conflict": conflict,
        **(sides_of(line, conflict, form) if conflict else {}),
        "saved_at": timezone.now() if request.method == "POST" and not conflict else None,
        "trail": trail_of(row, line.code),
    }
    template = "assessments/criterion.html" + ("#saved" if request.htmx else "")
    return render(request, template, context)
