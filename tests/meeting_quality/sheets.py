"""Meetings that have ended, and their scores: what tests start from."""

from __future__ import annotations

import datetime as dt

from fourgood.instructions.frameworks import framework_of
from fourgood.meeting_quality.deciding import Hands, wants_reason
from fourgood.meeting_quality.frame import sheet_in_force
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meeting_quality.points import NOTHING, Given, unpacked
from fourgood.meeting_quality.suggesting import suggestions
from fourgood.meetings.models import Attendance, Meeting
from tests.resolutions.evenings import end, evening, now, spoke

DAY = dt.timedelta(days=1)


def held(unit, *, minutes=100, gone=True, **more) -> Meeting:
    """A meeting that took so many minutes, at which one member spoke; `gone`: with one excused and one absent."""
    meeting = evening(unit, minutes_ago=minutes, **more)
    spoke(meeting, meeting.attendances.filter(state="present", because="").order_by("pk")[0].member)
    if not gone:
        Attendance.objects.filter(meeting=meeting).update(state="present", reason="")
    end(meeting)
    return Meeting.objects.select_related("unit__kind", "unit__sector").get(pk=meeting.pk)


def variant_of(meeting):
    return framework_of(sheet_in_force(meeting)).variants[0]


def suggested(meeting) -> dict[str, Given]:
    return {code: one.given for code, one in suggestions(variant_of(meeting), meeting, at=now()).items()}


def complete(meeting, **other) -> dict[str, Given]:
    """What the records suggest, and all points where they can't tell; then the `other` ones ("c3_1" is 3.1)."""
    given = {
        criterion.code: one if not one.is_empty else Given(criterion.points)
        for criterion, one in zip(variant_of(meeting).criteria(), suggested(meeting).values(), strict=True)
    }
    return given | {code.removeprefix("c").replace("_", "."): points for code, points in other.items()}


def filled(meeting, *, by=None, **other) -> QualitySheet:
    """With a reason wherever one is wanted."""
    own, said = complete(meeting, **other), suggested(meeting)
    reasons = {
        code: "Chi bộ thấy như vậy" for code, given in own.items() if wants_reason(given, said.get(code, NOTHING))
    }
    return QualitySheet.objects.fill(meeting, own, reasons, by=by, at=now())


def voted(meeting, *, by=None, **other) -> QualitySheet:
    sheet = filled(meeting, by=by, **other)
    sheet.decide(Hands(in_favour=meeting.attendances.filter(state="present", due=True).count() - 2), by=by, at=now())
    return QualitySheet.objects.get(pk=sheet.pk)


def submitted(meeting, *, by=None, **other) -> QualitySheet:
    sheet = voted(meeting, by=by, **other)
    sheet.submit(by=by, at=now())
    return QualitySheet.objects.select_related("framework", "meeting__unit").get(pk=sheet.pk)


def own_of(sheet) -> dict[str, Given]:
    return unpacked(sheet.criteria, sheet.own, sheet.own_aside)


def confirmed(sheet, *, by=None, reasons=None, **other) -> QualitySheet:
    given = own_of(sheet) | {code.removeprefix("c").replace("_", "."): points for code, points in other.items()}
    sheet.confirm(given, reasons or {}, by=by, at=now())
    return QualitySheet.objects.select_related("framework", "meeting__unit").get(pk=sheet.pk)
