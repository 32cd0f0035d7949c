"""What the pages share: fetching with permission, the trail, a paper as an answer."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.common.requests import PersonRequest
from fourgood.meetings.models import Meeting
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed
from fourgood.resolutions.models import Minutes
from fourgood.resolutions.models.resolutions import Resolution

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Trail = list[tuple[str | Promise, str]]


def visible_meeting(request: PersonRequest, pk: int) -> Meeting:
    meetings = Meeting.objects.visible_to(request.user).select_related("unit__kind", "chair", "recorder")
    return get_object_or_404(meetings, pk=pk)


def visible_minutes(request: PersonRequest, pk: int) -> Minutes:
    """The minutes of the meeting with the id."""
    rows = Minutes.objects.visible_to(request.user)
    related = ("meeting__unit__kind", "meeting__chair", "meeting__recorder", "approved_by", "sent_by", "written_by")
    return get_object_or_404(rows.select_related(*related), meeting=pk)


def written_minutes(request: PersonRequest, pk: int) -> Minutes:
    """Minutes that the reader may write. Raises NotAllowed."""
    minutes = visible_minutes(request, pk)
    if not minutes.may_be_written_by(request.user):
        raise NotAllowed(help=WHO_CAN_HELP[Can.RUN_MEETINGS])
    return minutes


def resolutions(request: PersonRequest) -> QuerySet[Resolution]:
    rows = Resolution.objects.visible_to(request.user)
    return rows.select_related("unit__kind", "unit__parent", "meeting", "vote", "term", "amends__unit__kind")


def visible_resolution(request: PersonRequest, pk: int) -> Resolution:
    return get_object_or_404(resolutions(request), pk=pk)


def run_resolution(request: PersonRequest, pk: int) -> Resolution:
    """A resolution of a unit whose meetings the reader runs. Raises NotAllowed."""
    resolution = visible_resolution(request, pk)
    request.user.standing().require(Can.RUN_MEETINGS, resolution.unit)
    return resolution


def draft_resolution(request: PersonRequest, pk: int) -> Resolution:
    """Like `run_resolution`; raises Issued too."""
    resolution = run_resolution(request, pk)
    resolution.require_draft()
    return resolution


def trail_of_meeting(meeting: Meeting, *more: tuple[str | Promise, str]) -> Trail:
    try:
        address = meeting.get_absolute_url()
    except NoReverseMatch:
        address = ""
    return [(str(meeting), address), *more]


def trail_of(resolution: Resolution, *more: tuple[str | Promise, str]) -> Trail:
    way: Trail = [(_("Resolutions"), reverse("resolution_list"))]
    return [*way, (resolution.title, resolution.get_absolute_url()), *more] if more else way


def paper(written: bytes, name: str) -> HttpResponse:
    """A PDF to look at, or a Word file to keep, by the ending of its name."""
    is_pdf = name.endswith(".pdf")
    how = "inline" if is_pdf else "attachment"
    kind = "application/pdf" if is_pdf else WORD
    return HttpResponse(written, content_type=kind, headers={"Content-Disposition": f'{how}; filename="{name}"'})
