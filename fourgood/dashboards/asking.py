"""The rules of the first page ask the database together: one query for all of them, however many there are.

A rule yields an `Ask` and goes on with the `Found`: how many rows there are, and the least of their dates. Only a rule
that has found something asks again, for the row that its card speaks of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, IntegerField, Min, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from fourgood.dashboards.reader import Due, Reader


@dataclass(frozen=True)
class Ask:
    """Which rows wait. `day`: the field whose least is the date of the card; `only`: what leads to the page."""

    rows: QuerySet[Any]
    day: str | TruncDate | None = None
    only: str = "pk"


@dataclass(frozen=True)
class Found:
    """The answer: how many rows, their first day, and the least of the field that leads to the page (0: no row)."""

    count: int = 0
    first: dt.date | None = None
    only: int = 0


Asking = Generator[Ask, Found, Due | None]
Rule = Callable[[Reader], Asking | Due | None]


def answers_of(rules: Iterable[Rule], reader: Reader) -> list[Due]:
    """What the rules answer, in their order, without those that have nothing to say."""
    given = [_begin(rule(reader)) for rule in rules]
    waiting = [step for step in given if isinstance(step, tuple)]
    found = iter(_ask([ask for _asking, ask in waiting]))
    ended = [_go_on(step[0], next(found)) if isinstance(step, tuple) else step for step in given]
    return [due for due in ended if due is not None]


def answer_of(rule: Rule, reader: Reader) -> Due | None:
    """What one rule answers."""
    return next(iter(answers_of([rule], reader)), None)


def _begin(given: Asking | Due | None) -> tuple[Asking, Ask] | Due | None:
    """A rule that asks, with its question; or what it has answered without asking."""
    if not isinstance(given, Generator):
        return given
    try:
        return given, next(given)
    except StopIteration as end:
        return _due(end)


def _go_on(asking: Asking, found: Found) -> Due | None:
    try:
        asking.send(found)
    except StopIteration as end:
        return _due(end)
    raise RuntimeError("A rule of the first page asks once.")


def _due(end: StopIteration) -> Due | None:
    due: Due | None = end.value
    return due


def _ask(asks: Sequence[Ask]) -> list[Found]:
    """One query: a row for each question that has rows."""
    if not asks:
        return []
    first, *others = [_counted(ask, number) for number, ask in enumerate(asks)]
    rows = first.union(*others, all=True) if others else first
    found = {number: Found(count, day, only) for number, count, day, only in rows if count}
    return [found.get(number, Found()) for number in range(len(asks))]


def _counted(ask: Ask, number: int) -> QuerySet[Any, tuple[int, int, dt.date | None, int]]:
    day = Min(ask.day) if ask.day else Value(None)
    return (
        ask.rows.order_by()
        .annotate(asked_by=Value(number, IntegerField()))
        .values("asked_by")
        .annotate(
            rows_found=Count("pk", distinct=True),
            first_day=Cast(day, DateField()),
            least_key=Cast(Min(ask.only), IntegerField()),
        )
        .values_list("asked_by", "rows_found", "first_day", "least_key")
    )
