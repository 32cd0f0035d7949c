"""The rows of a table of values: cells by column, read where their column alone says how, with the address of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fourgood.common.cells import Bad, Unreadable, is_blank
from fourgood.common.spreadsheets import Row, Table, letter
from fourgood.operations.value_table import cells
from fourgood.operations.value_table.columns import BY_KEY, COLUMNS, column_named
from fourgood.operations.value_table.problems import WrongCell, wrong_cell
from fourgood.regulations.figures import joined

_READERS: dict[str, Callable[[Any], Any]] = {
    "month": cells.month,
    "amount": cells.number,
    "base": cells.number,
    "answer": cells.answer,
    "count": cells.count,
    "not_applicable": cells.mark,
    "points": cells.number,
}
_OF_EVERY_ROW = frozenset({"unit", "month", "criterion"})


@dataclass(frozen=True)
class Area:
    """One sheet with a table. `place`: the how-manieth; `columns`: where those stand that are read."""

    place: int
    table: Table
    columns: dict[str, int]
    is_csv: bool

    def column(self, key: str) -> int:
        """Where it stands; where the criterion does, if the table has no such column."""
        return self.columns.get(key, self.columns["criterion"])

    def address(self, row: int, column: int) -> str:
        """As the spreadsheet shows it: Sheet!C12. Of a text file, row and column: 12:3."""
        return f"{row}:{column + 1}" if self.is_csv else f"{self.table.sheet.name}!{letter(column)}{row}"


@dataclass
class Line:
    """One row. `cells`: what stands there, by column, blanks left out; `values`: what could be read of it.

    `is_spoiled`: a cell of it is wrong, so that what is missing beside it is not worth telling.
    """

    area: Area
    number: int
    cells: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    is_spoiled: bool = False

    def address(self, key: str) -> str:
        return self.area.address(self.number, self.area.column(key))


class Rows:
    """All rows of all tables of a file, and the wrong cells found in them. Raises Unreadable if there are none."""

    def __init__(self, tables: Sequence[Table], *, is_csv: bool) -> None:
        self.wrong: list[WrongCell] = []
        self._said: dict[tuple[object, ...], str] = {}
        areas = [self._area(place, table, is_csv) for place, table in enumerate(tables)]
        if not areas:
            raise Unreadable("no_header")
        self.lines = [self._line(area, row) for area in areas for row in area.table.rows()]
        if not self.lines:
            raise Unreadable("no_rows")

    def is_used(self, key: str) -> bool:
        """Whether the column is there, and not empty all the way down."""
        return any(key in line.cells for line in self.lines)

    def note(self, line: Line, key: str, bad: Bad) -> None:
        """Take down that a cell is wrong."""
        line.is_spoiled = True
        raw = line.cells.get(key if key in line.area.columns else "criterion", "")
        self._note(line.area, line.number, key, raw, bad)

    def once(self, line: Line, key: str, *what: object) -> bool:
        """Whether this cell is the first to say it; a second one is wrong."""
        if what in self._said:
            self.note(line, key, Bad("twice", first=self._said[what]))
            return False
        self._said[what] = line.address(key)
        return True

    def only(self, line: Line, *allowed: str) -> None:
        """Take down as wrong all cells that a row of this kind doesn't have."""
        for key in line.cells:
            if key not in _OF_EVERY_ROW and key not in allowed:
                self.note(line, key, Bad("not_here", columns=joined([BY_KEY[one].name for one in allowed], ", ")))

    def _note(self, area: Area, row: int, key: str, raw: Any, bad: Bad) -> None:
        column = area.column(key)
        self.wrong.append(wrong_cell((area.place, row, column), area.address(row, column), key, raw, bad))

    def _area(self, place: int, table: Table, is_csv: bool) -> Area:
        found: dict[str, int] = {}
        strange: list[tuple[int, bool]] = []
        for number, cell in enumerate(table.header):
            column = column_named(cell)
            if column and column.key not in found:
                found[column.key] = number
            elif not is_blank(cell):
                strange.append((number, column is not None))
        area = Area(place, table, {key: number for key, number in found.items() if BY_KEY[key].is_read}, is_csv)
        for number, is_known in strange:
            self._note_header(area, number, is_known=is_known)
        return area

    def _note_header(self, area: Area, column: int, *, is_known: bool) -> None:
        names = joined([one.name for one in COLUMNS], ", ")
        bad = Bad("column_twice") if is_known else Bad("unknown_column", choices=names)
        row, cell = area.table.header_row, area.table.header[column]
        self.wrong.append(wrong_cell((area.place, row, column), area.address(row, column), "criterion", cell, bad))

    def _line(self, area: Area, row: Row) -> Line:
        filled = {key: row.cells[place] for key, place in area.columns.items() if place < len(row.cells)}
        line = Line(area, row.number, {key: raw for key, raw in filled.items() if not is_blank(raw)})
        errors = dict(self._errors(area, row.number))
        line.cells |= errors
        for key in line.cells:
            if key in errors:
                self.note(line, key, Bad("formula_error"))
            elif key in _READERS:
                self._read(line, key)
        return line

    def _errors(self, area: Area, row: int) -> Iterator[tuple[str, str]]:
        """The cells of the row that show an error like #REF!, by column."""
        for key, place in area.columns.items():
            if (row, place) in area.table.errors:
                yield key, area.table.errors[row, place]

    def _read(self, line: Line, key: str) -> None:
        try:
            line.values[key] = _READERS[key](line.cells[key])
        except Bad as bad:
            self.note(line, key, bad)
