"""What the pages of orders share: fetching with permission, the trail, and the page of a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Order
from fourgood.organisation.standing import Can

Words = str | Promise
get_or_post = require_http_methods(["GET", "POST"])


def visible_order(request: PersonRequest, pk: int, can: Can | None = None) -> Order:
    """The order, if the reader may see it; with `can`, if the reader may also do this to it."""
    orders = Order.objects.visible_to(request.user).select_related("issuer", "carried_out_by", "reversed_by")
    order = get_object_or_404(orders, pk=pk)
    if can:
        request.user.standing().require(can, order.issuer)
    return order


def draft_of(request: PersonRequest, pk: int) -> Order:
    """A draft that the reader may change."""
    order = visible_order(request, pk, Can.DRAFT_ORDERS)
    order.require_draft()
    return order


def trail_of(order: Order | None, *more: Words) -> list[tuple[Words, str]]:
    way: list[tuple[Words, str]] = [(_("Orders"), reverse("order_list"))]
    if order is not None:
        way.append((order.number, order.get_absolute_url()))
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
            return redirect(result if isinstance(result, str | Order) else page.back)
    return render(request, "organisation/order_form.html", {"form": form, "page": page})
