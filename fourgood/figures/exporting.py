"""Figures on their way out: tables as the page shows them, in a workbook with charts of Excel's own, or as text."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.requests import PersonRequest
from fourgood.common.vietnamese import search_key
from fourgood.exchange.export import BYTE_ORDER_MARK, FORMATS, Echo, as_plain
from fourgood.figures import showing
from fourgood.figures.asked import Measure
from fourgood.figures.behind import Behind, lines_of
from fourgood.figures.coverage import What, tallies
from fourgood.figures.criteria import Standing, by_top, shortfalls, together
from fourgood.figures.drawing import PARTS
from fourgood.figures.look import Look
from fourgood.figures.spread import spreads
from fourgood.figures.year import Month, change
from fourgood.instructions.criterion_words import here

OF_A_YEAR = frozenset({"year", "months"})
NAME_WIDTH, NUMBER_WIDTH = 44, 14


@dataclass(frozen=True)
class Chart:
    """A series for each of these columns of a table, counted from 0. `kind` and `subtype` are those of XlsxWriter."""

    kind: str
    columns: Sequence[int]
    subtype: str = ""


@dataclass(frozen=True)
class Table:
    """Cells are words, numbers, or None where there is nothing: never zero."""

    title: str
    head: list[str]
    rows: list[list[Any]]
    chart: Chart | None = None


def _month(request: PersonRequest, look: Look) -> list[Table]:
    counted, total = tallies(look.asked, look.places)
    rows = showing.tallies_in_order(request, counted)
    goods = [str(measure.label) for measure in Measure]
    head = [_("Unit"), *(str(what.label) for what in What), _("With points"), _("Confirmed points"), *goods]
    all_rows = [*rows, showing.named(total, _("In all"))] if rows else []
    lines = [[row.name, *row.numbers.values(), row.shown, row.of_confirmed, row.median, *row.goods] for row in all_rows]
    parts = [list(What).index(part) + 1 for part in PARTS]
    standings = together(by_top(look.asked, look.places, look.frames))
    coverage = Table(_("Coverage"), head, lines, Chart("bar", parts, "percent_stacked"))
    return [coverage, _spread(look), _shortfalls(standings)]


def _spread(look: Look) -> Table:
    found = spreads(look.asked, look.places, look.frames)
    bands = [here(band.title) for band in look.frames.bands]
    rows = [[str(one.measure.label), *(count for _band, count in one.counts)] for one in found]
    chart = Chart("bar", range(1, len(bands) + 1), "percent_stacked")
    return Table(_("Distribution"), [_("What is measured"), *bands], rows, chart)


def _shortfalls(standings: list[Standing]) -> Table:
    head = [_("Criterion"), _("Units short"), _("Of"), _("Share"), _("Points reached"), _("Model"), _("Words")]
    rows = [
        [one.code, one.short, one.counted, one.short_share, one.reached_share, str(one.model_words), one.wording]
        for one in shortfalls(standings)
    ]
    return Table(_("Shortfalls"), head, rows, Chart("bar", [1]))


def _year(request: PersonRequest, look: Look) -> list[Table]:
    months = change(look.asked, look.places, look.periods)
    head = [_("Month"), _("Units expected"), _("Units counted"), _("Confirmed")]
    rows = [_month_line(month) for month in months]
    goods = [str(measure.label) for measure in Measure]
    return [Table(_("Change over the year"), [*head, *goods], rows, Chart("line", range(4, 9)))]


def _month_line(month: Month) -> list[Any]:
    counts = (month.shown, month.of_confirmed) if month.expected is not None else (None, None)
    return [f"{month.month:%m/%Y}", month.expected, *counts, *month.values]


def _months(request: PersonRequest, look: Look) -> list[Table]:
    measure = showing.measure_of(request)
    rows = showing.months_in_order(request, look, measure)
    head = [_("Unit"), *(f"{month:%m/%Y}" for month in look.asked.months_of_year)]
    lines = [[row.name, *(month.value for month in row.cells)] for row in rows]
    return [Table(str(measure.label), head, lines, Chart("line", range(1, 13)) if len(lines) == 1 else None)]


def _criteria(request: PersonRequest, look: Look) -> list[Table]:
    found = by_top(look.asked, look.places, look.frames)
    made = []
    for model in showing.models_of(found):
        table = showing.model_table(look, found, model)
        rows = [[row.name, *(one and one.reached_share for one in row.cells)] for row in table.rows]
        made.append(Table(str(table.model_words), [_("Unit"), *(one.code for one in table.criteria)], rows))
    return [*made, _shortfalls(together(found))]


def _units(request: PersonRequest, look: Look) -> list[Table]:
    behind = Behind(request.GET, look)
    head = [_("Unit"), _("Stands under"), _("Stage"), _("Submitted on"), _("Suggested"), _("Own"), _("Confirmed")]
    rows = [
        [
            line.name,
            line.above,
            str(line.sheet.said_state.label),
            f"{line.sent_on:%d/%m/%Y}" if line.sent_on else None,
            line.suggested,
            line.own,
            line.confirmed,
        ]
        for line in lines_of(behind.told(behind.rows()), look.asked)
    ]
    return [Table(_("Units"), head, rows)]


TABLES: dict[str, Callable[[PersonRequest, Look], list[Table]]] = {
    "month": _month,
    "year": _year,
    "months": _months,
    "criteria": _criteria,
    "units": _units,
}


def download(request: PersonRequest, look: Look, tab: str, extension: str) -> FileResponse | StreamingHttpResponse:
    """The file; the act is recorded."""
    tables = TABLES[tab](request, look)
    told = {"list": f"figures-{tab}", "rows": len(tables[0].rows), "format": extension, "month": f"{look.asked.month}"}
    told |= {"as_of": f"{look.asked.on}"} if look.asked.on else {}
    Act.objects.record(Verb.LIST_EXPORTED, look.unit, by=request.user, path=look.unit.path, after=told)
    called = search_key(_("Figures")).replace(" ", "-")
    as_of = f"-{look.asked.on}" if look.asked.on else ""
    name = f"{called}-{look.unit.code}-{look.asked.month:%Y-%m}-{tab}{as_of}.{extension}"
    if extension == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(as_csv(tables[0]), content_type=FORMATS["csv"], headers=headers)
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    as_xlsx(file, tables)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS["xlsx"])


def as_csv(table: Table) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield BYTE_ORDER_MARK + write([as_plain(cell) for cell in table.head])
    for row in table.rows:
        yield write(["" if cell is None else as_plain(cell) for cell in row])


def as_xlsx(file: IO[bytes], tables: list[Table]) -> None:
    """One sheet for each table, its chart beside it. No cell can be a formula or a link."""
    import xlsxwriter  # here, not above: a web process that exports nothing spares its memory

    with xlsxwriter.Workbook(file) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.title[:31])
            _write(sheet, table, head)
            if table.chart and table.rows:
                sheet.insert_chart(1, len(table.head) + 1, _chart(book, table, table.chart))


def _write(sheet: Any, table: Table, head: Any) -> None:
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, len(table.head) - 1, NUMBER_WIDTH)
    sheet.freeze_panes(1, 1)
    for place, words in enumerate(table.head):
        sheet.write_string(0, place, words, head)
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                sheet.write_number(number, place, cell)
            elif cell is not None:
                sheet.write_string(number, place, cell)


def _chart(book: Any, table: Table, asked: Chart) -> Any:
    """Names in the first column; a gap where there is no number."""
    chart = book.add_chart({"type": asked.kind} | ({"subtype": asked.subtype} if asked.subtype else {}))
    sheet, last = table.title[:31], len(table.rows)
    for column in asked.columns:
        chart.add_series(
            {
                "name": [sheet, 0, column],
                "categories": [sheet, 1, 0, last, 0],
                "values": [sheet, 1, column, last, column],
                "marker": {"type": "circle"},
            }
        )
    chart.show_blanks_as("gap")
    chart.set_title({"name": table.title})
    chart.set_size({"width": 760, "height": max(320, 60 + 26 * last) if asked.kind == "bar" else 380})
    if asked.kind == "bar":
        chart.set_y_axis({"reverse": True})
    return chart
