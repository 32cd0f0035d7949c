"""What rows of tables show, worked out before the template, which then only writes it down.

A map of units has six hundred cells on a page. Words, numbers and addresses that many of them share are made once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fourgood.common.templatetags.fourgood import initial_capital
from fourgood.figures.asked import Asked, Points, Rows
from fourgood.figures.charts import Segment, bar
from fourgood.figures.coverage import Tally, What
from fourgood.figures.frames import Frames
from fourgood.figures.look import Look
from fourgood.figures.table import address_with
from fourgood.figures.year import Month

# The month


@dataclass(frozen=True)
class DrawnTally:
    """`address`: the table of the unit, "" where this is it. `cells`: words of the head, number, address of the names
    behind, "" for none. `place`: of the band of its median, for the colour. `note`: how far the median is known.
    """

    name: str
    address: str
    segments: list[Segment]
    cells: list[tuple[str, str, str]]
    place: int | None
    median: str
    note: str


def drawn_tallies(request: HttpRequest, rows: Sequence[Tally], look: Look) -> list[DrawnTally]:
    below = address_with(request, "", "sort", "page", "rows").rstrip("&")
    behind = address_with(request, reverse("figures_units", args=[look.unit.pk]), "what", "of", "sort", "page")
    labels = [(what, initial_capital(what.label)) for what in What]
    number, place = cache(localize), cache(look.frames.place_of_points)

    def cells(row: Tally) -> list[tuple[str, str, str]]:
        of = "" if row.top is None else f"&of={row.top}"
        counts = ((what, label, row.numbers[what]) for what, label in labels)
        return [(label, number(n), f"{behind}what={what}{of}" if n else "") for what, label, n in counts]

    return [
        DrawnTally(
            row.name,
            "" if row.top in {None, look.unit.pk} else f"{reverse('figures', args=[row.top])}{below}",
            parts_of(row),
            cells(row),
            place(row.median),
            "–" if row.median is None else str(floatformat(row.median, "-2")),
            _known(row),
        )
        for row in rows
    ]


PARTS = (What.ON_TIME, What.GRACE, What.LATE, What.TO_COME, What.MISSING)
"""What adds up to the units expected."""


def parts_of(row: Tally) -> list[Segment]:
    return bar((part.value, part.label, row.numbers[part]) for part in PARTS)


def _known(row: Tally) -> str:
    if row.median is None or not row.is_partial:
        return ""
    if row.shown < row.expected:
        return f"{localize(row.shown)}/{localize(row.expected)}"
    return _("not all confirmed")


# Units by month


@dataclass(frozen=True)
class HeatRow:
    top: int
    name: str
    cells: list[Any]


@dataclass(frozen=True)
class DrawnCell:
    """`look`: classes. `address`: of the names behind, "" where nobody was expected. `notes`: small, below it."""

    look: str
    address: str
    words: str
    notes: SafeString


def drawn_months(rows: Sequence[HeatRow], asked: Asked, frames: Frames) -> list[HeatRow]:
    """Rows of twelve `Month`s, ready to be written."""
    addresses = [_address(asked, month) for month in asked.months_of_year]
    written, place, marks = cache(_written), cache(frames.place_of_points), cache(_marks)

    def cell(month: Month, address: str, top: int) -> DrawnCell:
        look = f"heat-{place(month.value) or 'none'}{' is-partial' if month.is_partial else ''}"
        of_confirmed = month.of_confirmed if asked.points is Points.BEST else month.shown
        notes = marks(month.expected, 0 if month.value is None else month.shown, of_confirmed, month.late)
        return DrawnCell(look, f"{address}{top}" if month.expected else "", written(month.value), notes)

    return [
        HeatRow(row.top, row.name, [cell(*pair, row.top) for pair in zip(row.cells, addresses, strict=True)])
        for row in rows
    ]


def _address(asked: Asked, month: dt.date) -> str:
    """Of the names behind a cell, up to the unit in whose row they are counted."""
    kept = {"month": f"{month:%Y-%m}"}
    if asked.points is not Points.BEST:
        kept["points"] = asked.points.value
    if asked.rows is not Rows.BELOW:
        kept["rows"] = asked.rows.value
    return f"{reverse('figures_units', args=[asked.unit.pk])}?{urlencode(kept)}&of="


def _written(value: Decimal | None) -> str:
    return "–" if value is None else str(floatformat(value, "-1"))


def _marks(expected: int | None, shown: int, of_confirmed: int, late: int) -> SafeString:
    """`shown`: how many the number counts, 0 where there is none; `of_confirmed` of them by confirmed points."""
    found = []
    if expected == 0:
        found.append(_("settled"))
    elif expected:
        found += [f"{localize(shown)}/{localize(expected)}"] if 0 < shown < expected else []
        found += [pgettext("points", "own")] if of_confirmed < shown else []
        found += [_late(late, expected)] if late else []
    return format_html_join("", "<small>{}</small>", ((words,) for words in found))


def _late(late: int, expected: int) -> str:
    if expected == 1:
        return _("late")
    return ngettext("%(late)s late", "%(late)s late", late) % {"late": localize(late)}


# Units by criterion


def drawn_shares(rows: Sequence[HeatRow], frames: Frames) -> list[HeatRow]:
    """Rows of `Standing`s or None; of each cell its class and its words, "" where nothing is counted."""

    @cache
    def cell(share: Decimal | None) -> tuple[str, str]:
        return f"heat-{frames.place_of_points(share) or 'none'}", "" if share is None else str(floatformat(share, "0"))

    shares = ((row, [one and one.reached_share for one in row.cells]) for row in rows)
    return [HeatRow(row.top, row.name, [cell(share) for share in cells]) for row, cells in shares]
