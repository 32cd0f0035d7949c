"""Handing over printed codes, and opening an account with one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.internal.flows.logout import logout
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fourgood.accounts import qr
from fourgood.accounts.forms import CodeForm, HandOverForm, HandOverManyForm
from fourgood.accounts.handing_over import NotAbove, require_above
from fourgood.accounts.models import AccessCode, User
from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Can


@dataclass(frozen=True)
class Slip:
    """What is printed for one person, in the person's language."""

    name: str
    unit: Unit | None
    code: AccessCode
    text: str
    language: str


@login_not_required
@never_cache
@sensitive_post_parameters()
@rate_limit(action="access_code")
@require_http_methods(["GET", "POST"])
def code_enter(request: PersonRequest) -> HttpResponse:
    """Enter a printed code, with what to sign in with and a new password."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        phone, email = form.cleaned_data["login"]
        form.cleaned_data["code"].use(
            phone=phone, email=email, password=form.cleaned_data["password1"], at=timezone.now()
        )
        logout(request, show_message=False)
        messages.success(request, _("Your new password is set. Sign in with it now."))
        return redirect("account_login")
    return render(request, "accounts/code_enter.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def member_code(request: PersonRequest, pk: int) -> HttpResponse:
    """Whether a member has an account, and a code for the member."""
    members = Member.objects.visible_to(request.user).filter(unit__isnull=False)
    member = get_object_or_404(members.select_related("unit", "account"), pk=pk)
    request.user.standing().require(Can.HAND_OVER_CODES, member.unit)
    account = getattr(member, "account", None)
    return _hand_over(
        request, member, account=account, unit=member.unit, back=reverse("unit_codes", args=[member.unit_id])
    )


@never_cache
@require_http_methods(["GET", "POST"])
def account_code(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """A code for someone who is no member: an officer, an inspector, an administrator."""
    account = get_object_or_404(User.objects.visible_to(request.user), public_id=public_id, member=None)
    return _hand_over(request, account, account=account, unit=None, back=reverse("account", args=[public_id]))


def _hand_over(
    request: PersonRequest, to: Member | User, *, account: User | None, unit: Unit | None, back: str
) -> HttpResponse:
    """The page before handing over, and the one to print after it, which is shown once."""
    refusal = _refusal(request.user, to)
    form = HandOverForm(request.POST or None, account=account)
    if request.method == "POST":
        if refusal:
            raise refusal
        if form.is_valid():
            slip = slip_for(request, to, unit=unit, **form.cleaned_data)
            return printed(request, [slip], back=back)
    waiting = AccessCode.objects.waiting_for(to, at=timezone.now())
    context = {
        "to": to,
        "account": account,
        "unit": unit,
        "form": form,
        "refusal": refusal,
        "waiting": waiting,
        "back": back,
    }
    return render(request, "accounts/code_form.html", context)


def _refusal(by: User, to: Member | User) -> Refusal | None:
    try:
        require_above(by, to)
    except Refusal as refusal:
        return refusal
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def unit_codes(request: PersonRequest, pk: int) -> HttpResponse:
    """Who of a unit has an account and who waits for one; codes for many at once, to cut apart."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    request.user.standing().require(Can.HAND_OVER_CODES, unit)
    members = unit.members.filter(is_active=True).select_related("unit", "account").order_by("sort_key", "id")
    page = page_of(request, AccessCode.objects.with_waiting(members, at=timezone.now()))
    form = HandOverManyForm(request.POST or None, members=[m for m in page.rows if not hasattr(m, "account")])
    if form.is_valid():
        slips, left_out = _hand_over_many(request, form.chosen(), unit=unit, language=form.cleaned_data["language"])
        return printed(request, slips, back=reverse("unit_codes", args=[pk]), left_out=left_out)
    return render(request, "accounts/unit_codes.html", {"unit": unit, "page": page, "form": form})


@transaction.atomic
def _hand_over_many(
    request: PersonRequest, members: Iterable[Member], *, unit: Unit, language: str
) -> tuple[list[Slip], list[Member]]:
    """A slip for each member; those who hold something not below the one who hands over are left out."""
    slips, left_out = [], []
    for member in members:
        try:
            require_above(request.user, member)
        except NotAbove:
            left_out.append(member)
            continue
        slips.append(slip_for(request, member, unit=unit, language=language))
    return slips, left_out


def slip_for(
    request: PersonRequest,
    to: Member | User,
    *,
    unit: Unit | None,
    language: str,
    removes_second_factors: bool = False,
) -> Slip:
    """Hand over a code, and what to print for it."""
    code, text = AccessCode.objects.hand_over(
        to, by=request.user, at=timezone.now(), removes_second_factors=removes_second_factors
    )
    return Slip(name=str(to), unit=unit, code=code, text=text, language=language)


def printed(request: PersonRequest, slips: list[Slip], *, back: str, left_out: Iterable[Member] = ()) -> HttpResponse:
    """The page to print. The QR code holds the address of the site, never the code."""
    address = request.build_absolute_uri(reverse("code_enter"))
    context = {"slips": slips, "address": address, "qr": qr.svg(address), "back": back, "left_out": left_out}
    return render(request, "accounts/code_slips.html", context)
