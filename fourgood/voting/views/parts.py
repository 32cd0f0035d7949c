"""What the pages of votes share: fetching with permission, and the trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal
from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Member
from fourgood.organisation.standing import Can
from fourgood.voting.entitled import came_since
from fourgood.voting.models import Elector, Vote

FEW = 32  # signs of a question in a trail
Trail = list[tuple[str | Promise, str]]


def visible_meeting(request: PersonRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user).select_related("unit__kind")
    return get_object_or_404(meetings, pk=pk)


def visible_vote(request: PersonRequest, pk: int) -> Vote:
    votes = Vote.objects.visible_to(request.user)
    return get_object_or_404(votes.select_related("meeting__unit__kind", "repeats", "repeated_by"), pk=pk)


def run_vote(request: PersonRequest, pk: int) -> Vote:
    """A vote of a meeting that the reader runs. Raises NotAllowed."""
    vote = visible_vote(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, vote.unit)
    return vote


def may_run(request: PersonRequest, meeting: Meeting) -> bool:
    return bool(request.user.standing().may(Can.RUN_MEETINGS, meeting.unit))


def late_for(vote: Vote, electors: Iterable[Elector]) -> list[Member]:
    """Who came in after a running vote opened: they are there, and have no part in it."""
    voting = [elector.member_id for elector in electors if elector.present]
    return came_since(vote.meeting, voting=voting) if vote.is_running else []


def tell(form: BaseForm, refusal: Refusal) -> None:
    """Put a refusal at the field that it concerns, or on top."""
    field: Any = getattr(refusal, "field", None)
    form.add_error(field if field in form.fields else None, f"{refusal.reason} {refusal.help}".strip())


def trail_of(meeting: Meeting, *more: tuple[str | Promise, str]) -> Trail:
    """The meeting › its votes › …"""
    return [
        (str(meeting), meeting.get_absolute_url()),
        (_("Votes"), reverse("meeting_votes", args=[meeting.pk])),
        *more,
    ]


def trail_of_vote(vote: Vote, last: str | Promise) -> Trail:
    """… › the vote, in a few of its words › the page."""
    return trail_of(vote.meeting, (Truncator(str(vote)).chars(FEW), vote.get_absolute_url()), (last, ""))
