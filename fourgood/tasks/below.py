"""What a committee sees of the tasks of the units below: numbers for each unit, the most late first (M15)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Viewer

# Only late tasks are counted for all units: they decide who comes first. The rest is looked up for those shown, and
# `OFFSET 0` keeps PostgreSQL from reading all tasks of the province to know which of a few units have one.
_NUMBERS = """
    WITH late AS (
      SELECT unit_id, count(*) AS number FROM tasks_task
       WHERE finished_at IS NULL AND dropped_at IS NULL AND due_on < %s GROUP BY unit_id),
    chosen AS (
      SELECT unit.id, unit.name, unit.sort_key, coalesce(late.number, 0) AS late
        FROM ({units}) AS unit LEFT JOIN late ON late.unit_id = unit.id
       WHERE late.number > 0
          OR EXISTS (SELECT 1 FROM tasks_task
                      WHERE unit_id = unit.id AND finished_at IS NULL AND dropped_at IS NULL OFFSET 0)
          OR EXISTS (SELECT 1 FROM tasks_task WHERE unit_id = unit.id AND finished_on >= %s OFFSET 0)
       ORDER BY late DESC, unit.sort_key, unit.id LIMIT %s)
    SELECT chosen.id, chosen.name, waiting.open, chosen.late, waiting.to_check, finished.number, finished.on_time
      FROM chosen,
           LATERAL (SELECT count(*) AS open, count(*) FILTER (WHERE EXISTS (
                             SELECT 1 FROM tasks_assignment done
                              WHERE done.task_id = task.id AND done_at IS NOT NULL AND checked_at IS NULL)) AS to_check
                      FROM tasks_task task
                     WHERE unit_id = chosen.id AND finished_at IS NULL AND dropped_at IS NULL) AS waiting,
           LATERAL (SELECT count(*) AS number, count(*) FILTER (WHERE finished_on <= due_on) AS on_time
                      FROM tasks_task WHERE unit_id = chosen.id AND finished_on >= %s) AS finished
     ORDER BY chosen.late DESC, chosen.sort_key, chosen.id"""


@dataclass(frozen=True)
class Numbers:
    """How many tasks of a unit are open, late, done but not checked, finished this month, and of these on time."""

    pk: int
    name: str
    open: int
    late: int
    to_check: int
    finished: int
    on_time: int


def below(unit: Unit, viewer: Viewer, *, on: dt.date, most: int) -> list[Numbers]:
    """Units under a committee with a task that is open, or was finished in the month of the day: so many. One query."""
    units = Unit.objects.visible_to(viewer).under(unit).active().exclude(pk=unit.pk)
    try:
        seen, params = units.order_by().values("id", "name", "sort_key").query.sql_with_params()
    except EmptyResultSet:  # the viewer sees no unit anywhere
        return []
    since = on.replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS.format(units=seen), [on, *params, since, most, since])
        return [Numbers(*row) for row in cursor.fetchall()]
