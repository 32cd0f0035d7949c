"""The units right before and after one in the line of mergers, with the year in which their months lie."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from fourgood.organisation.models import Succession, Unit
from fourgood.organisation.standing import Can, Standing


@dataclass(frozen=True)
class Neighbour:
    """`url`: of its year before the day (or after it); "" where the reader may not see it. `act`: what was done."""

    unit: Unit
    url: str
    on: dt.date
    act: str
    order: str


@dataclass(frozen=True)
class Neighbours:
    before: list[Neighbour]
    after: list[Neighbour]


def neighbours_of(unit: Unit, standing: Standing) -> Neighbours:
    """One query."""
    rows = Succession.objects.filter(Q(predecessor=unit) | Q(successor=unit))
    found = list(rows.select_related("predecessor", "successor", "order").order_by("on", "pk"))
    return Neighbours(
        before=[_neighbour(r, r.predecessor, r.on - dt.timedelta(days=1), standing) for r in found if _ends(r, unit)],
        after=[_neighbour(r, r.successor, r.on, standing) for r in found if r.predecessor_id == unit.pk],
    )


def _ends(row: Succession, unit: Unit) -> bool:
    return row.successor_id == unit.pk and row.predecessor_id != unit.pk


def _neighbour(row: Succession, other: Unit, day: dt.date, standing: Standing) -> Neighbour:
    may = standing.may(Can.SEE_UNIT, other)
    url = f"{reverse('unit_year', args=[other.pk])}?year={day.year}" if may else ""
    return Neighbour(other, url, row.on, row.get_act_display(), str(row.order))
