"""The ledger of a run: every row that it created, changed or deleted, as it was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

Json = dict[str, Any]
BATCH = 2000


@dataclass(frozen=True)
class Changed:
    """One row. `before` is None for a created one, `after` None for a deleted one; both are whole then.

    For a changed row they hold only the columns that differ.
    """

    table: type[models.Model]
    row: int
    before: Json | None
    after: Json | None


class Ledger:
    """Writes rows and remembers each as it was before its first change, in the order of first changes."""

    def __init__(self) -> None:
        self._before: dict[tuple[type[models.Model], int], Json | None] = {}

    def create(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self._before[type(row), row.pk] = None

    def create_many(self, rows: Sequence[models.Model]) -> None:
        if not rows:
            return
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
        for row in rows:
            self._before[type(row), row.pk] = None

    def change(self, row: models.Model, **values: Any) -> None:
        self.remember(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values])

    def change_many(self, rows: Iterable[tuple[models.Model, Json]]) -> None:
        """Change rows of one table, each in the same columns."""
        changed = list(rows)
        if not changed:
            return
        for row, values in changed:
            self.remember(row)
            for name, value in values.items():
                setattr(row, name, value)
        table = type(changed[0][0])
        table._default_manager.bulk_update([row for row, _ in changed], [*changed[0][1]], batch_size=BATCH)

    def delete(self, row: models.Model) -> None:
        key = type(row), row.pk
        self.remember(row)
        row.delete()
        if self._before[key] is None:  # created in this run: nothing remains of it
            del self._before[key]

    def remember(self, row: models.Model) -> None:
        """Note the row as it was read from the database. Call before changing it."""
        self.remember_columns(type(row), row.pk, as_json(row))

    def remember_columns(self, table: type[models.Model], pk: int, columns: Json) -> None:
        """Note some columns of a row that a set-based statement changes."""
        known = self._before.setdefault((table, pk), {})
        if known is not None:
            for name, value in columns.items():
                known.setdefault(name, value)

    def changes(self) -> list[Changed]:
        """What is different now: one query per table. Rows that came out as they were are left out."""
        now = {table: table._default_manager.in_bulk(pks) for table, pks in self._rows_by_table().items()}
        found = []
        for (table, pk), before in self._before.items():
            row = now[table].get(pk)
            change = _difference(table, pk, before, as_json(row) if row else None)
            if change:
                found.append(change)
        return found

    def _rows_by_table(self) -> dict[type[models.Model], list[int]]:
        tables: dict[type[models.Model], list[int]] = {}
        for table, pk in self._before:
            tables.setdefault(table, []).append(pk)
        return tables


def _difference(table: type[models.Model], pk: int, before: Json | None, after: Json | None) -> Changed | None:
    if before is not None and after is not None:
        names = [name for name in before if before[name] != after[name]]
        before, after = {name: before[name] for name in names}, {name: after[name] for name in names}
    return Changed(table, pk, before, after) if before or after else None


def as_json(row: models.Model) -> Json:
    """The stored columns of a row, but its id: dates as ISO text, spans as [first day or null, bound or null]."""
    return {f.attname: to_json(getattr(row, f.attname)) for f in stored(type(row)) if not f.primary_key}


def stored(table: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [f for f in table._meta.concrete_fields if not f.generated]


def to_json(value: Any) -> Any:
    if isinstance(value, DateRange):
        return [to_json(value.lower), to_json(value.upper)]
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, DateRangeField) and value is not None:
        lower, upper = (dt.date.fromisoformat(bound) if bound else None for bound in value)
        return DateRange(lower, upper, "[)")
    return field.to_python(value) if not field.is_relation else value


def values_of(table: type[models.Model], columns: Json) -> Json:
    """Column values as a model takes them, from what `as_json` made."""
    fields = {field.attname: field for field in stored(table)}
    return {name: from_json(fields[name], value) for name, value in columns.items()}
