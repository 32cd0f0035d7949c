"""The next dates that matter to a person: what takes effect or ends within the next months."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import DateField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from fourgood.dashboards.alike import KEPT, Kind, Statement, kind_of
from fourgood.dashboards.reader import Reader
from fourgood.instructions.models import Plan, PlanStep, Receipt
from fourgood.instructions.owed import WORKS_IN
from fourgood.organisation.models import MemberStatus, Order, Position, PositionKind
from fourgood.organisation.standing import Can

AHEAD = dt.timedelta(days=120)
MOST = 4
NAMES = ("name_vi", "name_ms", "name_en")  # of a kind of position

Told = dict[str, Any]  # what tells of a row, by field
Find = Callable[[Reader], "Source | None"]
Tell = Callable[[dt.date, Told], "Coming"]


@dataclass(frozen=True, order=True)
class Coming:
    """Something on a day, and where to read about it."""

    day: dt.date
    words: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of thing that comes: its rows, the field of the day, and the fields that tell of a row."""

    rows: QuerySet[Any]
    day: str
    told: tuple[str, ...]


def coming_for(reader: Reader) -> list[Coming]:
    """The nearest dates, soonest first. One query."""
    kind, numbers = kind_of(reader)
    nearest = sorted(nearest_of(kind).rows(numbers))[:MOST]
    tellers = [tell for _find, tell in _sources()]
    return sorted(tellers[number](day, json.loads(told)) for day, number, _key, told in nearest)


@lru_cache(maxsize=KEPT)
def nearest_of(kind: Kind) -> Statement:
    """Asks for the first rows of each source, for the kind: (day, number of the source, key, JSON by field)."""
    sources = [(number, source) for number, (find, _tell) in enumerate(_sources()) if (source := find(kind.reader()))]
    parts = [
        source.rows.order_by(source.day, "pk").values_list(
            Cast(source.day, DateField()),
            Value(number, IntegerField()),
            Cast("pk", IntegerField()),
            JSONObject(**{name: name for name in source.told}),
        )[:MOST]
        for number, source in sources
    ]
    return Statement.of(parts[0].union(*parts[1:], all=True) if parts else None, kind)


def _sources() -> tuple[tuple[Find, Tell], ...]:
    return (
        (_orders, _order),
        (_statuses, _status),
        (_positions, _position),
        (_study_days, _study_day),
        (_plan_steps, _plan_step),
    )


def _orders(reader: Reader) -> Source | None:
    if not reader.standing.may_anywhere(Can.DRAFT_ORDERS):
        return None
    soon = Order.objects.visible_to(reader.user).filter(reversed_at=None, effective_on__range=_ahead(reader))
    return Source(soon, "effective_on", ("id", "number"))


def _order(day: dt.date, told: Told) -> Coming:
    return Coming(day, _("Order %(number)s takes effect") % told, reverse("order", args=[told["id"]]))


def _statuses(reader: Reader) -> Source | None:
    """Members of the cell that the person leads who come back, or are due again."""
    if reader.cell is None:
        return None
    ending = MemberStatus.objects.on(reader.on).filter(member__unit=reader.cell, valid__endswith__range=_ahead(reader))
    return Source(ending, "valid__endswith", ("member__full_name", "kind", "member_id"))


def _status(end: dt.date, told: Told) -> Coming:
    status = MemberStatus.Kind(told["kind"]).label
    words = _("%(name)s: “%(status)s” ends") % {"name": told["member__full_name"], "status": status}
    return Coming(_last_day(end), words, reverse("member", args=[told["member_id"]]))


def _positions(reader: Reader) -> Source | None:
    """The person's own positions."""
    if reader.user.member_id is None:
        return None
    own = Position.objects.on(reader.on).filter(member=reader.user.member_id, unit__isnull=False)
    ending = own.filter(valid__endswith__range=_ahead(reader))
    return Source(ending, "valid__endswith", (*(f"kind__{name}" for name in NAMES), "unit__name", "member_id"))


def _position(end: dt.date, told: Told) -> Coming:
    kind = PositionKind(**{name: told[f"kind__{name}"] for name in NAMES})
    words = _("Your position ends: %(position)s") % {"position": f"{kind}, {told['unit__name']}"}
    return Coming(_last_day(end), words, reverse("member", args=[told["member_id"]]))


def _study_days(reader: Reader) -> Source | None:
    """Study sessions of the units that the person leads or belongs to."""
    units = {h.unit_id for h in reader.standing.holdings if h.what in WORKS_IN}
    if not units:
        return None
    ahead = Receipt.objects.filter(unit__in=units, study_on__range=_ahead(reader), document__edition__withdrawn_at=None)
    return Source(ahead, "study_on", ("document__number", "document_id"))


def _study_day(day: dt.date, told: Told) -> Coming:
    words = _("Study session on %(number)s") % {"number": told["document__number"]}
    return Coming(day, words, reverse("document", args=[told["document_id"]]))


def _plan_steps(reader: Reader) -> Source | None:
    """Steps that fall due of the plans that the person answers for."""
    units = [h.unit_id for h in reader.standing.holdings if h.grants(Can.ANSWER_DOCUMENTS)]
    if not units:
        return None
    plans = Plan.objects.in_force().filter(unit__in=units)
    ahead = PlanStep.objects.filter(plan__in=plans, done_on=None, due_on__range=_ahead(reader))
    return Source(ahead, "due_on", ("plan__number", "text", "plan_id"))


def _plan_step(day: dt.date, told: Told) -> Coming:
    words = _("Plan %(number)s: %(step)s") % {"number": told["plan__number"], "step": told["text"]}
    return Coming(day, words, reverse("plan", args=[told["plan_id"]]))


def _ahead(reader: Reader) -> tuple[dt.date, dt.date]:
    return reader.on, reader.on + AHEAD


def _last_day(bound: dt.date) -> dt.date:
    return bound - dt.timedelta(days=1)
