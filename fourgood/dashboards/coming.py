"""The next dates that matter to a person: what takes effect or ends within the next months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.utils.translation import gettext as _

from fourgood.dashboards.due import Reader
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
    return list(islice(merge(_orders(reader), _statuses(reader), _positions(reader)), MOST))


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


def _ahead(reader: Reader) -> tuple[dt.date, dt.date]:
    return reader.on, reader.on + AHEAD


def _last_day(bound: dt.date) -> dt.date:
    return bound - dt.timedelta(days=1)
