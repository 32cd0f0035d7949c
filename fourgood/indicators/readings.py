"""What the indicators say of many units in a month: one query for each indicator, whatever the number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from fourgood.indicators.catalogue import COUNTED
from fourgood.indicators.counted import Counted, Together
from fourgood.indicators.period import period_of
from fourgood.organisation.models import Unit

Units = Iterable[int] | QuerySet[Unit]


@dataclass(frozen=True)
class Reading:
    """A figure of one unit. None: nothing is recorded, which is never the same as 0.

    Of yes and no, the numerator is 1 or 0 of 1. `events`: code and count, by code; one that is missing was not counted.
    """

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    events: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == NOTHING

    @property
    def answer(self) -> bool | None:
        """For indicators that are a yes or a no."""
        return None if self.numerator is None else self.numerator > 0


NOTHING = Reading()

_GATHER = {Together.SUM: "sum(amount)", Together.ANY: "max(amount)", Together.ALL: "min(amount)"}
_BASE = {Together.SUM: "sum(base)", Together.ANY: "max(base)", Together.ALL: "max(base)"}


def measure(
    codes: Iterable[str], units: Units, month: dt.date, *, on: dt.date | None = None
) -> dict[str, dict[int, Reading]]:
    """By code and id of the unit, for every code and every unit asked for.

    `month`: any day of it; the indicator says whether it counts the month or its quarter. `on`: as of the end of which
    day; without it, of the period's last. A code that is entered by hand says nothing. One query for each code.
    """
    ids = [unit.pk for unit in units] if isinstance(units, QuerySet) else list(units)
    return {code: _read(COUNTED.get(code), ids, month, on) for code in codes}


def _read(counted: Counted | None, units: list[int], month: dt.date, on: dt.date | None) -> dict[int, Reading]:
    readings = dict.fromkeys(units, NOTHING)
    if counted is None or not units:
        return readings
    events = "array_agg(event) FILTER (WHERE event IS NOT NULL)" if counted.has_events else "NULL"
    sql = f"""
        SELECT unit_id, {_GATHER[counted.together]}::numeric, {_BASE[counted.together]}::numeric, {events}
          FROM ({counted.sql}) AS facts GROUP BY unit_id"""  # noqa: S608 the pieces are our own
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters(counted, units, month, on))
        readings.update((row[0], _reading(counted, *row[1:])) for row in cursor.fetchall())
    return readings


def parameters(counted: Counted, units: list[int], month: dt.date, on: dt.date | None) -> dict[str, Any]:
    """What the indicator's query is given."""
    return {"units": units} | period_of(month, counted.every, on=on).parameters()


def _reading(counted: Counted, amount: Decimal | None, base: Decimal | None, events: list[str] | None) -> Reading:
    counts = Counter(events or [])
    known = {code: counts[code] for code in {*counted.events, *counts}}
    return Reading(amount, base, tuple(sorted(known.items())))
