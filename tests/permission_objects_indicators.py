"""What the permission matrix names of indicators: one value of each kind and one event, in Nam's cell and in Dũng's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.demo.cast import Cast
from fourgood.indicators.models import DeductingEvent
from fourgood.organisation.models import Unit

MONTH = dt.date(2026, 10, 1)


def indicator_objects(cast: Cast) -> dict[str, list[Any]]:
    return _named("Nam", cast.bieu_nghi) | _named("Dũng", cast.binh_luc_ha)


def _named(name: str, unit: Unit) -> dict[str, list[Any]]:
    now = timezone.now()
    told = {"kind": "discipline", "event": "reprimand", "text": "Thử", "happened_on": timezone.localdate(now)}
    event = DeductingEvent.objects.enter(unit=unit, by=None, at=now, **told)
    return {
        f"attendance of {name}'s cell": [unit.pk, "attendance_rate", MONTH],
        f"discipline of {name}'s cell": [unit.pk, "discipline_events", MONTH],
        f"event of {name}'s cell": [event.pk],
    }
