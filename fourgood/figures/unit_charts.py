"""Lines over twelve months, as geometry: a template draws them as SVG, and the table behind holds the numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from fourgood.figures.unit_year import CriterionYear, Kind, Month
from fourgood.instructions.criterion_words import number as in_figures

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 10, 40
LEVELS = (0, 25, 50, 75, 100)
ALL = Decimal(100)
RADII = {Kind.SUGGESTED: "6.4", Kind.OWN: "4.4", Kind.CONFIRMED: "2.8"}  # around one another where points are the same


@dataclass(frozen=True)
class Place:
    """Where a month stands on the page. `sign`: – no sheet, … not submitted, ! late; "" in order."""

    month: dt.date
    x: str
    sign: str


@dataclass(frozen=True)
class Dot:
    x: str
    y: str


@dataclass(frozen=True)
class Line:
    """One kind of points. `runs`: as points of a polyline, broken where a month has none."""

    kind: Kind
    dots: list[Dot]
    runs: list[str]

    @property
    def radius(self) -> str:
        return RADII[self.kind]


@dataclass(frozen=True)
class Row:
    """What the table behind says of one month."""

    month: Month
    values: list[str]


@dataclass(frozen=True)
class Chart:
    """`good`: 1 to 4; 0: the total. `key`: for ids on the page."""

    key: str
    title: str
    good: int
    lines: list[Line]
    places: list[Place]
    rows: list[Row]

    box = f"0 0 {WIDTH} {HEIGHT}"
    bottom = HEIGHT - BOTTOM
    left, right = LEFT, WIDTH - RIGHT

    @property
    def grid(self) -> list[tuple[int, str]]:
        return [(level, _y(Decimal(level))) for level in LEVELS]

    @property
    def is_empty(self) -> bool:
        return not any(line.dots for line in self.lines)

    @property
    def words(self) -> str:
        """The text alternative: the title; the numbers stand in the table."""
        return _("%(title)s, month by month, in per cent; the table below has the numbers") % {"title": self.title}


def chart_of_total(months: Sequence[Month]) -> Chart:
    values = {kind: {m.month: m.level(kind) for m in months if m.shows(kind)} for kind in Kind}
    return _chart("total", _("Total"), 0, months, values)


def charts_of_goods(months: Sequence[Month], names: Sequence[str]) -> list[Chart]:
    return [
        _chart(f"good-{place}", name, place, months, _of_good(months, place - 1)) for place, name in enumerate(names, 1)
    ]


def _of_good(months: Sequence[Month], number: int) -> dict[Kind, dict[dt.date, Decimal | None]]:
    return {kind: {m.month: m.shares(kind)[number] for m in months} for kind in Kind}


def chart_of_criterion(line: CriterionYear, months: Sequence[Month]) -> Chart:
    values: dict[Kind, Mapping[dt.date, Decimal | None]] = {kind: line.shares(kind) for kind in Kind}
    return _chart("criterion", line.wording, line.group, months, values)


def _chart(
    key: str,
    title: str,
    good: int,
    months: Sequence[Month],
    values: Mapping[Kind, Mapping[dt.date, Decimal | None]],
) -> Chart:
    lines = [_line(kind, [values[kind].get(m.month) for m in months]) for kind in Kind]
    places = [Place(m.month, _x(number), sign_of(m)) for number, m in enumerate(months)]
    rows = [Row(m, [_written(values[kind].get(m.month)) for kind in Kind]) for m in months if not m.is_to_come]
    return Chart(key, title, good, lines, places, rows)


def sign_of(month: Month) -> str:
    """What the axis says of a month besides its number."""
    if month.is_to_come:
        return ""
    if not month.is_expected:
        return "–"
    if not month.standing:
        return "…"
    return "!" if month.lateness else ""


def _written(value: Decimal | None) -> str:
    return "–" if value is None else in_figures(value.quantize(Decimal("0.01")))


def _line(kind: Kind, values: Sequence[Decimal | None]) -> Line:
    dots = [None if value is None else Dot(_x(n), _y(value)) for n, value in enumerate(values)]
    runs = [list(run) for is_gap, run in groupby(dots, key=lambda dot: dot is None) if not is_gap]
    points = [" ".join(f"{dot.x},{dot.y}" for dot in run if dot) for run in runs if len(run) > 1]
    return Line(kind, [dot for dot in dots if dot], points)


def _x(number: int) -> str:
    return f"{LEFT + 12 + Decimal(number) * (WIDTH - LEFT - RIGHT - 24) / 11:.1f}"


def _y(value: Decimal) -> str:
    return f"{TOP + (ALL - min(max(value, Decimal(0)), ALL)) * (HEIGHT - TOP - BOTTOM) / ALL:.1f}"


# The small line beside a criterion

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 132, 28, 4


@dataclass(frozen=True)
class Spark:
    dots: list[Dot]
    runs: list[str]

    box = f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}"
    bottom = SPARK_HEIGHT - SPARK_EDGE
    right = SPARK_WIDTH


def spark_of(line: CriterionYear) -> Spark:
    """The points that stand, over the twelve places of the year."""
    shares = {month.month.month - 1: 100 * points / line.most for month, points in line.standing}
    height = SPARK_HEIGHT - 2 * SPARK_EDGE
    step = Decimal(SPARK_WIDTH - 2 * SPARK_EDGE) / 11
    dots = [
        Dot(f"{SPARK_EDGE + n * step:.1f}", f"{SPARK_EDGE + (ALL - shares[n]) * height / ALL:.1f}")
        if n in shares
        else None
        for n in range(12)
    ]
    runs = [list(run) for is_gap, run in groupby(dots, key=lambda dot: dot is None) if not is_gap]
    points = [" ".join(f"{dot.x},{dot.y}" for dot in run if dot) for run in runs if len(run) > 1]
    return Spark([dot for dot in dots if dot], points)
