"""What a member says of the unit's criteria: agreed with all by one tap, or something said of one criterion."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fourgood.common.deadlines import when
from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.criteria.consultation import changes_since_opening, is_heard, of_member
from fourgood.criteria.decision_forms import AGREE, DISAGREE, OpinionForm
from fourgood.criteria.decision_refusals import NotOpen
from fourgood.criteria.models import CriteriaSet, Opinion
from fourgood.criteria.overview import Line, overview_of
from fourgood.criteria.state import State
from fourgood.criteria.views.parts import registration_trail, visible_set
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed

WHOLE = "whole"  # in an address: no criterion, but all of them


def asked_set(request: PersonRequest, pk: int) -> CriteriaSet:
    """A set on which the reader gives an opinion, once it was opened. Raises NotAllowed, NotOpen."""
    criteria_set = visible_set(request, pk)
    request.user.standing().require(Can.GIVE_OPINION, criteria_set.unit)
    if request.user.member_id is None:
        raise NotAllowed(help=WHO_CAN_HELP[Can.GIVE_OPINION])
    if criteria_set.opened_at is None:
        raise NotOpen
    return criteria_set


@require_http_methods(["GET", "POST"])
def opinion_own(request: PersonRequest, pk: int) -> HttpResponse:
    """The criteria for a member, with what they have said; a tap agrees with all."""
    criteria_set: Any = asked_set(request, pk)
    if request.method == "POST":
        _record(request, criteria_set, "", agrees=True, text="")
        messages.success(
            request, _("Thank you. You agree with all criteria; you can still say something on any of them.")
        )
        return redirect("opinion_own", pk)
    overview = overview_of(criteria_set)
    mine = criteria_set.opinions.filter(member=request.user.member_id).select_related("entered_by", "answered_by")
    whole, chapters = of_member(mine, overview)
    today = timezone.localdate()
    context = {
        "set": criteria_set,
        "whole": whole,
        "chapters": chapters,
        "has_spoken": whole is not None or any(spoken.mine for chapter in chapters for spoken in chapter.spoken),
        "is_heard": is_heard(criteria_set, State(criteria_set.state)),
        "when": when(criteria_set.opinions_until, on=today),
        "is_late": bool(criteria_set.opinions_until and criteria_set.opinions_until < today),
        "changes": changes_since_opening(criteria_set, overview),
        "trail": registration_trail(criteria_set.registration, _("Your opinion")),
    }
    return render(request, "criteria/opinion_own.html", context)


@require_http_methods(["GET", "POST"])
def opinion_point(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """What a member says of one criterion, or of the whole."""
    criteria_set = asked_set(request, pk)
    line = None if code == WHOLE else _line(criteria_set, code)
    mine = criteria_set.opinions.filter(member=request.user.member_id, code=line.code if line else "").first()
    form = OpinionForm(request.POST or None, initial=_initial(mine))
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, criteria_set, line.code if line else "", **form.said())
        except Refusal as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.help}".strip())
        else:
            messages.success(request, _("Thank you. Your opinion is saved."))
            return redirect(f"{reverse('opinion_own', args=[pk])}#point-{code}")
    context = {
        "set": criteria_set,
        "line": line,
        "form": form,
        "mine": mine,
        "trail": [
            *registration_trail(criteria_set.registration)[:-1],
            (_("Your opinion"), reverse("opinion_own", args=[pk])),
            (line.code if line else _("the whole"), ""),
        ],
    }
    return render(request, "criteria/opinion_point.html", context)


def _record(request: PersonRequest, criteria_set: CriteriaSet, code: str, **said: Any) -> Opinion:
    return criteria_set.record_opinion(request.user.member, code, **said, by=request.user, at=timezone.now())


def _line(criteria_set: CriteriaSet, code: str) -> Line:
    try:
        return overview_of(criteria_set).line(code)
    except KeyError:
        raise Http404 from None


def _initial(mine: Opinion | None) -> dict[str, Any]:
    return {"side": AGREE if mine.agrees else DISAGREE, "text": mine.text} if mine else {}
