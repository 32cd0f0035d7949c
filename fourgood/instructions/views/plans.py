"""Pages of implementation plans: read, written step by step on a telephone, adopted, carried out (M5)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.instructions.models import Plan, PlanStep
from fourgood.instructions.plan_forms import AdoptForm, PlanTextForm, ReplaceForm, StepDoneForm, StepForm, StepOpenForm
from fourgood.instructions.views.documents import Words, answering_unit, trail_of, visible_document
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """The plan, to read, to print, and to follow."""
    row = visible_plan(request, pk)
    replacement = row.replacements.first()
    standing = request.user.standing()
    may_read = replacement is not None and (not replacement.is_draft or standing.may(Can.SEE_UNIT, row.unit))
    context = {
        "plan": row,
        "steps": row.steps.select_related("member"),
        "today": timezone.localdate(),
        "replacement": replacement if may_read else None,
        "may_answer": standing.may(Can.ANSWER_DOCUMENTS, row.unit),
        "may_see_acts": standing.may(Can.SEE_ACTS, row.unit),
        "trail": trail_of(row.document, (_("Implementation plan"), "")),
    }
    return render(request, "instructions/plan_detail.html", context)


@require_POST
def plan_new(request: PersonRequest, pk: int, unit: int) -> HttpResponse:
    """Begin the plan of a unit for a document, or go on with the one that is there."""
    document, answering = visible_document(request, pk), answering_unit(request, unit)
    known = document.plans.current().filter(unit=answering).first()
    if known is not None:
        return redirect(known)
    made = Plan.objects.draft(document=document, unit=answering, by=request.user, at=timezone.now())
    return redirect("plan_edit", made.pk)


@get_or_post
def plan_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Write a draft: its text, and its steps one by one, each saved by itself."""
    row = kept_plan(request, pk)
    row.require_draft()
    form = PlanTextForm(request.POST or None, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        row.change(text=form.cleaned_data["text"], by=request.user)
        if request.htmx:
            return render(request, "instructions/plan_edit.html#saved", {"saved_at": timezone.localtime()})
        messages.success(request, _("The text is saved."))
        return redirect("plan_edit", pk)
    return edit_page(request, row, text_form=form)


@get_or_post
def plan_adopt(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_plan(request, pk)
    row.require_draft()
    form = AdoptForm(request.POST or None, today=timezone.localdate())
    adopt = partial(row.adopt, at=timezone.now())
    return form_page(request, form, adopt, about=row.unit, back=row.get_absolute_url(), trail=_trail(row))


@get_or_post
def plan_replace(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a plan that is to take the place of an adopted one."""
    row = kept_plan(request, pk)
    row.require_adopted()
    form = ReplaceForm(request.POST if request.method == "POST" else None)
    replace = partial(row.replace, at=timezone.now())
    return form_page(request, form, replace, about=row, back=row.get_absolute_url(), trail=_trail(row))


# Steps


@get_or_post
def plan_step_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a step: a form of its own without JavaScript, in the page of the plan with it."""
    row = kept_plan(request, pk)
    row.require_draft()
    form = _step_form(request, row)
    if request.method == "POST" and form.is_valid():
        return _changed(request, row, form, partial(row.add_step, **form.cleaned_data, by=request.user))
    return edit_page(request, row, step_form=form)


@get_or_post
def plan_step_change(request: PersonRequest, pk: int) -> HttpResponse:
    step = kept_step(request, pk)
    step.plan.require_draft()
    form = _step_form(request, step.plan, step)
    if request.method == "POST" and form.is_valid():
        return _changed(
            request, step.plan, form, partial(step.change, **form.cleaned_data, by=request.user), changing=step
        )
    return edit_page(request, step.plan, changing=step, change_form=form)


@require_POST
def plan_step_move(request: PersonRequest, pk: int) -> HttpResponse:
    step = kept_step(request, pk)
    step.plan.move_step(step, up=request.POST.get("to") == "up", by=request.user)
    return _edited(request, step.plan)


@require_POST
def plan_step_remove(request: PersonRequest, pk: int) -> HttpResponse:
    step = kept_step(request, pk)
    step.plan.remove_step(step, by=request.user)
    return _edited(request, step.plan)


@get_or_post
def plan_step_done(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a step as done; or, once it is, as not yet done."""
    step = kept_step(request, pk)
    step.plan.require_adopted()
    back, trail = step.plan.get_absolute_url(), _trail(step.plan)
    if step.done_on:
        opening = StepOpenForm(request.POST if request.method == "POST" else None)
        return form_page(request, opening, step.mark_open, about=step, back=back, trail=trail)
    form = StepDoneForm(request.POST or None, today=timezone.localdate())
    return form_page(request, form, step.mark_done, about=step, back=back, trail=trail)


def _step_form(request: PersonRequest, row: Plan, step: PlanStep | None = None) -> StepForm:
    auto_id = "id_change_%s" if step else "id_step_%s"
    return StepForm(request.POST or None, plan=row, step=step, today=timezone.localdate(), auto_id=auto_id)


def _changed(
    request: PersonRequest, row: Plan, form: StepForm, act: Any, changing: PlanStep | None = None
) -> HttpResponse:
    """Do it; a refusal comes back as a sentence above the form, with everything typed still there."""
    try:
        act()
    except Refusal as refusal:
        form.add_error(None, str(refusal.reason))
        forms = {"changing": changing, "change_form": form} if changing else {"step_form": form}
        return edit_page(request, row, **forms)
    return _edited(request, row)


def _edited(request: PersonRequest, row: Plan) -> HttpResponse:
    if request.htmx:
        return edit_page(request, row)
    return redirect(f"{reverse('plan_edit', args=[row.pk])}#steps")


def edit_page(request: PersonRequest, row: Plan, **forms: Any) -> HttpResponse:
    """The page on which a draft is written; its steps alone for htmx."""
    today = timezone.localdate()
    context = {
        "plan": row,
        "steps": row.steps.select_related("member"),
        "text_form": PlanTextForm(initial={"text": row.text}),
        "step_form": StepForm(plan=row, today=today, auto_id="id_step_%s"),
        "trail": [*_trail(row), (_("Write the plan"), "")],
    }
    template = "instructions/plan_edit.html" + ("#steps" if request.htmx else "")
    return render(request, template, context | forms)


def visible_plan(request: PersonRequest, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.user)
    return get_object_or_404(
        plans.select_related("document__issuer", "document__edition", "unit__kind", "replaces"), pk=pk
    )


def kept_plan(request: PersonRequest, pk: int) -> Plan:
    """The plan, if the reader sees it (404) and answers for its unit (refusal)."""
    row = visible_plan(request, pk)
    request.user.standing().require(Can.ANSWER_DOCUMENTS, row.unit)
    return row


def kept_step(request: PersonRequest, pk: int) -> PlanStep:
    step = get_object_or_404(PlanStep.objects.filter(plan__in=Plan.objects.visible_to(request.user)), pk=pk)
    step.plan = kept_plan(request, step.plan_id)
    return step


def _trail(row: Plan) -> list[tuple[Words, str]]:
    return trail_of(row.document, (_("Implementation plan"), row.get_absolute_url()))
