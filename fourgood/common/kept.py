"""Statements that people wait for again and again: Django writes them once, PostgreSQL plans them once.

Writing a query takes Django longer than PostgreSQL takes to find a few rows by their keys. What is kept are the words
of a statement, never rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, get_related_populators

from fourgood.common.prepared import prepared_cursor

Row = TypeVar("Row")


class _Name(str):
    """Stands among the parameters for a value that is given later."""

    __slots__ = ()


def given(name: str) -> RawSQL:
    """In the conditions of a kept query: a value that is given, by this name, each time it is asked."""
    return RawSQL("%s", [_Name(name)])


def given_many(name: str, kind: str = "bigint") -> RawSQL:
    """The same for `__in`: a list is given by this name. `kind`: what PostgreSQL calls what is in it."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [_Name(name)])  # noqa: S611 our own words only


class _Written(NamedTuple):
    """`model`: of the rows, with the names of its columns and where they lie; None: rows are tuples. `annotated`: where
    annotations lie, by name.
    """

    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, tuple[list[Callable[..., Any]], Any]]
    model: Any
    names: list[str]
    columns: slice
    related: list[Any]
    annotated: dict[str, int]


class Kept(Generic[Row]):
    """A query of model instances (with what `select_related` adds, and annotations), or of `values_list`.

    `write` makes it, with `given("…")` for what changes; the shape of the query may not depend on anything else.
    """

    def __init__(self, write: Callable[[], QuerySet[Any, Row]]) -> None:
        self._write = write

    def rows(self, **values: Any) -> list[Row]:
        """What it finds now. One query."""
        written = self._written
        parameters = [values[value] if isinstance(value, _Name) else value for value in written.parameters]
        with prepared_cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = _converted(cursor.fetchall(), written)
            return [_instance(row, written) for row in found] if written.model else list(found)

    @cached_property
    def _written(self) -> _Written:
        query = self._write()
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        converters = compiler.get_converters(column[0] for column in compiler.select)
        told = compiler.klass_info
        if query._iterable_class is not ModelIterable:
            return _Written(sql, tuple(parameters), converters, None, [], slice(0), [], {})
        columns = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
        names = [column[0].target.attname for column in compiler.select[columns]]
        related = get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
        annotated = compiler.annotation_col_map
        return _Written(sql, tuple(parameters), converters, told["model"], names, columns, related, annotated)


def _converted(rows: Iterable[tuple[Any, ...]], written: _Written) -> Iterator[Any]:
    for found in rows:
        row = list(found)
        for place, (converters, expression) in written.converters.items():
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
        yield tuple(row)


def _instance(row: Any, written: _Written) -> Any:
    made = written.model.from_db(DEFAULT_DB_ALIAS, written.names, row[written.columns])
    for populator in written.related:
        populator.populate(row, made)
    for name, place in written.annotated.items():
        setattr(made, name, row[place])
    return made


def insert(row: Model) -> None:
    """Write a new row as `save` does, without its signals; what the database fills in is read back."""
    statement, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with prepared_cursor() as cursor:
        cursor.execute(statement, values)
        for field, value in zip(row._meta.db_returning_fields, cursor.fetchone(), strict=True):
            setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row as `save(update_fields=…)` does, without its signals. Raises DatabaseError."""
    if not names:
        return
    statement, fields = _updating(type(row), tuple(names))
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in fields]
    with prepared_cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])
        if not cursor.rowcount:
            raise DatabaseError(f"{row._meta.label} {row.pk} is not there any more.")


@cache
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{model._meta.pk.column}" = %s', fields  # noqa: S608


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Any]]:
    """The statement, and the fields whose values it is given: all that the database does not fill in."""
    ours = [f for f in model._meta.concrete_fields if not (f.primary_key or f.generated or f.has_db_default())]
    columns, filled_in = (", ".join(f'"{f.column}"' for f in fs) for fs in (ours, model._meta.db_returning_fields))
    places = ", ".join(["%s"] * len(ours))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING {filled_in}', ours  # noqa: S608 our names
