"""Which meetings are scored, and by which sheet: that of the issued edition in force on the day of the meeting."""

from __future__ import annotations

from django.db.models import QuerySet

from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.meeting_quality import refusals
from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.regulations.framework import Model

SCORED = (Kind.REGULAR, Kind.COMBINED, Kind.THEMATIC)


def is_scored(meeting: Meeting) -> bool:
    """Regular and thematic meetings of a cell. The meeting with unit and kind."""
    return meeting.unit.kind.has_members and meeting.kind in SCORED


def files_for(meeting: Meeting) -> QuerySet[FrameworkFile]:
    """Sheets for meetings that were in force for the unit on the day. The meeting with its unit."""
    issuers = {*meeting.unit.ancestor_ids, meeting.unit_id}
    editions = Edition.objects.in_force(meeting.on).filter(instruction__issuer__in=issuers).order_by()
    return FrameworkFile.objects.filter(model=Model.MEETING, edition__in=editions)


def sheet_in_force(meeting: Meeting) -> FrameworkFile:
    """Of several, that issued nearest to the cell, then the newest (our reading). One query.

    Raises NotScored, NotBegun, NoSheetInForce.
    """
    if not is_scored(meeting):
        raise refusals.NotScored
    if meeting.begun_at is None:
        raise refusals.NotBegun
    files = files_for(meeting)
    found = list(files.select_related("edition__instruction__issuer").order_by("-edition__first_day", "code", "pk"))
    if not found:
        raise refusals.NoSheetInForce(on=meeting.on)
    return max(found, key=lambda file: len(file.edition.instruction.issuer.path))
