"""A small tree of a test's own, beside the cast: one committee with cells that have members, groups and positions."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.utils import timezone

from fourgood.common.spans import since
from fourgood.organisation.models import (
    Member,
    Membership,
    Order,
    OrganisationKind,
    Position,
    PositionKind,
    Sector,
    Unit,
)

BEGAN = dt.date(2020, 1, 1)
MERGED = dt.date(2025, 3, 1)
THE_DAY_BEFORE = dt.date(2025, 2, 28)
NOW = dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC)

_numbers = count(1)


def kind(code: str) -> OrganisationKind:
    return OrganisationKind.objects.get(code=code)


def sector(code: str) -> Sector:
    return Sector.objects.get(code=code)


def code() -> str:
    number = next(_numbers)  # of all tests of a worker together there are more than a thousand
    return f"99.{number % 1000:03d}.{number // 1000:03d}.000.000"


def committee(above: Unit, name: str = "Đảng bộ xã Thử", **fields) -> Unit:
    fields = {"code": code(), "kind": kind("grassroots"), "sector": sector("locality"), "on": BEGAN} | fields
    return Unit.objects.found(name=name, parent=above, **fields)


def cell(above: Unit, name: str = "Chi bộ thôn Thử", **fields) -> Unit:
    fields = {"code": code(), "kind": kind("cell"), "sector": sector("quarter"), "on": BEGAN} | fields
    return Unit.objects.found(name=name, parent=above, **fields)


def member(unit: Unit, name: str = "Trần Thử", on: dt.date = BEGAN, group=None) -> Member:
    person = Member.objects.create(
        code=f"99.{next(_numbers):06d}", full_name=name, admitted_on=BEGAN, official_on=BEGAN, unit=unit
    )
    Membership.objects.create(
        member=person, unit=unit, group=group, began_by=Membership.Beginning.IMPORTED, valid=since(on)
    )
    return person


def position(person: Member, code: str, unit: Unit, on: dt.date = BEGAN) -> Position:
    return Position.objects.create(member=person, kind=PositionKind.objects.get(code=code), unit=unit, valid=since(on))


def order(issuer: Unit, on: dt.date = MERGED, number: str = "") -> Order:
    return Order.objects.draft(
        issuer=issuer,
        number=number or f"{next(_numbers)}-QĐ/THU",
        decided_on=on,
        effective_on=on,
        reason="Sắp xếp lại",
        by=None,
        at=timezone.now(),
    )
