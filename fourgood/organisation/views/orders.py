"""Pages of reorganisation orders: drafted, tried, carried out, reversed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.common.paging import page_of
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Order, Step
from fourgood.organisation.order_forms import FORMS, LABELS, OrderForm, ReverseForm
from fourgood.organisation.order_page import steps_in_words
from fourgood.organisation.standing import Can
from fourgood.organisation.views.order_parts import FormPage, draft_of, form_page, get_or_post, trail_of, visible_order


@require_GET
def order_list(request: PersonRequest) -> HttpResponse:
    """Orders that the reader drafts or oversees, latest first."""
    standing = request.user.standing()
    standing.require_anywhere(Can.SEE_ACTS)
    orders = Order.objects.visible_to(request.user).select_related("issuer").order_by("-effective_on", "-id")
    context = {"page": page_of(request, orders), "may_draft": standing.may_anywhere(Can.DRAFT_ORDERS)}
    return render(request, "organisation/order_list.html", context)


@get_or_post
def order_new(request: PersonRequest) -> HttpResponse:
    """Draft an order: its head first."""
    request.user.standing().require_anywhere(Can.DRAFT_ORDERS)
    form = OrderForm(request.POST or None, viewer=request.user)
    page = FormPage(
        heading=_("Draft an order"),
        lead=_("First the decision itself; the steps come next. Nothing changes until the order is carried out."),
        submit=_("Go on to the steps"),
        done=_("The draft is kept. Add its steps now."),
        back=reverse("order_list"),
        trail=trail_of(None, _("Draft an order")),
    )
    return form_page(request, form, page, lambda data: Order.objects.draft(**data, by=request.user, at=timezone.now()))


@get_or_post
def order_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct the head of a draft."""
    order = draft_of(request, pk)
    form = OrderForm(request.POST or None, instance=order, viewer=request.user)
    page = FormPage(
        heading=_("Correct the head of the order"),
        submit=_("Save"),
        done=_("The head of the order is corrected."),
        back=order.get_absolute_url(),
        trail=trail_of(order, _("Correct the head")),
    )
    # A fresh row: the form has already written into the one that it was given.
    return form_page(request, form, page, lambda data: Order.objects.get(pk=pk).change_head(by=request.user, **data))


@require_GET
def order(request: PersonRequest, pk: int) -> HttpResponse:
    """The order: head, steps in words, and what can be done with it now."""
    row = visible_order(request, pk)
    standing = request.user.standing()
    context = {
        "order": row,
        "steps": steps_in_words(row),
        "acts": [(act, LABELS[Step.Act(act)]) for act in FORMS],
        "may_draft": standing.may(Can.DRAFT_ORDERS, row.issuer),
        "may_carry_out": standing.may(Can.CARRY_OUT_ORDERS, row.issuer),
        "may_see_acts": standing.may(Can.SEE_ACTS, row.issuer),
        "trail": trail_of(row),
    }
    return render(request, "organisation/order_detail.html", context)


# Trying, carrying out, reversing


@require_GET
def order_dry_run(request: PersonRequest, pk: int) -> HttpResponse:
    """Every row that the order would touch, or why it can't be carried out. Nothing of it stays."""
    row = draft_of(request, pk)
    context = {"order": row, "trail": trail_of(row, _("Try the order")), "affected": None, "refusal": None}
    try:
        context["affected"] = row.dry_run(by=request.user)
    except Refusal as refusal:
        context["refusal"] = refusal
    context["may_carry_out"] = request.user.standing().may(Can.CARRY_OUT_ORDERS, row.issuer)
    context["waits"] = row.effective_on > timezone.localdate()
    return render(request, "organisation/order_dry_run.html", context)


@require_GET
def order_affected(request: PersonRequest, pk: int) -> HttpResponse:
    """Every row that the order touched when it was carried out."""
    row = visible_order(request, pk)
    if row.is_draft:
        raise Http404
    context = {"order": row, "trail": trail_of(row, _("What it changed")), "affected": row.affected()}
    return render(request, "organisation/order_affected.html", context)


@require_POST
def order_carry_out(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_order(request, pk, Can.CARRY_OUT_ORDERS)
    try:
        row.carry_out(by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
    else:
        messages.success(request, _("The order is carried out."))
    return redirect(row)


@get_or_post
def order_discard(request: PersonRequest, pk: int) -> HttpResponse:
    row = draft_of(request, pk)
    if request.method == "POST":
        row.discard(by=request.user)
        messages.success(request, _("The draft is discarded."))
        return redirect("order_list")
    return render(request, "organisation/order_discard.html", {"order": row, "trail": trail_of(row, _("Discard"))})


@get_or_post
def order_reverse(request: PersonRequest, pk: int) -> HttpResponse:
    """Put everything back as it was; or say what stands in the way."""
    row = visible_order(request, pk, Can.CARRY_OUT_ORDERS)
    obstacles = row.obstacles() if row.is_in_force else []
    if obstacles or not row.is_in_force:
        context = {"order": row, "obstacles": obstacles, "trail": trail_of(row, _("Reverse"))}
        return render(request, "organisation/order_obstacles.html", context)
    page = FormPage(
        heading=_("Reverse the order"),
        lead=_("Every row goes back to what it was before. The order stays in the list, with your reason."),
        submit=_("Reverse the order"),
        done=_("The order is reversed."),
        back=row.get_absolute_url(),
        trail=trail_of(row, _("Reverse")),
        danger=True,
    )
    return form_page(
        request,
        ReverseForm(request.POST or None),
        page,
        lambda data: row.reverse(by=request.user, at=timezone.now(), reason=data["reason"]),
    )
