"""Who fills in the sheet of a unit, and who decides on it: the accounts to be told, for many units at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from fourgood.accounts.models import Office
from fourgood.organisation.models import Position, Unit
from fourgood.organisation.standing import GRANTS, Can

_ASSESSING = [held.value for held, grants in GRANTS.items() if Can.ASSESS in grants]
_IN_CHARGE = "in_charge"

Found = Mapping[Any, set[int]]
People = Mapping[int, Collection[int]]
"""Ids of accounts by id of unit."""


def filling_in(units: Collection[int], *, on: dt.date) -> People:
    """Whoever leads the unit itself. One query."""
    return _holding(units, _ASSESSING, on)


def deciding(units: Collection[int], *, on: dt.date) -> People:
    """Whoever is in charge of the unit; without such a person, whoever leads the committee directly above it, or, where
    nobody does, its officers. Four queries.
    """
    above = dict(Unit.objects.filter(pk__in=units).order_by().values_list("pk", "parent"))
    in_charge = _holding(units, [_IN_CHARGE], on)
    parents = {parent for parent in above.values() if parent is not None}
    leading, officers = _holding(parents, _ASSESSING, on), _officers(parents, on)
    found = {unit: in_charge.get(unit) or leading.get(parent) or officers.get(parent) for unit, parent in above.items()}
    return {unit: people for unit, people in found.items() if people}


def units_led(users: Collection[int], *, on: dt.date) -> set[int]:
    """Units that one of the accounts leads. One query."""
    rows = Position.objects.on(on).filter(member__account__in=users, kind__role__in=_ASSESSING, unit__isnull=False)
    return set(rows.order_by().values_list("unit", flat=True))


def units_decided_on(users: Collection[int], *, on: dt.date) -> set[int]:
    """Units of which one of the accounts may be the one who decides: in charge, or above. Four queries."""
    held = Position.objects.on(on).filter(member__account__in=users, kind__role=_IN_CHARGE, unit__isnull=False)
    offices = Office.objects.on(on).filter(user__in=users, kind=Office.Kind.ORGANISING_OFFICER)
    above = units_led(users, on=on) | set(offices.order_by().values_list("unit", flat=True))
    below = Unit.objects.active().filter(parent__in=above).order_by().values_list("pk", flat=True)
    return {*held.order_by().values_list("unit", flat=True), *below}


def _holding(units: Collection[int | None], roles: list[str], on: dt.date) -> Found:
    rows = Position.objects.on(on).filter(unit__in=units, kind__role__in=roles, member__account__is_active=True)
    return _by_unit(rows.order_by().values_list("unit", "member__account"))


def _officers(units: Collection[int | None], on: dt.date) -> Found:
    rows = Office.objects.on(on).filter(unit__in=units, kind=Office.Kind.ORGANISING_OFFICER, user__is_active=True)
    return _by_unit(rows.order_by().values_list("unit", "user"))


def _by_unit(pairs: Iterable[tuple[Any, Any]]) -> Found:
    people: dict[Any, set[int]] = defaultdict(set)
    for unit, user in pairs:
        people[unit].add(user)
    return people
