"""The page that says what a new edition changes, and the annex on paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourgood.common.requests import PersonRequest
from fourgood.documents.official import LANGUAGE_OF_RECORD, LANGUAGES
from fourgood.instructions.difference_words import changes_between
from fourgood.instructions.edition_page import in_words
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.instructions.printing import annex_docx, annex_pdf, in_order
from fourgood.instructions.views.parts import sector_names, trail_of, visible_edition

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def edition_difference(request: PersonRequest, pk: int, other: int) -> HttpResponse:
    """What the edition says that the other one of the same instruction did not."""
    edition = visible_edition(request, pk)
    others = Edition.objects.visible_to(request.user).with_follower(timezone.localdate())
    others = others.filter(instruction=edition.instruction).exclude(pk=pk)
    before = get_object_or_404(others, pk=other)
    context = {"edition": edition, "before": before, "others": others}
    context["trail"] = trail_of(edition, _("What changes"))
    if printable(edition) and printable(before):
        files = [in_order(FrameworkFile.objects.filter(edition=row)) for row in (before, edition)]
        context["changes"] = changes_between(*files)
    return render(request, "instructions/edition_difference.html", context)


def printable(edition: Edition) -> bool:
    """Whether all its files can be read as frameworks."""
    return in_words(edition).are_printable


@require_GET
def edition_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """The annex as PDF; of a draft, marked as one. `language`: vi unless the address says otherwise."""
    edition, language = _asked_for(request, pk)
    content = annex_pdf(edition, language, sectors=sector_names())
    return _file(content, "application/pdf", edition, f"{language}.pdf")


@require_GET
def edition_docx(request: PersonRequest, pk: int) -> HttpResponse:
    """The annex as a Word document, to be worked on."""
    edition, language = _asked_for(request, pk)
    content = annex_docx(edition, language, sectors=sector_names())
    return _file(content, WORD, edition, f"{language}.docx")


def _asked_for(request: PersonRequest, pk: int) -> tuple[Edition, str]:
    """Raises Http404 for a draft with errors: there is nothing to print yet."""
    edition = visible_edition(request, pk)
    if not printable(edition):
        raise Http404
    language = request.GET.get("language", "")
    return edition, language if language in LANGUAGES else LANGUAGE_OF_RECORD


def _file(content: bytes, kind: str, edition: Edition, ending: str) -> HttpResponse:
    name = f"{edition.instruction.number}-{edition.place}-{ending}".replace("/", "-")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": str(disposition)})
