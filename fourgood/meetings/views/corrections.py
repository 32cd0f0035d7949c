"""Corrections after the meeting, one page each: times, roll call, who spoke, notes. Each asks for a reason."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from fourgood.common.requests import PersonRequest
from fourgood.meetings import sitting_corrections, sitting_roll
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import Meeting
from fourgood.meetings.sitting import require_over
from fourgood.meetings.sitting_forms import CorrectionForm, NotesForm, SpeechForm, TimesForm
from fourgood.meetings.views.sitting import recorded_meeting, within
from fourgood.organisation.models import Member
from fourgood.organisation.views.forms import form_page

BOTH = ["GET", "POST"]


def meeting_to_correct(request: PersonRequest, pk: int) -> Meeting:
    """A meeting that is over, and that the reader records. Raises what stands against a correction."""
    meeting = recorded_meeting(request, pk)
    require_over(meeting)
    return meeting


@require_http_methods(BOTH)
def sitting_correct(request: PersonRequest, pk: int, member: int) -> HttpResponse:
    """The roll call of one member."""
    meeting = meeting_to_correct(request, pk)
    row = meeting.attendances.filter(member=member).first()
    person = get_object_or_404(Member, pk=member) if row else sitting_roll.on_the_list(meeting, member).member
    initial = {"state": row.state, "reason": row.reason} if row else {}
    form = CorrectionForm(request.POST or None, initial=initial)
    verb = partial(sitting_roll.correct, meeting, member, at=timezone.now())
    return form_page(request, form, verb, about=person, back=_back(pk), trail=within(meeting))


@require_http_methods(BOTH)
def sitting_correct_times(request: PersonRequest, pk: int) -> HttpResponse:
    """When it began and ended."""
    meeting = meeting_to_correct(request, pk)
    form = TimesForm(request.POST or None, meeting=meeting)
    verb = partial(sitting_corrections.correct_times, meeting, at=timezone.now())
    return form_page(request, form, verb, about=meeting, back=_back(pk), trail=within(meeting))


@require_http_methods(BOTH)
def sitting_correct_speech(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """Who spoke under an item, 0: outside the agenda. `?member=` names whom the form begins with."""
    meeting = meeting_to_correct(request, pk)
    found = get_object_or_404(meeting.items, pk=item) if item else None
    asked = request.GET.get("member", "")
    speech = meeting.speeches.filter(member=asked, item=found).first() if asked.isdecimal() else None
    initial = {"member": speech.member_id, "spoke": "yes", "text": speech.text} if speech else {"spoke": "yes"}
    people = [expected.member for expected in expected_at(meeting)]
    form = SpeechForm(request.POST or None, members=people, initial=initial)
    verb = partial(sitting_corrections.correct_speech, meeting, item=item or None, at=timezone.now())
    about = found or _("Outside the agenda")
    return form_page(request, form, verb, about=about, back=_back(pk), trail=within(meeting))


@require_http_methods(BOTH)
def sitting_correct_notes(request: PersonRequest, pk: int, item: int) -> HttpResponse:
    """What was noted of an item, and what the chair concluded."""
    meeting = meeting_to_correct(request, pk)
    found = get_object_or_404(meeting.items, pk=item)
    form = NotesForm(request.POST or None, initial={"notes": found.notes, "conclusion": found.conclusion})
    verb = partial(sitting_corrections.correct_notes, meeting, item, at=timezone.now())
    return form_page(request, form, verb, about=found, back=_back(pk), trail=within(meeting))


def _back(pk: int) -> str:
    return reverse("sitting", args=[pk])
