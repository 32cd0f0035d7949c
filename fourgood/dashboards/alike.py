"""Readers of like standing are asked alike: SQL is written once for each kind of reader, and kept.

Writing the questions of the first page takes Django several times as long as PostgreSQL takes to answer them. What
differs between the secretaries of two cells are only numbers: of their units, of the units above, of themselves. So a
statement is written for a stand-in whose numbers are marks, and each time the reader's numbers are put for the marks.
What is kept are the words of statements, never rows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from fourgood.accounts.models import User
from fourgood.dashboards.reader import Reader
from fourgood.organisation.standing import Holding, Standing

KEPT = 256  # statements of each sort: one for each kind of reader and day

# Marks lie where no key of a row gets to: the member's first, then one for each unit.
_MARK = 7_000_000_000_000_000_000
_MARKED = re.compile(rf"{_MARK // 10**6}\d{{6}}")


@dataclass(frozen=True)
class Someone:
    """Reads as an account does (`Viewer`)."""

    member_id: int | None
    held: Standing

    def standing(self) -> Standing:
        return self.held


@dataclass(frozen=True)
class Kind:
    """All that decides how a question is worded: the day, and what is held where, with marks for numbers."""

    on: dt.date
    holdings: tuple[Holding, ...]
    member: int | None
    cell: int | None

    def reader(self) -> Reader:
        """The stand-in for every reader of the kind."""
        standing = Standing(self.on, self.holdings)
        return Reader(cast("User", Someone(self.member, standing)), self.on, standing, self.cell)


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, in which marks stand for numbers. `sql` is "" where there is nothing to ask."""

    sql: str = ""
    parameters: tuple[Any, ...] = ()

    @classmethod
    def of(cls, rows: QuerySet[Any, Any] | None) -> Statement:
        try:
            return cls() if rows is None else cls(*rows.query.sql_with_params())
        except EmptyResultSet:
            return cls()

    def rows(self, numbers: Mapping[int, int]) -> list[tuple[Any, ...]]:
        """What it finds for the reader of these numbers. One query."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled(self.parameters, numbers))
            return cursor.fetchall()


def kind_of(reader: Reader) -> tuple[Kind, dict[int, int]]:
    """The kind of the reader, and the number that each of its marks stands for."""
    holdings, member = reader.standing.holdings, reader.user.member_id
    ids = dict.fromkeys(step for held in holdings for step in held.steps)
    marks = {key: _MARK + number for number, key in enumerate(ids, start=1)}
    marked = tuple(
        replace(held, unit_id=marks[held.unit_id], path=_path(marks[step] for step in held.steps), title="")
        for held in holdings
    )
    cell = marks[reader.cell] if reader.cell is not None else None
    numbers = {mark: key for key, mark in marks.items()} | ({_MARK: member} if member is not None else {})
    return Kind(reader.on, marked, _MARK if member is not None else None, cell), numbers


def filled(parameters: tuple[Any, ...], numbers: Mapping[int, int]) -> tuple[Any, ...]:
    """The parameters with the reader's numbers in place of the marks, in texts (paths) too."""
    return tuple(_filled(value, numbers) for value in parameters)


def _filled(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, int):
        return numbers.get(value, value)
    if isinstance(value, str):
        return _MARKED.sub(lambda mark: str(numbers[int(mark[0])]), value)
    return value


def _path(steps: Any) -> str:
    return f"/{'/'.join(map(str, steps))}/"
