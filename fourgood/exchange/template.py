"""The template of a list: header in the reader's language, a sample row, what to write where, lists to choose from."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.utils.translation import gettext

from fourgood.exchange.columns import Column, ListKind, choice_shown, sample_mark
from fourgood.exchange.export import BYTE_ORDER_MARK

ROWS_WITH_HINTS = 5000
_LONGEST_HINT = 255  # of Excel


def as_csv(kind: ListKind) -> str:
    stream = io.StringIO()
    write = csv.writer(stream).writerow
    write([str(column.label) for column in kind.imported])
    write(_sample(kind))
    return BYTE_ORDER_MARK + stream.getvalue()


def as_xlsx(kind: ListKind) -> bytes:
    import xlsxwriter  # here, not above: a web process that exports nothing spares its memory

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(str(kind.title)[:31])
        guide = book.add_worksheet(gettext("How to fill it in")[:31])
        _write_guide(book, guide, kind)
        _write_list(book, sheet, kind, guide.get_name())
    return stream.getvalue()


def _sample(kind: ListKind) -> list[str]:
    """The sample row, marked as one in its first cell: such a row is never imported."""
    first, *rest = kind.imported
    return [sample_mark(first), *(_example(column) for column in rest)]


def _example(column: Column) -> str:
    return choice_shown(column)(column.example) if column.choices else column.example


def _write_list(book: Any, sheet: Any, kind: ListKind, guide: str) -> None:
    needed = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3E3D3", "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sample = book.add_format({"italic": True, "font_color": "#6B6B6B", "num_format": "@"})
    written, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for place, (column, example) in enumerate(zip(kind.imported, _sample(kind), strict=True)):
        sheet.set_column(place, place, column.width, day if column.is_date else written)
        sheet.write_string(0, place, str(column.label), needed if column.required else head)
        sheet.write_string(1, place, example, sample)
        sheet.data_validation(1, place, ROWS_WITH_HINTS, place, _validation(column, place, guide))
    sheet.freeze_panes(1, 1)


def _validation(column: Column, place: int, guide: str) -> dict[str, Any]:
    """The hint that Excel shows beside the cell, and the list to choose from where there is one."""
    told = {"input_title": str(column.label)[:32], "input_message": str(column.hint)[:_LONGEST_HINT]}
    if column.choices is None:
        return told | {"validate": "any"}
    from xlsxwriter.utility import xl_col_to_name

    letters = xl_col_to_name(_choices_place(place))
    source = f"='{guide}'!${letters}$2:${letters}${len(column.choices()) + 1}"
    return told | {"validate": "list", "source": source, "error_type": "warning"}


def _choices_place(place: int) -> int:
    """Where on the guide the choices of the column in this place stand: to the right of the explanations."""
    return place + 6


def _write_guide(book: Any, guide: Any, kind: ListKind) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((28, 14, 60, 26)):
        guide.set_column(place, place, width, wrap)
    titles = (gettext("Column"), gettext("Needed"), gettext("What to write"), gettext("Example"))
    for place, title in enumerate(titles):
        guide.write_string(0, place, title, head)
    for row, column in enumerate(kind.imported, start=1):
        needed = gettext("yes") if column.required else gettext("no")
        for place, words in enumerate((str(column.label), needed, str(column.hint), _example(column))):
            guide.write_string(row, place, words, wrap)
    note = gettext("The sample row is not imported. Delete it, or write below it.")
    guide.write_string(len(kind.imported) + 2, 0, note)
    for place, column in enumerate(kind.imported):
        if column.choices is not None:
            _write_choices(guide, _choices_place(place), column, head)


def _write_choices(guide: Any, place: int, column: Column, head: Any) -> None:
    guide.set_column(place, place, 36)
    guide.write_string(0, place, str(column.label), head)
    shown, codes = choice_shown(column), column.choices() if column.choices else ()
    for row, code in enumerate(codes, start=1):
        guide.write_string(row, place, shown(code))
