"""One unit beside similar ones: the median and the middle half of those, in the same month. No names, no order.

Similar: the same kind and the same sector on the last day of the month. Compared are confirmed points only. With fewer
others than the rules say, nothing is compared (`frameworks/integrity-rules.yaml`, `similar`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from fourgood.common.petals import good_names
from fourgood.figures.unit_year import Kind, Month
from fourgood.integrity.rules import rule
from fourgood.organisation.models import Unit
from fourgood.regulations.hundredths import half_up

WIDTH = 300


@dataclass(frozen=True)
class Beside:
    """The unit's own value, and of the others the lower quarter, the median, the upper quarter. From 0 to 100."""

    title: str
    good: int
    own: Decimal
    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True)
class Drawn:
    """A value on a scale from `start` to 100, as places on the picture."""

    value: Beside
    start: int

    box = f"0 0 {WIDTH} 24"
    width = WIDTH

    def _x(self, value: Decimal) -> Decimal:
        return (value - self.start) * WIDTH / (100 - self.start)

    @property
    def own_x(self) -> str:
        """Kept inside the picture, for its line is thick."""
        return f"{min(max(self._x(self.value.own), Decimal(3)), Decimal(WIDTH - 3)):.1f}"

    @property
    def low_x(self) -> str:
        return f"{self._x(self.value.low):.1f}"

    @property
    def median_x(self) -> str:
        return f"{min(self._x(self.value.median), Decimal(WIDTH - 1)):.1f}"

    @property
    def band(self) -> str:
        return f"{max(self._x(self.value.high) - self._x(self.value.low), Decimal(2)):.1f}"


@dataclass(frozen=True)
class Compared:
    """One month. `count`: how many others have confirmed points. `values`: empty where they are too few."""

    month: Month
    count: int
    values: list[Beside]

    @property
    def total(self) -> Beside | None:
        return next((value for value in self.values if not value.good), None)

    @property
    def start(self) -> int:
        """Where the scale of the picture begins: a whole ten, below everything that stands on it."""
        lowest = min(min(value.own, value.low) for value in self.values)
        return max(int(lowest) // 10 * 10 - 10, 0)

    @property
    def drawn(self) -> list[Drawn]:
        return [Drawn(value, self.start) for value in self.values]


@dataclass(frozen=True)
class Similar:
    """Months of the unit whose points are confirmed. `fewest`: so many others it takes."""

    fewest: int
    months: list[Compared]

    @property
    def last(self) -> Compared | None:
        """The newest month that could be compared."""
        return next(iter(reversed(self.compared)), None)

    @property
    def compared(self) -> list[Compared]:
        return [month for month in self.months if month.total]

    @property
    def totals(self) -> list[tuple[Compared, Beside]]:
        return [(month, month.total) for month in self.months if month.total]


def similar_to(unit: Unit, months: Sequence[Month], *, on: dt.date) -> Similar:
    """One query."""
    fewest = rule(on).similar.fewest
    confirmed = [month for month in months if month.standing is Kind.CONFIRMED]
    found = _figures(unit, [month.row.period_id for month in confirmed], at_least=fewest)
    return Similar(fewest, [_compared(month, *found.get(month.row.period_id, (0, []))) for month in confirmed])


def _compared(month: Month, count: int, quarters: list[list[float | None] | None]) -> Compared:
    total = month.level(Kind.CONFIRMED)
    own = [total, *month.shares(Kind.CONFIRMED)]
    names = [_("Total"), *good_names()]
    values = [
        _beside(name, place, value, among)
        for place, (name, value, among) in enumerate(zip(names, own, quarters, strict=False))
        if value is not None and among and None not in among
    ]
    return Compared(month, count, values)


def _beside(title: str, good: int, own: Decimal, quarters: Any) -> Beside:
    """Quarters lie between two whole hundredths at a quarter, a half or three quarters: exact in a float."""
    return Beside(title, good, own, *(half_up(Decimal(quarter) / 100) for quarter in quarters))


def _figures(unit: Unit, periods: list[int], *, at_least: int) -> dict[int, tuple[int, list[Any]]]:
    """By period: how many others, and of the total and each good the three quarters, in hundredths of a per cent."""
    if not periods:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"unit": unit.pk, "periods": periods})
        rows = cursor.fetchall()
    return {period: (count, list(quarters) if count >= at_least else []) for period, count, *quarters in rows}


def _quarters(number: str) -> str:
    return f"percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY {number})"


_GOODS = ", ".join(
    _quarters(f"(10000::bigint * a.confirmed_groups[{n}] / NULLIF(a.confirmed_due[{n}], 0))") for n in range(1, 5)
)
# Units of the kind and sector are found once, not once for each month; then each sheet by its unit and month. OFFSET 0:
# the database would take all sheets of the unit instead, month after month, because it expects few units.
_SQL = f"""
WITH mine AS MATERIALIZED (
  SELECT p.id, d.last_day, s.kind_id, s.sector_id
    FROM assessments_period p
    CROSS JOIN LATERAL (SELECT (p.month + interval '1 month' - interval '1 day')::date AS last_day) d
    JOIN organisation_span s ON s.unit_id = %(unit)s AND s.valid @> d.last_day
   WHERE p.id = ANY(%(periods)s)
), others AS MATERIALIZED (
  SELECT s.unit_id, s.kind_id, s.sector_id, s.valid
    FROM (SELECT DISTINCT kind_id, sector_id FROM mine) AS alike
    JOIN organisation_span s ON s.kind_id = alike.kind_id AND s.sector_id IS NOT DISTINCT FROM alike.sector_id
   WHERE s.unit_id <> %(unit)s
)
SELECT mine.id, count(*), {_quarters("a.confirmed_total")}, {_GOODS}
  FROM mine
  JOIN others s ON s.kind_id = mine.kind_id AND s.sector_id IS NOT DISTINCT FROM mine.sector_id
   AND s.valid @> mine.last_day
  CROSS JOIN LATERAL (
    SELECT confirmed_total, confirmed_groups, confirmed_due FROM assessments_assessment
     WHERE unit_id = s.unit_id AND period_id = mine.id OFFSET 0) a
 WHERE a.confirmed_total IS NOT NULL
 GROUP BY mine.id
"""  # noqa: S608 the pieces are our own
