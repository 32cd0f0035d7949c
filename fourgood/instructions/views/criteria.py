"""The page on which one criterion of a draft is changed by a form."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.criterion_editing import Editing
from fourgood.instructions.frameworks import problems_of
from fourgood.instructions.problem_words import in_words
from fourgood.instructions.views.parts import draft_of, file_of, get_or_post, trail_of


@get_or_post
def criterion_edit(request: PersonRequest, pk: int, code: str, criterion: str) -> HttpResponse:
    """Change one criterion; asked by htmx while one types, only tell what would be wrong then."""
    edition = draft_of(request, pk)
    file = file_of(edition, code)
    editing = Editing(file, criterion, request.POST or None)
    if request.method == "POST" and editing.is_valid() and not request.htmx:
        try:
            editing.save(by=request.user)
        except Refusal as refusal:
            editing.form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, gettext("Criterion %(code)s is kept.") % {"code": criterion})
            return redirect(request.path)
    text = editing.text()
    context = {"edition": edition, "file": file, "criterion": criterion, "editing": editing}
    context |= {"problems": in_words(problems_of(text), text)}
    if request.htmx:
        return render(request, "instructions/_problems.html", context)
    context["trail"] = trail_of(edition, gettext("Criterion %(code)s") % {"code": criterion}, file=file)
    return render(request, "instructions/criterion_form.html", context)
