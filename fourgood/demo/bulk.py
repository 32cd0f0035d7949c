"""Many rows at once: ids reserved beforehand, rows written by COPY."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else will get, rising."""
    numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(numbers, [model._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def copy(model: type[models.Model], columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows; `columns` names them, separated by blanks. Keys and copies must be in the rows: no `save` runs."""
    names = ", ".join(f'"{name}"' for name in columns.split())
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def analyse(*models_written: type[models.Model]) -> None:
    """Let the planner know the new rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models_written)}")
