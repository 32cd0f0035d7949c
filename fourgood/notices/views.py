"""Which letters a person gets: chosen when signed in, or stopped by the link in a letter."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourgood.accounts.models import User
from fourgood.common.requests import PersonRequest
from fourgood.notices.forms import ChoicesForm
from fourgood.notices.kinds import Kind
from fourgood.notices.links import read_stop_token
from fourgood.notices.models import Unsubscription
from fourgood.notices.recipients import has_mail_server, language_of, with_wishes


@require_http_methods(["GET", "POST"])
def letter_choices(request: PersonRequest) -> HttpResponse:
    """The letters I get: each kind on or off, and the address they go to."""
    refused = Unsubscription.objects.kinds_of(request.user)
    form = ChoicesForm(request.POST if request.method == "POST" else None, refused=refused)
    if form.is_valid():
        Unsubscription.objects.choose(request.user, form.wanted(), at=timezone.now())
        messages.success(request, _("Your choice of letters is kept."))
        return redirect("letter_choices")
    me = with_wishes(Kind.DIGEST).get(pk=request.user.pk)
    context = {"form": form, "address": me.address, "is_own": me.email == me.address, "sends": has_mail_server()}
    context["trail"] = [(request.user.name, reverse("profile")), (_("Letters I get"), "")]
    return render(request, "notices/letter_choices.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed token is what they show
@login_not_required
@require_http_methods(["GET", "POST"])
def letters_stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters of a kind: looking shows a button, since mail programs open links; posting does it."""
    found = read_stop_token(token)
    if found is None:
        return render(request, "notices/letters_stop.html", {"state": "unknown"}, status=404)
    user, kind = found
    if request.method == "POST":
        Unsubscription.objects.stop(user, kind, at=timezone.now())
    with translation.override(_language(request, user)):
        context = {"state": "done" if request.method == "POST" else "asked", "kind": kind}
        return render(request, "notices/letters_stop.html", context)


def _language(request: HttpRequest, user: User) -> str:
    """Whoever is signed in reads their own language; else the page speaks the letter's."""
    return translation.get_language() if request.user.is_authenticated else language_of(user)
