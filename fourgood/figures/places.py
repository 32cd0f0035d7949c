"""Where a unit stood in the months asked about, with those that were merged into it since: prefixes of stored paths.

An assessment keeps the path of its unit at the end of its month. A unit's table of a month takes in what stood under
it then, and what stood then under units that it has taken over since: so a ward sees its past, and a year of it
compares like with like.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from fourgood.assessments.models import Period
from fourgood.assessments.models.periods import last_day_of
from fourgood.organisation.models import Unit


@dataclass(frozen=True)
class Place:
    """Assessments of these periods under this path belong to the table; `root`: the unit asked about, or one merged
    into it. `path` "": the root's own row of the month in which it ended, unless it is kept under a path in `beside`.
    """

    root: int
    path: str
    periods: tuple[int, ...]
    beside: tuple[str, ...] = ()


def roots_of(unit: Unit) -> list[int]:
    """The unit, and those that were merged into it, step by step. One query."""
    closed = Unit.objects.under(unit).filter(is_active=False).exclude(pk=unit.pk).order_by("path")
    taken = {unit.path: unit.pk}
    for pk, path in closed.values_list("pk", "path"):
        if path[: path.rstrip("/").rindex("/") + 1] in taken:
            taken[path] = pk
    return list(taken.values())


def periods_of(months: list[dt.date], *, until: dt.datetime | None = None) -> dict[int, dt.date]:
    """The months among these that were opened, by then, by id. One query."""
    periods = Period.objects.filter(month__in=months)
    opened = periods.filter(opened_at__lte=until) if until else periods
    return dict(opened.order_by("pk").values_list("pk", "month"))


def places_of(unit: Unit, periods: dict[int, dt.date]) -> list[Place]:
    """Two queries."""
    if not periods:
        return []
    roots = roots_of(unit)
    by_path: dict[tuple[int, str, tuple[str, ...]], list[int]] = defaultdict(list)
    stood = _stood(roots, sorted({last_day_of(month) for month in periods.values()}))
    for period, month in periods.items():
        for key in _of_month(roots, stood.get(last_day_of(month), {})):
            by_path[key].append(period)
    return [Place(root, path, tuple(pks), beside) for (root, path, beside), pks in by_path.items()]


def _of_month(roots: list[int], found: dict[int, str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(root, path, beside) of each place; what stood under another of the roots is found there."""
    topmost = {
        root: path
        for root, path in found.items()
        if not any(other != root and path.startswith(above) for other, above in found.items())
    }
    yield from ((root, path, ()) for root, path in topmost.items())
    yield from ((root, "", tuple(topmost.values())) for root in roots if root not in found)


def _stood(roots: list[int], days: list[dt.date]) -> dict[dt.date, dict[int, str]]:
    """Of each day the path of each of the units that there was then, from the spans. One query."""
    stood: dict[dt.date, dict[int, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_UPWARD, {"roots": roots, "days": days})
        for day, root, path in cursor.fetchall():
            stood[day][root] = path
    return stood


_UPWARD = """
WITH RECURSIVE up(day, root, parent_id, path) AS (
  SELECT d.day, s.unit_id, s.parent_id, '/' || s.unit_id || '/'
    FROM unnest(%(days)s::date[]) AS d(day) JOIN organisation_span s ON s.unit_id = ANY(%(roots)s) AND s.valid @> d.day
  UNION ALL
  SELECT up.day, up.root, s.parent_id, '/' || s.unit_id || up.path
    FROM up JOIN organisation_span s ON s.unit_id = up.parent_id AND s.valid @> up.day
)
SELECT day, root, path FROM up WHERE parent_id IS NULL
"""
