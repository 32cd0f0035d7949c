"""The next dates that matter to a person: what takes effect or ends within the next months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.utils.translation import gettext as _

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


def coming_for(reader: Reader) -> list[Coming]:
    """The nearest dates, soonest first."""
    found = (_orders(reader), _statuses(reader), _positions(reader), _study_days(reader), _plan_steps(reader))
    return list(islice(merge(*found), MOST))


def _orders(reader: Reader) -> list[Coming]:
    if not reader.standing.may_anywhere(Can.DRAFT_ORDERS):
        return []
    soon = Order.objects.visible_to(reader.user).filter(reversed_at=None, effective_on__range=_ahead(reader))
    return [
        Coming(order.effective_on, _("Order %(number)s takes effect") % {"number": order}, order.get_absolute_url())
        for order in soon.order_by("effective_on", "pk")[:MOST]
    ]


def _statuses(reader: Reader) -> list[Coming]:
    """Members of the cell that the person leads who come back, or are due again."""
    if reader.cell is None:
        return []
    ending = MemberStatus.objects.on(reader.on).filter(member__unit=reader.cell, valid__endswith__range=_ahead(reader))
    return [
        Coming(
            _last_day(status.valid.upper),
            _("%(name)s: “%(status)s” ends") % {"name": status.member, "status": status},
            status.member.get_absolute_url(),
        )
        for status in ending.select_related("member").order_by("valid__endswith", "pk")[:MOST]
    ]


def _positions(reader: Reader) -> list[Coming]:
    """The person's own positions."""
    own = (
        Position.objects.on(reader.on).filter(member=reader.user.member_id, unit__isnull=False)
        if reader.user.member_id
        else Position.objects.none()
    )
    ending = own.filter(valid__endswith__range=_ahead(reader)).select_related("kind", "unit", "member")
    return [
        Coming(
            _last_day(position.valid.upper),
            _("Your position ends: %(position)s") % {"position": position},
            position.member.get_absolute_url(),
        )
        for position in ending.order_by("valid__endswith", "pk")
    ]


def _study_days(reader: Reader) -> list[Coming]:
    """Study sessions of the units that the person leads or belongs to."""
    units = {h.unit_id for h in reader.standing.holdings if h.what in WORKS_IN}
    if not units:
        return []
    ahead = Receipt.objects.filter(unit__in=units, study_on__range=_ahead(reader), document__edition__withdrawn_at=None)
    return [
        Coming(
            receipt.study_on or reader.on,
            _("Study session on %(number)s") % {"number": receipt.document},
            receipt.document.get_absolute_url(),
        )
        for receipt in ahead.select_related("document").order_by("study_on", "pk")[:MOST]
    ]


def _plan_steps(reader: Reader) -> list[Coming]:
    """Steps that fall due of the plans that the person answers for."""
    units = [h.unit_id for h in reader.standing.holdings if h.grants(Can.ANSWER_DOCUMENTS)]
    if not units:
        return []
    plans = Plan.objects.in_force().filter(unit__in=units)
    ahead = PlanStep.objects.filter(plan__in=plans, done_on=None, due_on__range=_ahead(reader))
    return [
        Coming(
            step.due_on,
            _("Plan %(number)s: %(step)s") % {"number": step.plan, "step": step},
            step.plan.get_absolute_url(),
        )
        for step in ahead.select_related("plan").order_by("due_on", "pk")[:MOST]
    ]


def _ahead(reader: Reader) -> tuple[dt.date, dt.date]:
    return reader.on, reader.on + AHEAD


def _last_day(bound: dt.date) -> dt.date:
    return bound - dt.timedelta(days=1)
