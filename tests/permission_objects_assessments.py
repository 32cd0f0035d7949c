"""What the permission table says of monthly sheets: open, submitted and confirmed ones of two cells."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.assessments.models import Assessment, Evidence, Period
from fourgood.assessments.vectors import layout_of
from fourgood.demo.cast import Cast
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit


def assessment_objects(cast: Cast) -> dict[str, list[Any]]:
    return (
        _of("Nam", cast.bieu_nghi, cast)
        | _of("Dũng", cast.binh_luc_ha, cast)
        | {
            "Nam's ward and a month": [cast.bieu_nghi.parent_id, dt.date(2095, 1, 1)],
            "Dũng's ward and a month": [cast.binh_luc_ha.parent_id, dt.date(2095, 1, 1)],
        }
    )


def _of(name: str, unit: Unit, cast: Cast) -> dict[str, list[Any]]:
    opened, sent, confirmed = (_sheet(unit, month, cast) for month in (1, 2, 3))
    now = timezone.now()
    sent.submissions.create(submitted_at=now)
    meeting = Meeting.objects.filter(unit=unit).first() or Meeting.objects.create(
        unit=unit, kind="regular", starts_at=now, drafted_at=now
    )
    piece = Evidence.objects.create(assessment=opened, code="I.1", meeting=meeting, added_at=now)
    confirmed.submissions.create(submitted_at=now, confirmed_at=now)
    return {
        f"open sheet of {name}'s cell": [opened.pk],
        f"criterion of the open sheet of {name}'s cell": [opened.pk, "I.1"],
        f"evidence of {name}'s cell": [piece.pk],
        f"submitted sheet of {name}'s cell": [sent.pk],
        f"confirmed sheet of {name}'s cell": [confirmed.pk],
    }


def _sheet(unit: Unit, month: int, cast: Cast) -> Assessment:
    chosen, now = cast.criteria_set, timezone.now()
    instruction = cast.edition.instruction
    period, _new = Period.objects.get_or_create(
        instruction=instruction, month=dt.date(2095, month, 1), defaults={"opened_at": now}
    )
    count = len(layout_of(chosen.framework, chosen.variant).criteria)
    nothing: list[int | None] = [None] * count
    return Assessment.objects.create(
        period=period,
        unit=unit,
        path=unit.path,
        framework=chosen.framework,
        variant=chosen.variant,
        suggested=nothing,
        own=nothing,
        confirmed=nothing,
    )
