"""Lists on their way out: what a person sees, in the columns in which it can be imported again."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from django.db.models import QuerySet

from fourgood.common.cells import FORMULA_SIGNS
from fourgood.exchange import member_list, unit_list
from fourgood.exchange.columns import MEMBERS, UNITS, Column, ListKind, choice_shown
from fourgood.organisation.models import Member, Unit

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads the letters wrongly
Rows = Iterable[list[Any]]


class List:
    """Columns in the reader's language, and rows of cells: text, numbers and dates."""

    def __init__(self, columns: Sequence[Column], stored: Iterable[Any]) -> None:
        self.columns = columns
        self.header = [str(column.label) for column in columns]
        self._writers = [(column.key, _writer(column)) for column in columns]
        self._stored = stored

    def rows(self) -> Iterator[list[Any]]:
        return ([write(getattr(row, key)) for key, write in self._writers] for row in self._stored)


def members(chosen: QuerySet[Member], *, on: dt.date, contacts: bool) -> List:
    """The members as of a day; without phone numbers and addresses unless `contacts`."""
    columns = [column for column in MEMBERS.columns if contacts or not column.contact]
    return List(columns, member_list.stored(chosen, on=on, in_parts=True))


def units(chosen: QuerySet[Unit]) -> List:
    """The active ones among the units, each after the unit above it."""
    return List(UNITS.columns, unit_list.stored(chosen))


def _writer(column: Column) -> Callable[[Any], Any]:
    """From a stored value to a cell. Dates and years stay what they are, so that they can be sorted and counted."""
    shown = choice_shown(column)
    return lambda value: value if isinstance(value, dt.date | int) else shown(value)


# Text


class Echo:
    """Hands every line that is written straight back."""

    def write(self, line: str) -> str:
        return line


def as_csv(chosen: List) -> Iterator[str]:
    """Line by line, for a streamed answer: memory does not grow with the rows."""
    write = csv.writer(Echo()).writerow
    yield BYTE_ORDER_MARK + write(chosen.header)
    for row in chosen.rows():
        yield write([as_plain(cell) for cell in row])


def as_plain(cell: Any) -> str:
    """Dates as people write them; what a spreadsheet would run as a formula is marked as text."""
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


# Excel


def as_xlsx(file: IO[bytes], chosen: List, *, title: str) -> None:
    """Row by row: memory does not grow with the rows. No cell can be a formula or a link."""
    import xlsxwriter  # here, not above: a web process that exports nothing spares its memory

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(title[:31])
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd/mm/yyyy"})
        for place, column in enumerate(chosen.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, chosen.header[place], head)
        sheet.freeze_panes(1, 1)
        for number, row in enumerate(chosen.rows(), start=1):
            for place, cell in enumerate(row):
                _write_cell(sheet, number, place, cell, day)


def _write_cell(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    if isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time()), day)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def file_name(kind: ListKind, where: str, on: dt.date, extension: str) -> str:
    """Plain letters only: it goes into a header and onto every kind of disk."""
    from fourgood.common.vietnamese import search_key

    parts = (search_key(str(kind.title)), where, on.isoformat())
    return "-".join(part for part in parts if part).replace(" ", "-") + f".{extension}"
