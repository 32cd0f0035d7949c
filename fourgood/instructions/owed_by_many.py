"""How much many units still owe to documents from above, in one query: the same rules as `owed`, without the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from fourgood.organisation.models.reference import Level

_OWED = """
    SELECT u.id, count(*), min(due.day) FILTER (WHERE due.day >= facts.first_day)
      FROM organisation_unit u
      JOIN organisation_organisationkind k ON k.id = u.kind_id
     CROSS JOIN instructions_document d
      JOIN organisation_unit i ON i.id = d.issuer_id AND i.id <> u.id AND starts_with(u.path, i.path)
      LEFT JOIN instructions_edition e ON e.id = d.edition_id
      LEFT JOIN instructions_receipt r ON r.document_id = d.id AND r.unit_id = u.id
     CROSS JOIN LATERAL (
           SELECT (d.edition_id IS NOT NULL OR d.plan_by IS NOT NULL) AND k.level <> %s
                  AND NOT EXISTS (SELECT 1 FROM instructions_plan p
                                   WHERE p.document_id = d.id AND p.unit_id = u.id AND p.adopted_at IS NOT NULL)
                      AS owes_plan,
                  (SELECT min(lower(s.valid)) FROM organisation_span s WHERE s.unit_id = u.id) AS first_day
           ) AS facts
     CROSS JOIN LATERAL (
           SELECT CASE WHEN r.id IS NULL THEN d.confirm_by WHEN r.study_on IS NOT NULL THEN d.plan_by END AS day
           ) AS due
     WHERE u.id = ANY(%s) AND u.is_active
       AND (e.id IS NULL OR (e.withdrawn_at IS NULL AND (e.last_day IS NULL OR e.last_day >= %s)))
       AND (r.id IS NULL OR r.study_on IS NULL OR facts.owes_plan)
     GROUP BY u.id"""


@dataclass(frozen=True)
class Owed:
    """What one unit owes: to how many documents, and the first day by which something is due (None: no day)."""

    documents: int
    day: dt.date | None


def owed_by_many(units: Collection[int], *, on: dt.date) -> dict[int, Owed]:
    """By unit, those only that owe something."""
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [Level.CELL.value, list(units), on])
        return {unit: Owed(documents, day) for unit, documents, day in cursor.fetchall()}
