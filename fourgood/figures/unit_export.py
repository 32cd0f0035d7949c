"""A unit's year to take away: a workbook with charts of its own, or CSV. What is not there stays empty, never zero."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from django.utils.translation import gettext as _

from fourgood.common.petals import good_names
from fourgood.exchange.export import BYTE_ORDER_MARK, Echo, as_plain
from fourgood.figures.unit_similar import Similar
from fourgood.figures.unit_year import Block, Kind, Month, Year

CHART = {"width": 760, "height": 320}
COLOURS = ("#b3412a", "#1f639e", "#b67a0b", "#2a7d5c")  # of the four goods, as on the pages
LOOKS = {
    Kind.SUGGESTED: {"color": "#665c53", "dash_type": "round_dot", "width": 1.5},
    Kind.OWN: {"color": "#855700", "dash_type": "dash", "width": 2},
    Kind.CONFIRMED: {"color": "#9f1d20", "width": 2.5},
}


def kind_names() -> dict[Kind, str]:
    return {Kind.SUGGESTED: _("Suggested"), Kind.OWN: _("Own"), Kind.CONFIRMED: _("Confirmed")}


def as_csv(year: Year) -> Iterator[str]:
    """A line for the total of each month and one for each criterion of it."""
    write = csv.writer(Echo()).writerow
    head = [_("Month"), _("Stage"), _("Late"), _("Criterion"), _("Wording"), _("Of"), *kind_names().values()]
    yield BYTE_ORDER_MARK + write(head)
    for month in year.months:
        start = [f"{month.month:%m/%Y}", month.note, month.lateness]
        yield write([as_plain(cell) for cell in [*start, "", _("Total"), "", *_texts(_totals(month))]])
        for block in year.blocks:
            for line in block.criteria if month in block.months else ():
                points = [month.points(kind, line.number) for kind in Kind]
                cells = [*start, line.code, line.wording, str(line.most), *_texts(points)]
                yield write([as_plain(cell) for cell in cells])


def _totals(month: Month) -> list[Decimal | None]:
    return [month.total(kind) for kind in Kind]


def _texts(numbers: Sequence[Decimal | None]) -> list[str]:
    return ["" if number is None else str(number) for number in numbers]


def as_xlsx(file: IO[bytes], year: Year, similar: Similar) -> None:
    import xlsxwriter  # here, not above: a web process that exports nothing spares its memory

    with xlsxwriter.Workbook(file) as book:
        book.set_properties({"title": f"{year.unit}, {year.year}"})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        _write_months(book, bold, year)
        for block in year.blocks:
            _write_criteria(book, bold, block, many=len(year.blocks) > 1)
        if similar.compared:
            _write_similar(book, bold, similar)


def _write_months(book: Any, bold: Any, year: Year) -> None:
    sheet = book.add_worksheet(_("Months"))
    heads = [_("Month"), _("Stage"), _("Late"), *kind_names().values(), *(f"{name}, %" for name in good_names())]
    _heads(sheet, bold, 0, heads)
    for number, month in enumerate(year.months, start=1):
        sheet.write_row(number, 0, [f"{month.month:%m/%Y}", month.note, month.lateness])
        _numbers(sheet, number, 3, [*_totals(month), *month.petals])
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 24)
    sheet.set_column(3, 9, 13)
    sheet.freeze_panes(1, 1)
    rows = len(year.months)
    totals = [(heads[3 + n], 3 + n, LOOKS[kind]) for n, kind in enumerate(Kind)]
    sheet.insert_chart(rows + 2, 0, _lines(book, sheet, _("Total"), totals, rows), {"object_position": 2})
    goods = [(name, 6 + n, {"color": COLOURS[n], "width": 2.25}) for n, name in enumerate(good_names())]
    title = _("The four goods, in per cent of the points due")
    sheet.insert_chart(rows + 20, 0, _lines(book, sheet, title, goods, rows), {"object_position": 2})


def _write_criteria(book: Any, bold: Any, block: Block, *, many: bool) -> None:
    """One sheet for each kind of points: a row for each criterion, a column for each month."""
    for kind, name in kind_names().items():
        first = f" {block.months[0].month:%m-%Y}" if many else ""
        sheet = book.add_worksheet(f"{name}{first}"[:31])
        _heads(sheet, bold, 0, [_("Criterion"), _("Wording"), _("Of"), *(f"{m.month:%m/%Y}" for m in block.months)])
        for number, line in enumerate(block.criteria, start=1):
            sheet.write_row(number, 0, [line.code, line.wording])
            _numbers(sheet, number, 2, [line.most, *(month.points(kind, line.number) for month in block.months)])
        sheet.set_column(1, 1, 60)
        sheet.freeze_panes(1, 3)


def _write_similar(book: Any, bold: Any, similar: Similar) -> None:
    sheet = book.add_worksheet(_("Similar units"))
    heads = [_("Month"), _("This unit"), _("Lower quarter"), _("Median"), _("Upper quarter"), _("Similar units")]
    _heads(sheet, bold, 0, heads)
    for number, (compared, total) in enumerate(similar.totals, start=1):
        sheet.write_string(number, 0, f"{compared.month.month:%m/%Y}")
        _numbers(sheet, number, 1, [total.own, total.low, total.median, total.high, Decimal(compared.count)])
    sheet.set_column(0, 5, 15)
    rows = len(similar.compared)
    grey = {"color": "#877b6e", "dash_type": "dash", "width": 1.25}
    looks = [{"color": "#9f1d20", "width": 2.5}, grey, {"color": "#221d18", "width": 2}, grey]
    series = [(heads[n], n, look) for n, look in enumerate(looks, start=1)]
    sheet.insert_chart(rows + 2, 0, _lines(book, sheet, _("Total beside similar units"), series, rows))


def _heads(sheet: Any, bold: Any, row: int, heads: Sequence[str]) -> None:
    for place, head in enumerate(heads):
        sheet.write_string(row, place, str(head), bold)


def _numbers(sheet: Any, row: int, column: int, numbers: Sequence[Decimal | None]) -> None:
    """What is not there stays an empty cell: a chart breaks its line there."""
    for place, number in enumerate(numbers, start=column):
        if number is not None:
            sheet.write_number(row, place, number)


def _lines(book: Any, sheet: Any, title: str, series: Sequence[tuple[str, int, dict[str, Any]]], rows: int) -> Any:
    """A line chart over the months in column A. `series`: name, column, look of the line."""
    chart = book.add_chart({"type": "line"})
    name = sheet.get_name()
    for label, column, look in series:
        marker = {"type": "circle", "size": 5, "fill": {"color": look["color"]}, "border": {"color": look["color"]}}
        values, months = [name, 1, column, rows, column], [name, 1, 0, rows, 0]
        chart.add_series({"name": label, "categories": months, "values": values, "line": look, "marker": marker})
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": "#e3dacd"}}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size(CHART)
    return chart
