"""How units answer their shortfalls, for the tables of the level above: counted for all of them at once (M8, M9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from fourgood.corrective.shortfalls import SHORT, bars


@dataclass(frozen=True)
class Counts:
    """Of the shortfalls of sheets that went up: `planned` have an action; of these `checked` were, `overdue` are
    neither done nor checked by their day. `without`: nothing is done, for a reason. `unanswered`: nothing is decided.
    """

    shortfalls: int
    planned: int
    overdue: int
    checked: int
    without: int
    unanswered: int


_COUNT = f"""
  SELECT sheet.unit_id, count(*),
         count(*) FILTER (WHERE task.id IS NOT NULL AND task.dropped_at IS NULL),
         count(*) FILTER (WHERE task.dropped_at IS NULL AND task.finished_at IS NULL
                            AND action.checked_at IS NULL AND task.due_on < %s),
         count(*) FILTER (WHERE action.checked_at IS NOT NULL),
         count(*) FILTER (WHERE action.because <> ''),
         count(*) FILTER (WHERE coalesce(action.because, '') = '' AND (task.id IS NULL OR task.dropped_at IS NOT NULL))
  {SHORT}
    JOIN assessments_submission AS sent
      ON sent.assessment_id = sheet.id AND sent.returned_at IS NULL AND sent.reopened_at IS NULL
    LEFT JOIN corrective_correctiveaction AS action ON action.assessment_id = sheet.id AND action.code = bar.code
    LEFT JOIN tasks_task AS task ON task.id = action.task_id
   WHERE period.month = %s AND starts_with(sheet.path, %s) AND sheet.settled_as = ''
   GROUP BY sheet.unit_id"""


def counts_by_unit(path: str, month: dt.date, *, on: dt.date) -> dict[int, Counts]:
    """By unit that stood under the path in the month; one without a shortfall is not in it. Three queries."""
    chosen = Q(path__startswith=path, period__month=month)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [on, *bars(chosen), month, path])
        return {unit: Counts(*numbers) for unit, *numbers in cursor.fetchall()}
