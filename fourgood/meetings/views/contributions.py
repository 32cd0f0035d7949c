"""Pages on which members write before a meeting, and the secretary for those without a phone (M12)."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.meetings import contributing
from fourgood.meetings.expected import expected_at
from fourgood.meetings.forms import AnswerForm, ContributionForForm, ContributionForm
from fourgood.meetings.models import Contribution, Meeting
from fourgood.meetings.refusals import NotInvited
from fourgood.meetings.views.meetings import act_page, run_meeting, visible_meeting
from fourgood.organisation.models import Member
from fourgood.organisation.standing import Can

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def contribution_new(request: PersonRequest, pk: int) -> HttpResponse:
    row = visible_meeting(request, pk)
    if request.user.member is None:
        raise NotInvited(name=request.user)
    form = ContributionForm(request.POST or None, request.FILES or None, meeting=row)
    write = partial(contributing.contribute, row, request.user.member, at=timezone.now())
    return act_page(request, row, form, write)


@require_http_methods(BOTH)
def contribution_enter(request: PersonRequest, pk: int) -> HttpResponse:
    row = run_meeting(request, pk)
    members = Member.objects.filter(pk__in=[expected.member.pk for expected in expected_at(row)]).order_by("sort_key")
    form = ContributionForForm(request.POST or None, request.FILES or None, meeting=row, members=members)
    return act_page(request, row, form, partial(contributing.contribute, row, at=timezone.now()))


@require_http_methods(BOTH)
def contribution_answer(request: PersonRequest, pk: int) -> HttpResponse:
    seen = Contribution.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    row = get_object_or_404(seen.select_related("meeting__unit", "member"), pk=pk)
    request.user.standing().require(Can.RUN_MEETINGS, row.meeting.unit)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer})
    answer = partial(contributing.answer, row, at=timezone.now())
    return act_page(request, row.meeting, form, answer)
