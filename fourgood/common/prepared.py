"""Statements that people wait for again and again: planned once for a connection, not each time.

Django writes the values into a statement, so PostgreSQL plans it anew whenever it comes. A long statement over few rows
is planned longer than it runs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper

KEPT_FROM = 2  # how often a statement has to come before its plan is kept


def prepared_cursor() -> CursorWrapper:
    """A cursor whose statements keep their plan. Counted and logged by Django like any other.

    Values go apart from the text, so their types have to be clear from it. Not for statements over many rows: one plan
    serves whatever values come.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    database.connection.prepare_threshold = KEPT_FROM  # of Django's own cursors, none keeps a plan
    return database._prepare_cursor(_Prepared(database.connection))  # type: ignore[attr-defined]


class _Prepared(psycopg.RawCursor[Any]):
    """Numbers the parameters itself, once for each statement: psycopg reads a long one anew every time."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> _Prepared:
        text, keys = _numbered(query)
        values = [params[key] for key in keys]
        super().execute(text, values, **options)
        if connection.queries_logged and self._query is None:  # psycopg keeps no text of what is planned already
            self._query = self._convert_query(text, values)
        return self


_PLACE = re.compile(r"%(?:\((\w+)\)s|s|%)")


@lru_cache(maxsize=512)
def _numbered(sql: str) -> tuple[str, tuple[str | int, ...]]:
    """The statement as PostgreSQL numbers its parameters, and the key of each among the values given."""
    keys: list[str | int] = []

    def number(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%"
        key = place[1] or len(keys)
        if key not in keys:
            keys.append(key)
        return f"${keys.index(key) + 1}"

    return _PLACE.sub(number, sql), tuple(keys)
