"""A table on a page: sorted by a column, in pages, both in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

from django.http import HttpRequest

from fourgood.common.paging import SIZE, Page

Row = TypeVar("Row")
Keys = Mapping[str, Callable[[Any], Any]]
"""By name of a column what its rows are sorted by; None stands last, whatever the direction."""


@dataclass(frozen=True)
class Column:
    """A head: its words, the order that a click asks for, the present direction for `aria-sort` or ""."""

    key: str
    label: Any
    order: str
    direction: str


def columns_of(request: HttpRequest, labels: Mapping[str, Any], *, default: str) -> list[Column]:
    """Numbers are first sorted from the highest, names from A."""
    asked = _sort(request, labels, default)
    found = []
    for key, label in labels.items():
        direction = {key: "ascending", f"-{key}": "descending"}.get(asked, "")
        first = key if key == default else f"-{key}"
        other = key if asked == f"-{key}" else f"-{key}"
        found.append(Column(key, label, other if direction else first, direction))
    return found


def in_order(request: HttpRequest, rows: Sequence[Row], keys: Keys, *, default: str) -> list[Row]:
    """The rows in the order that the address asks for; those alike stay as they were."""
    asked = _sort(request, keys, default)
    value = keys[asked.lstrip("-")]
    valued = [(value(row), row) for row in rows]
    known = [pair for pair in valued if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=asked.startswith("-"))
    return [*(row for _value, row in known), *(row for found, row in valued if found is None)]


def page_of_rows(request: HttpRequest, rows: Sequence[Row]) -> Page[Any]:
    """The page that the address asks for ("page", from 1), of rows that have been counted already."""
    text, last = request.GET.get("page", ""), max(1, -(-len(rows) // SIZE))
    number = min(int(text), last) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) else 1
    following = number + 1 if number < last else None
    previous = number - 1 if number > 1 else None
    return Page(
        rows=list(rows[(number - 1) * SIZE : number * SIZE]),
        after=following,
        before=previous,
        next_url=_url(request, following),
        previous_url=_url(request, previous),
        first_url=_url(request, 1) if previous else "",
        total=len(rows),
    )


def address_with(request: HttpRequest, page: str, *dropped: str) -> str:
    """The address of a page, with what this one is asked for except those; another parameter can be put behind it."""
    kept = request.GET.copy()
    for name in dropped:
        kept.pop(name, None)
    return f"{page}?{kept.urlencode()}{'&' if kept else ''}"


def _sort(request: HttpRequest, keys: Mapping[str, Any], default: str) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in keys else default


def _url(request: HttpRequest, number: int | None) -> str:
    if number is None:
        return ""
    parameters = request.GET.copy()
    parameters["page"] = str(number)
    return f"{request.path}?{parameters.urlencode()}"
