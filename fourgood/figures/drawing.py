"""What rows of tables show, written out before the template puts them into the page.

A map of units has six hundred cells on a page. Words, numbers and addresses that many of them share are made once, and
a row's cells are joined here: a template would go through half a dozen nodes for each.
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
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
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
    """`address`: the table of the unit, "" where this is it. `cells`: of its numbers, each a link to the names behind,
    without one for none. `place`: of the band of its median, for the colour. `note`: how far the median is known.
    """

    name: str
    address: str
    segments: list[Segment]
    cells: SafeString
    place: int | None
    median: str
    note: str

    @property
    def bar(self) -> SafeString:
        return share_bar(self.segments, kind="part")


def share_bar(segments: Sequence[Segment], *, kind: str) -> SafeString:
    """A bar of parts ("part", "band"); decoration, the numbers stand beside it."""
    part = '<rect class="is-{}-{}" x="{}" y="0" width="{}" height="10"/>'
    parts = format_html_join("", part, ((kind, one.key, one.x, one.width) for one in segments))
    return format_html(_BAR, parts)


_BAR = """<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" \
focusable="false">{}</svg>"""


def drawn_tallies(request: HttpRequest, rows: Sequence[Tally], look: Look) -> list[DrawnTally]:
    below = address_below(request)
    behind = address_with(request, reverse("figures_units", args=[look.unit.pk]), "what", "of", "sort", "page")
    heads = [(what, conditional_escape(initial_capital(what.label)), conditional_escape(behind)) for what in What]
    number, place = cache(localize), cache(look.frames.place_of_points)

    def cells(row: Tally) -> SafeString:
        of = "" if row.top is None else f"&of={row.top}"
        counts = ((what, label, address, row.numbers[what]) for what, label, address in heads)
        parts = (
            format_html(_COUNT, label, address, f"what={what}{of}", number(n))
            if n
            else format_html(_NONE_IN_ALL if row.top is None else _NONE, label)
            for what, label, address, n in counts
        )
        return format_html_join("", "{}", ((part,) for part in parts))

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


_COUNT = '<td class="number" data-label="{}"><a href="{}{}">{}</a></td>'
_NONE = '<td class="number is-zero" data-label="{}"><span class="muted">0</span></td>'
_NONE_IN_ALL = '<td class="number" data-label="{}">0</td>'


def address_below(request: HttpRequest) -> str:
    """What is put behind the address of the same table of another unit."""
    return address_with(request, "", "sort", "page", "rows").rstrip("?&")


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
    """A row of a map before it is drawn."""

    top: int
    name: str
    cells: list[Any]


@dataclass(frozen=True)
class DrawnRow:
    """`address`: the same map of the unit."""

    name: str
    address: str
    cells: SafeString


def drawn_months(request: HttpRequest, rows: Sequence[HeatRow], asked: Asked, frames: Frames) -> list[DrawnRow]:
    """Rows of twelve `Month`s. A cell links to the names behind where somebody was expected."""
    below, addresses = address_below(request), [conditional_escape(_address(asked, m)) for m in asked.months_of_year]
    notes = _Notes()

    @cache
    def begun(value: Decimal | None, is_partial: bool) -> tuple[str, str]:
        look = f"heat-{frames.place_of_points(value) or 'none'}{' is-partial' if is_partial else ''}"
        words = "–" if value is None else str(floatformat(value, "-1"))
        return f'<td class="number {look}">', conditional_escape(words)

    def cell(month: Month, address: str, top: int) -> str:
        start, words = begun(month.value, month.is_partial)
        of_confirmed = month.of_confirmed if asked.points is Points.BEST else month.shown
        said = notes.of(month.expected, 0 if month.value is None else month.shown, of_confirmed, month.late)
        link = f'<a href="{address}{top}">{words}</a>' if month.expected else ""
        return f"{start}{link}{said}</td>"

    return [
        DrawnRow(
            row.name,
            f"{reverse('figures_months', args=[row.top])}{below}",
            # Each piece is escaped already, once for all cells that share it.
            mark_safe("".join(cell(*pair, row.top) for pair in zip(row.cells, addresses, strict=True))),  # noqa: S308
        )
        for row in rows
    ]


def _address(asked: Asked, month: dt.date) -> str:
    """Of the names behind a cell, up to the unit in whose row they are counted."""
    kept = {"month": f"{month:%Y-%m}"}
    if asked.points is not Points.BEST:
        kept["points"] = asked.points.value
    if asked.rows is not Rows.BELOW:
        kept["rows"] = asked.rows.value
    if asked.on:
        kept["on"] = asked.on.isoformat()
    return f"{reverse('figures_units', args=[asked.unit.pk])}?{urlencode(kept)}&of="


class _Notes:
    """What stands beside the number of a cell, in HTML; each piece is made once."""

    def __init__(self) -> None:
        self._number = cache(localize)
        self._late = cache(lambda late, expected: _note(_late(late, expected)))
        self._settled, self._own = _note(_("settled")), _note(pgettext("points", "own"))

    def of(self, expected: int | None, shown: int, of_confirmed: int, late: int) -> str:
        """`shown`: how many the number counts, 0 where there is none; `of_confirmed` of them by confirmed points."""
        if not expected:
            return self._settled if expected == 0 else ""
        share = f"<small>{self._number(shown)}/{self._number(expected)}</small>" if 0 < shown < expected else ""
        own = self._own if of_confirmed < shown else ""
        return f"{share}{own}{self._late(late, expected) if late else ''}"


def _note(words: str) -> str:
    return format_html("<small>{}</small>", words)


def _late(late: int, expected: int) -> str:
    if expected == 1:
        return _("late")
    return ngettext("%(late)s late", "%(late)s late", late) % {"late": localize(late)}


# Units by criterion


def drawn_shares(request: HttpRequest, rows: Sequence[HeatRow], frames: Frames) -> list[DrawnRow]:
    """Rows of `Standing`s or None; a cell is empty where nothing is counted."""
    below = address_below(request)

    @cache
    def cell(share: Decimal | None) -> SafeString:
        words = "" if share is None else floatformat(share, "0")
        look = f"heat-{frames.place_of_points(share) or 'none'}"
        return format_html('<td class="number {}">{}</td>', look, words)

    return [
        DrawnRow(
            row.name,
            f"{reverse('figures_criteria', args=[row.top])}{below}",
            format_html_join("", "{}", ((cell(one and one.reached_share),) for one in row.cells)),
        )
        for row in rows
    ]
