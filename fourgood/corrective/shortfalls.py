"""What falls short: criteria whose points stay below the threshold that the framework names (M8).

The points are those confirmed, once there are any; until then the unit's own. What does not apply does not fall short.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any

from django.db import connection
from django.db.models import Q

from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import Line, Sheet
from fourgood.assessments.vectors import layout_of
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Criterion
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import given


def shortfalls_of(sheet: Sheet) -> list[Line]:
    """Criteria of a sheet that are due and fall short, in its order."""
    return [line for line in sheet.due if is_short(line)]


def is_short(line: Line) -> bool:
    return line.is_short if line.confirmed is None else given(line.criterion, line.confirmed).is_short


def bar_of(criterion: Criterion) -> int:
    """The fewest points, in hundredths, that are no shortfall: the threshold of all its points, rounded up."""
    return ceil(Fraction(criterion.threshold) * hundredths_of(worth(criterion)) / 100)


# For many sheets at once: the bars of their frameworks go to the database, one line for each criterion.
_BARS = """unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::int[])
           AS bar(framework, variant, number, code, points)"""
SHORT = f"""
    FROM assessments_assessment AS sheet
    JOIN assessments_period AS period ON period.id = sheet.period_id
    JOIN {_BARS} ON bar.framework = sheet.framework_id AND bar.variant = sheet.variant
     AND coalesce(sheet.confirmed[bar.number], sheet.own[bar.number]) < bar.points"""
"""From here on, a row for each shortfall of all sheets: `sheet`, `period`, `bar`. Its parameters: `bars`."""


def bars(condition: Q) -> list[list[Any]]:
    """Parameters of `SHORT`, for the frameworks of the assessments that the condition chooses. Two queries."""
    pairs = list(Assessment.objects.filter(condition).order_by().values_list("framework", "variant").distinct())
    files = FrameworkFile.objects.in_bulk({file for file, _variant in pairs})
    lines = [
        (file, variant, number, criterion.code, bar_of(criterion))
        for file, variant in pairs
        for number, criterion in enumerate(layout_of(files[file], variant).criteria, start=1)
    ]
    return [list(column) for column in zip(*lines, strict=True)] if lines else [[], [], [], [], []]


def short_in(assessments: Iterable[int]) -> list[tuple[int, str]]:
    """Assessment and code of every shortfall of these sheets. Three queries, however many."""
    pks = list(assessments)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sheet.id, bar.code {SHORT} WHERE sheet.id = ANY(%s) ORDER BY sheet.id, bar.number",
            [*bars(Q(pk__in=pks)), pks],
        )
        return list(cursor.fetchall())
