"""Closing a month once its last day has passed; and settling units of which it became known later that they had ended.

A closed month still takes what comes late, and marks it so. Its open sheets are no longer counted anew every night.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.models import Max, Q
from django.db.models.functions import Greatest

from fourgood.assessments.models import Period
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb

_LAST = Max(
    Greatest(*(f"assessments__{day}" for day in ("due_on", "grace_until", "extended_until", "confirm_by"))),
    filter=Q(assessments__settled_as=""),
)


def due_to_close(today: dt.date) -> list[Period]:
    """Open months in which every day has passed, the days granted to single units too. One query."""
    rows = Period.objects.filter(closed_at=None).annotate(last=_LAST).filter(last__lt=today)
    return list(rows.select_related("instruction__issuer").order_by("month", "pk"))


@transaction.atomic
def close(period: Period, *, at: dt.datetime) -> bool:
    """Whether it was open until now: closed twice, it stays as it was."""
    row = Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    if row.closed_at is not None:
        return False
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    after = {"month": str(row), "missing": row.assessments.expected().filter(submissions=None).count()}
    Act.objects.record(Verb.MONTH_CLOSED, row, by=None, path=row.instruction.issuer.path, after=after)
    return True


@transaction.atomic
def settle_ended(period: Period, *, at: dt.datetime) -> int:
    """Settle the sheets of units that no longer stood on the last day of the month, by orders carried out since it was
    opened. What a unit has submitted stays. Returns how many.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"period": period.pk, "last": period.last_day, "at": at})
        count = int(cursor.rowcount)
    if count:
        path, after = period.instruction.issuer.path, {"month": str(period), "sheets": count}
        Act.objects.record(Verb.SHEETS_SETTLED, period, by=None, path=path, after=after)
    return count


_SETTLE = """
UPDATE assessments_assessment a
   SET settled_as = CASE WHEN e.went_into IS NULL THEN 'closed' ELSE 'merged' END,
       settled_because = coalesce(e.went_into, to_char(e.ended_on, 'DD/MM/YYYY')), settled_at = %(at)s
  FROM (SELECT s.unit_id, max(upper(s.valid)) AS ended_on,
               (SELECT string_agg(n.name, ', ' ORDER BY n.sort_key) FROM organisation_succession x
                  JOIN organisation_unit n ON n.id = x.successor_id WHERE x.predecessor_id = s.unit_id) AS went_into
          FROM organisation_span s GROUP BY s.unit_id HAVING max(upper(s.valid)) <= %(last)s::date) e
 WHERE a.period_id = %(period)s AND a.unit_id = e.unit_id AND a.settled_as = ''
   AND NOT EXISTS (SELECT 1 FROM organisation_span s WHERE s.unit_id = a.unit_id AND s.valid @> %(last)s::date)
   AND NOT EXISTS (SELECT 1 FROM assessments_submission b WHERE b.assessment_id = a.id)
"""
