"""What each table shows, from what was counted: rows in the order asked for, charts, words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fourgood.common.vietnamese import sort_key
from fourgood.figures.asked import Measure
from fourgood.figures.charts import Line, Segment, bar, line
from fourgood.figures.coverage import Tally, What, names_then, tallies
from fourgood.figures.criteria import Key, Standing, by_criterion, by_top, first_of, shortfalls, together
from fourgood.figures.drawing import HeatRow, drawn_months, drawn_shares, drawn_tallies, share_bar
from fourgood.figures.look import Look
from fourgood.figures.spread import Spread, spreads
from fourgood.figures.table import Keys, columns_of, in_order, page_of_rows
from fourgood.figures.year import by_month, change
from fourgood.instructions.criterion_words import MODELS, here
from fourgood.regulations.framework import Band, Model

SHORTFALLS_AT_ONCE = 5


def _number(what: What, row: Tally) -> int:
    return row.numbers[what]


TALLY_KEYS: Keys = {
    "name": lambda row: sort_key(row.name),
    **{what.value: partial(_number, what) for what in What},
    "median": lambda row: row.median,
}


# The month


@dataclass(frozen=True)
class SpreadRow:
    """One bar of the distribution, and the same as cells: (code and words of the band, its place, how many)."""

    spread: Spread

    @property
    def cells(self) -> list[tuple[str, str, int, int]]:
        numbered = enumerate(self.spread.counts, start=1)
        return [(band.code, here(band.title), place, count) for place, (band, count) in numbered]

    @property
    def segments(self) -> list[Segment]:
        return bar((str(place), words, count) for _code, words, place, count in self.cells)

    @property
    def bar(self) -> SafeString:
        return share_bar(self.segments, kind="band")


def named(tally: Tally, name: str) -> Tally:
    return replace(tally, name=name)


def tallies_in_order(request: HttpRequest, rows: list[Tally]) -> list[Tally]:
    return in_order(request, rows, TALLY_KEYS, default="name")


def month(request: HttpRequest, look: Look) -> dict[str, Any]:
    rows, total = tallies(look.asked, look.places)
    page = page_of_rows(request, tallies_in_order(request, rows))
    labels = {"name": _("unit"), **{what.value: what.label for what in What}, "median": _("median")}
    *drawn, drawn_total = drawn_tallies(request, [*page.rows, total], look)
    return {
        "page": page,
        "rows": drawn,
        "total": total,
        "drawn_total": drawn_total,
        "columns": columns_of(request, labels, default="name"),
        "spreads": [SpreadRow(one) for one in spreads(look.asked, look.places, look.frames)],
    }


def most_short(look: Look) -> list[Standing]:
    return shortfalls(by_criterion(look.asked, look.places, look.frames))[:SHORTFALLS_AT_ONCE]


# The year


@dataclass(frozen=True)
class Curve:
    """The year of one measure."""

    number: int
    measure: Measure
    line: Line

    @property
    def first(self) -> Decimal | None:
        return self.line.dots[0].value if self.line.dots else None

    @property
    def last(self) -> Decimal | None:
        return self.line.dots[-1].value if self.line.dots else None

    @property
    def gain(self) -> str:
        """With its sign: "+1,5", "−0,4", "±0"."""
        if self.first is None or self.last is None:
            return ""
        gain = self.last - self.first
        sign = "+" if gain > 0 else "−" if gain < 0 else "±"
        return f"{sign}{number_format(abs(gain).normalize(), use_l10n=True)}"


def year(look: Look) -> dict[str, Any]:
    months = change(look.asked, look.places, look.periods)
    curves = [
        Curve(number, measure, line([(month.values[number], month.is_partial) for month in months]))
        for number, measure in enumerate(Measure)
    ]
    return {"months": months, "curves": curves, "has_any": any(month.shown for month in months)}


# Units by month


def measure_of(request: HttpRequest) -> Measure:
    asked = request.GET.get("measure", "")
    return Measure(asked) if asked in Measure.values else Measure.TOTAL


def heat_rows(look: Look, measure: Measure) -> list[HeatRow]:
    """Of each its `Month`s, by name. Two queries, one of them for names."""
    found = by_month(look.asked, look.places, look.periods, measure)
    names = names_then(list(found), look.asked)
    rows = [HeatRow(top, names[top], months) for top, months in found.items()]
    return sorted(rows, key=lambda row: sort_key(row.name))


def _in_month(number: int, row: HeatRow) -> Decimal | None:
    value: Decimal | None = row.cells[number - 1].value
    return value


MONTH_KEYS: Keys = {
    "name": lambda row: sort_key(row.name),
    **{f"{number:02}": partial(_in_month, number) for number in range(1, 13)},
}


def months_in_order(request: HttpRequest, look: Look, measure: Measure) -> list[HeatRow]:
    return in_order(request, heat_rows(look, measure), MONTH_KEYS, default="name")


def months(request: HttpRequest, look: Look) -> dict[str, Any]:
    measure = measure_of(request)
    page = page_of_rows(request, months_in_order(request, look, measure))
    labels = {"name": _("unit")} | {f"{number:02}": str(number) for number in range(1, 13)}
    return {
        "page": page,
        "rows": drawn_months(request, page.rows, look.asked, look.frames),
        "measure": measure,
        "measures": Measure.choices,
        "columns": columns_of(request, labels, default="name"),
        "bands": _legend(look),
    }


def _legend(look: Look) -> list[tuple[int, str, Band]]:
    return [(place, here(band.title), band) for place, band in enumerate(look.frames.bands, start=1)]


# Units by criterion


@dataclass(frozen=True)
class ModelTable:
    """Rows of one model: cells, or committees, with a column for each criterion."""

    model: Model
    criteria: list[Standing]
    rows: list[HeatRow]

    @property
    def model_words(self) -> Any:
        return MODELS[self.model]


def model_table(look: Look, found: dict[int, dict[Key, Standing]], model: Model) -> ModelTable:
    """Rows by name, of each its `Standing`s, None where nothing is counted. One query for names."""
    counted = {key for of_top in found.values() for key in of_top}
    keys = [key for key in first_of(look.frames) if key[0] is model and key in counted]
    tops = [top for top, of_top in found.items() if not of_top.keys().isdisjoint(keys)]
    names, heads = names_then(tops, look.asked), first_of(look.frames)
    rows = [HeatRow(top, names[top], [found[top].get(key) for key in keys]) for top in tops]
    return ModelTable(model, [heads[key] for key in keys], sorted(rows, key=lambda row: sort_key(row.name)))


def models_of(found: dict[int, dict[Key, Standing]]) -> list[Model]:
    """Cells first."""
    return sorted({model for of_top in found.values() for model, _code in of_top})


def criteria(request: HttpRequest, look: Look) -> dict[str, Any]:
    found = by_top(look.asked, look.places, look.frames)
    models = models_of(found)
    chosen = next((model for model in models if model == request.GET.get("model")), next(iter(models), None))
    table = model_table(look, found, chosen) if chosen else None
    page = page_of_rows(request, table.rows if table else [])
    return {
        "table": table,
        "models": [(model, MODELS[model]) for model in models],
        "page": page,
        "rows": drawn_shares(request, page.rows, look.frames),
        "shortfalls": shortfalls(together(found)),
        "bands": _legend(look),
    }
