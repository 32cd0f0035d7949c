"""The table of sheets from which every figure is counted: one piece of SQL, so that a number and its names agree.

One row for each assessment under the unit asked about, with where it is counted (`top_id`), how far it has come and
which points are shown. Units merged since are found where they stood then (`places`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.utils import timezone

from fourgood.assessments.models.shares import GOODS, share_of_good
from fourgood.figures.asked import Asked, Points, Rows
from fourgood.figures.places import Place
from fourgood.figures.reads import Read, reads
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Model

# Which of the three points are shown: (condition, name), the first that holds.
SHOWN = {
    Points.BEST: [("{confirmed}", "confirmed"), ("{sent}", "own")],
    Points.CONFIRMED: [("{confirmed}", "confirmed")],
    Points.OWN: [("{sent}", "own")],
    Points.SUGGESTED: [("{settled} = ''", "suggested")],
}

_COLUMNS = """
SELECT a.id, a.unit_id, {top} AS top_id, a.period_id, a.framework_id, a.variant, {timing} AS timing,
       {confirmed} AS confirmed, {accepted} AS accepted, {kind} AS kind, {total} AS total, {shares}, {points} AS points
  FROM assessments_assessment a {join} {committees}"""

_TIMING = """CASE WHEN {settled} <> '' THEN 'settled'
  WHEN s.id IS NULL AND GREATEST(a.due_on, a.grace_until, a.extended_until) < %s::date THEN 'missing'
  WHEN s.id IS NULL THEN 'to_come'
  WHEN (s.submitted_at AT TIME ZONE %s)::date <= COALESCE(a.due_on, 'infinity') THEN 'on_time'
  WHEN (s.submitted_at AT TIME ZONE %s)::date <= COALESCE(s.in_time_until, a.due_on) THEN 'grace' ELSE 'late' END"""
_EXPECTED = "CASE WHEN {settled} <> '' THEN 'settled' END"

# The committee that the unit is, or stands under directly, or through a part of it.
_COMMITTEES = """
  LEFT JOIN committees c0 ON c0.period_id = a.period_id AND c0.path = a.path
  LEFT JOIN committees c1 ON c1.period_id = a.period_id AND c1.path = regexp_replace(a.path, '[0-9]+/$', '')
  LEFT JOIN committees c2 ON c2.period_id = a.period_id AND c2.path = regexp_replace(a.path, '[0-9]+/[0-9]+/$', '')"""
_WITH_COMMITTEES = """
  WITH committees AS MATERIALIZED (
    SELECT a.unit_id, a.period_id, a.path FROM assessments_assessment a
      JOIN instructions_frameworkfile ff ON ff.id = a.framework_id AND ff.model = %s WHERE a.period_id = ANY(%s))"""


def sheets(asked: Asked, places: list[Place], *, timed: bool = True, period: str = "a.period_id") -> Query:
    """SQL of a table (id, unit_id, top_id, period_id, framework_id, variant, timing, confirmed, accepted, kind, total,
    share_1 to share_4, points). `kind`: which points are shown, NULL where none are. Shares: of the goods, see
    `share_of_good`. Not `timed`: of `timing` only "settled" or NULL, and nothing of `confirmed` and `accepted`; for
    what counts points only, and for tables of a whole year. `period`: SQL of the one period that is read, if not all.
    """
    nothing = [Place(asked.unit.pk, "", ())]
    parts = [
        _of_place(asked, place, read, timed=timed, period=period)
        for place in places or nothing
        for read in reads(asked.until, of_year=not timed and bool(place.path))
    ]
    sql, params = "\n UNION ALL ".join(part.sql for part in parts), [p for part in parts for p in part.params]
    if asked.rows is Rows.COMMITTEES:
        periods = sorted({period for place in places for period in place.periods})
        sql, params = f"{_WITH_COMMITTEES} {sql}", [Model.COMMITTEE.value, periods, *params]
    return Query(sql, tuple(params))


def _of_place(asked: Asked, place: Place, read: Read, *, timed: bool, period: str) -> Query:
    by_committee = asked.rows is Rows.COMMITTEES
    top, shown = _top(asked, place), partial(_shown, asked.points, read)
    sql = _COLUMNS.format(
        top=f"COALESCE(c0.unit_id, c1.unit_id, c2.unit_id, {top})" if by_committee else top,
        timing=(_TIMING if timed else _EXPECTED).format(settled=read.settled),
        confirmed="s.confirmed_at IS NOT NULL" if timed else "NULL::boolean",
        accepted="s.accepted_at IS NOT NULL" if timed else "NULL::boolean",
        kind=shown("'{}'".format),
        total=shown(f"{read.points}.{{}}_total".format),
        shares=", ".join(f"{shown(partial(_share, read, good))} AS share_{good}" for good in GOODS),
        points=shown(f"{read.points}.{{}}".format),
        join=read.join,
        committees=_COMMITTEES if by_committee else "",
    )
    zone = timezone.get_current_timezone_name()
    within, values = _within(place)
    params = (*((asked.today, zone, zone) if timed else ()), list(place.periods), *values)
    where = f"{read.where} AND a.period_id = {period} AND {period} = ANY(%s) AND {within}"
    return Query(f"{sql} WHERE {where}", params)


def _within(place: Place) -> tuple[str, list[object]]:
    if place.path:
        return "a.path LIKE %s", [f"{place.path}%"]
    kept = [f"{path}%" for path in place.beside]
    return "a.settled_as <> '' AND a.unit_id = %s AND a.path NOT LIKE ALL(%s)", [place.root, kept]


def _shown(points: Points, read: Read, column: Callable[[str], str]) -> str:
    """SQL of a column of the points that are shown; NULL where none are."""
    how = {"confirmed": read.confirmed, "sent": read.sent, "settled": read.settled}
    whens = [(when.format(**how), name) for when, name in SHOWN[points]]
    return f"CASE {' '.join(f'WHEN {when} THEN {column(name)}' for when, name in whens)} END"


def _share(read: Read, good: int, name: str) -> str:
    """Of points confirmed now the database keeps it; of others it is worked out."""
    kept = (read.points, name) == ("a", "confirmed")
    return f"a.confirmed_share_{good}" if kept else share_of_good(f"{read.points}.{name}", good)


def _top(asked: Asked, place: Place) -> str:
    """SQL of the unit in whose row a sheet is counted: the child of the unit, or the unit itself. What stood under a
    unit that was merged into it since is counted in the row of that one.
    """
    if place.root != asked.unit.pk or not place.path:
        return f"{place.root}::bigint"
    child = f"split_part(a.path, '/', {place.path.count('/') + 1})"
    return f"COALESCE(NULLIF({child}, '')::bigint, {place.root})"


def visible(
    asked: Asked,
    places: list[Place],
    columns: str,
    *,
    also: str = "",
    timed: bool = True,
    period: str = "a.period_id",
) -> Query:
    """SQL of a SELECT on the sheets of units that the reader sees now. `also`: what follows its conditions."""
    table = _once(sheets(asked, places, timed=timed, period=period), f"{columns} {also} f.unit_id")
    if _sees_all(asked):
        return Query(f"SELECT {columns} FROM ({table.sql}) AS f WHERE TRUE {also}", table.params)  # noqa: S608 our own
    units = Unit.objects.filter(asked.standing.sees("path")).order_by().values("pk")
    seen, params = units.query.sql_with_params()
    sql = f"SELECT {columns} FROM ({table.sql}) AS f WHERE f.unit_id IN ({seen}) {also}"  # noqa: S608 our own pieces
    return Query(sql, (*table.params, *params))


def month_by_month(asked: Asked, places: list[Place], columns: str, *, also: str, timed: bool) -> Query:
    """SQL of `period_id` and such a SELECT for each period: the sheets of a month come together from the index, and
    those of a year need not be sorted by month.
    """
    of_one = visible(asked, places, columns, also=also, timed=timed, period="m.period_id")
    periods = sorted({period for place in places for period in place.periods})
    sql = f"SELECT m.period_id, g.* FROM unnest(%s::bigint[]) AS m(period_id), LATERAL ({of_one.sql}) AS g"  # noqa: S608 our own
    return Query(sql, (periods, *of_one.params))


def _once(table: Query, naming: str) -> Query:
    """The same, each column worked out once for each row, however often it is named: no SELECT is put into another.
    Only those columns that `naming` names, as "f.total": of a UNION the database would work out every one.
    """
    names = sorted(set(re.findall(r"\bf\.(\w+)", naming)))
    return Query(f"SELECT {', '.join(names)} FROM ({table.sql}) AS u OFFSET 0", table.params)  # noqa: S608 our own


def _sees_all(asked: Asked) -> bool:
    """Whoever sees the province sees all that ever stood in it: no unit leaves it."""
    province = f"/{asked.unit.path.split('/')[1]}/"
    reaching = (h for h in asked.standing.holdings if h.grants(Can.SEE_UNIT) and h.path == province)
    return any(h.reaches(asked.unit.path) and h.reaches(f"{province}0/") for h in reaching)


def fetch(query: Query) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return cursor.fetchall()
