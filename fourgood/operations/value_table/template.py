"""An empty table of values for a framework: a row for all that is to be filled in, of one unit, to copy for others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter

from fourgood.operations.value_table.columns import BY_KEY, COLUMNS, Column
from fourgood.operations.value_table.table import FACT, extras, facts_to_enter
from fourgood.regulations.conditions import NO, YES
from fourgood.regulations.figures import joined
from fourgood.regulations.framework import Condition, Criterion, Event, Framework, Kind, Part, Variant, Words
from fourgood.regulations.values import ANSWERS, RATIOS

UNIT = "…"
BYTE_ORDER_MARK = "\ufeff"
_SHEET = Words(vi="Số liệu", ms="Nilai", en="Values")
_GUIDE = Words(vi="Cách ghi", ms="Cara mengisi", en="How to fill it in")
_HINT_LENGTH = 255  # of Excel
_ALWAYS = frozenset({"unit", "criterion", "wording", "note"})


@dataclass(frozen=True)
class Row:
    """One row to fill in: `fill` names its open columns; `choices` are the grades or classes to choose from."""

    criterion: str
    wording: Words
    fill: frozenset[str]
    part: str = ""
    event: str = ""
    choices: tuple[str, ...] = ()


def rows(framework: Framework, variant: Variant, *, month: int | None = None) -> list[Row]:
    """All that can be filled in; with a month, only the criteria that are due then, and no facts of the year."""
    found = [row for one in variant.criteria() if month is None or one.is_due(month) for row in _of_criterion(one)]
    found += [Row(name, extra.wording, frozenset({"count"})) for name, (_where, extra) in extras(framework).items()]
    if month is None:
        found += [_of_fact(fact, condition) for fact, condition in facts_to_enter(framework).items()]
    return found


def _of_criterion(criterion: Criterion) -> Iterator[Row]:
    for part in criterion.parts:
        wording = joined([criterion.wording, part.wording], " – ") if part.wording else criterion.wording
        yield from _of_part(criterion, part, wording)


def _of_part(criterion: Criterion, part: Part, wording: Words) -> Iterator[Row]:
    """One row for the measure and one for each event; a single event stands in the row of the measure."""
    fill = _fields(part)
    together = part.events[0] if fill and len(part.events) == 1 else None
    if fill:
        yield Row(
            criterion.code,
            _with(_measured(part, wording), together),
            fill | {"not_applicable"} | ({"count"} if together else set()),
            part=part.code,
            event=together.code if together else "",
            choices=tuple(grade.code for grade in part.grades),
        )
    for event in () if together else part.events:
        yield Row(criterion.code, _with(wording, event), frozenset({"count"}), part=part.code, event=event.code)


def _fields(part: Part) -> frozenset[str]:
    if part.kind in RATIOS:
        return frozenset({"amount", "base"})
    if part.kind in ANSWERS:
        return frozenset({"answer"})
    return frozenset({"grade"}) if part.kind is Kind.GRADED else frozenset()


def _measured(part: Part, wording: Words) -> Words:
    """With what is to be written as amount and as base."""
    pairs = [(BY_KEY["amount"].name, part.amount), (BY_KEY["base"].name, part.base)]
    told = [joined([name, what], ": ") for name, what in pairs if what]
    return joined([wording, *told], ". ")


def _with(wording: Words, event: Event | None) -> Words:
    return joined([wording, joined([BY_KEY["count"].name, event.wording], ": ")], ". ") if event else wording


def _of_fact(fact: str, condition: Condition) -> Row:
    fill = {"grade"} if condition.one_of else {"amount", "answer"}
    return Row(f"{FACT}:{fact}", condition.wording, frozenset(fill), choices=condition.one_of)


def columns(found: list[Row], *, with_month: bool) -> list[Column]:
    """Those that the rows need."""
    needed = _ALWAYS.union(*(row.fill for row in found)) | ({"month"} if with_month else set())
    needed |= {key for key in ("part", "event") if any(getattr(row, key) for row in found)}
    return [column for column in COLUMNS if column.key in needed]


def _cell(row: Row, column: Column, month: str, language: str) -> str:
    """What a row says before anybody filled it in."""
    said = {"unit": UNIT, "month": month, "criterion": row.criterion, "part": row.part, "event": row.event}
    return row.wording.to(language) if column.key == "wording" else said.get(column.key, "")


def as_csv(found: list[Row], *, month: str, language: str) -> str:
    """For the Excel of that language: Vietnamese ones expect semicolons, since the comma separates decimals."""
    stream, shown = io.StringIO(), columns(found, with_month=bool(month))
    writer = csv.writer(stream, delimiter=";" if language == "vi" else ",", quoting=csv.QUOTE_ALL)
    writer.writerow([column.name.to(language) for column in shown])
    writer.writerows([[_cell(row, column, month, language) for column in shown] for row in found])
    return BYTE_ORDER_MARK + stream.getvalue()


def as_xlsx(found: list[Row], *, month: str, language: str) -> bytes:
    """With the open cells marked, choices to pick from, and a sheet that says what to write."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        shown = columns(found, with_month=bool(month))
        _Workbook(book, language).write(found, shown, month)
    return stream.getvalue()


class _Workbook:
    """Writes the two sheets."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.language = language
        self.sheet = book.add_worksheet(_SHEET.to(language))
        self.guide = book.add_worksheet(_GUIDE.to(language))
        text, border = {"num_format": "@", "valign": "top"}, {"border": 1, "border_color": "#C9BBA8"}
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3E3D3", "text_wrap": True})
        self.said = book.add_format(text | {"text_wrap": True})
        self.number = book.add_format({"bg_color": "#FFFBEA", "valign": "top"} | border)
        self.text = book.add_format(text | border | {"bg_color": "#FFFBEA"})

    def write(self, found: list[Row], shown: list[Column], month: str) -> None:
        for place, column in enumerate(shown):
            self.sheet.set_column(place, place, column.width)
            self.sheet.write_string(0, place, column.name.to(self.language), self.head)
            for number, row in enumerate(found, start=1):
                self._write(number, place, row, column, month)
        self.sheet.freeze_panes(1, 0)
        self._write_guide(shown)

    def _write(self, number: int, place: int, row: Row, column: Column, month: str) -> None:
        if column.key not in row.fill:
            self.sheet.write_string(number, place, _cell(row, column, month, self.language), self.said)
            return
        is_text = column.key in {"answer", "grade", "not_applicable"}
        self.sheet.write_blank(number, place, None, self.text if is_text else self.number)
        choices = self._choices(row, column)
        told: dict[str, object] = {
            "input_title": column.name.to(self.language)[:32],
            "input_message": self._hint(column),
        }
        if choices:
            told |= {"validate": "list", "source": choices, "error_type": "warning"}
        self.sheet.data_validation(number, place, number, place, {"validate": "any"} | told)

    def _hint(self, column: Column) -> str:
        return column.hint.to(self.language)[:_HINT_LENGTH]

    def _choices(self, row: Row, column: Column) -> list[str]:
        if column.key == "answer":
            return [YES.to(self.language), NO.to(self.language)]
        if column.key == "not_applicable":
            return [YES.to(self.language)]
        return list(row.choices) if column.key == "grade" else []

    def _write_guide(self, shown: list[Column]) -> None:
        self.guide.set_column(0, 0, 20)
        self.guide.set_column(1, 1, 90, self.said)
        for number, column in enumerate(shown):
            self.guide.write_string(number, 0, column.name.to(self.language), self.head)
            self.guide.write_string(number, 1, column.hint.to(self.language), self.said)
