"""Offices on units: who holds one, giving and ending them, accounts for officers who are no members."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.accounts.forms import EndOfficeForm, NewOfficerForm, OfficeForm
from fourgood.accounts.models import Office, User
from fourgood.accounts.models.offices import needed_to_give
from fourgood.accounts.views.codes import printed, slip_for
from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.standing import Can


@require_GET
def office_list(request: PersonRequest) -> HttpResponse:
    """Offices held today on the units where the reader may give some."""
    request.user.standing().require_anywhere(Can.GIVE_OFFICES)
    offices = Office.objects.visible_to(request.user).on(timezone.localdate()).select_related("user", "unit")
    may_end = [kind for kind in Office.Kind.values if request.user.standing().may_anywhere(needed_to_give(kind))]
    return render(request, "accounts/office_list.html", {"page": page_of(request, offices), "may_end": may_end})


@require_http_methods(["GET", "POST"])
def office_give(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Give an office to someone who has an account."""
    request.user.standing().require_anywhere(Can.GIVE_OFFICES)
    account = get_object_or_404(User.objects.visible_to(request.user), public_id=public_id)
    form = OfficeForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            Office.objects.give(account, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.help}".strip())
        else:
            messages.success(request, _("The office is given."))
            return redirect("account", public_id)
    return render(request, "accounts/office_form.html", {"form": form, "account": account})


@never_cache
@require_http_methods(["GET", "POST"])
def officer_new(request: PersonRequest) -> HttpResponse:
    """An account for someone who is no member here, with an office, opened by a printed code."""
    request.user.standing().require_anywhere(Can.GIVE_OFFICES)
    form = NewOfficerForm(request.POST or None, by=request.user)
    if form.is_valid():
        data = dict(form.cleaned_data)
        with transaction.atomic():
            account = User.objects.create_user(name=data.pop("name"))
            language = data.pop("language")
            office = Office.objects.give(account, by=request.user, **data)
            slip = slip_for(request, account, unit=office.unit, language=language)
        return printed(request, [slip], back=reverse("office_list"))
    return render(request, "accounts/office_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def office_end(request: PersonRequest, pk: int) -> HttpResponse:
    """End an office on a day; what it allowed is gone that very day."""
    offices = Office.objects.visible_to(request.user).select_related("user", "unit")
    office = get_object_or_404(offices, pk=pk)
    request.user.standing().require(needed_to_give(office.kind), office.unit)
    form = EndOfficeForm(request.POST or None)
    if form.is_valid():
        office.end(on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("The office is ended."))
        return redirect("office_list")
    return render(request, "accounts/office_end.html", {"form": form, "office": office})
