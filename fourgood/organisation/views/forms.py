"""The page of a form that does one act: shown, told what is wrong, done. And an act that needs no form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import ActForm, DetailsForm

Trail = Sequence[tuple[object, str]]


class HasPage(Protocol):
    def get_absolute_url(self) -> str: ...


def form_page(
    request: PersonRequest,
    form: ActForm | DetailsForm,
    verb: Callable[..., object],
    *,
    about: object,
    back: str,
    trail: Trail,
    template: str = "organisation/act_form.html",
    then: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show the form; once it is filled in rightly, do the act and go back, or `then` to where what it made leads.

    `about` is whom or what the act is on; the page says so below its heading. A refusal comes back as a sentence above
    the form, with everything typed still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = verb(**form.arguments(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [str(refusal.reason), str(refusal.help)])))
        else:
            messages.success(request, str(form.done))
            return redirect(then(made) if then else back)
    context = {"form": form, "about": about, "back": back, "trail": [*trail, (form.heading, "")]}
    return render(request, template, context)


def act_at_once(request: PersonRequest, row: HasPage, verb: Callable[..., object], done: object) -> HttpResponse:
    """Do the act of one button and go back to the row's page, which says that it is done, or why not."""
    try:
        verb(by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, str(done))
    return redirect(row)
