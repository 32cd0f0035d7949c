"""Suggestions: what indicators found becomes points, for one sheet or for all of a province, in the same few queries.

Sheets that lie with the level above or are confirmed keep the suggestion that they were submitted with.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
    MeasuredTexts,
    Vector,
    array,
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

Wanted = Mapping[tuple[int, str], Sequence[int]]
"""Units by the framework file and variant that they are assessed by."""


@transaction.atomic
def suggest(rows: AssessmentQuerySet, *, at: dt.datetime) -> int:
    """Count the facts anew and store what they suggest. Returns how many sheets."""
    months: dict[dt.date, dict[tuple[int, str], list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    wanted = rows.to_fill_in().order_by().values_list("pk", "unit", "framework", "variant", "period__month")
    for pk, unit, file, variant, month in wanted:
        months[month][file, variant].append((pk, unit))
    for month, groups in months.items():
        pks = [pk for found in groups.values() for pk, _unit in found]
        suggested = suggestions({key: [unit for _pk, unit in found] for key, found in groups.items()}, month)
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, {"at": at} | suggested.parameters(pks))
    return sum(len(found) for groups in months.values() for found in groups.values())


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


def suggestions(wanted: Wanted, month: dt.date) -> Suggested:
    """What the facts of the month suggest for units, in the order in which they are given; nothing is stored.

    The indicators are asked once for the units of all frameworks together; points follow by variant.
    """
    files = FrameworkFile.objects.in_bulk({file for file, _variant in wanted})
    layouts = {key: layout_of(files[key[0]], key[1]) for key in wanted}
    codes = {code for layout in layouts.values() for code in measuring.codes_of(layout)}
    everyone = sorted({unit for units in wanted.values() for unit in units})
    if len(everyone) > 1:
        _plan_for_many()
    found = measuring.measure(sorted(codes), everyone, month)
    suggested = Suggested()
    for key, units in wanted.items():
        suggested.add(*_of_variant(layouts[key], month, units, found))
    return suggested


def _plan_for_many() -> None:
    """Until the end of the transaction. The facts of a month are found through indexes, which are in memory, not by
    reading the tables of all years; and workers beside this one would each work out anew what all of them need.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0")


def _of_variant(
    layout: Layout, month: dt.date, units: Sequence[int], found: measuring.Found
) -> tuple[MeasuredTexts, Tallies]:
    columns = measuring.columns_of(layout, found, units)
    values = gather_columns(layout, right(layout, columns), count=len(units))
    tallies = tallies_of(layout, score_many(layout, values, months=[month.month]), month=month.month)
    return measured_of_many(layout, columns, count=len(units)), tallies


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


@dataclass(frozen=True)
class Suggested:
    """What was found of many units and what it suggests: a list for each column, each array as PostgreSQL writes it."""

    amounts: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    counts: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    totals: Vector = field(default_factory=list)

    def add(self, measured: MeasuredTexts, tallies: Tallies) -> None:
        self.amounts.extend(measured.amounts)
        self.bases.extend(measured.bases)
        self.counts.extend(measured.counts)
        self.points.extend(array(points) for points in tallies.points)
        self.groups.extend(array(groups) for groups in tallies.groups)
        self.due.extend(array(due) for due in tallies.due)
        self.totals.extend(tallies.totals)

    def parameters(self, keys: list[int]) -> dict[str, Any]:
        """Those of `SUGGESTED`, with what each unit is known by there. Arrays go as one text: PostgreSQL unnests an
        array of arrays into its numbers.
        """
        texts = {name: ";".join(column) for name, column in vars(self).items() if name != "totals"}
        return {"keys": keys, "totals": self.totals} | texts


SUGGESTED = """
    unnest(%(keys)s::bigint[], string_to_array(%(amounts)s, ';'), string_to_array(%(bases)s, ';'),
           string_to_array(%(counts)s, ';'), string_to_array(%(points)s, ';'), string_to_array(%(groups)s, ';'),
           string_to_array(%(due)s, ';'), %(totals)s::int[])
    AS new(key, amounts, bases, counts, points, groups, due, total)"""

_UPDATE = f"""
    UPDATE assessments_assessment AS old
       SET amounts = new.amounts::bigint[], bases = new.bases::bigint[], counts = new.counts::int[],
           suggested = new.points::int[], suggested_groups = new.groups::int[], suggested_due = new.due::int[],
           suggested_total = new.total, looked_at = %(at)s
      FROM {SUGGESTED}
     WHERE old.id = new.key"""  # noqa: S608 our own pieces
