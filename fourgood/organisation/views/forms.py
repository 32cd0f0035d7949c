"""The page of a form that does one act: shown, told what is wrong, done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.member_forms import ActForm, DetailsForm

Trail = Sequence[tuple[object, str]]


def form_page(
    request: PersonRequest,
    form: ActForm | DetailsForm,
    verb: Callable[..., object],
    *,
    about: object,
    back: str,
    trail: Trail,
) -> HttpResponse:
    """Show the form; once it is filled in rightly, do the act and go back.

    `about` is whom or what the act is on; the page says so below its heading. A refusal comes back as a sentence above
    the form, with everything typed still there.
    """
    if request.method == "POST" and form.is_valid():
        try:
            verb(**form.arguments(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, " ".join(filter(None, [str(refusal.reason), str(refusal.help)])))
        else:
            messages.success(request, str(form.done))
            return redirect(back)
    context = {"form": form, "about": about, "back": back, "trail": [*trail, (form.heading, "")]}
    return render(request, "organisation/act_form.html", context)
