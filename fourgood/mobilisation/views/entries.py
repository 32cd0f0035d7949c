"""Pages on which something is entered about a project: goals, gifts, spending, corrections, consultations."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.mobilisation import goals, ledger
from fourgood.mobilisation.account import quantity
from fourgood.mobilisation.forms import (
    ConsultationForm,
    CorrectionForm,
    GiftForm,
    GoalChangeForm,
    GoalForm,
    SpendingForm,
)
from fourgood.mobilisation.models import Gift, Goal, Project, Spending
from fourgood.mobilisation.views.projects import kept_project, trail_of
from fourgood.organisation.member_forms import ActForm
from fourgood.organisation.views.forms import form_page

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def goal_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    return _page(request, row, GoalForm(request.POST or None), row.aim)


@require_http_methods(BOTH)
def goal_change(request: PersonRequest, pk: int) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.filter(project__in=Project.objects.visible_to(request.user)), pk=pk)
    row = kept_project(request, goal.project_id)
    form = GoalChangeForm(request.POST or None, initial={"amount": goal.amount})
    return _page(request, row, form, partial(goals.change, goal), about=goal)


@require_http_methods(BOTH)
def gift_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    form = GiftForm(request.POST or None, goals=row.goals.all(), today=timezone.localdate())
    return _page(request, row, form, partial(row.take, at=timezone.now()))


@require_http_methods(BOTH)
def spending_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    form = SpendingForm(request.POST or None, initial={"spent_on": timezone.localdate()})
    return _page(request, row, form, partial(row.spend, at=timezone.now()))


@require_http_methods(BOTH)
def gift_correct(request: PersonRequest, pk: int) -> HttpResponse:
    seen = Gift.objects.filter(project__in=Project.objects.visible_to(request.user))
    gift = get_object_or_404(seen.select_related("goal", "project__unit"), pk=pk)
    row = kept_project(request, gift.project_id)
    correct = partial(ledger.correct_gift, gift, at=timezone.now())
    return _page(request, row, CorrectionForm(request.POST or None), correct, about=quantity(gift.goal, gift.amount))


@require_http_methods(BOTH)
def spending_correct(request: PersonRequest, pk: int) -> HttpResponse:
    seen = Spending.objects.filter(project__in=Project.objects.visible_to(request.user))
    spending = get_object_or_404(seen.select_related("project__unit"), pk=pk)
    row = kept_project(request, spending.project_id)
    correct = partial(ledger.correct_spending, spending, at=timezone.now())
    return _page(request, row, CorrectionForm(request.POST or None), correct, about=spending)


@require_http_methods(BOTH)
def consultation_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = kept_project(request, pk)
    form = ConsultationForm(request.POST or None, initial={"held_on": timezone.localdate()})
    return _page(request, row, form, partial(row.consult, at=timezone.now()))


def _page(
    request: PersonRequest, row: Project, form: ActForm, verb: partial[object] | object, *, about: object = None
) -> HttpResponse:
    assert callable(verb)
    return form_page(request, form, verb, about=about or row, back=row.get_absolute_url(), trail=trail_of(row))
