"""Readers of like standing are asked alike: SQL is written once for each kind of reader, and kept.

Writing the questions of the first page takes Django several times as long as PostgreSQL takes to answer them. What
differs between the secretaries of two cells are only numbers: of their units, of the units above, of themselves. So a
statement is written for a stand-in whose numbers are marks, and each time the reader's numbers are put for the marks.
What is kept are the words of statements, never rows.

Of a question about single units, or about one cell, PostgreSQL keeps its plan as well (`common.prepared`): planning
takes it several times as long as finding those few rows. How many there are below a unit, a plan has to be made for.
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
from fourgood.common.prepared import prepared_cursor
from fourgood.dashboards.reader import Reader
from fourgood.organisation.standing import Holding, Holds, Standing

KEPT = 256  # statements of each sort: one for each kind of reader and day

# Marks lie where no key of a row gets to: the member's first, then one for each unit.
_MARK = 7_000_000_000_000_000_000
_MARKED = re.compile(rf"{_MARK // 10**6}\d{{6}}")
_LEFT_OPEN = re.compile(rf"'((?:/{_MARKED.pattern})+[/0])'|{_MARKED.pattern}")  # a path or the bound after it; a number

# Many small questions together look like a large one: to start workers for them takes longer than to answer them.
_BY_ITSELF = "SET LOCAL max_parallel_workers_per_gather = 0"


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

    @property
    def is_of_one_cell(self) -> bool:
        """Whether nothing is held but in the cell that the reader leads, or belongs to."""
        return all(held.what is Holds.MEMBER or held.unit_id == self.cell for held in self.holdings)

    def reader(self) -> Reader:
        """The stand-in for every reader of the kind."""
        standing = Standing(self.on, self.holdings)
        return Reader(cast("User", Someone(self.member, standing)), self.on, standing, self.cell)


@dataclass(frozen=True)
class Statement:
    """SQL that leaves open only what differs between readers of a kind: its parameters, in which marks stand for
    numbers. `sql` is "" where there is nothing to ask.
    """

    sql: str = ""
    parameters: tuple[int | str, ...] = ()
    stays_planned: bool = False

    @classmethod
    def of(cls, rows: QuerySet[Any, Any] | None, kind: Kind) -> Statement:
        if rows is None:
            return cls()
        try:
            written = connection.ops.compose_sql(*rows.query.sql_with_params())  # type: ignore[attr-defined]
        except EmptyResultSet:
            return cls()
        parameters = tuple(found[1] or int(found[0]) for found in _LEFT_OPEN.finditer(written))
        stays = kind.is_of_one_cell or not any(isinstance(value, str) for value in parameters)
        return cls(_LEFT_OPEN.sub("%s", written.replace("%", "%%")), parameters, stays)

    def rows(self, numbers: Mapping[int, int]) -> list[tuple[Any, ...]]:
        """What it finds for the reader of these numbers. One query."""
        if not self.sql:
            return []
        asked = filled(self.parameters, numbers)
        if self.stays_planned:
            with prepared_cursor() as cursor:
                cursor.execute(self.sql, asked)
                return cursor.fetchall()
        with connection.cursor() as cursor:
            cursor.execute(f"{_BY_ITSELF}; {self.sql}", asked)
            cursor.nextset()
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


def filled(parameters: tuple[int | str, ...], numbers: Mapping[int, int]) -> tuple[int | str, ...]:
    """The parameters with the reader's numbers in place of the marks, in paths too."""
    return tuple(_filled(value, numbers) for value in parameters)


def _filled(value: int | str, numbers: Mapping[int, int]) -> int | str:
    if isinstance(value, int):
        return numbers[value]
    return _MARKED.sub(lambda mark: str(numbers[int(mark[0])]), value)


def _path(steps: Any) -> str:
    return f"/{'/'.join(map(str, steps))}/"
