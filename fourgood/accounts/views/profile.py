"""A person's own page: language, what the person holds, second factors, sessions."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.accounts.forms import LanguageForm
from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Membership, Position


@require_GET
def profile(request: PersonRequest) -> HttpResponse:
    """Who I am here, what I hold, and how my account is protected."""
    user, today = request.user, timezone.localdate()
    positions = Position.objects.on(today).filter(member=user.member_id).select_related("kind", "unit", "group")
    cells = Membership.objects.on(today).filter(member=user.member_id).select_related("unit", "group")
    context = {
        "positions": positions if user.member_id else [],
        "cells": cells if user.member_id else [],
        "offices": user.offices.on(today).select_related("unit"),
        "factors": Authenticator.objects.filter(user=user),
        "sessions": UserSession.objects.filter(user=user).count(),
        "language_form": LanguageForm(initial={"language": user.language or request.LANGUAGE_CODE}),
    }
    return render(request, "accounts/profile.html", context)


@login_not_required
@require_POST
def set_language(request: PersonRequest) -> HttpResponse:
    """Speak another language: kept with the account of a person who is signed in, else in a cookie."""
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(_where_from(request))
    if not form.is_valid():
        return response
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.choose_language(chosen)
    translation.activate(chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _where_from(request: PersonRequest) -> str:
    """The page on which the choice was made, if it is one of ours; else home."""
    asked = request.POST.get("next") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and ours else "/"


@require_http_methods(["GET", "POST"])
def session_list(request: PersonRequest) -> HttpResponse:
    """Where I am signed in; a POST signs out everywhere, here too."""
    if request.method == "POST":
        request.user.sign_out_everywhere()
        logout(request, show_message=False)
        messages.success(request, _("You are signed out on every device."))
        return redirect("account_login")
    sessions = UserSession.objects.purge_and_list(request.user)
    sessions.sort(key=lambda session: session.created_at, reverse=True)
    return render(request, "accounts/session_list.html", {"sessions": sessions})
