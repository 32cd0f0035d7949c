"""Who is asked and who votes in every cell and committee on a day: the same rules as on the pages, for all at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from fourgood.organisation.models import Membership, Position
from fourgood.organisation.people import COMMITTEE
from fourgood.organisation.roll_call import people, rule
from fourgood.regulations.meeting_membership import roll_call


@dataclass(frozen=True)
class House:
    """By unit: how many are the base of a vote, and the members who are asked."""

    on: dt.date
    base: dict[int, int]
    asked: dict[int, list[int]]


def house_on(day: dt.date, units: Collection[int]) -> House:
    """Of the units. Three queries."""
    asked: dict[int, list[int]] = defaultdict(list)
    of_the_day = Membership.objects.on(day)
    stays = of_the_day.filter(member__in=of_the_day.filter(unit__in=units).values("member"))
    memberships = list(stays.select_related("member"))
    for membership in memberships:
        if membership.kind == Membership.Kind.OFFICIAL:
            asked[membership.unit_id].append(membership.member_id)
    base = _bases(memberships, day)
    committees = Position.objects.on(day).filter(unit__in=units, unit__kind__has_members=False)
    held = committees.filter(kind__role__in=COMMITTEE)
    for unit, member in held.order_by("unit", "member").values_list("unit", "member").distinct():
        asked[unit].append(member)
        base[unit] = base.get(unit, 0) + 1
    return House(day, base, asked)


def _bases(memberships: list[Membership], day: dt.date) -> dict[int, int]:
    in_force = rule(day)
    by_unit = defaultdict(list)
    for person in people(memberships, on=day):
        for stay in person.stays:
            by_unit[stay.cell].append(person)
    return {unit: roll_call(persons, cell=unit, on=day, rule=in_force).vote_base() for unit, persons in by_unit.items()}
