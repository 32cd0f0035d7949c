"""The cell gives itself points: kept as far as they are known; what differs from the suggestion wants a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.frame import sheet_in_force
from fourgood.meeting_quality.models import QualitySheet, Remark
from fourgood.meeting_quality.points import Given, packed, sheet_of, total_of
from fourgood.meeting_quality.suggesting import Suggestion, suggestions
from fourgood.meetings.models import Meeting

NO_VOTE = {"vote": None, "in_favour": None, "against": None, "abstaining": None, "base": None} | {
    "voted_at": None,
    "voted_by": None,
}


@transaction.atomic
def fill(
    meeting: Meeting, own: Mapping[str, Given], reasons: Mapping[str, str], *, by: Actor | None, at: dt.datetime
) -> QualitySheet:
    """Save the points of the cell, all or some, with the suggestions as they are now. Other points than those that were
    voted on take the vote off: what is sent up is what was voted.

    Raises NotScored, NotBegun, NoSheetInForce, Submitted, UnknownCriterion, PointsOutOfRange, AlwaysApplies.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    before = QualitySheet.objects.filter(meeting=meeting).select_related("framework").first()
    if before and before.submitted_at is not None:
        raise refusals.Submitted
    file = before.framework if before else sheet_in_force(meeting)
    variant = framework_of(file).variant_for(meeting.unit.sector.code if meeting.unit.sector else None)
    values = _values(file, before.variant if before else variant.code, meeting, own, at=at)
    values |= {"filled_at": at, "filled_by_id": by.pk if by else None}
    if before and _differs(before, values):
        values |= NO_VOTE
    row, _created = QualitySheet.objects.update_or_create(meeting=meeting, defaults=values)
    keep_reasons(row, Remark.Side.OWN, reasons)
    row.meeting = meeting
    row.record(Verb.QUALITY_FILLED, by=by, after={"total": _written(row.own_total), "reasons": len(reasons)})
    return row


def _values(
    file: FrameworkFile, code: str, meeting: Meeting, own: Mapping[str, Given], *, at: dt.datetime
) -> dict[str, Any]:
    framework = framework_of(file)
    variant = framework.variant(code)
    points = packed(variant, own)
    total, band = total_of(sheet_of(framework, variant, own))
    return {
        "framework": file,
        "variant": variant.code,
        "path": meeting.unit.path,
        "own": points.points,
        "own_aside": points.aside,
        "own_total": total,
        "own_band": band,
    } | suggested_values(variant.code, file, suggestions(variant, meeting, at=at))


def suggested_values(code: str, file: FrameworkFile, found: Mapping[str, Suggestion]) -> dict[str, Any]:
    """The suggestions as columns of a sheet."""
    points = packed(framework_of(file).variant(code), {code: one.given for code, one in found.items()})
    recorded = {code: one.stored for code, one in found.items() if one.stored}
    return {"suggested": points.points, "suggested_aside": points.aside, "recorded": recorded}


def _differs(before: QualitySheet, values: Mapping[str, Any]) -> bool:
    return (before.own, before.own_aside) != (values["own"], values["own_aside"])


def keep_reasons(sheet: QualitySheet, side: Remark.Side, reasons: Mapping[str, str]) -> None:
    """Exactly these stand from now on, by code; empty ones are left out."""
    sheet.remarks.filter(side=side).delete()
    written = {code: text.strip() for code, text in reasons.items()}
    Remark.objects.bulk_create(
        Remark(sheet=sheet, side=side, code=code, text=text) for code, text in written.items() if text
    )


def _written(total: int | None) -> str | None:
    return None if total is None else f"{total // 100}.{total % 100:02}"
