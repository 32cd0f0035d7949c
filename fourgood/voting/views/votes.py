"""Votes of a meeting: opened by who runs it, followed while they run; the results for everyone who sees the meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.organisation.standing import Can
from fourgood.voting import ruling
from fourgood.voting.forms import OpenForm
from fourgood.voting.models import Way
from fourgood.voting.opening import open_vote
from fourgood.voting.outcome import before_facts, outcome_of, what_few_mean
from fourgood.voting.refusals import MeetingOver, NotBegun
from fourgood.voting.views.parts import late_for, may_run, tell, trail_of, visible_meeting, visible_vote


@require_GET
def meeting_votes(request: PersonRequest, pk: int) -> HttpResponse:
    """All votes of a meeting, each with its result; to htmx, such as the page of the meeting, only the list."""
    meeting = visible_meeting(request, pk)
    votes = list(meeting.votes.prefetch_related("choices").select_related("meeting"))
    running = meeting.begun_at is not None and meeting.ended_at is None
    context = {
        "meeting": meeting,
        "rows": [(vote, ruling.verdict(vote, list(vote.choices.all())) if vote.closed_at else None) for vote in votes],
        "may_open": running and may_run(request, meeting),
        "trail": [*trail_of(meeting)[:-1], (_("Votes"), "")],
    }
    return render(request, f"voting/meeting_votes.html{'#votes' if request.htmx else ''}", context)


@require_http_methods(["GET", "POST"])
def vote_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a question to the meeting; `?item=` names the item of the agenda."""
    meeting = visible_meeting(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, meeting.unit)
    if meeting.ended_at is not None:
        raise MeetingOver
    if meeting.begun_at is None:  # a page of the sitting that was open before it began leads here
        messages.info(request, str(NotBegun().reason))
        return redirect("sitting", meeting.pk)
    item = meeting.items.filter(pk=_number(request.GET.get("item")) or 0).first()
    initial = {"item": item, "question": item.title if item else "", "way": Way.OPEN}
    form = OpenForm(request.POST or None, meeting=meeting, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            vote = open_vote(meeting, form.motion(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect(vote)
    context = {"meeting": meeting, "form": form, "trail": trail_of(meeting, (_("Open a vote"), ""))}
    return render(request, "voting/vote_open.html", context)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


@require_GET
def vote(request: PersonRequest, pk: int) -> HttpResponse:
    """A vote: while it runs, what to do and how many have voted; then the result. `#turnout` is asked for by htmx."""
    found = visible_vote(request, pk)
    electors = list(found.electors.select_related("member"))
    runs = may_run(request, found.meeting)
    late = late_for(found, electors)
    context = {
        "vote": found,
        "electors": electors,
        "mine": next((e for e in electors if e.member_id == request.user.member_id), None),
        "may_run": runs,
        "late": late,
        "came_late": any(member.pk == request.user.member_id for member in late),
        "voted": [e for e in electors if e.voted],
        "on_paper": [e for e in electors if e.paper],
        "waiting": [e for e in electors if e.present and not e.voted and not e.paper],
        "facts": before_facts(found),
        "few": what_few_mean(found, electors) if runs else "",
        "outcome": outcome_of(found, electors) if found.closed_at else None,
        "trail": trail_of(found.meeting, (_("This vote"), "")),
    }
    return render(request, "voting/vote.html#turnout" if request.htmx else "voting/vote.html", context)
