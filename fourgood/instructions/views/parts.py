"""What the pages of instructions share: fetching with permission, the way to a page, and the page of a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.organisation.models import Sector
from fourgood.organisation.standing import Can

Words = str | Promise
get_or_post = require_http_methods(["GET", "POST"])


def visible_edition(request: PersonRequest, pk: int, can: Can | None = None) -> Edition:
    """The edition, if the reader may see it; with `can`, if the reader may also do this to it."""
    editions = Edition.objects.visible_to(request.user).with_follower(timezone.localdate())
    edition = get_object_or_404(editions.select_related("issued_by", "withdrawn_by"), pk=pk)
    if can:
        request.user.standing().require(can, edition.unit)
    return edition


def draft_of(request: PersonRequest, pk: int) -> Edition:
    """A draft that the reader may change."""
    edition = visible_edition(request, pk, Can.ISSUE_INSTRUCTIONS)
    edition.require_draft()
    return edition


def file_of(edition: Edition, code: str) -> FrameworkFile:
    """A file of an edition that was fetched with permission."""
    file = get_object_or_404(edition.files, code=code)
    file.edition = edition
    return file


def may_issue(request: PersonRequest, edition: Edition) -> bool:
    return request.user.standing().may(Can.ISSUE_INSTRUCTIONS, edition.unit)


def sector_names() -> dict[str, str]:
    return {sector.code: sector.name for sector in Sector.objects.all()}


def trail_of(edition: Edition | None, *more: Words, file: FrameworkFile | None = None) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("Instructions"), reverse("instruction_list"))]
    if edition is not None:
        way.append((str(edition), edition.get_absolute_url()))
    if file is not None:
        way.append((file.code, file.get_absolute_url()))
    return [*way, *((label, "") for label in more)]


@dataclass(frozen=True)
class FormPage:
    """What the page of a form says. `done` is told after the act; `lead` explains what the act brings about."""

    heading: Words
    submit: Words
    back: str
    trail: list[tuple[Words, str]]
    done: Words = ""
    lead: Words = ""
    danger: bool = False


def form_page(
    request: PersonRequest, form: forms.BaseForm, page: FormPage, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form; once it is filled in rightly, do the act and go to the page of its result, or back.

    A refusal comes back as a sentence above the form, with everything typed still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = act(form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.help}".strip())
        else:
            if page.done:
                messages.success(request, str(page.done))
            return redirect(result if isinstance(result, str | Edition) else page.back)
    return render(request, "instructions/edition_form.html", {"form": form, "page": page})
