"""The ballot of one member: a plain form that nothing changes while it is being filled in.

What is chosen travels in the body of one POST, and is nowhere else: not in an address, a message, the session or a log.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.standing import Can
from fourgood.voting import refusals
from fourgood.voting.forms import BallotForm
from fourgood.voting.models import Elector, Vote, Way
from fourgood.voting.views.parts import trail_of_vote, visible_vote


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "POST"])
def ballot(request: PersonRequest, pk: int) -> HttpResponse:
    """The ballot; once it is in the urn, the receipt, which does not say what was chosen."""
    vote = visible_vote(request, pk)
    request.user.standing().require(Can.TAKE_PART, vote.unit)
    elector = vote.elector(request.user.member_id)
    if elector is None:
        raise refusals.NoVote
    if vote.way != Way.SECRET:
        raise refusals.NoUrn
    sent = request.method == "POST"
    if not sent and (elector.voted or not vote.is_running):
        return _page(request, vote, elector)
    form = BallotForm(request.POST if sent else None, choices=list(vote.choices.all()))
    if sent and (form.is_valid() or elector.voted):
        return _cast(request, vote, elector, form)
    return _page(request, vote, elector, form)


@sensitive_variables()
def _cast(request: PersonRequest, vote: Vote, elector: Elector, form: BallotForm) -> HttpResponse:
    try:
        if elector.voted:
            raise refusals.VotedAlready
        vote.cast(elector, form.chosen())
    except refusals.VotedAlready as refusal:
        messages.info(request, str(refusal.reason))
    except (refusals.VoteClosed, refusals.VoteVoid) as refusal:
        messages.error(request, _("Your ballot did not get into the urn. %(why)s") % {"why": refusal.reason})
    return redirect("ballot", vote.pk)


def _page(request: PersonRequest, vote: Vote, elector: Elector, form: BallotForm | None = None) -> HttpResponse:
    """The form if it can be filled in, else in words why not."""
    why: Refusal | None = None
    if not elector.present:
        why = refusals.NotThere()
    elif elector.paper:
        why = refusals.HoldsPaper()
    elif not elector.voted and not vote.is_running:
        why = refusals.VoteVoid() if vote.voided_at else refusals.VoteClosed()
    context = {
        "vote": vote,
        "elector": elector,
        "form": form if why is None else None,
        "why": why,
        "trail": trail_of_vote(vote, _("Your ballot")),
    }
    return render(request, "voting/ballot.html", context)
