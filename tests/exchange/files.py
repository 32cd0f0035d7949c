"""Files for the tests: rows as XLSX, as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io

import xlsxwriter

MEMBER_HEADER = [
    "Member number", "Full name", "Year of birth", "Admitted to the Party on", "Official member since",
    "Code of the cell", "In the cell since", "Decision number", "Phone number", "E-mail address",
    "Status", "Status since", "Status until",
]  # fmt: skip
UNIT_HEADER = [
    "Unit code",
    "Name of the unit",
    "Kind of unit",
    "Sector",
    "Code of the unit above",
    "Since",
    "Decision number",
]


def xlsx(rows, *, sheet="Members", more=None, merge=None):
    """A workbook with one sheet of rows. `more`: sheet name → rows; `merge`: ranges with a text each."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, content in {sheet: rows, **(more or {})}.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(content):
                for column, value in enumerate(cells):
                    if isinstance(value, dt.date):
                        page.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, Formula):
                        page.write_formula(row, column, value.formula, None, value.result)
                    elif isinstance(value, str):
                        page.write_string(row, column, value)
                    elif value is not None:
                        page.write(row, column, value)
            for cells, text in (merge or {}).items():
                page.merge_range(cells, text)
    return stream.getvalue()


class Formula:
    def __init__(self, formula, result):
        self.formula, self.result = formula, result


def csv_file(rows, *, separator=",", encoding="utf-8-sig"):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode(encoding)
