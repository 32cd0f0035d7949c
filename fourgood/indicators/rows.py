"""The rows behind a value: the same query that gives the figure, row by row, as far as the reader may see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from fourgood.indicators.catalogue import COUNTED
from fourgood.indicators.counted import Counted
from fourgood.indicators.readings import parameters
from fourgood.indicators.things import THINGS, Seen
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Viewer


@dataclass(frozen=True)
class Row:
    """One row that counts: what it is, and what it adds above and below the line. `event`: what it counts as."""

    thing: str
    seen: Seen
    amount: Decimal | None
    base: Decimal | None
    event: str

    @property
    def counts(self) -> bool:
        """Whether it adds anything above the line."""
        return bool(self.amount)


@dataclass(frozen=True)
class Behind:
    """`rows`: those that the reader may see, by day. `hidden`: how many more there are."""

    rows: tuple[Row, ...]
    hidden: int


NOBODY_SEES = Behind((), 0)


def rows_behind(code: str, unit: Unit, month: dt.date, *, viewer: Viewer, on: dt.date | None = None) -> Behind:
    """What the value of one unit was counted from. Nothing of an indicator that is entered by hand.

    Two queries, and one more for each further kind of row. Of events that deduct nothing at all, not even how many,
    unless the viewer may read those of the unit.
    """
    counted = COUNTED.get(code)
    if counted is None or (counted.restricted and not viewer.standing().may(Can.SEE_EVENTS, unit)):
        return NOBODY_SEES
    facts = _facts(counted, unit, month, on)
    seen = _seen({(thing, pk) for thing, pk, *_rest in facts}, viewer)
    rows = [
        Row(thing, seen[thing][pk], amount, base, event or "")
        for thing, pk, amount, base, event in facts
        if pk in seen[thing]
    ]
    rows.sort(key=lambda row: (row.seen.day or dt.date.max, row.seen.url))
    return Behind(tuple(rows), len(facts) - len(rows))


Fact = tuple[str, int, Decimal | None, Decimal | None, str | None]


def _facts(counted: Counted, unit: Unit, month: dt.date, on: dt.date | None) -> list[Fact]:
    event = "event" if counted.has_events else "NULL"
    sql = f"""
        SELECT thing, row_id, amount::numeric, base::numeric, {event}
          FROM ({counted.sql}) AS facts ORDER BY thing, row_id"""  # noqa: S608 the pieces are our own
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters(counted, [unit.pk], month, on))
        return cursor.fetchall()


def _seen(wanted: Iterable[tuple[str, int]], viewer: Viewer) -> dict[str, dict[int, Seen]]:
    ids: dict[str, list[int]] = defaultdict(list)
    for thing, pk in wanted:
        ids[thing].append(pk)
    return {thing: THINGS[thing](pks, viewer) for thing, pks in ids.items()}
