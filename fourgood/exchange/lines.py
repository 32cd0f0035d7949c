"""The rows of a table read into lines: one typed value per column, every problem noted with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar

from fourgood.common.cells import Bad, Unreadable, is_blank, shown
from fourgood.common.spreadsheets import Row, Table, letter
from fourgood.exchange.cells import No, Reader
from fourgood.exchange.columns import Column, ListKind, is_sample
from fourgood.exchange.problems import Problem

Line = TypeVar("Line")


class Difference(NamedTuple):
    """One value that an import would change. `old` and `new` are as `Column.shown` or `choice_shown` takes them."""

    row: int
    code: str
    label: str
    column: str
    old: str
    new: str


@dataclass
class Findings:
    """What a check found out. `plan` is what the writer of that kind of list needs."""

    kind: ListKind
    mapping: Mapping[str, int]
    rows: int = 0
    newcomers: list[str] = field(default_factory=list)
    changed: int = 0
    problems: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    plan: Any = None

    @property
    def new(self) -> int:
        return len(self.newcomers)

    def digest(self) -> str:
        """Tells whether two checks of the same file would write the same."""
        return sha256(repr((self.newcomers, self.differences)).encode()).hexdigest()

    @property
    def unchanged(self) -> int:
        return max(self.rows - self.new - self.changed - len({p.row for p in self.problems}), 0)

    @property
    def is_clean(self) -> bool:
        return not self.problems

    def wrong(self, row: int, column: str, code: str, **values: Any) -> None:
        """Note a problem of the cell; where the file lacks the column, of the cell that names the row."""
        place = self.mapping.get(column, self.mapping.get(self.kind.columns[0].key, 0))
        self.problems.append(Problem(row, letter(place), code, {"column": column, **values}))

    def differs(self, row: int, code: str, label: str, changes: Mapping[str, tuple[Any, Any]]) -> None:
        """Note what a row would change: column → (old, new)."""
        self.changed += 1
        for column, (old, new) in changes.items():
            self.differences.append(Difference(row, code, label, column, shown(old), shown(new)))

    def sort(self) -> None:
        self.problems.sort(key=lambda p: (p.row, len(p.letter), p.letter))
        self.differences.sort(key=lambda d: d.row)


class Slot(NamedTuple):
    """One column of the list on its way out of a file. `place` is None when the file lacks it."""

    column: Column
    place: int | None
    read: Reader


def mapping_problems(kind: ListKind, mapping: Mapping[str, int]) -> list[Problem]:
    """What is wrong with a choice of columns: something required is missing, one column is used twice."""
    problems = [
        Problem(0, "", "missing_column", {"column": column.key})
        for column in kind.imported
        if column.required and column.key not in mapping
    ]
    places = list(mapping.values())
    return problems + [
        Problem(0, "", "column_shared", {"column": key, "letter": letter(place)})
        for key, place in mapping.items()
        if places.count(place) > 1
    ]


def read_lines(
    table: Table,
    findings: Findings,
    make: Callable[[list[Any]], Line],
    *,
    on: dt.date,
    erase: bool,
    most: int,
    progress: Callable[[int], None],
) -> list[Line]:
    """All lines of the table. `erase`: an empty cell of an optional column empties what is stored.

    `on` is today: what happened can't be later. Raises Unreadable when there are more than `most` rows or none.
    """
    slots = [Slot(c, findings.mapping.get(c.key), c.reader()) for c in findings.kind.imported]
    empty = None if erase else No.KEEP
    lines = []
    for row in _entries(table, slots[0]):
        lines.append(make([row.number, *_values(row, slots, table.errors, findings, empty, on)]))
        if len(lines) > most:
            raise Unreadable("too_many_rows", limit=most)
        if len(lines) % 5000 == 0:
            progress(len(lines))
    if not lines:
        raise Unreadable("no_rows")
    findings.rows = len(lines)
    return lines


def _entries(table: Table, key: Slot) -> Iterator[Row]:
    """The rows without the sample of a template."""
    place = key.place or 0
    return (row for row in table.rows() if not (len(row.cells) > place and is_sample(row.cells[place])))


def _values(
    row: Row, slots: list[Slot], errors: Mapping[tuple[int, int], str], findings: Findings, empty: Any, on: dt.date
) -> Iterator[Any]:
    for column, place, read in slots:
        if place is None:
            yield No.KEEP
            continue
        raw = row.cells[place] if place < len(row.cells) else ""
        try:
            if is_blank(raw):
                yield _blank(column, errors.get((row.number, place)), empty)
            else:
                value = read(raw)
                if column.past and value > on:
                    raise Bad("future", value=shown(value))
                yield value
        except Bad as bad:
            findings.wrong(row.number, column.key, bad.code, **bad.values)
            yield No.WRONG


def _blank(column: Column, error: str | None, empty: Any) -> Any:
    if error is not None:
        raise Bad("formula_error", value=error)
    if column.required:
        raise Bad("required")
    return empty


def refuse_twice(lines: list[Any], findings: Findings) -> dict[str, Any]:
    """The lines by their code; a code that comes again is a problem of its later rows."""
    by_code: dict[str, Any] = {}
    for line in lines:
        if not isinstance(line.code, No) and by_code.setdefault(line.code, line) is not line:
            findings.wrong(line.row, "code", "duplicate", value=line.code, first=by_code[line.code].row)
    return by_code


def is_given(value: Any) -> bool:
    """Whether the file says something that can be read (also that it is empty)."""
    return not isinstance(value, No)


def has(value: Any) -> bool:
    """Whether the file gives a value."""
    return value is not None and not isinstance(value, No)
