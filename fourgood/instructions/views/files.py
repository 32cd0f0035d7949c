"""Pages of an edition's framework files: the annex as it reads, the text with its errors, in and out of a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.annex import annex_of
from fourgood.instructions.drafting import with_plain_line_ends
from fourgood.instructions.forms import FileForm, TextForm
from fourgood.instructions.frameworks import framework_of, problems_of
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.instructions.problem_words import in_words
from fourgood.instructions.views.parts import (
    FormPage,
    draft_of,
    file_of,
    form_page,
    get_or_post,
    may_issue,
    sector_names,
    trail_of,
    visible_edition,
)


@require_GET
def framework_file(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """The annex as it reads for one kind of sector; of a draft with errors, these."""
    edition = visible_edition(request, pk)
    file = file_of(edition, code)
    may_change = edition.is_draft and may_issue(request, edition)
    problems = problems_of(file.content) if edition.is_draft else ()
    context: dict[str, Any] = {"edition": edition, "file": file, "may_change": may_change}
    context |= {"problems": in_words(problems, file.content), "trail": trail_of(edition, file.code)}
    if not problems:
        annex = annex_of(framework_of(file), get_language() or "vi", sectors=sector_names())
        table = annex.table(request.GET.get("variant", ""))
        context |= {"annex": annex, "table": table, "variants": _variants(file, annex.tables, table)}
    return render(request, "instructions/framework_file.html", context)


def _variants(file: FrameworkFile, tables: Any, shown: Any) -> list[tuple[str, str, bool]]:
    """Links to each variant: title, address, whether it is the one shown."""
    address = file.get_absolute_url()
    return [(table.title, f"{address}?variant={table.code}", table is shown) for table in tables]


@get_or_post
def file_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a framework file into a draft."""
    edition = draft_of(request, pk)
    page = FormPage(
        heading=_("Add a framework"),
        lead=_("One file for each model: cells, committees. You can change it here afterwards."),
        submit=_("Add the framework"),
        back=edition.get_absolute_url(),
        trail=trail_of(edition, _("Add a framework")),
    )
    form = FileForm(request.POST or None, request.FILES or None, viewer=request.user)
    return form_page(request, form, page, lambda data: _put(request, edition, **data))


def _put(
    request: PersonRequest, edition: Edition, *, file: tuple[str, str] | None, source: FrameworkFile | None
) -> str:
    name, content = file or ("", source.content if source else "")
    return _address(edition.put_file(content, by=request.user, name=name))


def _address(file: FrameworkFile) -> str:
    """Where to go on with a file: to its errors, or to the annex."""
    name = "file_text" if problems_of(file.content) else "framework_file"
    return reverse(name, args=[file.edition_id, file.code])


@get_or_post
def file_text(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """The text of a file of a draft, to change; what is wrong with it stands beside it."""
    edition = draft_of(request, pk)
    file = file_of(edition, code)
    form = TextForm(request.POST or None, initial={"content": file.content})
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            kept = edition.put_file(form.cleaned_data["content"], by=request.user, file=file)
        except Refusal as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, _("The text is kept."))
            return redirect(_address(kept))
    text = with_plain_line_ends(form["content"].value() or "")
    context = {"edition": edition, "file": file, "form": form, "problems": in_words(problems_of(text), text)}
    context |= {"trail": trail_of(edition, _("Text"), file=file)}
    return render(request, "instructions/file_text.html", context)


@require_POST
def file_check(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """What is wrong with a text that has not been kept yet: a fragment of the page on which it is typed."""
    edition = draft_of(request, pk)
    file = file_of(edition, code)
    text = with_plain_line_ends(request.POST.get("content", ""))
    context = {"edition": edition, "file": file, "problems": in_words(problems_of(text), text)}
    return render(request, "instructions/_problems.html", context)


@get_or_post
def file_remove(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    edition = draft_of(request, pk)
    file = file_of(edition, code)
    if request.method == "POST":
        edition.remove_file(file, by=request.user)
        messages.success(request, _("The framework is taken out of the draft."))
        return redirect(edition)
    context = {"edition": edition, "file": file, "trail": trail_of(edition, _("Take out"), file=file)}
    return render(request, "instructions/file_remove.html", context)
