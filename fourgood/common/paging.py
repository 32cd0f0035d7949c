"""Lists in pages, by key: "the rows after this one", however long the list, at the price of one index search.

The cursor in the address is the id of the row at the edge of the page, never a name: the database looks up the
columns that the list is sorted by. It looks among the rows of the same list, so that a cursor tells nothing about a
row that the reader may not see. (The libraries we looked at, django-cursor-pagination and keyset-pagination-plus,
write the values themselves into the address and compare with OR, which no index serves.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, Func, IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThan, LessThan
from django.http import HttpRequest

Row = TypeVar("Row", bound=models.Model)
Adding = Callable[[Any], Any]  # of QuerySets
SIZE = 50
AFTER, BEFORE = "after", "before"


class UnorderedList(TypeError):
    """The list has no order that pages can follow: programming error."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list.

    `next_url` and `previous_url` keep the other parameters of the address and are "" where there is no such page.
    On a POST (a search by name) they are "" too: put `after` and `before` into buttons of the form instead.
    `total` counts all rows of the list; None where it wasn't asked for and isn't known anyway.
    """

    rows: list[Row]
    after: int | None
    before: int | None
    next_url: str
    previous_url: str
    first_url: str
    total: int | None

    @property
    def is_whole(self) -> bool:
        """Whether the list fits on this page."""
        return self.after is None and self.before is None


def page_of(
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    size: int = SIZE,
    count: bool = False,
    adding: Adding | None = None,
) -> Page[Row]:
    """The page of `rows` that the request asks for, with `after` or `before` the id of a row.

    `rows` is ordered by columns that are never NULL, all upward or all downward; the id is added as the last one.
    `adding` says what the rows of the page are given beyond that (states, counts): the database, which guesses badly
    how many rows it will need, works it out for these alone.
    One query, in which all rows are counted too where `count` is set; one more when the row of the cursor is gone, in
    which case the list starts from the first page.
    """
    ordered, keys = _in_order(rows)
    number = _number_of(rows) if count else {}
    cursor, backward = _asked(request)
    found = _fetch(ordered, keys, cursor, backward, size, adding, number)
    if cursor is not None and not found:
        cursor, backward = None, False
        found = _fetch(ordered, keys, cursor, backward, size, adding, number)
    more, shown = len(found) > size, found[:size]
    if backward:
        shown.reverse()
    goes_on = backward or more
    came_from = more if backward else cursor is not None
    after = shown[-1].pk if goes_on else None
    before = shown[0].pk if came_from else None
    return Page(
        rows=shown,
        after=after,
        before=before,
        next_url=_url(request, AFTER, after),
        previous_url=_url(request, BEFORE, before),
        first_url=_url(request, "", None) if before is not None else "",
        total=_total(shown, whole=after is None and before is None, count=count),
    )


def _number_of(rows: QuerySet[Row]) -> dict[str, RawSQL]:
    """To be added to the rows of a page: how many rows the list has. The database counts them once."""
    try:
        sql, params = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return {}
    counted = f"SELECT count(*) FROM ({sql}) AS listed"  # noqa: S608 SQL that Django has made
    return {"in_all": RawSQL(counted, params, output_field=IntegerField())}  # noqa: S611


def _total(shown: list[Any], *, whole: bool, count: bool) -> int | None:
    if whole:
        return len(shown)
    return shown[0].in_all if count else None


def _in_order(rows: QuerySet[Row]) -> tuple[QuerySet[Row], list[str]]:
    """The rows ordered down to the id, and the columns (without sign) of that order."""
    given = list(rows.query.order_by or rows.model._meta.ordering or []) if rows.ordered else []
    order = [key for key in given if isinstance(key, str) and key != "?"]
    if not order or len(order) < len(given):
        raise UnorderedList(f"Order the list of {rows.model.__name__} before paging it.")
    downward = order[0].startswith("-")
    if any(key.startswith("-") != downward for key in order):
        raise UnorderedList("A paged list is ordered all upward or all downward.")
    keys = [key.lstrip("-") for key in order]
    if keys[-1] not in {"pk", "id"}:
        keys.append("pk")
    return rows.order_by(*(f"-{key}" if downward else key for key in keys)), keys


def _asked(request: HttpRequest) -> tuple[int | None, bool]:
    """The id of the cursor, and whether the page before it is asked for. What is no id is ignored."""
    asked = request.POST if request.method == "POST" else request.GET
    for name, backward in ((AFTER, False), (BEFORE, True)):
        text = asked.get(name, "")
        if text.isascii() and text.isdigit() and len(text) <= 18:
            return int(text), backward
    return None, False


def _fetch(
    rows: QuerySet[Row],
    keys: list[str],
    cursor: int | None,
    backward: bool,
    size: int,
    adding: Adding | None,
    number: dict[str, RawSQL],
) -> list[Row]:
    """Up to `size` + 1 rows in the direction of reading."""
    directed = rows.reverse() if backward else rows
    if cursor is not None:
        directed = _beyond(directed, rows.order_by().filter(pk=cursor), keys, cursor, backward)
    if adding is None:
        return list(directed.annotate(**number)[: size + 1])
    cut = rows.model._default_manager.filter(pk__in=directed.values("pk")[: size + 1])
    shown = adding(cut).annotate(**number).order_by(*rows.query.order_by)
    return list(shown.reverse() if backward else shown)


def _beyond(
    directed: QuerySet[Row], edge: QuerySet[Row], keys: list[str], cursor: int, backward: bool
) -> QuerySet[Row]:
    downward = str(directed.query.order_by[0]).startswith("-")
    values: list[Any] = [Subquery(edge.values(key)[:1]) for key in keys[:-1]]
    beyond, from_there = (LessThan, "lte") if downward != backward else (GreaterThan, "gte")
    directed = directed.filter(beyond(_row(*map(F, keys)), _row(*values, Value(cursor))))
    # Says the same again of the first column alone, so that its index serves where the keys are of two tables.
    return directed.filter(**{f"{keys[0]}__{from_there}": values[0]}) if values else directed


def _row(*expressions: Any) -> Func:
    """Compared as a row: by the first column, then the next, as one index serves it."""
    return Func(*expressions, function="ROW", output_field=TextField())


def _url(request: HttpRequest, name: str, value: int | None) -> str:
    if request.method == "POST" or (name and value is None):
        return ""
    parameters = request.GET.copy()
    for cursor in (AFTER, BEFORE):
        parameters.pop(cursor, None)
    if name:
        parameters[name] = str(value)
    return f"{request.path}?{parameters.urlencode()}" if parameters else request.path
