"""Accounts as a system administrator sees them: names, whether they may sign in, and nothing of the content."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.accounts.forms import FindAccountForm
from fourgood.accounts.handing_over import require_above
from fourgood.accounts.models import User
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.standing import Can

MOST = 50


@require_http_methods(["GET", "POST"])
def account_list(request: PersonRequest) -> HttpResponse:
    """Find accounts by name, phone number or e-mail address. Posted, so that no name gets into an address."""
    _require_keeper(request)
    form = FindAccountForm(request.POST or None)
    found = None
    if form.is_valid():
        accounts = User.objects.visible_to(request.user).search(form.cleaned_data["text"])
        found = list(accounts.order_by("search_key", "id")[: MOST + 1])
    context = {
        "form": form,
        "found": found and found[:MOST],
        "searched": found is not None,
        "more": found and len(found) > MOST,
    }
    return render(request, "accounts/account_list.html", context)


@require_GET
def account(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """One account: may the person sign in, which offices, what the reader may do about it."""
    _require_keeper(request)
    found = get_object_or_404(User.objects.visible_to(request.user), public_id=public_id)
    standing = request.user.standing()
    context = {
        "account": found,
        "offices": found.offices.on(timezone.localdate()).select_related("unit"),
        "may_lock": request.user.may_lock(found),
        "may_give": standing.may_anywhere(Can.GIVE_OFFICES),
        "may_hand_over": found.member_id is None and _stands_above(request.user, found),
        "may_see_acts": standing.reads_acts_under(found.kept_under()),
    }
    return render(request, "accounts/account_detail.html", context)


@require_POST
def account_lock(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Lock the account: the person is signed out at once and can't sign in."""
    found = get_object_or_404(User.objects.visible_to(request.user), public_id=public_id)
    found.lock(by=request.user)
    messages.success(request, _("The account is locked."))
    return redirect("account", public_id)


@require_POST
def account_unlock(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Let the person sign in again."""
    found = get_object_or_404(User.objects.visible_to(request.user), public_id=public_id)
    found.unlock(by=request.user)
    messages.success(request, _("The account is unlocked."))
    return redirect("account", public_id)


def _require_keeper(request: PersonRequest) -> None:
    """Accounts are for those who lock them or give offices; others are told who can help."""
    standing = request.user.standing()
    if not standing.may_anywhere(Can.GIVE_OFFICES):
        standing.require_anywhere(Can.LOCK_ACCOUNTS)


def _stands_above(by: User, found: User) -> bool:
    try:
        require_above(by, found)
    except Refusal:
        return False
    return True
