"""Pages of documents that go down the tree: what came from above, one document, sending, answering (M5)."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.document_forms import (
    DeadlinesForm,
    DocumentForm,
    EditionDeadlinesForm,
    StudyDayForm,
    issuers_for,
)
from fourgood.instructions.document_page import overseen_by, shown
from fourgood.instructions.document_refusals import OnlyCommitteesSend
from fourgood.instructions.models import Document
from fourgood.instructions.owed import answers_to, own_units, with_answers
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page

Words = str | Promise
SIZE = 20
BELOW = "below"


@require_GET
def document_list(request: PersonRequest) -> HttpResponse:
    """What came from above, newest first, with what the reader's units still owe; or what was sent in their care."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.SEE_UNIT)
    is_below = request.GET.get("sent") == BELOW
    documents = Document.objects.sent_below(request.user) if is_below else Document.objects.from_above(request.user)
    own = own_units(standing)
    page = page_of(request, with_answers(documents, own).order_by("-dated", "-pk"), size=SIZE)
    here = reverse("document_list")
    context = {
        "page": page,
        "rows": [(row, [shown(answer, on=today) for answer in answers_to(row, own, on=today)]) for row in page.rows],
        "is_below": is_below,
        "sections": [
            (_("From above"), here, not is_below),
            (_("Sent by units in my care"), f"{here}?sent={BELOW}", is_below),
        ],
        "oversees": any(holding.grants(Can.SEE_MEMBERS) for holding in standing.holdings),
        "may_send": standing.may_anywhere(Can.SEND_DOCUMENTS) and issuers_for(standing).exists(),
    }
    return render(request, "instructions/document_list.html", context)


@require_GET
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """One document: what it asks, what the reader's units have answered, and what they do next."""
    standing, today = request.user.standing(), timezone.localdate()
    own = own_units(standing)
    seen = with_answers(Document.objects.visible_to(request.user), own)
    row = get_object_or_404(seen, pk=pk)
    context = {
        "document": row,
        "answers": [shown(answer, on=today) for answer in answers_to(row, own, on=today)],
        "files": row.files.visible_to(request.user),
        "overseen": overseen_by(standing, row),
        "may_set_deadlines": standing.may(Can.SEND_DOCUMENTS, row.issuer),
        "may_see_acts": standing.may(Can.SEE_ACTS, row.issuer),
        "trail": trail_of(row),
    }
    return render(request, "instructions/document_detail.html", context)


@require_http_methods(["GET", "POST"])
def document_new(request: PersonRequest) -> HttpResponse:
    """Send a document that is no edition of an instruction."""
    standing, today = request.user.standing(), timezone.localdate()
    standing.require_anywhere(Can.SEND_DOCUMENTS)
    issuers = issuers_for(standing)
    if not issuers:
        raise OnlyCommitteesSend
    form = DocumentForm(request.POST or None, request.FILES or None, issuers=issuers, today=today)
    send = partial(Document.objects.send, at=timezone.now())
    back = f"{reverse('document_list')}?sent={BELOW}"
    return form_page(request, form, send, about="", back=back, trail=trail_of(None))


@require_http_methods(["GET", "POST"])
def document_deadlines(request: PersonRequest, pk: int) -> HttpResponse:
    """By when units are to answer: for an edition, whose text need not say it, and to put it off."""
    row = visible_document(request, pk)
    request.user.standing().require(Can.SEND_DOCUMENTS, row.issuer)
    kind = EditionDeadlinesForm if row.edition_id else DeadlinesForm
    form = kind(request.POST or None, initial={"confirm_by": row.confirm_by, "plan_by": row.plan_by})
    return form_page(request, form, row.set_deadlines, about=row, back=row.get_absolute_url(), trail=trail_of(row))


@require_POST
def document_receive(request: PersonRequest, pk: int, unit: int) -> HttpResponse:
    """We have received it."""
    row, answering = visible_document(request, pk), answering_unit(request, unit)
    try:
        row.confirm_receipt(unit=answering, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The receipt is confirmed. Next: the day of the study session."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def document_study(request: PersonRequest, pk: int, unit: int) -> HttpResponse:
    """On which day the unit studied the document, or will."""
    row, answering = visible_document(request, pk), answering_unit(request, unit)
    receipt = row.receipts.filter(unit=answering).first()
    form = StudyDayForm(request.POST or None, initial={"on": receipt.study_on if receipt else None})
    set_day = partial(row.set_study_day, unit=answering)
    return form_page(request, form, set_day, about=answering, back=row.get_absolute_url(), trail=trail_of(row))


def visible_document(request: PersonRequest, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.user).with_heads(), pk=pk)


def answering_unit(request: PersonRequest, pk: int) -> Unit:
    """The unit, if the reader sees it (404) and answers for it (refusal)."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("kind"), pk=pk)
    request.user.standing().require(Can.ANSWER_DOCUMENTS, unit)
    return unit


def trail_of(row: Document | None, *more: tuple[Words, str]) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("From above"), reverse("document_list"))]
    if row is not None:
        way.append((row.number, row.get_absolute_url()))
    return [*way, *more]
