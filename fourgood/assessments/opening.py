"""Opening a month: one INSERT … SELECT makes a row for every unit that is expected, so that coverage counts rows.

What the facts suggest is counted before and stands in the row from the start, so that it is written once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from fourgood.assessments.deadlines import days_of, opens_on
from fourgood.assessments.models import Period
from fourgood.assessments.models.periods import last_day_of
from fourgood.assessments.refusals import MonthNotBegun, NothingInForce
from fourgood.assessments.suggesting import SUGGESTED, suggestions
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.models import CriteriaSet
from fourgood.instructions.frameworks import MODEL_OF_LEVEL, framework_of
from fourgood.instructions.models import Edition, FrameworkFile, Instruction
from fourgood.organisation.models import Sector
from fourgood.regulations.framework import Style
from fourgood.regulations.many_values import Layout

LEVELS = {model.value: level.value for level, model in MODEL_OF_LEVEL.items()}


@transaction.atomic
def open_month(instruction: Instruction, month: dt.date, *, by: Actor | None, at: dt.datetime) -> Period:
    first = month.replace(day=1)
    if first > timezone.localdate(at):
        raise MonthNotBegun(month=f"{first:%m/%Y}")
    files = files_for(instruction, first)
    if not files:
        raise NothingInForce(instruction=instruction, month=f"{first:%m/%Y}")
    new = {"opened_at": at, "opened_by_id": by.pk if by else None}
    period, _is_new = Period.objects.get_or_create(instruction=instruction, month=first, defaults=new)
    written = _write(period, files, at=at)
    if written:
        path, after = instruction.issuer.path, {"month": f"{first:%m/%Y}", "sheets": written}
        Act.objects.record(Verb.MONTH_OPENED, period, by=by, path=path, after=after)
    return period


def files_for(instruction: Instruction, month: dt.date) -> list[FrameworkFile]:
    """The framework files for cells and committees that hold on the last day of the month. One query."""
    editions = Edition.objects.in_force(last_day_of(month)).filter(instruction=instruction).order_by()
    files = FrameworkFile.objects.filter(edition__in=editions, model__in=LEVELS).select_related("edition__instruction")
    return list(files.order_by("code"))


def due_to_open(today: dt.date) -> list[tuple[Instruction, dt.date]]:
    """Months that are to be opened by the day: this one and the one before, as the calendars of the frameworks say."""
    this = today.replace(day=1)
    months = [(this - dt.timedelta(days=1)).replace(day=1), this]
    opened = set(Period.objects.filter(month__in=months).values_list("instruction", "month"))
    found = []
    for instruction in Instruction.objects.select_related("issuer").order_by("pk"):
        for month in (month for month in months if (instruction.pk, month) not in opened):
            files = files_for(instruction, month)
            if files and min(opens_on(framework_of(file), month) for file in files) <= today:
                found.append((instruction, month))
    return found


@dataclass(frozen=True)
class _Shape:
    """A variant of a file: how long its arrays are, by when it is due, and for units of which sectors it stands."""

    file: FrameworkFile
    layout: Layout
    days: tuple[dt.date | None, dt.date | None, dt.date | None]


def _write(period: Period, files: list[FrameworkFile], *, at: dt.datetime) -> int:
    """Write the rows that lack, each with what the facts suggest. Returns how many."""
    sql, params = _expected(period, files)
    wanted: dict[tuple[int, str], list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql + _TO_SUGGEST, params)
        for unit, file, variant in cursor.fetchall():
            wanted[file, variant].append(unit)
        suggested = suggestions(wanted, period.month)
        units = [unit for found in wanted.values() for unit in found]
        cursor.execute(sql + _INSERT, {"at": at} | params | suggested.parameters(units))
        return int(cursor.rowcount)


def _expected(period: Period, files: list[FrameworkFile]) -> tuple[str, dict[str, Any]]:
    """The beginning of a statement, and its parameters: who is expected in the month, by what, and by when."""
    shapes = list(_shapes(files, period.month))
    holding = CriteriaSet.objects.holding(period.last_day).order_by()
    sets = holding.values("pk", "framework", "variant", "registration__unit").query
    sets_sql, sets_params = sets.sql_with_params()
    params: dict[str, Any] = {"first": period.month, "last": period.last_day, "issuer": period.instruction.issuer_id}
    params |= {"path": period.instruction.issuer.path, "period": period.pk}
    params |= _columns("shape", [_shape_row(shape) for shape in shapes])
    params |= _columns("pick", list(_picks(files)))
    return _named(_EXPECTED.format(sets=sets_sql), params, sets_params)


def _shapes(files: Iterable[FrameworkFile], month: dt.date) -> Iterable[_Shape]:
    for file in files:
        framework = framework_of(file)
        days = days_of(framework, month)
        for variant in framework.variants:
            yield _Shape(file, Layout(framework, variant), (days.due, days.grace, days.confirm))


def _shape_row(shape: _Shape) -> tuple[object, ...]:
    layout = shape.layout
    sizes = (len(layout.criteria), len(layout.parts), layout.event_count)
    return (shape.file.pk, layout.variant.code, *sizes, *shape.days)


def _picks(files: Iterable[FrameworkFile]) -> Iterable[tuple[object, ...]]:
    """For units that have not chosen: (level, sector, file, variant); sector 0 for all others."""
    sectors = dict(Sector.objects.values_list("code", "pk"))
    best = {file.model: file for file in sorted(files, key=_first_choice, reverse=True)}
    for model, file in best.items():
        framework = framework_of(file)
        yield LEVELS[model], 0, file.pk, framework.variant_for(None).code
        for code, pk in sectors.items():
            yield LEVELS[model], pk, file.pk, framework.variant_for(code).code


def _first_choice(file: FrameworkFile) -> tuple[bool, str]:
    return framework_of(file).style is not Style.POINTS, file.code


def _columns(name: str, rows: list[tuple[object, ...]]) -> dict[str, Any]:
    """Rows as one array for each column: "pick0", "pick1", …"""
    return {f"{name}{number}": list(column) for number, column in enumerate(zip(*rows, strict=True))}


def _named(sql: str, params: dict[str, Any], of_sets: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
    """The query of Django has its parameters by place, ours by name: give those of Django names too."""
    for number, value in enumerate(of_sets):
        sql = sql.replace("%s", f"%(set{number})s", 1)
        params[f"set{number}"] = value
    return sql, params


# Who stood there on the last day, with the path of that day; and who had stood there in the month and no longer does.
_EXPECTED = """
WITH RECURSIVE tree(unit_id, path, kind_id, sector_id) AS (
  SELECT unit_id, %(path)s::text, kind_id, sector_id FROM organisation_span
   WHERE unit_id = %(issuer)s AND valid @> %(last)s::date
  UNION ALL
  SELECT s.unit_id, tree.path || s.unit_id || '/', s.kind_id, s.sector_id
    FROM organisation_span s JOIN tree ON s.parent_id = tree.unit_id WHERE s.valid @> %(last)s::date
), ended AS (
  SELECT DISTINCT ON (s.unit_id) s.unit_id, COALESCE(tree.path || s.unit_id || '/', u.path) AS path, s.kind_id,
         s.sector_id, upper(s.valid) AS ended_on,
         (SELECT string_agg(n.name, ', ' ORDER BY n.sort_key) FROM organisation_succession x
            JOIN organisation_unit n ON n.id = x.successor_id WHERE x.predecessor_id = s.unit_id) AS went_into
    FROM organisation_span s JOIN organisation_unit u ON u.id = s.unit_id LEFT JOIN tree ON tree.unit_id = s.parent_id
   WHERE s.valid && daterange(%(first)s::date, %(last)s::date, '[]') AND u.path LIKE %(path)s || '%%'
     AND NOT EXISTS (SELECT 1 FROM organisation_span n WHERE n.unit_id = s.unit_id AND n.valid @> %(last)s::date)
   ORDER BY s.unit_id, upper(s.valid) DESC
), units AS (
  SELECT unit_id, path, kind_id, sector_id, NULL::date AS ended_on, NULL AS went_into FROM tree
  UNION ALL SELECT unit_id, path, kind_id, sector_id, ended_on, went_into FROM ended
), shapes AS (
  SELECT * FROM unnest(%(shape0)s::bigint[], %(shape1)s::text[], %(shape2)s::int[], %(shape3)s::int[],
    %(shape4)s::int[], %(shape5)s::date[], %(shape6)s::date[], %(shape7)s::date[])
    AS t(file_id, variant, criteria, parts, events, due_on, grace_until, confirm_by)
), picks AS (
  SELECT * FROM unnest(%(pick0)s::text[], %(pick1)s::bigint[], %(pick2)s::bigint[], %(pick3)s::text[])
    AS t(level, sector_id, file_id, variant)
), chosen(pk, file_id, variant, unit_id) AS ({sets}
), expected AS (
  SELECT u.unit_id, u.path, u.ended_on, u.went_into, c.pk AS criteria_set_id, s.*
    FROM units u
    JOIN organisation_organisationkind k ON k.id = u.kind_id
    JOIN picks general ON general.level = k.level AND general.sector_id = 0
    LEFT JOIN picks own ON own.level = k.level AND own.sector_id = u.sector_id
    LEFT JOIN chosen c ON c.unit_id = u.unit_id
     AND EXISTS (SELECT 1 FROM shapes WHERE shapes.file_id = c.file_id AND shapes.variant = c.variant)
    JOIN shapes s ON s.file_id = COALESCE(c.file_id, own.file_id, general.file_id)
     AND s.variant = COALESCE(c.variant, own.variant, general.variant)
)"""

_TO_SUGGEST = """
SELECT e.unit_id, e.file_id, e.variant FROM expected e
 WHERE e.ended_on IS NULL
   AND NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.period_id = %(period)s AND a.unit_id = e.unit_id)"""

_INSERT = f"""
INSERT INTO assessments_assessment (period_id, unit_id, path, framework_id, variant, criteria_set_id,
  due_on, grace_until, confirm_by, extended_because, settled_as, settled_because, settled_at,
  amounts, bases, counts, looked_at, suggested, suggested_groups, suggested_due, suggested_total,
  own, own_groups, own_due, confirmed, confirmed_groups, confirmed_due)
SELECT %(period)s, e.unit_id, e.path, e.file_id, e.variant, e.criteria_set_id,
  e.due_on, e.grace_until, e.confirm_by, '',
  CASE WHEN e.ended_on IS NULL THEN '' WHEN e.went_into IS NULL THEN 'closed' ELSE 'merged' END,
  COALESCE(e.went_into, to_char(e.ended_on, 'DD/MM/YYYY'), ''),
  CASE WHEN e.ended_on IS NOT NULL THEN %(at)s::timestamptz END,
  COALESCE(new.amounts::bigint[], array_fill(NULL::bigint, ARRAY[e.parts])),
  COALESCE(new.bases::bigint[], array_fill(NULL::bigint, ARRAY[e.parts])),
  COALESCE(new.counts::int[], array_fill(NULL::int, ARRAY[e.events])),
  CASE WHEN new.key IS NOT NULL THEN %(at)s::timestamptz END,
  COALESCE(new.points::int[], array_fill(NULL::int, ARRAY[e.criteria])),
  COALESCE(new.groups::int[], '{{}}'), COALESCE(new.due::int[], '{{}}'), new.total,
  array_fill(NULL::int, ARRAY[e.criteria]), '{{}}', '{{}}', array_fill(NULL::int, ARRAY[e.criteria]), '{{}}', '{{}}'
  FROM expected e LEFT JOIN {SUGGESTED} ON new.key = e.unit_id
ON CONFLICT (period_id, unit_id) DO NOTHING
"""  # noqa: S608 our own pieces
