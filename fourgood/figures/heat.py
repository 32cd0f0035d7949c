"""A map of units: what a cell of it shows, worked out before the template, which then only writes it down.

A page of it has six hundred cells. Words and numbers that many of them share are made once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.formats import localize
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from fourgood.figures.asked import Asked, Points, Rows
from fourgood.figures.frames import Frames
from fourgood.figures.year import Month


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
    notes: tuple[str, ...]


def drawn(rows: Sequence[HeatRow], asked: Asked, frames: Frames) -> list[HeatRow]:
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


def _marks(expected: int | None, shown: int, of_confirmed: int, late: int) -> tuple[str, ...]:
    """`shown`: how many the number counts, 0 where there is none; `of_confirmed` of them by confirmed points."""
    if not expected:
        return () if expected is None else (_("settled"),)
    found = []
    if shown and shown < expected:
        found.append(f"{localize(shown)}/{localize(expected)}")
    if of_confirmed < shown:
        found.append(pgettext("points", "own"))
    if late:
        found.append(_late(late, expected))
    return tuple(found)


def _late(late: int, expected: int) -> str:
    if expected == 1:
        return _("late")
    return ngettext("%(late)s late", "%(late)s late", late) % {"late": localize(late)}
