"""The quiet list for the level above, and one question with the rows behind: ask it, note the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.integrity.forms import AnswerForm, AskForm, Which
from fourgood.integrity.models import Question
from fourgood.integrity.rules import rule
from fourgood.integrity.wording import QUESTIONS, asked_from, behind, in_short
from fourgood.organisation.standing import Can

SHOWN_OF_OURS = 20  # the newest that were put to the reader's own units


@require_GET
def question_list(request: PersonRequest) -> HttpResponse:
    """Questions about units below the reader; and on top those that were put to a unit which the reader leads."""
    request.user.standing().require_anywhere(Can.SEE_QUESTIONS)
    which = Which(request.GET)
    page = page_of(request, which.rows(request.user), count=True)
    put_to_us = Question.objects.put_to(request.user).select_related("unit", "asked")[:SHOWN_OF_OURS]
    context = {
        "which": which,
        "page": page,
        "rows": [(row, QUESTIONS[row.rule], in_short(row)) for row in page.rows],
        "ours": [(row, QUESTIONS[row.rule], in_short(row)) for row in put_to_us],
    }
    return render(request, "integrity/list.html" + ("#rows" if request.htmx else ""), context)


@require_GET
def question(request: PersonRequest, pk: int) -> HttpResponse:
    """What would be asked, from where on, and what it was found in."""
    row = _visible(request, pk)
    return render(request, "integrity/question.html", _context(request, row))


@require_http_methods(["GET", "POST"])
def question_ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Note that the unit was asked. From now on its leaders see the question."""
    row = _above(request, pk)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row.ask(form.cleaned_data["words"], by=request.user, at=timezone.now())
        messages.success(request, _("Noted. The leaders of the unit see the question now."))
        return redirect(row)
    context = _context(request, row) | {"form": form, "submit": _("Note that it was asked")}
    return render(request, "integrity/ask.html", context)


@require_http_methods(["GET", "POST"])
def question_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Note what the unit answered. The question leaves the list."""
    row = _above(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row.note_answer(form.cleaned_data["answer"], by=request.user, at=timezone.now())
        messages.success(request, _("The answer is noted. The question has left the list."))
        return redirect("question_list")
    context = _context(request, row) | {"form": form, "submit": _("Note the answer")}
    return render(request, "integrity/ask.html", context)


def _visible(request: PersonRequest, pk: int) -> Question:
    rows = Question.objects.visible_to(request.user).select_related("unit", "asked__asked_by", "asked__answered_by")
    return get_object_or_404(rows, pk=pk)


def _above(request: PersonRequest, pk: int) -> Question:
    """One that the reader may put to the unit. Raises NotAllowed."""
    row = _visible(request, pk)
    request.user.standing().require(Can.ASK_ABOUT_SHEETS, row.unit)
    return row


def _context(request: PersonRequest, row: Question) -> dict[str, Any]:
    return {
        "question": row,
        "asked": getattr(row, "asked", None),
        "words": QUESTIONS[row.rule],
        "asked_from": asked_from(row, rule(timezone.localdate(row.found_at))),
        "rows": behind(row, request.user),
        "may_ask": request.user.standing().may(Can.ASK_ABOUT_SHEETS, row.unit),
        "trail": [(_("Questions about sheets"), reverse("question_list")), (str(row), "")],
    }
