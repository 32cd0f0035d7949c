"""Where a unit comes from and what became of it: its spans, its predecessors and its successors, with the orders."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from fourgood.organisation.models import Change, Order, Span, Succession, Unit
from fourgood.organisation.standing import Can, Viewer

FURTHEST = 20  # generations: more than any record reaches; a limit so that a faulty record can't loop


@dataclass
class Link:
    """A unit up or down the line: taken over on a day by an order. `url` is empty where the reader may not see it."""

    unit: Unit
    url: str
    on: dt.date
    order: Order
    act: str
    further: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Period:
    """A span of the unit with the order that began it, if one did, and the one that ended it."""

    span: Span
    begun_by: Order | None


@dataclass(frozen=True)
class Lineage:
    periods: list[Period]
    came_from: list[Link]
    went_into: list[Link]


def lineage_of(unit: Unit, viewer: Viewer) -> Lineage:
    """One query per generation, whatever the number of units in it."""
    return Lineage(
        periods=_periods(unit),
        came_from=_follow(unit, viewer, near="successor", far="predecessor"),
        went_into=_follow(unit, viewer, near="predecessor", far="successor"),
    )


def _periods(unit: Unit) -> list[Period]:
    spans = list(unit.spans.select_related("kind", "sector", "parent").order_by("valid"))
    begun = Change.objects.filter(
        table=Span._meta.label_lower, row__in=[span.pk for span in spans], before__isnull=True
    )
    orders = {change.row: change.order for change in begun.filter(order__reversed_at=None).select_related("order")}
    return [Period(span, orders.get(span.pk)) for span in spans]


def _follow(unit: Unit, viewer: Viewer, *, near: str, far: str) -> list[Link]:
    """All units reached by going from `near` to `far` again and again, as nested links; each is followed once."""
    first: list[Link] = []
    places, seen = {unit.pk: first}, {unit.pk}
    for _generation in range(FURTHEST):
        following: dict[int, list[Link]] = {}
        for pk, links in _generation_of(places, viewer, near, far).items():
            places[pk].extend(links)
            fresh = {link.unit.pk: link.further for link in links if link.unit.pk not in seen}
            following |= fresh
            seen |= fresh.keys()
        if not following:
            break
        places = following
    return first


def _generation_of(ids: Iterable[int], viewer: Viewer, near: str, far: str) -> dict[int, list[Link]]:
    rows = Succession.objects.filter(**{f"{near}__in": list(ids)}).select_related(far, "order").order_by("on", "pk")
    links: dict[int, list[Link]] = defaultdict(list)
    for row in rows:
        other: Unit = getattr(row, far)
        url = other.get_absolute_url() if viewer.standing().may(Can.SEE_UNIT, other) else ""
        links[getattr(row, f"{near}_id")].append(Link(other, url, row.on, row.order, row.get_act_display()))
    return links
