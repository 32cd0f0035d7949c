"""What other packages ask of the scores: confirmed totals and bands, of many units at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from fourgood.meeting_quality.models import QualitySheet
from fourgood.regulations.hundredths import decimal_of


@dataclass(frozen=True)
class Confirmed:
    """The confirmed score of one meeting. `band`: code of the framework's band ("good", "fair", …); "": it has none."""

    meeting: int
    unit: int
    kind: str
    begun_at: dt.datetime
    total: Decimal
    band: str


def confirmed_scores(units: Collection[int], *, since: dt.datetime, before: dt.datetime) -> list[Confirmed]:
    """Of the meetings of these units (ids) that began from `since` to before `before`, in order. One query."""
    rows = QualitySheet.objects.filter(
        meeting__unit__in=units,
        meeting__begun_at__gte=since,
        meeting__begun_at__lt=before,
        confirmed_at__isnull=False,
    ).order_by("meeting__begun_at", "meeting_id")
    columns = ("meeting", "meeting__unit", "meeting__kind", "meeting__begun_at", "confirmed_total", "confirmed_band")
    return [
        Confirmed(meeting, unit, kind, begun, decimal_of(total), band)
        for meeting, unit, kind, begun, total, band in rows.values_list(*columns)
    ]
