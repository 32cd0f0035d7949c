"""What the pages share: fetching with permission, and the trail."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.common.requests import PersonRequest
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meetings.models import Meeting
from fourgood.organisation.standing import Can

Trail = list[tuple[str | Promise, str]]


def visible_meeting(request: PersonRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user)
    return get_object_or_404(meetings.select_related("unit__kind", "unit__sector"), pk=pk)


def run_meeting(request: PersonRequest, pk: int) -> Meeting:
    """The meeting, if the reader runs the meetings of its unit. Raises NotAllowed."""
    meeting = visible_meeting(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, meeting.unit)
    return meeting


def visible_sheet(request: PersonRequest, pk: int) -> QualitySheet:
    """The sheet of the meeting with the id."""
    rows = QualitySheet.objects.visible_to(request.user)
    related = ("meeting__unit__kind", "meeting__unit__sector", "framework__edition__instruction", "vote")
    people = ("filled_by", "voted_by", "submitted_by", "confirmed_by")
    return get_object_or_404(rows.select_related(*related, *people), meeting=pk)


def run_sheet(request: PersonRequest, pk: int) -> QualitySheet:
    """A sheet of a unit whose meetings the reader runs. Raises NotAllowed."""
    sheet = visible_sheet(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, sheet.unit)
    return sheet


def trail_of(meeting: Meeting, *more: tuple[str | Promise, str]) -> Trail:
    return [(str(meeting), meeting.get_absolute_url()), *more]


def trail_of_sheet(sheet: QualitySheet, *more: tuple[str | Promise, str]) -> Trail:
    return trail_of(sheet.meeting, (_("Score of the meeting"), sheet.get_absolute_url()), *more)
