"""Who has answered a document, at every node of the tree, as of any day (M5): with the names behind each number.

Expected to confirm the receipt is every unit that stood under the issuer on the day; to write a plan, if the document
asks for one, those of them that are no cells. A table of them with what each has answered is one piece of SQL, over
which both the numbers and the names are read, so that they can't differ. A unit that was closed by the day isn't
expected any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.models import Document
from fourgood.organisation.models import Unit
from fourgood.organisation.models.reference import Level, Role
from fourgood.organisation.standing import Viewer
from fourgood.organisation.subtree import Query, under


class Which(models.TextChoices):
    """Some of the units that are to answer: behind each number of the table stand such names."""

    EXPECTED = "all", _("all who are to answer")
    RECEIVED = "received", _("have confirmed the receipt")
    NOT_RECEIVED = "not_received", _("have not confirmed the receipt")
    STUDIED = "studied", _("have held the study session")
    NOT_STUDIED = "not_studied", _("have not held the study session")
    PLANNED = "planned", _("have adopted their plan")
    NOT_PLANNED = "not_planned", _("have not adopted their plan")
    LATE = "late", _("late, answered since or not")
    MISSING = "missing", _("still owe something")


_CONDITIONS = {
    Which.EXPECTED: "TRUE",
    Which.RECEIVED: "is_received",
    Which.NOT_RECEIVED: "NOT is_received",
    Which.STUDIED: "is_studied",
    Which.NOT_STUDIED: "NOT is_studied",
    Which.PLANNED: "needs_plan AND is_planned",
    Which.NOT_PLANNED: "needs_plan AND NOT is_planned",
    Which.LATE: "receipt_is_late OR plan_is_late",
    Which.MISSING: "owes",
}
# The numbers of the table, and how their columns are headed.
COLUMNS: dict[Which, str | Promise] = {
    Which.EXPECTED: _("to answer"),
    Which.RECEIVED: _("received"),
    Which.STUDIED: _("studied"),
    Which.PLANNED: _("plan adopted"),
    Which.LATE: _("late"),
    Which.MISSING: _("still missing"),
}
# Whom one may remind: those in these lists.
OWING = (Which.MISSING, Which.NOT_RECEIVED, Which.NOT_STUDIED, Which.NOT_PLANNED)


@dataclass(frozen=True)
class Asked:
    """Of which document, at which unit, as of the end of which day."""

    document: Document
    unit: Unit
    viewer: Viewer
    on: dt.date


@dataclass(frozen=True)
class Answers:
    """One row of the table: how many of the units at and under a child of the unit asked about.

    `late`: past a deadline, answered since or not. `missing`: owing the receipt, the day of the study session or, if
    `plans` are expected of them, the plan. `has_more`: whether a table of its own stands behind it.
    """

    unit: int
    name: str
    has_more: bool
    expected: int = 0
    received: int = 0
    studied: int = 0
    plans: int = 0
    planned: int = 0
    late: int = 0
    missing: int = 0

    def cells(self) -> list[tuple[Which, str | Promise, int]]:
        """The columns of the table, in order: what they count, their head, the number."""
        numbers = (self.expected, self.received, self.studied, self.planned, self.late, self.missing)
        return [(which, COLUMNS[which], number) for which, number in zip(COLUMNS, numbers, strict=True)]


_NUMBERS = [field.name for field in fields(Answers)][3:]
_COUNTED = {
    "expected": "TRUE",
    "received": "is_received",
    "studied": "is_studied",
    "plans": "needs_plan",
    "planned": "needs_plan AND is_planned",
    "late": "receipt_is_late OR plan_is_late",
    "missing": "owes",
}


def answers(asked: Asked) -> list[Answers]:
    """One row for the unit itself (unless it is the issuer), one for each child on the day, by name. One query."""
    table = _table(asked)
    numbers = ", ".join(f"count(*) FILTER (WHERE {_COUNTED[number]})" for number in _NUMBERS)
    sql = f"""
        SELECT facts.top_id, s.name, k.level <> %s AND facts.top_id <> %s, {numbers}
          FROM ({table.sql}) AS facts
          JOIN organisation_span s ON s.unit_id = facts.top_id AND s.valid @> %s::date
          JOIN organisation_organisationkind k ON k.id = s.kind_id
         GROUP BY facts.top_id, s.name, s.sort_key, k.level
         ORDER BY facts.top_id <> %s, s.sort_key, facts.top_id"""  # noqa: S608 the pieces are our own
    here = asked.unit.pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [Level.CELL.value, here, *table.params, asked.on, here])
        return [Answers(*row) for row in cursor.fetchall()]


def total_of(rows: Iterable[Answers], unit: Unit) -> Answers:
    """The sum of the rows."""
    known = list(rows)
    return Answers(unit.pk, unit.name, False, *(sum(getattr(row, number) for row in known) for number in _NUMBERS))


def units_where(asked: Asked, which: Which) -> models.QuerySet[Unit]:
    """The units behind a number, by name. Present names: what a unit was called on the day stands on its page."""
    table = _table(asked)
    ids = RawSQL(  # noqa: S611
        f"SELECT unit_id FROM ({table.sql}) AS facts WHERE {_CONDITIONS[which]}",  # noqa: S608
        table.params,
    )
    return Unit.objects.filter(pk__in=ids).select_related("kind", "parent").order_by("sort_key", "pk")


@dataclass(frozen=True)
class Details:
    """What one unit has answered by the day, and whom to call there. None: not yet; `plan`: id of the adopted one."""

    received_on: dt.date | None
    study_on: dt.date | None
    needs_plan: bool
    plan: int | None
    planned_on: dt.date | None
    receipt_is_late: bool
    plan_is_late: bool
    is_studied: bool
    reminded_on: dt.date | None
    secretary: str


def details(asked: Asked, units: Iterable[Unit]) -> dict[int, Details]:
    """What each of some units has answered. One query."""
    table = _table(asked)
    sql = f"""
        SELECT facts.unit_id, received_on, study_on, needs_plan, plan_id, planned_on, receipt_is_late, plan_is_late,
               is_studied,
               (SELECT max(r."on") FROM instructions_reminder r
                 WHERE r.document_id = %s AND r.unit_id = facts.unit_id AND r."on" <= %s),
               COALESCE((SELECT m.full_name FROM organisation_position p
                           JOIN organisation_positionkind k ON k.id = p.kind_id AND k.role = %s
                           JOIN organisation_member m ON m.id = p.member_id
                          WHERE p.unit_id = facts.unit_id AND p.valid @> %s::date ORDER BY p.id LIMIT 1), '')
          FROM ({table.sql}) AS facts WHERE facts.unit_id = ANY(%s)"""  # noqa: S608 the pieces are our own
    ids = [unit.pk for unit in units]
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.document.pk, asked.on, Role.SECRETARY.value, asked.on, *table.params, ids])
        return {unit: Details(*row) for unit, *row in cursor.fetchall()}


def _table(asked: Asked) -> Query:
    """SQL of a table with one row for each unit that is to answer: (unit_id, top_id, and what `_CONDITIONS` name)."""
    document, on = asked.document, asked.on
    below = under(asked.unit, asked.viewer, on=on)
    end = timezone.make_aware(dt.datetime.combine(on + dt.timedelta(days=1), dt.time()))
    zone, plans = timezone.get_current_timezone_name(), (document.asks_for_plans, Level.CELL.value)
    params = (
        *(zone, *plans, on),
        *(zone, on, document.confirm_by, document.confirm_by),
        *(*plans, on, document.plan_by, document.plan_by),
        *below.params,
        *(document.pk, end, document.pk, on),
        *(document.issuer_id, on >= document.sent_on),
        *(document.issuer_id, asked.unit.pk, on),
    )
    return Query(_FACTS.format(below=below.sql), params)


def _late(answered: str) -> str:
    """SQL: whether the day of the answer lies after the deadline; not for a unit that was founded only after it."""
    there_by_then = "SELECT 1 FROM organisation_span f WHERE f.unit_id = b.unit_id AND lower(f.valid) <= %s::date"
    return f"COALESCE({answered} > %s::date, FALSE) AND EXISTS ({there_by_then})"


# Only units were addressed above which the issuer stood on the day; the unit asked about may be the issuer itself.
_FACTS = f"""
    SELECT facts.*, NOT is_received OR study_on IS NULL OR (needs_plan AND NOT is_planned) AS owes
      FROM (SELECT b.unit_id, b.top_id, r.study_on, p.id AS plan_id, p.adopted_on AS planned_on,
                   (r.confirmed_at AT TIME ZONE %s)::date AS received_on,
                   %s AND b.level <> %s AS needs_plan,
                   r.id IS NOT NULL AS is_received,
                   COALESCE(r.study_on <= %s, FALSE) AS is_studied,
                   p.id IS NOT NULL AS is_planned,
                   {_late("COALESCE((r.confirmed_at AT TIME ZONE %s)::date, %s)")} AS receipt_is_late,
                   %s AND b.level <> %s AND {_late("COALESCE(p.adopted_on, %s)")} AS plan_is_late
              FROM ({{below}}) AS b
              LEFT JOIN instructions_receipt r
                     ON r.document_id = %s AND r.unit_id = b.unit_id AND r.confirmed_at < %s
              LEFT JOIN instructions_plan p
                     ON p.document_id = %s AND p.unit_id = b.unit_id AND p.adopted_on <= %s AND p.replaces_id IS NULL
             WHERE b.unit_id <> %s AND %s
               AND %s::bigint IN (WITH RECURSIVE up(unit_id) AS (
                                    SELECT %s::bigint
                                    UNION ALL
                                    SELECT s.parent_id FROM organisation_span s JOIN up ON s.unit_id = up.unit_id
                                     WHERE s.valid @> %s::date AND s.parent_id IS NOT NULL
                                  ) SELECT unit_id FROM up)) AS facts"""  # noqa: S608 the pieces are our own
