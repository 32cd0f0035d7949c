"""How far registration has come at every node of the tree, as of any day (M9): always with the names behind a number.

Expected to register is every unit that stood there on the day and whose kind has a model; a table of them with what
each has done is one piece of SQL, over which both the numbers and the names are read, so that they can't differ.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.criteria.years import register_by
from fourgood.instructions.frameworks import MODEL_OF_LEVEL, framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Standing, Viewer
from fourgood.organisation.subtree import Query, under
from fourgood.regulations.framework import Model

LEVEL_OF_MODEL = {model: level.value for level, model in MODEL_OF_LEVEL.items()}


class What(models.TextChoices):
    """A number of the table, and the names behind it."""

    EXPECTED = "expected", _("expected")
    REGISTERED = "registered", _("registered")
    CONCRETE = "concrete", _("criteria adopted")
    CONFIRMED = "confirmed", _("confirmed")
    LATE = "late", _("registered late")
    MISSING = "missing", _("not registered")


_CONDITIONS = {
    What.EXPECTED: "TRUE",
    What.REGISTERED: "registered_on IS NOT NULL",
    What.CONCRETE: "adopted_on IS NOT NULL",
    What.CONFIRMED: "confirmed_on IS NOT NULL",
    What.LATE: "registered_on > due_on",
    What.MISSING: "registered_on IS NULL",
}


@dataclass(frozen=True)
class Asked:
    """Of which unit, for which year, as of the end of which day; `model` None: cells and committees together."""

    unit: Unit
    viewer: Viewer
    year: int
    on: dt.date
    model: Model | None = None

    @cached_property
    def register_by(self) -> dict[Model, dt.date | None]:
        """`deadlines` of the year. One query, the first time."""
        return deadlines(self.year, on=self.on)


@dataclass(frozen=True)
class Tally:
    """One row of the table: the units under (and at) a child of the unit asked about. `late` and `missing` overlap with
    nothing: late ones have registered, missing ones have not.
    """

    top: int
    name: str
    expected: int
    registered: int
    concrete: int
    confirmed: int
    late: int
    missing: int

    def cells(self) -> list[tuple[What, int]]:
        return [(what, getattr(self, what.value)) for what in What]


@dataclass(frozen=True)
class Done:
    """What a unit has done by the day, and by when it was to register."""

    due_on: dt.date | None
    registered_on: dt.date | None
    adopted_on: dt.date | None
    confirmed_on: dt.date | None

    @property
    def is_late(self) -> bool:
        return bool(self.registered_on and self.due_on and self.registered_on > self.due_on)


def tallies(asked: Asked) -> list[Tally]:
    """One row for the unit itself (if it has a model), one for each child with units that have one, by name."""
    table = _table(asked, _below(asked))
    numbers = ", ".join(f"count(*) FILTER (WHERE {_CONDITIONS[what]})" for what in What)
    sql = f"""
        SELECT facts.top_id, s.name, {numbers}
          FROM ({table.sql}) AS facts
          JOIN organisation_span s ON s.unit_id = facts.top_id AND s.valid @> %s::date
         GROUP BY facts.top_id, s.name, s.sort_key
         ORDER BY facts.top_id <> %s, s.sort_key, facts.top_id"""  # noqa: S608 the pieces are our own
    with connection.cursor() as cursor:
        cursor.execute(sql, [*table.params, asked.on, asked.unit.pk])
        return [Tally(*row) for row in cursor.fetchall()]


def total_of(rows: list[Tally], name: str, top: int) -> Tally:
    """The sum of the rows."""
    numbers = [field.name for field in fields(Tally)][2:]
    return Tally(top, name, *(sum(getattr(row, number) for row in rows) for number in numbers))


def units_where(asked: Asked, what: What) -> models.QuerySet[Unit]:
    """The units behind a number, by name. Present names: what a unit was called on the day stands on its page."""
    table = _table(asked, _below(asked))
    ids = RawSQL(  # noqa: S611
        f"SELECT unit_id FROM ({table.sql}) AS facts WHERE {_CONDITIONS[what]}",  # noqa: S608
        table.params,
    )
    return Unit.objects.filter(pk__in=ids).select_related("kind", "parent").order_by("sort_key", "pk")


def done_by(asked: Asked, units: Iterable[Unit]) -> dict[int, Done]:
    """What each of the units, which stood there on the day, has done. One query."""
    ids = [unit.pk for unit in units]
    on_the_day = Query(
        """SELECT s.unit_id, s.unit_id AS top_id, k.level
             FROM organisation_span s JOIN organisation_organisationkind k ON k.id = s.kind_id
            WHERE s.unit_id = ANY(%s) AND s.valid @> %s::date""",
        (ids, asked.on),
    )
    table = _table(asked, on_the_day)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT unit_id, due_on, registered_on, adopted_on, confirmed_on FROM ({table.sql}) AS facts",  # noqa: S608
            table.params,
        )
        return {unit: Done(*days) for unit, *days in cursor.fetchall()}


def widest(standing: Standing) -> int | None:
    """The highest unit under which the person sees what others have done; None for whoever sees no unit."""
    seeing = [h for h in standing.holdings if h.grants(Can.SEE_UNIT)]
    return min(seeing, key=lambda h: len(h.path)).unit_id if seeing else None


def deadlines(year: int, *, on: dt.date) -> dict[Model, dt.date | None]:
    """By when to register for the year, for each model: the calendar of the newest framework issued by the day."""
    files = FrameworkFile.objects.filter(edition__issued_at__isnull=False, edition__withdrawn_at=None)
    held = files.filter(edition__first_day__lte=max(on, dt.date(year, 1, 1))).order_by("edition__first_day", "pk")
    newest = {file.model: file for file in held.defer("content")}
    return {
        model: register_by(framework_of(newest[model]), year) if model in newest else None for model in LEVEL_OF_MODEL
    }


def _below(asked: Asked) -> Query:
    """Whom registration is expected of: what stood under the unit, of the kinds that have a model."""
    levels = [LEVEL_OF_MODEL[asked.model]] if asked.model else LEVEL_OF_MODEL.values()
    return under(asked.unit, asked.viewer, on=asked.on, levels=tuple(levels))


def _table(asked: Asked, units: Query) -> Query:
    """SQL of a table (unit_id, top_id, due_on, registered_on, adopted_on, confirmed_on): what was done by the day, by
    each of the units (unit_id, top_id, level).
    """
    by = asked.register_by
    end = timezone.make_aware(dt.datetime.combine(asked.on + dt.timedelta(days=1), dt.time()))
    sql = f"""
        SELECT b.unit_id, b.top_id, CASE WHEN b.level = %s THEN %s::date ELSE %s::date END AS due_on,
               (r.registered_at AT TIME ZONE %s)::date AS registered_on,
               (adopted.first_at AT TIME ZONE %s)::date AS adopted_on,
               (sent.first_at AT TIME ZONE %s)::date AS confirmed_on
          FROM ({units.sql}) AS b
          LEFT JOIN criteria_registration r ON r.unit_id = b.unit_id AND r.year = %s AND r.registered_at < %s
          LEFT JOIN ({_first("criteria_adoption", "recorded_at")}) AS adopted ON adopted.registration_id = r.id
          LEFT JOIN ({_first("criteria_submission", "confirmed_at")}) AS sent ON sent.registration_id = r.id"""  # noqa: S608
    zone = timezone.get_current_timezone_name()
    days = (LEVEL_OF_MODEL[Model.CELL], by[Model.CELL], by[Model.COMMITTEE], zone, zone, zone)
    return Query(sql, (*days, *units.params, asked.year, end, end, end))


def _first(table: str, column: str) -> str:
    """SQL of when the first row about the criteria of each registration was written before a moment: grouped once, not
    looked up for each of thousands of units, and left away by PostgreSQL where nobody reads it.
    """
    return f"""SELECT c.registration_id, min(t.{column}) AS first_at
                 FROM criteria_criteriaset c JOIN {table} t ON t.criteria_set_id = c.id
                WHERE t.{column} < %s GROUP BY c.registration_id"""  # noqa: S608 the names are our own
