"""Who has answered a document: the table of a unit, the names behind its numbers, and reminders (M5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.answers import COLUMNS, OWING, Answers, Asked, Which, answers, details, total_of, units_where
from fourgood.instructions.models import Document
from fourgood.instructions.views.documents import Words, trail_of, visible_document
from fourgood.notices.recipients import has_mail_server
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.units import day_asked

SORTED_BY = (Which.LATE, Which.MISSING)


@require_GET
def document_answers(request: PersonRequest, pk: int, unit: int) -> HttpResponse:
    """One row for each child of the unit; each number opens the names."""
    asked = asked_for(request, pk, unit)
    rows = answers(asked)
    sort = request.GET.get("sort", "")
    total = total_of(rows, asked.unit)
    context = _context(request, asked) | {
        "rows": _sorted(rows, sort),
        "total": total,
        "heads": [(which, label, which in SORTED_BY, which == sort) for which, label in COLUMNS.items()],
        "by_name": sort not in SORTED_BY,
        "may_remind": _may_remind(request, asked) and any(row.missing for row in rows if not _is_own(request, row)),
        "trail": _trail(asked),
    }
    return render(request, "instructions/document_answers.html", context)


@require_GET
def document_names(request: PersonRequest, pk: int, unit: int, which: str) -> HttpResponse:
    """The units behind a number: what each has answered, and whom to call there."""
    chosen = _which(which)
    asked = asked_for(request, pk, unit)
    page = page_of(request, units_where(asked, chosen), count=True)
    told = details(asked, page.rows)
    query = f"?on={asked.on.isoformat()}" if request.GET.get("on") else ""
    context = _context(request, asked) | {
        "page": page,
        "rows": [(row, told[row.pk]) for row in page.rows],
        "which": chosen,
        "sections": [(capfirst(each.label), _names(asked, each) + query, each is chosen) for each in Which],
        "may_remind": _may_remind(request, asked) and chosen in OWING and page.rows,
        "trail": _trail(asked, (capfirst(chosen.label), "")),
    }
    return render(request, "instructions/document_names.html", context)


@require_http_methods(["GET", "POST"])
def document_remind(request: PersonRequest, pk: int, unit: int, which: str) -> HttpResponse:
    """Remind those who owe something: first says how many, then does it."""
    chosen = _which(which)
    if chosen not in OWING:
        raise Http404
    row = visible_document(request, pk)
    within = _visible_unit(request, unit)
    request.user.standing().require(Can.SEND_DOCUMENTS, within)
    owing = remindable(request, Asked(row, within, request.user, timezone.localdate()), chosen)
    if request.method == "POST":
        return _remind(request, row, within, owing)
    today = row.reminders.filter(on=timezone.localdate(), unit__in=owing).count()
    back = reverse("document_answers", args=[pk, unit])
    context = {"document": row, "unit": within, "which": chosen, "owing": owing.count(), "today": today, "back": back}
    context["trail"] = trail_of(row, (_("Who has answered"), back), (_("Remind"), ""))
    context["letters"] = [_("Those who have an e-mail address also get a letter.")] if has_mail_server() else []
    return render(request, "instructions/document_remind.html", context)


def _remind(request: PersonRequest, row: Document, within: Unit, owing: QuerySet[Unit]) -> HttpResponse:
    try:
        done = row.remind(owing, within=within, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        words = ngettext("%(count)d unit was reminded.", "%(count)d units were reminded.", done.sent)
        messages.success(request, words % {"count": done.sent})
        if done.skipped:
            left = ngettext(
                "%(count)d had been reminded today already.", "%(count)d had been reminded today already.", done.skipped
            )
            messages.info(request, left % {"count": done.skipped})
    return redirect("document_answers", row.pk, within.pk)


def remindable(request: PersonRequest, asked: Asked, which: Which) -> QuerySet[Unit]:
    """Those in the list, but for the units that the reader answers for."""
    own = request.user.standing().reach(Can.ANSWER_DOCUMENTS, "path")
    return units_where(asked, which).exclude(own)


def asked_for(request: PersonRequest, pk: int, unit: int) -> Asked:
    """The document and the unit, if the reader sees both (404), as of the day in the address."""
    row = visible_document(request, pk)
    return Asked(row, _visible_unit(request, unit), request.user, day_asked(request))


def _visible_unit(request: PersonRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)


def _which(written: str) -> Which:
    if written not in Which.values:
        raise Http404
    return Which(written)


def _context(request: PersonRequest, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "document": asked.document,
        "unit": asked.unit,
        "on": asked.on,
        "today": _is_today(asked.on),
        "may_export": request.user.standing().may(Can.EXPORT_LISTS, asked.unit),
    }


def _is_own(request: PersonRequest, row: Answers) -> bool:
    """Whether the row is one's own unit: nobody reminds themselves."""
    return any(h.unit_id == row.unit and h.grants(Can.ANSWER_DOCUMENTS) for h in request.user.standing().holdings)


def _is_today(on: dt.date) -> bool:
    return on == timezone.localdate()


def _may_remind(request: PersonRequest, asked: Asked) -> bool:
    may = request.user.standing().may(Can.SEND_DOCUMENTS, asked.unit)
    return may and _is_today(asked.on) and not asked.document.is_withdrawn()


def _sorted(rows: list[Answers], by: str) -> list[Answers]:
    """By name as they come; else the largest number first, and by name among equals."""
    return sorted(rows, key=lambda row: -getattr(row, by)) if by in SORTED_BY else rows


def _names(asked: Asked, which: Which) -> str:
    return reverse("document_names", args=[asked.document.pk, asked.unit.pk, which.value])


def _trail(asked: Asked, *more: tuple[Words, str]) -> list[tuple[Words, str]]:
    table = reverse("document_answers", args=[asked.document.pk, asked.unit.pk])
    return trail_of(asked.document, (_("Who has answered"), table if more else ""), *more)
