"""Twelve months: how the median of the units changes, in total and in each good (M3), and a map of units by month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from fourgood.assessments.models.shares import GOODS
from fourgood.figures.asked import Asked, Measure
from fourgood.figures.coverage import good_share, median, points_of
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, month_by_month
from fourgood.figures.spread import value_of


class Month(NamedTuple):
    """One month of one row. `values`: the total, then the goods in per cent; None: nothing is shown, never zero.

    `expected` None: the month was not opened. `shown` of them have points, `of_confirmed` confirmed ones.
    """

    month: dt.date
    expected: int | None = None
    shown: int = 0
    of_confirmed: int = 0
    late: int = 0
    values: tuple[Decimal | None, ...] = (None,) * 5

    @property
    def value(self) -> Decimal | None:
        return self.values[0]

    @property
    def is_partial(self) -> bool:
        """Whether the number is not yet that of all units, confirmed."""
        return self.value is not None and self.of_confirmed < (self.expected or 0)


def change(asked: Asked, places: list[Place], periods: dict[int, dt.date]) -> list[Month]:
    """The year of all units together, total and goods. One query."""
    medians = [median("f.total"), *(median(good_share(good)) for good in GOODS)]
    columns = f"NULL, {_COUNTS}, 0, {', '.join(medians)}"
    rows = fetch(month_by_month(asked, places, columns, also="HAVING count(*) > 0", timed=False))
    found = _months(rows, periods)
    return _whole_year(asked, found.get(None, {}))


def by_month(
    asked: Asked, places: list[Place], periods: dict[int, dt.date], measure: Measure
) -> dict[int, list[Month]]:
    """The year of each row, of one measure. One query. Late sheets are counted below the province only: there, sixty
    thousand submissions would have to be looked up, and the table of each month says it.
    """
    timed = asked.unit.depth > 0
    columns = f"f.top_id, {_COUNTS}, {_LATE}, {median(value_of(measure))}"
    found = _months(fetch(month_by_month(asked, places, columns, also="GROUP BY f.top_id", timed=timed)), periods)
    return {top: _whole_year(asked, months) for top, months in found.items() if top is not None}


_COUNTS = """count(*) FILTER (WHERE f.timing IS DISTINCT FROM 'settled'), count(f.total),
             count(f.total) FILTER (WHERE f.kind = 'confirmed')"""
_LATE = "count(*) FILTER (WHERE f.timing = 'late')"


def _months(rows: list[tuple], periods: dict[int, dt.date]) -> dict[int | None, dict[dt.date, Month]]:
    found: dict[int | None, dict[dt.date, Month]] = defaultdict(dict)
    for period, top, expected, shown, of_confirmed, late, *middles in rows:
        month = periods[period]
        found[top][month] = Month(month, expected, shown, of_confirmed, late, tuple(map(points_of, middles)))
    return found


def _whole_year(asked: Asked, found: dict[dt.date, Month]) -> list[Month]:
    return [found.get(month, Month(month)) for month in asked.months_of_year]
