"""The facts that the months of the generated province are counted from: meetings, tasks, documents and the rest.

Written within the database, past the verbs but by every constraint and guard; what is written stands in `facts.sql`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.results import Result, timed

FILE = Path(__file__).with_suffix(".sql")
TABLES = {
    "meetings": "meetings_meeting",
    "in roll calls": "meetings_attendance",
    "speeches": "meetings_speech",
    "tasks": "tasks_task",
    "assignments": "tasks_assignment",
    "scores": "meeting_quality_qualitysheet",
}


def record(months: Sequence[dt.date]) -> Iterator[Result]:
    """Of the months, up to yesterday."""
    from django.db import connection, transaction

    with timed() as clock:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_MONTH, [list(months)])
            cursor.execute(_SCORE, _score())
            cursor.execute(FILE.read_text(encoding="utf-8"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    _require_facts(months[-2])
    note = ", ".join(f"{_count(table):,} {what}" for what, table in TABLES.items())
    yield Result(benchmark="set-up", what="record meetings and tasks", value=clock.seconds, unit="s", note=note)


_MONTH = """
    CREATE TEMPORARY TABLE month ON COMMIT DROP AS
    SELECT first, number FROM unnest(%s::date[]) WITH ORDINALITY AS months(first, number)"""
_SCORE = """
    CREATE TEMPORARY TABLE score ON COMMIT DROP AS
    SELECT %s::bigint AS framework_id, %s::text AS variant, %s::int[] AS worths"""


def _score() -> tuple[Any, ...]:
    """The sheet by which meetings score themselves, and what each of its criteria is worth, in hundredths."""
    from fourgood.assessments.vectors import layout_of
    from fourgood.instructions.frameworks import framework_of
    from fourgood.instructions.models import FrameworkFile
    from fourgood.regulations.hundredths import hundredths_of
    from fourgood.regulations.measures import worth

    file = FrameworkFile.objects.get(model="meeting")
    variant = framework_of(file).variant_for(None).code
    worths = [hundredths_of(worth(criterion)) for criterion in layout_of(file, variant).criteria]
    return file.pk, variant, worths


def _require_facts(month: dt.date) -> None:
    """What finds nothing costs nothing: every indicator has something to count."""
    from fourgood.assessments.measuring import measure
    from fourgood.indicators.catalogue import COUNTED
    from fourgood.organisation.models import Unit

    found = measure(COUNTED, Unit.objects.active().values_list("pk", flat=True), month)
    empty = set(COUNTED).difference(*found.values())
    assert not empty, sorted(empty)


def _count(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
