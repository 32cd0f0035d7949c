"""The round of opinions for whoever leads it: opened, followed, entered for members without a phone, answered."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.deadlines import when
from fourgood.common.requests import PersonRequest
from fourgood.criteria.consultation import changes_since_opening, consultation, is_heard
from fourgood.criteria.decision_forms import AnswerForm, EnterForm, MoveForm, OpenForm
from fourgood.criteria.models import CriteriaSet, Opinion
from fourgood.criteria.overview import overview_of
from fourgood.criteria.state import State
from fourgood.criteria.views.parts import Trail, registration_trail, visible_set
from fourgood.organisation.standing import Can
from fourgood.organisation.views.forms import form_page


def led_set(request: PersonRequest, pk: int) -> CriteriaSet:
    """A set whose decisions the reader sees to: of the own unit. Raises NotAllowed."""
    criteria_set = visible_set(request, pk)
    request.user.standing().require(Can.CONCRETISE_CRITERIA, criteria_set.unit)
    return criteria_set


def _trail(criteria_set: CriteriaSet) -> Trail:
    """Registrations › the unit and year › opinions: a form's heading comes after it."""
    trail = registration_trail(criteria_set.registration)
    return [*trail, (_("Opinions"), reverse("opinions", args=[criteria_set.pk]))]


@require_GET
def opinions(request: PersonRequest, pk: int) -> HttpResponse:
    """Who has spoken and who not, and what was said, for who leads the unit or reads its acts."""
    criteria_set: Any = visible_set(request, pk)
    standing, unit, today = request.user.standing(), criteria_set.unit, timezone.localdate()
    standing.require(Can.SEE_ACTS, unit)
    overview = overview_of(criteria_set)
    state = State(criteria_set.state)
    is_ours = standing.may(Can.CONCRETISE_CRITERIA, unit)
    context = {
        "set": criteria_set,
        "state": state,
        "round": consultation(criteria_set, overview, on=today),
        "changes": changes_since_opening(criteria_set, overview),
        "is_heard": is_heard(criteria_set, state),
        "may_act": is_ours and is_heard(criteria_set, state),
        "may_answer": is_ours and state is not State.CONFIRMED,
        "may_open": is_ours and criteria_set.opened_at is None,
        "when": when(criteria_set.opinions_until, on=today),
        "is_late": bool(criteria_set.opinions_until and criteria_set.opinions_until < today),
        "trail": registration_trail(criteria_set.registration, _("Opinions")),
    }
    return render(request, "criteria/opinions.html", context)


@require_http_methods(["GET", "POST"])
def opinions_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask all members until a day; once asked, move the day."""
    criteria_set = led_set(request, pk)
    kind = MoveForm if criteria_set.opened_at else OpenForm
    form = kind(request.POST or None, initial={"until": criteria_set.opinions_until})
    return _page(request, form, criteria_set.open_for_opinions, criteria_set)


@require_http_methods(["GET", "POST"])
def opinion_enter(request: PersonRequest, pk: int) -> HttpResponse:
    """What a member without a phone said, under the member's name."""
    criteria_set = led_set(request, pk)
    asked = {name: request.GET[name] for name in ("member", "code") if name in request.GET}
    overview, today = overview_of(criteria_set), timezone.localdate()
    form = EnterForm(request.POST or None, initial=asked, criteria_set=criteria_set, overview=overview, on=today)
    return _page(request, form, criteria_set.record_opinion, criteria_set)


@require_http_methods(["GET", "POST"])
def opinion_answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Answer what a member said."""
    seen = Opinion.objects.visible_to(request.user).select_related("member", "criteria_set__registration__unit")
    opinion = get_object_or_404(seen, pk=pk)
    criteria_set = opinion.criteria_set
    request.user.standing().require(Can.CONCRETISE_CRITERIA, criteria_set.unit)
    form = AnswerForm(request.POST or None, initial={"text": opinion.answer})
    return _page(request, form, opinion.answer_with, criteria_set, about=f"{opinion.member}: {opinion.text}")


def _page(request: PersonRequest, form: Any, verb: Any, criteria_set: CriteriaSet, *, about: str = "") -> HttpResponse:
    return form_page(
        request,
        form,
        partial(verb, at=timezone.now()),
        about=about or str(criteria_set.registration),
        back=reverse("opinions", args=[criteria_set.pk]),
        trail=_trail(criteria_set),
    )
