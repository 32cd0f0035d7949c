"""The next dates that matter to a person: what takes effect or ends within the next months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from django.utils.translation import gettext as _

from fourgood.accounts.models import User
from fourgood.organisation.models import MemberStatus, Order, Position
from fourgood.organisation.standing import Can

MONTHS_AHEAD = dt.timedelta(days=120)
MOST = 4


@dataclass(frozen=True, order=True)
class Coming:
    """Something on a day, and where to read about it."""

    day: dt.date
    words: str
    url: str


def coming_for(user: User, *, on: dt.date) -> list[Coming]:
    """The nearest dates, soonest first."""
    return list(islice(merge(_orders(user, on), _statuses(user, on), _positions(user, on)), MOST))


def _orders(user: User, on: dt.date) -> list[Coming]:
    standing = user.standing(on)
    if not standing.may_anywhere(Can.DRAFT_ORDERS):
        return []
    soon = Order.objects.visible_to(user).filter(reversed_at=None, effective_on__range=(on, on + MONTHS_AHEAD))
    return [
        Coming(order.effective_on, _("Order %(number)s takes effect") % {"number": order}, order.get_absolute_url())
        for order in soon.order_by("effective_on", "pk")[:MOST]
    ]


def _statuses(user: User, on: dt.date) -> list[Coming]:
    standing = user.standing(on)
    if not standing.may_anywhere(Can.KEEP_MEMBERS):
        return []
    ending = MemberStatus.objects.on(on).filter(standing.reach(Can.KEEP_MEMBERS, "member__unit__path"))
    ending = ending.filter(valid__endswith__range=(on, on + MONTHS_AHEAD)).select_related("member")
    return [
        Coming(
            _last_day(status.valid.upper),
            _("%(name)s: “%(status)s” ends") % {"name": status.member, "status": status},
            status.member.get_absolute_url(),
        )
        for status in ending.order_by("valid__endswith", "pk")[:MOST]
    ]


def _positions(user: User, on: dt.date) -> list[Coming]:
    """The person's own positions."""
    own = (
        Position.objects.on(on).filter(member=user.member_id, unit__isnull=False)
        if user.member_id
        else Position.objects.none()
    )
    ending = own.filter(valid__endswith__range=(on, on + MONTHS_AHEAD)).select_related("kind", "unit", "member")
    return [
        Coming(
            _last_day(position.valid.upper),
            _("Your position ends: %(position)s") % {"position": position},
            position.member.get_absolute_url(),
        )
        for position in ending.order_by("valid__endswith", "pk")
    ]


def _last_day(bound: dt.date) -> dt.date:
    return bound - dt.timedelta(days=1)
