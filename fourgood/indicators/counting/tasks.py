"""Counted from tasks, and from the resolutions that gave them. A dropped task counts nowhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourgood.indicators.counted import Counted
from fourgood.regulations.framework import Frequency

_DUE = """
    SELECT t.unit_id, 'task' AS thing, t.id AS row_id, (coalesce(t.finished_on <= t.due_on, false))::int AS amount,
           1 AS base
      FROM tasks_task t
     WHERE t.unit_id = ANY(%(units)s) AND t.dropped_at IS NULL
       AND t.due_on BETWEEN %(first)s AND %(last)s
       AND (t.due_on <= %(on)s OR t.finished_on IS NOT NULL)"""

TASKS_DONE_ON_TIME = Counted(
    code="tasks_done_on_time",
    sql=_DUE,
    meaning=_("By the day that holds now: a task that was put off counts in the month in which it is due."),
    numerator=_("of these, finished by their day"),
    denominator=_("tasks due in the month"),
    source="124-QĐ/TW; 366-QĐ/TW",
)

SHORTCOMINGS_FIXED = Counted(
    code="shortcomings_fixed",
    every=Frequency.QUARTER,
    sql=_DUE + " AND t.origin = 'correction'",
    meaning=_("Tasks that correct a shortfall, due in the quarter."),
    numerator=_("of these, finished by their day"),
    denominator=_("corrections due in the quarter"),
    source="124-QĐ/TW; 366-QĐ/TW",
)

RESOLUTION_TASKS_COMPLETE = Counted(
    code="resolution_tasks_complete",
    sql="""
    SELECT r.unit_id, 'resolved' AS thing, w.id AS row_id, 1 AS base,
           (w.due_on IS NOT NULL
            AND (w.organisations <> ''
                 OR EXISTS (SELECT 1 FROM resolutions_resolvedtask_members x WHERE x.resolvedtask_id = w.id)))::int
               AS amount
      FROM resolutions_resolution r JOIN resolutions_resolvedtask w ON w.resolution_id = r.id
     WHERE r.unit_id = ANY(%(units)s) AND r.issued_at IS NOT NULL AND r.month = %(first)s""",
    meaning=_("Tasks of the resolutions issued for the month."),
    numerator=_("of these, with an owner and a day"),
    denominator=_("tasks of the resolutions of the month"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

LAST_RESOLUTION_DONE = Counted(
    code="last_resolution_done",
    sql="""
    SELECT l.unit_id, 'task' AS thing, t.id AS row_id, (coalesce(t.finished_on <= %(on)s, false))::int AS amount,
           1 AS base
      FROM (SELECT r.unit_id, max(r.month) AS month
              FROM resolutions_resolution r
             WHERE r.unit_id = ANY(%(units)s) AND r.issued_at IS NOT NULL AND r.month < %(first)s
             GROUP BY r.unit_id) l
      JOIN resolutions_resolution r
        ON r.unit_id = l.unit_id AND r.month = l.month AND r.issued_at IS NOT NULL
      JOIN resolutions_resolvedtask w ON w.resolution_id = r.id
      JOIN tasks_task t ON t.id = w.task_id AND t.dropped_at IS NULL
     WHERE t.due_on <= %(on)s OR t.finished_on IS NOT NULL""",
    meaning=_("Tasks of the last resolution before the month that are due by now, or finished already."),
    numerator=_("of these, finished by the end of the month"),
    denominator=_("tasks of the previous resolution that are due"),
    source="HD 12-HD/BTCTW; HD 42-HD/BTCTW",
)

MEMBERS_ASSIGNED = Counted(
    code="members_assigned",
    sql="""
    WITH running AS (
        SELECT t.id, t.unit_id FROM tasks_task t
         WHERE t.unit_id = ANY(%(units)s) AND t.dropped_at IS NULL AND t.given_on <= %(on)s
           AND (t.finished_on IS NULL OR t.finished_on >= %(first)s)
    ), busy AS (
        SELECT DISTINCT running.unit_id, a.member_id
          FROM running, LATERAL (SELECT member_id FROM tasks_assignment WHERE task_id = running.id OFFSET 0) a)
    SELECT s.unit_id, 'member' AS thing, s.member_id AS row_id, 1 AS base, (b.member_id IS NOT NULL)::int AS amount
      FROM organisation_membership s
      LEFT JOIN busy b ON b.unit_id = s.unit_id AND b.member_id = s.member_id
     WHERE s.unit_id IN (SELECT unit_id FROM running) AND s.kind = 'official' AND s.valid @> %(on)s::date
       AND NOT EXISTS (SELECT 1 FROM organisation_memberstatus x
                        WHERE x.member_id = s.member_id AND x.valid @> %(on)s::date)""",
    meaning=_(
        "Members at the end of the month, without those exempt, away, on special duty or suspended. Nothing is said "
        "where the unit had no task."
    ),
    numerator=_("of these, with a task of the unit in the month"),
    denominator=_("members to be given tasks"),
    source="HD 03-HD/TW",
)

MEMBERS_COMPLETED = Counted(
    code="members_completed",
    sql="""
    SELECT t.unit_id, 'member' AS thing, a.member_id AS row_id, 1 AS base,
           bool_and(coalesce(a.done_on, t.finished_on) <= %(on)s IS TRUE)::int AS amount
      FROM tasks_task t, LATERAL (SELECT member_id, done_on FROM tasks_assignment
                                   WHERE task_id = t.id AND member_id IS NOT NULL OFFSET 0) a
     WHERE t.unit_id = ANY(%(units)s) AND t.dropped_at IS NULL AND t.due_on BETWEEN %(first)s AND %(last)s
       AND (t.due_on <= %(on)s OR coalesce(a.done_on, t.finished_on) IS NOT NULL)
     GROUP BY t.unit_id, a.member_id""",
    meaning=_("Members with tasks due in the month who have done all of these by its end."),
    numerator=_("of these, all tasks done"),
    denominator=_("members with tasks due"),
    source="124-QĐ/TW; 366-QĐ/TW",
)

OF_TASKS = (
    TASKS_DONE_ON_TIME,
    SHORTCOMINGS_FIXED,
    RESOLUTION_TASKS_COMPLETE,
    LAST_RESOLUTION_DONE,
    MEMBERS_ASSIGNED,
    MEMBERS_COMPLETED,
)
