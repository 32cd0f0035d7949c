"""Coverage (M9): how many units are expected, and how far each has come; and how good the sheets were, row by row.

Every number counts rows of `sheets`, and opens the names behind it: they can't differ, and can't pass the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models.periods import last_day_of
from fourgood.assessments.models.shares import GOODS
from fourgood.common.vietnamese import sort_key
from fourgood.figures.asked import Asked
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, visible
from fourgood.organisation.models import Unit
from fourgood.organisation.subtree import names_on


class What(models.TextChoices):
    """A number of the table. The five from ON_TIME to MISSING add up to EXPECTED; CONFIRMED and ACCEPTED are of those
    submitted. GRACE: after the day that the calendar names, but in its days of grace or the time granted to the unit.
    """

    EXPECTED = "expected", _("to be assessed")
    ON_TIME = "on_time", _("on time")
    GRACE = "grace", _("in the days of grace")
    LATE = "late", _("late")
    TO_COME = "to_come", _("not yet due")
    MISSING = "missing", _("not submitted")
    CONFIRMED = "confirmed", _("confirmed")
    ACCEPTED = "accepted", _("accepted")
    SETTLED = "settled", _("not expected, with a reason")


CONDITIONS = {
    What.EXPECTED: "f.timing <> 'settled'",
    What.CONFIRMED: "f.confirmed",
    What.ACCEPTED: "f.accepted",
} | {
    what: f"f.timing = '{what}'"
    for what in (What.ON_TIME, What.GRACE, What.LATE, What.TO_COME, What.MISSING, What.SETTLED)
}


@dataclass(frozen=True)
class Tally:
    """One row: the sheets counted at a unit. `median` and `goods` are of those whose points are shown, `shown` of them,
    `of_confirmed` by confirmed points; None where there are none. `top` None: all rows together.
    """

    top: int | None
    numbers: dict[What, int]
    shown: int
    of_confirmed: int
    median: Decimal | None
    goods: tuple[Decimal | None, ...]
    name: str = ""

    @property
    def cells(self) -> list[tuple[What, int]]:
        return [(what, self.numbers[what]) for what in What]

    @property
    def expected(self) -> int:
        return self.numbers[What.EXPECTED]

    @property
    def submitted(self) -> int:
        return sum(self.numbers[what] for what in (What.ON_TIME, What.GRACE, What.LATE))

    @property
    def submitted_share(self) -> Decimal | None:
        return share_of(self.submitted, self.expected)

    @property
    def confirmed_share(self) -> Decimal | None:
        return share_of(self.numbers[What.CONFIRMED], self.expected)

    @property
    def is_partial(self) -> bool:
        """Whether the points are not yet those of all, confirmed."""
        return self.of_confirmed < self.expected


def share_of(count: int, whole: int) -> Decimal | None:
    """In per cent, rounded down to one place, so that 99.96 never reads as all."""
    return Decimal(count * 1000 // whole) / 10 if whole else None


def good_share(good: int) -> str:
    """SQL of the share of a good (`share_of_good`) of a sheet that has points."""
    return f"CASE WHEN f.total IS NOT NULL THEN f.share_{good} END"


def median(expression: str) -> str:
    """SQL of the two numbers in the middle of whole numbers; of an odd number of them, the middle one twice.

    The second fraction is past a half by less than one of ten million sheets. (`percentile_cont` sorts floats, and a
    year then takes half as long again.)
    """
    return f"percentile_disc(ARRAY[0.5, 0.50000005]) WITHIN GROUP (ORDER BY {expression})"


def tallies(asked: Asked, places: list[Place]) -> tuple[list[Tally], Tally]:
    """The rows, by name, and all together. Two queries: the numbers, and what the units were called then."""
    numbers = [f"count(*) FILTER (WHERE {CONDITIONS[what]})" for what in What]
    medians = [median("f.total"), *(median(good_share(good)) for good in GOODS)]
    counts = ["count(f.total)", "count(f.total) FILTER (WHERE f.kind = 'confirmed')"]
    columns = ", ".join(["f.top_id", *numbers, *counts, *medians])
    rows = fetch(visible(asked, places, columns, also="GROUP BY GROUPING SETS ((f.top_id), ())"))
    read = [_tally(row) for row in rows]
    tops = [tally.top for tally in read if tally.top is not None]
    names = names_then(tops, asked)
    of_tops = [replace(tally, name=names[tally.top]) for tally in read if tally.top is not None]
    return sorted(of_tops, key=lambda t: sort_key(t.name)), next(tally for tally in read if tally.top is None)


def names_then(units: list[int], asked: Asked) -> dict[int, str]:
    """What units were called at the end of the month; those that were not there then, as they were called last."""
    then = names_on(units, on=last_day_of(asked.month))
    gone = [pk for pk in units if pk not in then]
    return then | (dict(Unit.objects.filter(pk__in=gone).values_list("pk", "name")) if gone else {})


def _tally(row: tuple[Any, ...]) -> Tally:
    top, *rest = row
    numbers = dict(zip(What, rest[: len(What)], strict=True))
    shown, of_confirmed, middle, *goods = rest[len(What) :]
    return Tally(top, numbers, shown, of_confirmed, points_of(middle), tuple(points_of(good) for good in goods))


def points_of(middle: list[int] | None) -> Decimal | None:
    """The median in points, from what `median` found of hundredths."""
    return None if middle is None else Decimal(sum(middle)) / 200
