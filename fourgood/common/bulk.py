"""Many rows at once: ids reserved beforehand, rows written by COPY.

No `save` runs, so that stored keys and copies must be in the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Ids that nobody else will get, rising, though not always without gaps."""
    numbers = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(numbers, [model._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows, each with a value for every column."""
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"COPY {model._meta.db_table} ({names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def update(model: type[models.Model], types: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Change rows by id. `types`: column → PostgreSQL type; each row: the id, then a value for every column."""
    if not rows:
        return
    sets = ", ".join(f"{name} = new.{name}" for name in types)
    arrays = ", ".join(f"%s::{kind}[]" for kind in ("bigint", *types.values()))
    statement = (
        f"UPDATE {model._meta.db_table} AS old SET {sets} "  # noqa: S608 names of ours, values as parameters
        f"FROM unnest({arrays}) AS new(id, {', '.join(types)}) WHERE old.id = new.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])


def analyse(*written: type[models.Model]) -> None:
    """Let the planner know of the new rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in written)}")
