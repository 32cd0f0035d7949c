"""The table of sheets from which every figure is counted: one piece of SQL, so that a number and its names agree.

One row for each assessment under the unit asked about, with where it is counted (`top_id`), how far it has come and
which points are shown. Units merged since are found where they stood then (`places`).
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils import timezone

from fourgood.figures.asked import Asked, Points, Rows
from fourgood.figures.places import Place
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Model

# Which of the three points are shown: (condition, name), the first that holds.
_CONFIRMED, _SENT = "a.confirmed_total IS NOT NULL", "(a.confirmed_total IS NOT NULL OR s.id IS NOT NULL)"
SHOWN = {
    Points.BEST: [(_CONFIRMED, "confirmed"), (_SENT, "own")],
    Points.CONFIRMED: [(_CONFIRMED, "confirmed")],
    Points.OWN: [(_SENT, "own")],
    Points.SUGGESTED: [("a.settled_as = ''", "suggested")],
}

_COLUMNS = """
SELECT a.id, a.unit_id, {top} AS top_id, a.period_id, a.framework_id, a.variant, {timing} AS timing,
       s.confirmed_at IS NOT NULL AS confirmed, s.accepted_at IS NOT NULL AS accepted, {kind} AS kind, {total} AS total,
       {groups} AS groups, {due} AS due, {points} AS points
  FROM assessments_assessment a
  LEFT JOIN assessments_submission s ON s.assessment_id = a.id AND {sent}
  {committees}"""

# The sheet that lies with the level above or is confirmed; one that came back and was not sent again is not there.
_HELD = "s.returned_at IS NULL AND s.reopened_at IS NULL"
_WAITING = "s.returned_at IS NULL AND s.confirmed_at IS NULL"
_TIMING = """CASE WHEN a.settled_as <> '' THEN 'settled'
  WHEN s.id IS NULL AND GREATEST(a.due_on, a.grace_until, a.extended_until) < %s::date THEN 'missing'
  WHEN s.id IS NULL THEN 'to_come'
  WHEN (s.submitted_at AT TIME ZONE %s)::date <= COALESCE(a.due_on, 'infinity') THEN 'on_time'
  WHEN (s.submitted_at AT TIME ZONE %s)::date <= COALESCE(s.in_time_until, a.due_on) THEN 'grace' ELSE 'late' END"""
# Of a year it is enough to know what counts: sheets that are confirmed need not be looked up among submissions.
_EXPECTED = "CASE WHEN a.settled_as <> '' THEN 'settled' END"

# The committee that the unit is, or stands under directly, or through a part of it.
_COMMITTEES = """
  LEFT JOIN committees c0 ON c0.period_id = a.period_id AND c0.path = a.path
  LEFT JOIN committees c1 ON c1.period_id = a.period_id AND c1.path = regexp_replace(a.path, '[0-9]+/$', '')
  LEFT JOIN committees c2 ON c2.period_id = a.period_id AND c2.path = regexp_replace(a.path, '[0-9]+/[0-9]+/$', '')"""
_WITH_COMMITTEES = """
  WITH committees AS MATERIALIZED (
    SELECT a.unit_id, a.period_id, a.path FROM assessments_assessment a
      JOIN instructions_frameworkfile ff ON ff.id = a.framework_id AND ff.model = %s WHERE a.period_id = ANY(%s))"""


def sheets(asked: Asked, places: list[Place], *, timed: bool = True) -> Query:
    """SQL of a table (id, unit_id, top_id, period_id, framework_id, variant, timing, confirmed, accepted, kind, total,
    groups, due, points). `kind`: which points are shown, NULL where none are. Not `timed`: of `timing` only "settled"
    or NULL, and nothing of `confirmed` and `accepted`; for tables of a whole year.
    """
    nothing = [Place(asked.unit.pk, "", ())]
    parts = [_of_place(asked, place, timed=timed) for place in places or nothing]
    sql, params = "\n UNION ALL ".join(part.sql for part in parts), [p for part in parts for p in part.params]
    if asked.rows is Rows.COMMITTEES:
        periods = sorted({period for place in places for period in place.periods})
        sql, params = f"{_WITH_COMMITTEES} {sql}", [Model.COMMITTEE.value, periods, *params]
    return Query(sql, tuple(params))


def _of_place(asked: Asked, place: Place, *, timed: bool) -> Query:
    by_committee = asked.rows is Rows.COMMITTEES
    top = _top(asked, place)
    sql = _COLUMNS.format(
        top=f"COALESCE(c0.unit_id, c1.unit_id, c2.unit_id, {top})" if by_committee else top,
        timing=_TIMING if timed else _EXPECTED,
        sent=_HELD if timed else _WAITING,
        kind=_shown(asked.points, "'{}'"),
        total=_shown(asked.points, "a.{}_total"),
        groups=_shown(asked.points, "a.{}_groups"),
        due=_shown(asked.points, "a.{}_due"),
        points=_shown(asked.points, "a.{}"),
        committees=_COMMITTEES if by_committee else "",
    )
    zone = timezone.get_current_timezone_name()
    within, values = _within(place)
    params = (*((asked.today, zone, zone) if timed else ()), list(place.periods), *values)
    return Query(f"{sql} WHERE a.period_id = ANY(%s) AND {within}", params)


def _within(place: Place) -> tuple[str, list[object]]:
    if place.path:
        return "a.path LIKE %s", [f"{place.path}%"]
    kept = [f"{path}%" for path in place.beside]
    return "a.settled_as <> '' AND a.unit_id = %s AND a.path NOT LIKE ALL(%s)", [place.root, kept]


def _shown(points: Points, column: str) -> str:
    """SQL of a column of the points that are shown; NULL where none are."""
    whens = " ".join(f"WHEN {condition} THEN {column.format(name)}" for condition, name in SHOWN[points])
    return f"CASE {whens} END"


def _top(asked: Asked, place: Place) -> str:
    """SQL of the unit in whose row a sheet is counted: the child of the unit, or the unit itself. What stood under a
    unit that was merged into it since is counted in the row of that one.
    """
    if place.root != asked.unit.pk or not place.path:
        return f"{place.root}::bigint"
    child = f"split_part(substr(a.path, {len(place.path) + 1}), '/', 1)"
    return f"COALESCE(NULLIF({child}, '')::bigint, {place.root})"


def visible(asked: Asked, places: list[Place], columns: str, *, also: str = "", timed: bool = True) -> Query:
    """SQL of a SELECT on the sheets of units that the reader sees now. `also`: what follows its conditions."""
    table = _once(sheets(asked, places, timed=timed))
    if _sees_all(asked):
        return Query(f"SELECT {columns} FROM ({table.sql}) AS f WHERE TRUE {also}", table.params)  # noqa: S608 our own
    units = Unit.objects.filter(asked.standing.sees("path")).order_by().values("pk")
    seen, params = units.query.sql_with_params()
    sql = f"SELECT {columns} FROM ({table.sql}) AS f WHERE f.unit_id IN ({seen}) {also}"  # noqa: S608 our own pieces
    return Query(sql, (*table.params, *params))


def _once(table: Query) -> Query:
    """The same, each column worked out once for each row, however often it is named: no SELECT is put into another."""
    return Query(f"{table.sql} OFFSET 0", table.params)


def _sees_all(asked: Asked) -> bool:
    """Whoever sees the province sees all that ever stood in it: no unit leaves it."""
    province = f"/{asked.unit.path.split('/')[1]}/"
    reaching = (h for h in asked.standing.holdings if h.grants(Can.SEE_UNIT) and h.path == province)
    return any(h.reaches(asked.unit.path) and h.reaches(f"{province}0/") for h in reaching)


def fetch(query: Query) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query.sql, query.params)
        return cursor.fetchall()
