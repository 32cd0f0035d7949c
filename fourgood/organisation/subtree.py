"""Which units stood under a unit on a day, and under which of its children: one recursive query over the spans.

`Unit.path` knows the present only; a table "as of" an earlier day needs the tree of that day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from fourgood.organisation.models import Span, Unit
from fourgood.organisation.standing import Viewer


@dataclass(frozen=True)
class Query:
    """A piece of SQL with its parameters, to be put into a larger one."""

    sql: str
    params: tuple[Any, ...]


# Where no unit was founded, moved, renamed or closed after the day, its tree is the one that `Unit` keeps copies of:
# paths are read many times as fast as spans are followed down.
_UNDER = """
    WITH RECURSIVE changed(later) AS (
      SELECT EXISTS (SELECT 1 FROM organisation_span WHERE lower(valid) > %s::date OR upper(valid) > %s::date)),
    down(unit_id, top_id, kind_id, name, sort_key) AS (
      SELECT unit_id, unit_id, kind_id, name, sort_key FROM organisation_span
       WHERE unit_id = %s AND valid @> %s::date AND (SELECT later FROM changed)
      UNION ALL
      SELECT s.unit_id, CASE WHEN down.unit_id = %s THEN s.unit_id ELSE down.top_id END, s.kind_id, s.name, s.sort_key
        FROM organisation_span s JOIN down ON s.parent_id = down.unit_id WHERE s.valid @> %s::date),
    stood(unit_id, top_id, level, name, sort_key) AS (
      SELECT down.unit_id, down.top_id, kind.level, down.name, down.sort_key
        FROM down JOIN organisation_organisationkind kind ON kind.id = down.kind_id
      UNION ALL
      SELECT now.id, CASE WHEN now.id = %s THEN now.id ELSE split_part(now.path, '/', %s)::bigint END,
             kind.level, now.name, now.sort_key
        FROM organisation_unit now JOIN organisation_organisationkind kind ON kind.id = now.kind_id
       WHERE now.path LIKE %s AND now.is_active AND NOT (SELECT later FROM changed))
    SELECT unit_id, top_id, level, name, sort_key FROM stood WHERE unit_id IN ({seen}){wanted}"""


def under(unit: Unit, viewer: Viewer, *, on: dt.date, levels: tuple[str, ...] = ()) -> Query:
    """SQL of a table (unit_id, top_id, level, name, sort_key): the unit, and all that stood under it on the day.

    `top_id` is the child of the unit through which each stood under it; for the unit itself, the unit. Only what the
    viewer may see now; only kinds of those levels, if given. Name and sort key are those of the day.
    """
    seen, seen_params = Unit.objects.visible_to(viewer).order_by().values("pk").query.sql_with_params()
    sql = _UNDER.format(seen=seen, wanted=" AND level = ANY(%s)" if levels else "")
    of_a_child = unit.path.count("/") + 1  # its place among the parts of a path: "", the top, ..., the unit, the child
    now = (unit.pk, of_a_child, f"{unit.path}%")
    return Query(sql, (on, on, unit.pk, on, unit.pk, on, *now, *seen_params, *([list(levels)] if levels else [])))


def names_on(units: list[int], *, on: dt.date) -> dict[int, str]:
    """What units were called on a day."""
    return dict(Span.objects.on(on).filter(unit__in=units).values_list("unit", "name"))
