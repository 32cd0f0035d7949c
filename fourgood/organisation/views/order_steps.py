"""Pages on which the steps of a draft are added, one form per act."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from fourgood.common.requests import PersonRequest
from fourgood.organisation.models import Order, Step, Unit
from fourgood.organisation.order_forms import FORMS, LABELS, GiverForm, SplitForm, StepForm
from fourgood.organisation.reorganisation.refusals import StepRefused, day
from fourgood.organisation.unit_field import AT_MOST, candidates
from fourgood.organisation.views.order_parts import FormPage, draft_of, form_page, get_or_post, trail_of


@get_or_post
def order_step_new(request: PersonRequest, pk: int, act: str) -> HttpResponse:
    """Add a step (for a merge, all the steps that it takes); the form depends on the act."""
    row = draft_of(request, pk)
    if act not in FORMS:
        raise Http404
    if act == Step.Act.SPLIT and "unit_code" not in request.GET:
        return _ask_giver(request, row)
    form = _step_form(request, row, act)
    page = FormPage(
        heading=LABELS[Step.Act(act)],
        lead=_("Order %(number)s, from %(day)s on.") % {"number": row.number, "day": day(row.effective_on)},
        submit=_("Add to the order"),
        done=_("The step is added."),
        back=row.get_absolute_url(),
        trail=trail_of(row, LABELS[Step.Act(act)]),
    )
    return form_page(request, form, page, lambda _data: _add(form, request))


def _step_form(request: PersonRequest, row: Order, act: str) -> StepForm:
    if act != Step.Act.SPLIT:
        return FORMS[act](request.POST or None, order=row, viewer=request.user)
    giver = get_object_or_404(
        Unit.objects.visible_to(request.user).under(row.issuer), code=request.GET["unit_code"], is_active=True
    )
    return SplitForm(request.POST or None, order=row, viewer=request.user, giver=giver)


def _ask_giver(request: PersonRequest, row: Order) -> HttpResponse:
    """Which unit is split? Then the same page again, with what can go along."""
    label = LABELS[Step.Act.SPLIT]
    page = FormPage(heading=label, submit=_("Go on"), back=row.get_absolute_url(), trail=trail_of(row, label))
    form = GiverForm(request.POST or None, order=row, viewer=request.user)
    return form_page(request, form, page, lambda data: f"{request.path}?unit_code={data['unit_code']}")


@transaction.atomic
def _add(form: StepForm, request: PersonRequest) -> None:
    """Add the step and try the order with it: a step that can't be done is refused here and now."""
    known = set(form.order.steps.values_list("place", flat=True))
    form.add_to_order(by=request.user)
    try:
        form.order.dry_run(by=request.user)
    except StepRefused as refusal:
        if refusal.place not in known:
            raise refusal.cause from refusal


@require_POST
def order_step_remove(request: PersonRequest, pk: int, place: int) -> HttpResponse:
    row = draft_of(request, pk)
    row.remove_step(get_object_or_404(row.steps, place=place), by=request.user)
    messages.success(request, _("The step is removed."))
    return redirect(row)


@require_GET
def unit_candidates(request: PersonRequest) -> HttpResponse:
    """Units to choose from while someone writes: a fragment for the picker."""
    field = request.GET.get("field", "")
    text = request.GET.get(field, "").strip()
    found = candidates(Unit.objects.visible_to(request.user), text)[:AT_MOST] if len(text) > 1 else []
    context = {"candidates": found, "field": field, "asked": len(text) > 1}
    return render(request, "organisation/_unit_candidates.html", context)
