"""The rules of the first page ask the database together, however many there are: one query for all that is asked of
single units, which stays planned, and one for what is asked of all below them. Of a cell, one for both.

A rule yields an `Ask` and goes on with the `Found`: how many rows there are, and the least of their dates. Only a rule
that has found something goes on, and asks again for the row that its card speaks of. What a rule asks may depend on
what the reader holds, never on rows: the question is written for all readers of a kind (`alike.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache
from inspect import isgeneratorfunction
from typing import Any, cast

from django.db.models import Count, DateField, IntegerField, Min, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from fourgood.dashboards.alike import KEPT, Kind, Statement, kind_of
from fourgood.dashboards.reader import Due, Reader


@dataclass(frozen=True)
class Ask:
    """Which rows wait, put together only where the question is written. `day`: the field whose least is the date of the
    card; `only`: what leads to the page.
    """

    rows: Callable[[], QuerySet[Any]]
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
    rules = tuple(rules)
    found = _found(rules, reader)
    given = [_answer(rule, reader, found.get(number)) for number, rule in enumerate(rules)]
    return [due for due in given if due is not None]


def answer_of(rule: Rule, reader: Reader) -> Due | None:
    """What one rule answers."""
    return next(iter(answers_of([rule], reader)), None)


def _answer(rule: Rule, reader: Reader, found: Found | None) -> Due | None:
    """What the rule answers of itself, or to what it has found: the latter is begun for the reader only then."""
    if not isgeneratorfunction(rule):
        return cast("Due | None", rule(reader))
    if found is None:
        return None
    asking = cast("Asking", rule(reader))
    next(asking)
    try:
        asking.send(found)
    except StopIteration as end:
        return cast("Due | None", end.value)
    raise RuntimeError("A rule of the first page asks once.")


def _found(rules: tuple[Rule, ...], reader: Reader) -> dict[int, Found]:
    """By number of the rule, what it has found; without those that found no row. Two queries at most."""
    kind, numbers = kind_of(reader)
    rows = [row for question in questions_of(rules, kind) for row in question.rows(numbers)]
    return {number: Found(count, first, only) for number, count, first, only in rows if count}


@lru_cache(maxsize=KEPT)
def questions_of(rules: tuple[Rule, ...], kind: Kind) -> tuple[Statement, ...]:
    """The statements that ask what the rules ask for a reader of the kind: a row for each rule."""
    asked = [
        (number, next(rule(kind.reader()), None)) for number, rule in enumerate(rules) if isgeneratorfunction(rule)
    ]
    counted = [_counted(ask, number) for number, ask in asked if ask]
    stay = [Statement.of(rows, kind).stays_planned for rows in counted]
    groups = [[rows for rows, stays in zip(counted, stay, strict=True) if stays is kept] for kept in (True, False)]
    return tuple(Statement.of(rows[0].union(*rows[1:], all=True), kind) for rows in groups if rows)


def _counted(ask: Ask, number: int) -> QuerySet[Any, tuple[int, int, dt.date | None, int]]:
    day = Min(ask.day) if ask.day else Value(None)
    return (
        ask.rows()
        .order_by()
        .annotate(asked_by=Value(number, IntegerField()))
        .values("asked_by")
        .annotate(
            rows_found=Count("pk", distinct=True),
            first_day=Cast(day, DateField()),
            least_key=Cast(Min(ask.only), IntegerField()),
        )
        .values_list("asked_by", "rows_found", "first_day", "least_key")
    )
