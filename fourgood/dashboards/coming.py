"""The next dates that matter to a person: what takes effect or ends within the next months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import DateField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from fourgood.dashboards.alike import KEPT, Kind, Statement, kind_of
from fourgood.dashboards.reader import Reader
from fourgood.instructions.models import Plan, PlanStep, Receipt
from fourgood.instructions.owed import WORKS_IN
from fourgood.organisation.models import MemberStatus, Order, Position
from fourgood.organisation.standing import Can

AHEAD = dt.timedelta(days=120)
MOST = 4


@dataclass(frozen=True, order=True)
class Coming:
    """Something on a day, and where to read about it."""

    day: dt.date
    words: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of thing that comes: its rows, the field of the day, and how a row is told."""

    rows: QuerySet[Any]
    day: str
    tell: Callable[[Any], Coming]


def coming_for(reader: Reader) -> list[Coming]:
    """The nearest dates, soonest first: one query finds them in all sources, one more for each source that has some."""
    kind, numbers = kind_of(reader)
    nearest = sorted(nearest_of(kind).rows(numbers))[:MOST]
    found: list[Coming] = []
    for number, finder in enumerate(_finders()):
        keys = [key for _day, at, key in nearest if at == number]
        source = finder(reader) if keys else None
        found += [source.tell(row) for row in source.rows.filter(pk__in=keys)] if source else []
    return sorted(found)


@lru_cache(maxsize=KEPT)
def nearest_of(kind: Kind) -> Statement:
    """Asks for (day, number of the source, key) of the first rows of each source, for a reader of the kind."""
    sources = [(number, source) for number, finder in enumerate(_finders()) if (source := finder(kind.reader()))]
    parts = [
        source.rows.order_by(source.day, "pk").values_list(
            Cast(source.day, DateField()), Value(number, IntegerField()), Cast("pk", IntegerField())
        )[:MOST]
        for number, source in sources
    ]
    return Statement.of(parts[0].union(*parts[1:], all=True) if parts else None, kind)


def _finders() -> tuple[Callable[[Reader], Source | None], ...]:
    return _orders, _statuses, _positions, _study_days, _plan_steps


def _orders(reader: Reader) -> Source | None:
    if not reader.standing.may_anywhere(Can.DRAFT_ORDERS):
        return None
    soon = Order.objects.visible_to(reader.user).filter(reversed_at=None, effective_on__range=_ahead(reader))
    return Source(soon, "effective_on", _order)


def _order(order: Order) -> Coming:
    return Coming(order.effective_on, _("Order %(number)s takes effect") % {"number": order}, order.get_absolute_url())


def _statuses(reader: Reader) -> Source | None:
    """Members of the cell that the person leads who come back, or are due again."""
    if reader.cell is None:
        return None
    ending = MemberStatus.objects.on(reader.on).filter(member__unit=reader.cell, valid__endswith__range=_ahead(reader))
    return Source(ending.select_related("member"), "valid__endswith", _status)


def _status(status: MemberStatus) -> Coming:
    words = _("%(name)s: “%(status)s” ends") % {"name": status.member, "status": status}
    return Coming(_last_day(status.valid.upper), words, status.member.get_absolute_url())


def _positions(reader: Reader) -> Source | None:
    """The person's own positions."""
    if reader.user.member_id is None:
        return None
    own = Position.objects.on(reader.on).filter(member=reader.user.member_id, unit__isnull=False)
    ending = own.filter(valid__endswith__range=_ahead(reader)).select_related("kind", "unit", "member")
    return Source(ending, "valid__endswith", _position)


def _position(position: Position) -> Coming:
    words = _("Your position ends: %(position)s") % {"position": position}
    return Coming(_last_day(position.valid.upper), words, position.member.get_absolute_url())


def _study_days(reader: Reader) -> Source | None:
    """Study sessions of the units that the person leads or belongs to."""
    units = {h.unit_id for h in reader.standing.holdings if h.what in WORKS_IN}
    if not units:
        return None
    ahead = Receipt.objects.filter(unit__in=units, study_on__range=_ahead(reader), document__edition__withdrawn_at=None)
    return Source(ahead.select_related("document"), "study_on", _study_day)


def _study_day(receipt: Receipt) -> Coming:
    assert receipt.study_on
    words = _("Study session on %(number)s") % {"number": receipt.document}
    return Coming(receipt.study_on, words, receipt.document.get_absolute_url())


def _plan_steps(reader: Reader) -> Source | None:
    """Steps that fall due of the plans that the person answers for."""
    units = [h.unit_id for h in reader.standing.holdings if h.grants(Can.ANSWER_DOCUMENTS)]
    if not units:
        return None
    plans = Plan.objects.in_force().filter(unit__in=units)
    ahead = PlanStep.objects.filter(plan__in=plans, done_on=None, due_on__range=_ahead(reader))
    return Source(ahead.select_related("plan"), "due_on", _plan_step)


def _plan_step(step: PlanStep) -> Coming:
    words = _("Plan %(number)s: %(step)s") % {"number": step.plan, "step": step}
    return Coming(step.due_on, words, step.plan.get_absolute_url())


def _ahead(reader: Reader) -> tuple[dt.date, dt.date]:
    return reader.on, reader.on + AHEAD


def _last_day(bound: dt.date) -> dt.date:
    return bound - dt.timedelta(days=1)
