"""Who answers documents for which unit: its secretary and deputies, as accounts (M5). For many at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fourgood.accounts.models import User
from fourgood.organisation.models import Position, Unit
from fourgood.organisation.models.positions import PositionQuerySet
from fourgood.organisation.standing import GRANTS, Can

_ROLES = [held.value for held, grants in GRANTS.items() if Can.ANSWER_DOCUMENTS in grants]


@dataclass(frozen=True)
class Answerer:
    """An account and a unit for which its holder answers."""

    user: User
    unit_id: int


def answerers_of(units: Iterable[Unit], *, on: dt.date) -> list[Answerer]:
    """Who answers for the units on the day, each once. One query."""
    return _answerers(Position.objects.filter(unit__in=[unit.pk for unit in units]), on)


def answered_by(users: Iterable[User], *, on: dt.date) -> list[Answerer]:
    """For which units the people answer on the day. One query."""
    return _answerers(Position.objects.filter(member__account__in=[user.pk for user in users]), on)


def _answerers(positions: PositionQuerySet, on: dt.date) -> list[Answerer]:
    """As `Standing` says it for one person: the position holds, the unit was there on the day and still is."""
    held = positions.on(on).filter(
        kind__role__in=_ROLES,
        unit__is_active=True,
        unit__spans__valid__contains=on,
        member__account__is_active=True,
    )
    rows = held.select_related("member__account").order_by("unit__path", "pk")
    found = {(row.member.account.pk, row.unit_id): Answerer(row.member.account, row.unit_id) for row in rows}
    return list(found.values())
