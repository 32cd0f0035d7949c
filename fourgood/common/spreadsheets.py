"""From the bytes of a file to the rows of one sheet, with the addresses that the spreadsheet shows.

Reads .xlsx (with python-calamine) and text files (CSV) in UTF-8, UTF-16 and windows-1258, separated by comma,
semicolon or tab. Knows nothing of units and members: a caller says which row looks like a header.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import python_calamine

from fourgood.common.cells import Unreadable, is_blank

Cells = list[Any]
# How well a row fits as the header: the number of known columns in it.
Fits = Callable[[Cells], int]

_ROWS_ABOVE_HEADER = 20
_UNPACKED_LIMIT = 400 * 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_FILES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"<!DOCTYPE",
    b"<html",
)
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*? t="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>')
_CHUNK, _OVERLAP = 4 * 1024 * 1024, 4096


class Row(NamedTuple):
    """One row that is not empty; `number` is what the spreadsheet shows beside it."""

    number: int
    cells: Cells


@dataclass
class Sheet:
    """One sheet of a file. `errors` finds the cells that show an error like #REF!, by (row, column from 0)."""

    name: str
    all_rows: Callable[[], Iterator[Cells]]
    height: int
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    errors: Callable[[], dict[tuple[int, int], str]] = dict


@dataclass
class Table:
    """A sheet whose header was found. Row numbers count from 1."""

    sheet: Sheet
    sheets: list[str]
    header_row: int
    header: Cells

    @cached_property
    def errors(self) -> dict[tuple[int, int], str]:
        """Cells that show an error like #REF!, by (row, column from 0)."""
        return self.sheet.errors()

    def rows(self) -> Iterator[Row]:
        """The rows below the header that are not empty."""
        with_errors = {row for row, _column in self.errors}
        for number, cells in enumerate(self.sheet.all_rows(), start=1):
            if number > self.header_row and (number in with_errors or not all(map(is_blank, cells))):
                yield Row(number, cells)


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, B, …, Z, AA, …"""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_table(data: bytes, fits: Fits, *, sheet: str = "") -> Table:
    """The sheet and header row that fit best (of the sheet named, if one is). Raises Unreadable."""
    sheets = list(_sheets(data))
    names = [s.name for s in sheets]
    if sheet and sheet not in names:
        raise Unreadable("wrong_sheet", sheet=sheet[:60])
    asked = [s for s in sheets if not sheet or s.name == sheet]
    found = [best for s in asked if (best := _best_header(s, fits))]
    found = found or [best for s in asked if (best := _best_header(s, _some_texts))][:1]
    if not found:
        raise Unreadable("no_header", sheets=", ".join(names)[:200])
    _score, number, header, chosen = max(found, key=lambda best: best[0])
    _refuse_merged(chosen, number)
    return Table(sheet=chosen, sheets=names, header_row=number, header=header)


def find_tables(data: bytes, fits: Fits) -> list[Table]:
    """All sheets with a row that fits as the header, in their order; none is an empty list. Raises Unreadable."""
    sheets = list(_sheets(data))
    found = [best for sheet in sheets if (best := _best_header(sheet, fits))]
    for _score, number, _header, sheet in found:
        _refuse_merged(sheet, number)
    names = [sheet.name for sheet in sheets]
    return [Table(sheet, names, header_row=number, header=header) for _score, number, header, sheet in found]


def _best_header(sheet: Sheet, fits: Fits) -> tuple[int, int, Cells, Sheet] | None:
    best: tuple[int, int, Cells, Sheet] | None = None
    for number, cells in enumerate(sheet.all_rows(), start=1):
        score = fits(cells)
        if score and (best is None or score > best[0]):
            best = (score, number, cells, sheet)
        if number >= _ROWS_ABOVE_HEADER:
            break
    return best


def _some_texts(cells: Cells) -> int:
    """Where no row names known columns, the first row with two texts or more is taken as the header."""
    return int(sum(isinstance(cell, str) and not is_blank(cell) for cell in cells) >= 2)


def _refuse_merged(sheet: Sheet, header_row: int) -> None:
    for (top, left), (bottom, right) in sheet.merged:
        if top + 1 <= header_row <= bottom + 1 and (bottom > top or right > left):
            raise Unreadable("merged_header", range=f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}")


def _sheets(data: bytes) -> Iterator[Sheet]:
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable("empty_file")
    if data[:4] == b"PK\x03\x04":
        return _excel_sheets(data)
    if data[:8] == _OLD_OFFICE:
        raise Unreadable("password" if _ENCRYPTED in data else "old_excel")
    if data.lstrip()[:16].startswith(_OTHER_FILES):
        raise Unreadable("wrong_type")
    return iter([_text_sheet(data)])


# Excel


def _excel_sheets(data: bytes) -> Iterator[Sheet]:
    _look_into_package(data)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for place, meta in enumerate(book.sheets_metadata):
            if meta.visible == python_calamine.SheetVisibleEnum.Visible:
                yield _excel_sheet(book, meta.name, errors=partial(_error_cells, data, place))
    except python_calamine.PasswordError:
        raise Unreadable("password") from None
    except (python_calamine.CalamineError, zipfile.BadZipFile):
        raise Unreadable("corrupt") from None


def _excel_sheet(book: python_calamine.CalamineWorkbook, name: str, *, errors: Callable[[], Any]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    above = sheet.start[0] if sheet.start else 0
    left: Cells = [""] * (sheet.start[1] if sheet.start else 0)

    def rows() -> Iterator[Cells]:
        for _ in range(above):
            yield []
        for cells in sheet.iter_rows():
            yield left + cells if left else cells

    return Sheet(
        name=name, all_rows=rows, height=sheet.total_height, merged=list(sheet.merged_cell_ranges or []), errors=errors
    )


def _look_into_package(data: bytes) -> None:
    """Refuse what is no workbook, is damaged, or unpacks to more than memory should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise Unreadable("corrupt") from None
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Unreadable("wrong_type")
    if sum(part.file_size for part in parts) > _UNPACKED_LIMIT:
        raise Unreadable("too_large", limit=_UNPACKED_LIMIT // 1024 // 1024)


def _error_cells(data: bytes, place: int) -> dict[tuple[int, int], str]:
    """The cells of the sheet in this place that show an error. Calamine reads them as empty, so ask the XML itself."""
    errors: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        path = _sheet_path(package, place)
        if path is None:
            return errors
        with package.open(path) as part:
            rest = b""
            while chunk := part.read(_CHUNK):
                rest += chunk
                if b't="e"' in rest:
                    found = _ERROR_CELL.findall(rest)
                    errors |= {(int(row), _column(letters)): value.decode() for letters, row, value in found}
                rest = rest[-_OVERLAP:]
    return errors


def _sheet_path(package: zipfile.ZipFile, place: int) -> str | None:
    """Where in the package the sheet in this place is kept, by way of its relation."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    relations = re.findall(rb'<sheet [^>]*?r:id="([^"]+)"', package.read("xl/workbook.xml"))
    for relation in re.findall(rb"<Relationship [^>]*>", package.read("xl/_rels/workbook.xml.rels")):
        target = re.search(rb' Target="/?(?:xl/)?([^"]+)"', relation)
        if place < len(relations) and target and b'Id="%s"' % relations[place] in relation:
            path = f"xl/{target[1].decode()}"
            return path if path in names else None
    return None


def _column(letters: bytes) -> int:
    """The number, from 0, of the column with these letters."""
    number = 0
    for sign in letters:
        number = number * 26 + sign - 64
    return number - 1


# Text


def _text_sheet(data: bytes) -> Sheet:
    written = _decoded(data)
    separator = _separator(written)

    def rows() -> Iterator[Cells]:
        reader = csv.reader(io.StringIO(written, newline=""), delimiter=separator, strict=True)
        try:
            yield from reader
        except csv.Error:
            raise Unreadable("quotes", row=reader.line_num) from None

    return Sheet(name="CSV", all_rows=rows, height=written.count("\n"))


def _decoded(data: bytes) -> str:
    """Text files say in their first bytes what they are; otherwise UTF-8, else the old Vietnamese code page."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, encoding)
    start = data[:2000]
    if start.count(0) > len(start) // 4:  # every second byte of plain letters in UTF-16 is zero
        return _decode(data, "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be")
    if 0 in start:
        raise Unreadable("wrong_type")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "cp1258")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("encoding") from None


def _separator(written: str) -> str:
    """The sign that separates most columns in the first lines, outside quotation marks."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in written[:20_000].splitlines()[:_ROWS_ABOVE_HEADER]]
    return max("\t;,", key=lambda sign: max((line.count(sign) for line in lines), default=0))
