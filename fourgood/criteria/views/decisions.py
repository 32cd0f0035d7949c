"""What the unit does with its criteria after the opinions: record the vote, submit, look at what was carried over."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from fourgood.common.deadlines import when
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.criteria.consultation import consultation
from fourgood.criteria.deadlines import adopt_by, submit_by
from fourgood.criteria.decision_forms import AdoptForm
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.overview import overview_of
from fourgood.criteria.submitting import receiver_of, require_ready
from fourgood.criteria.views.consultation import led_set
from fourgood.criteria.views.parts import registration_trail
from fourgood.criteria.voices import VoteBase, vote_base
from fourgood.organisation.roll_call import NoRule


@require_http_methods(["GET", "POST"])
def criteria_adopt(request: PersonRequest, pk: int) -> HttpResponse:
    """Record the vote of the meeting; who had a vote on its day is shown and explained."""
    criteria_set, today = led_set(request, pk), timezone.localdate()
    criteria_set.require_editable()
    base = _base(criteria_set, request.POST.get("met_on") or request.GET.get("met_on") or "", today=today)
    if request.htmx and request.method == "GET":
        return render(request, "criteria/adopt.html#base", {"base": base})
    form = AdoptForm(request.POST or None, base=base, initial={"met_on": base.on})
    if request.method == "POST" and form.is_valid():
        try:
            criteria_set.adopt(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, f"{refusal.reason} {refusal.help}".strip())
        else:
            messages.success(request, _("The resolution is recorded: the criteria are adopted. Now submit them."))
            return redirect(criteria_set)
    context = {
        "set": criteria_set,
        "form": form,
        "base": base,
        "round": consultation(criteria_set, overview_of(criteria_set), on=today),
        "when": when(adopt_by(criteria_set), on=today),
        "trail": registration_trail(criteria_set.registration, _("Record the vote")),
    }
    return render(request, "criteria/adopt.html", context)


def _base(criteria_set: CriteriaSet, asked: str, *, today: dt.date) -> VoteBase:
    """Who has a vote on the day asked for; today where it is no day, or one for which no rule is known."""
    try:
        met_on = parse_date(asked) or today
        return vote_base(criteria_set.unit, on=met_on)
    except (ValueError, NoRule):
        return vote_base(criteria_set.unit, on=today)


@require_http_methods(["GET", "POST"])
def criteria_submit(request: PersonRequest, pk: int) -> HttpResponse:
    """What is sent, to whom, by when; or what is still missing."""
    criteria_set, today = led_set(request, pk), timezone.localdate()
    if request.method == "POST":
        criteria_set.submit(by=request.user, at=timezone.now())
        messages.success(
            request, _("The criteria are submitted. You will see here when they are returned or confirmed.")
        )
        return redirect(criteria_set)
    criteria_set.require_editable()
    due = submit_by(criteria_set)
    overview = overview_of(criteria_set)
    context = {
        "set": criteria_set,
        "missing": _missing(criteria_set),
        "adoption": criteria_set.adoption(),
        "overview": overview,
        "round": consultation(criteria_set, overview, on=today),
        "receiver": receiver_of(criteria_set, on=today),
        "due": due,
        "when": when(due, on=today),
        "is_late": due is not None and due < today,
        "trail": registration_trail(criteria_set.registration, _("Submit")),
    }
    return render(request, "criteria/submit.html", context)


def _missing(criteria_set: CriteriaSet) -> Refusal | None:
    """Why the criteria can't be submitted yet."""
    try:
        require_ready(criteria_set)
    except Refusal as refusal:
        return refusal
    return None


@require_POST
def criteria_looked_at(request: PersonRequest, pk: int) -> HttpResponse:
    """The unit has looked at what an edition made of its criteria."""
    criteria_set = led_set(request, pk)
    criteria_set.mark_looked_at(by=request.user, at=timezone.now())
    messages.success(request, _("Noted. Your criteria hold as they are; to change them, begin a change from a day."))
    return redirect(criteria_set)
