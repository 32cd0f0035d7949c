"""Whose business a unit's work is on a day: the members of a cell, or who sits on the committee."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from fourgood.organisation.models import Member, Membership, Position, Unit
from fourgood.organisation.models.reference import Role

COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)


def people_of(unit: Unit, *, on: dt.date) -> QuerySet[Member]:
    """Members of the cell (official membership), or holders of positions on the committee, by name."""
    return Member.objects.filter(pk__in=_members(unit, on) if unit.kind.has_members else committee_ids(unit, on=on))


def committee_ids(unit: Unit, *, on: dt.date) -> QuerySet[Position, int]:
    """Ids of the members of the unit's own committee, a cell's too."""
    holders = Position.objects.on(on).filter(unit=unit, kind__role__in=COMMITTEE)
    return holders.order_by().values_list("member", flat=True)


def _members(unit: Unit, on: dt.date) -> QuerySet[Membership, int]:
    return Membership.objects.on(on).official().filter(unit=unit).values_list("member", flat=True)
