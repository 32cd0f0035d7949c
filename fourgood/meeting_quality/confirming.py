"""The level above confirms, criterion by criterion; where it differs from the cell, with a reason. Then all locks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.filling import keep_reasons
from fourgood.meeting_quality.models import QualitySheet, Remark
from fourgood.meeting_quality.points import NOTHING, ByCode, Given, packed, sheet_of, total_of, unpacked


@transaction.atomic
def confirm(
    sheet: QualitySheet,
    given: Mapping[str, Given],
    reasons: Mapping[str, str],
    *,
    by: Actor | None,
    at: dt.datetime,
) -> None:
    """Raises NotSubmitted, Confirmed, NotAllGiven, ReasonMissing, NothingApplies, and as `packed` does."""
    locked = sheet.locked()
    if locked.submitted_at is None:
        raise refusals.NotSubmitted
    if locked.confirmed_at is not None:
        raise refusals.Confirmed
    points = packed(locked.criteria, given)
    differing = _require_whole(locked, given, reasons)
    keep_reasons(locked, Remark.Side.CONFIRMED, {code: reasons.get(code, "") for code in differing})
    total, band = total_of(sheet_of(locked.rules, locked.criteria, given))
    if total is None:
        raise refusals.NothingApplies
    locked.confirmed, locked.confirmed_aside = points.points, points.aside
    locked.confirmed_total, locked.confirmed_band = total, band
    locked.confirmed_at, locked.confirmed_by_id = at, by.pk if by else None
    locked.save()
    locked.record(
        Verb.QUALITY_CONFIRMED,
        by=by,
        before={"total": locked.own_total, "band": locked.own_band},
        after={"total": total, "band": band, "otherwise": differing},
    )


def _require_whole(sheet: QualitySheet, given: Mapping[str, Given], reasons: Mapping[str, str]) -> list[str]:
    """Codes that differ from what the cell gave. Raises NotAllGiven, ReasonMissing."""
    own: ByCode = unpacked(sheet.criteria, sheet.own, sheet.own_aside)
    empty = [code for code in own if given.get(code, NOTHING).is_empty]
    if empty:
        raise refusals.NotAllGiven(codes=", ".join(empty))
    differing = [code for code, points in own.items() if given[code] != points]
    silent = next((code for code in differing if not reasons.get(code, "").strip()), None)
    if silent:
        raise refusals.ReasonMissing(code=silent)
    return differing
