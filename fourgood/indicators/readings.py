"""What the indicators say of many units in a month: one query, whatever the number of indicators and units."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from fourgood.common.prepared import prepared_cursor
from fourgood.indicators.catalogue import COUNTED
from fourgood.indicators.counted import OF_UNITS, Counted, Together
from fourgood.indicators.period import DAYS, period_of
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Frequency

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
    day; without it, of the period's last. A code that is entered by hand says nothing. One query for all codes.
    """
    ids = [unit.pk for unit in units] if isinstance(units, QuerySet) else list(units)
    readings = {code: dict.fromkeys(ids, NOTHING) for code in codes}
    asked = [COUNTED[code] for code in readings if code in COUNTED]
    if asked and ids:
        _read(asked, ids, month, on, into=readings)
    return readings


def _read(
    asked: list[Counted], units: list[int], month: dt.date, on: dt.date | None, *, into: dict[str, dict[int, Reading]]
) -> None:
    """One round trip: a sheet that is submitted waits for it, and each query alone would cost more than its rows."""
    given: dict[str, Any] = {}
    for every in {counted.every for counted in asked}:
        given |= _given(every, month, on)
    is_one = len(units) == 1
    statement = _statement(tuple(counted.code for counted in asked))
    with prepared_cursor() if is_one else connection.cursor() as cursor:
        cursor.execute(statement if is_one else _of_many(statement), {"units": units} | given)
        for code, unit, amount, base, events in cursor.fetchall():
            into[code][unit] = _reading(COUNTED[code], amount, base, events)


# Kept: units of one framework ask for the same indicators, month after month.
@lru_cache(maxsize=64)
def _statement(codes: tuple[str, ...]) -> str:
    return " UNION ALL ".join(_query(COUNTED[code]) for code in codes)


def _of_many(statement: str) -> str:
    """The same with the units listed once, not for each indicator: PostgreSQL then begins with the days asked for,
    of all units together, where it would go through all that each unit ever did.
    """
    asked = "WITH asked AS MATERIALIZED (SELECT DISTINCT unnest(%(units)s::bigint[]) AS unit_id)"
    return f"{asked} {statement.replace(OF_UNITS, 'IN (SELECT unit_id FROM asked)')}"  # noqa: S608


def _query(counted: Counted) -> str:
    """Rows of one indicator by unit. Its parameters are named by how often it is counted: the days follow from that."""
    events = "array_agg(event::text) FILTER (WHERE event IS NOT NULL)" if counted.has_events else "NULL::text[]"
    sql = _PARAMETER.sub(lambda found: f"%({_name(counted.every, found[1])})s", counted.sql)
    return f"""
        (SELECT '{counted.code}', unit_id, {_GATHER[counted.together]}::numeric, {_BASE[counted.together]}::numeric,
                {events}
           FROM ({sql}) AS facts GROUP BY unit_id)"""  # noqa: S608 the pieces are our own


_PARAMETER = re.compile(r"%\((\w+)\)s")


def _name(every: Frequency, name: str) -> str:
    return f"{name}_{every}" if name in DAYS else name


def _given(every: Frequency, month: dt.date, on: dt.date | None) -> dict[str, Any]:
    return {_name(every, name): value for name, value in period_of(month, every, on=on).parameters().items()}


def parameters(counted: Counted, units: list[int], month: dt.date, on: dt.date | None) -> dict[str, Any]:
    """What the indicator's query is given."""
    return {"units": units} | period_of(month, counted.every, on=on).parameters()


def _reading(counted: Counted, amount: Decimal | None, base: Decimal | None, events: list[str] | None) -> Reading:
    if not counted.events and not events:
        return Reading(amount, base)
    counts = Counter(events or [])
    known = {code: counts[code] for code in {*counted.events, *counts}}
    return Reading(amount, base, tuple(sorted(known.items())))
