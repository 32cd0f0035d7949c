"""Suggestions: what indicators found becomes points, for one sheet or for all of a province, in the same few queries.

Sheets that lie with the level above or are confirmed keep the suggestion that they were submitted with.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from django.db import connection, transaction

from fourgood.assessments import measuring
from fourgood.assessments.models import Assessment
from fourgood.assessments.models.assessments import AssessmentQuerySet
from fourgood.assessments.sheet import Sheet, sheet_of
from fourgood.assessments.vectors import (
    Measured,
    Vector,
    due_in,
    layout_of,
    measured_of,
    measured_of_many,
    measured_values,
    set_tally,
    tally,
)
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.complaints import wrong
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.many_values import Booleans, Layout, PartColumn, Repeated, gather_columns
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.scoring_many import ManyScores, score_many
from fourgood.regulations.values import EMPTY, Value

Row = tuple[int, int]  # id of the assessment, id of the unit


@transaction.atomic
def suggest(rows: AssessmentQuerySet, *, at: dt.datetime) -> int:
    """Count the facts anew and store what they suggest. Returns how many sheets.

    The indicators are asked once for a month, for the units of all frameworks together; points follow by variant.
    """
    groups: dict[tuple[dt.date, int, str], list[Row]] = defaultdict(list)
    wanted = rows.to_fill_in().order_by().values_list("pk", "unit", "framework", "variant", "period__month")
    for pk, unit, file, variant, month in wanted:
        groups[month, file, variant].append((pk, unit))
    files = FrameworkFile.objects.in_bulk({file for _month, file, _variant in groups})
    layouts = {key: layout_of(files[key[1]], key[2]) for key in groups}
    for month in {key[0] for key in groups}:
        of_month = [(layouts[key], found) for key, found in groups.items() if key[0] == month]
        _suggest_month(month, of_month, at=at)
    return sum(len(found) for found in groups.values())


def count_anew(row: Assessment, *, at: dt.datetime) -> tuple[Sheet, list[str]]:
    """The same for one sheet whose row is locked and may be changed: put into the row, not yet stored.

    Returns the sheet as it is now, without evidence, and the names of the columns to store.
    """
    layout = layout_of(row.framework, row.variant)
    found = measuring.measure(measuring.codes_of(layout), [row.unit_id], row.month)
    measured = measured_of(layout, measuring.values_of(layout, found.get(row.unit_id, {})))
    changed = [] if measured == Measured(row.amounts, row.bases, row.counts) else _put(row, layout, measured)
    row.looked_at = at
    return sheet_of(row, with_evidence=False), [*changed, "looked_at"]


def _put(row: Assessment, layout: Layout, measured: Measured) -> list[str]:
    """What was found and what it suggests, into the row. Returns the names of the columns."""
    for name, value in vars(measured).items():
        setattr(row, name, value)
    values = measured_values(layout, measured)
    scores = {c.code: score_criterion(c, values.get(c.code, {})) for c in layout.criteria}
    return [*vars(measured), *set_tally(row, "suggested", tally(layout, scores, month=row.month.month))]


def _suggest_month(month: dt.date, groups: Sequence[tuple[Layout, Sequence[Row]]], *, at: dt.datetime) -> None:
    codes = {code for layout, _rows in groups for code in measuring.codes_of(layout)}
    units = {unit for _layout, rows in groups for _pk, unit in rows}
    if len(units) > 1:
        _plan_for_many()
    found = measuring.measure(sorted(codes), sorted(units), month)
    for layout, rows in groups:
        _suggest(layout, month, rows, found, at=at)


def _plan_for_many() -> None:
    """Until the end of the transaction. The facts of a month are found through indexes, which are in memory, not by
    reading the tables of all years; and workers beside this one would each work out anew what all of them need.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0")


def _suggest(layout: Layout, month: dt.date, rows: Sequence[Row], found: measuring.Found, *, at: dt.datetime) -> None:
    columns = measuring.columns_of(layout, found, [unit for _pk, unit in rows])
    values = gather_columns(layout, right(layout, columns), count=len(rows))
    tallies = tallies_of(layout, score_many(layout, values, months=[month.month]), month=month.month)
    measured = measured_of_many(layout, columns, count=len(rows))
    _store([pk for pk, _unit in rows], measured, tallies, at=at)


def right(layout: Layout, columns: Sequence[Repeated]) -> list[Repeated]:
    """What is wrong or not whole (a count of events lacks) suggests no points yet."""
    return [values.changed(partial(_if_right, column)) for column, values in zip(layout.parts, columns, strict=True)]


def _if_right(column: PartColumn, value: Value) -> Value:
    return EMPTY if wrong(column.part, column.criterion, value) else value


@dataclass(frozen=True)
class Tallies:
    """`vectors.Tally` of many: one list for each assessment."""

    points: list[Vector]
    groups: list[list[int]]
    due: list[list[int]]
    totals: Vector


def tallies_of(layout: Layout, scores: ManyScores, *, month: int) -> Tallies:
    """The same as `vectors.tally` one by one."""
    due = np.array(due_in(layout, month), np.bool_)
    there = scores.applies & ~scores.missing & due
    complete: Booleans = np.logical_not((scores.missing & due).any(axis=1))
    worths = np.array([hundredths_of(worth(criterion)) for criterion in layout.criteria], np.int64)
    sums = np.stack([(scores.points * there)[:, numbers].sum(axis=1) for _g, numbers in layout.groups], axis=1)
    dues = np.stack([(worths * there)[:, numbers].sum(axis=1) for _g, numbers in layout.groups], axis=1)
    groups = np.where(complete[:, None], scores.group_points, sums)
    has_total = complete & scores.has_total
    return Tallies(
        points=_with_gaps(scores.points, there),
        groups=groups.tolist(),
        due=np.where(complete[:, None], scores.group_due, dues).tolist(),
        totals=[int(total) if has else None for total, has in zip(scores.totals, has_total, strict=True)],
    )


def _with_gaps(points: np.ndarray, there: np.ndarray) -> list[Vector]:
    pairs = zip(points.tolist(), there.tolist(), strict=True)
    return [[point if is_there else None for point, is_there in zip(*pair, strict=True)] for pair in pairs]


_UPDATE = """
    UPDATE assessments_assessment AS old
       SET amounts = new.amounts::bigint[], bases = new.bases::bigint[], counts = new.counts::int[],
           suggested = new.points::int[], suggested_groups = new.groups::int[], suggested_due = new.due::int[],
           suggested_total = new.total, looked_at = %s
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[])
           AS new(id, amounts, bases, counts, points, groups, due, total)
     WHERE old.id = new.id"""


def _store(pks: list[int], measured: Sequence[Measured], tallies: Tallies, *, at: dt.datetime) -> None:
    """One statement. Arrays of arrays go as text: PostgreSQL unnests an array of arrays into its numbers."""
    columns: list[list[Any]] = [
        pks,
        [array(found.amounts) for found in measured],
        [array(found.bases) for found in measured],
        [array(found.counts) for found in measured],
        [array(points) for points in tallies.points],
        [array(groups) for groups in tallies.groups],
        [array(due) for due in tallies.due],
        tallies.totals,
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [at, *columns])


def array(numbers: Iterable[int | None]) -> str:
    """As PostgreSQL writes an array: "{500,NULL}"."""
    return "{" + ",".join("NULL" if number is None else str(number) for number in numbers) + "}"
