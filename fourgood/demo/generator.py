"""A whole province at once, for benchmarks: 6,000 units and 105,000 invented members, the same for the same seed.

Every number, name and date follows from the seed, the size and the date. Rows are written by COPY, so nothing here
goes through the verbs; one act says that a list was imported.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from random import Random

from django.db import transaction

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.spans import since
from fourgood.demo import generated_people as rows
from fourgood.demo import writing
from fourgood.demo.generated_people import Person
from fourgood.demo.generated_units import (
    FOUNDED,
    LAST_DAY_OF_DISTRICTS,
    REORGANISED,
    SMALL,
    Plan,
    Planned,
    Size,
    shares,
)
from fourgood.organisation.models import (
    Member,
    Membership,
    MemberStatus,
    Order,
    OrganisationKind,
    PartyGroup,
    Position,
    Span,
    Succession,
    Unit,
)

__all__ = ["PROVINCE", "SMALL", "Size", "generate"]

PROVINCE = Size()


@transaction.atomic
def generate(size: Size = PROVINCE, *, seed: int = 2024, on: dt.date) -> Unit:
    """Write a province as of the date, under the one that is there or under a new one; return its top unit."""
    random = Random(seed)  # noqa: S311 invented data, not secrets
    root = _root()
    units = Plan(random, size, root).make()
    writing.number(units)
    writing.write_units(units)
    _write_reorganisation(root, [unit for unit in units if unit.successor])
    everyone = _write_members(random, size, units, on)
    _write_positions(units, everyone, on)
    bulk.copy(MemberStatus, rows.STATUS, rows.status_rows(random, list(everyone.values()), on=on))
    bulk.analyse(Unit, Span, Member, Membership, MemberStatus, Position, PartyGroup)
    top = Unit.objects.get(pk=root.id)
    Act.objects.record(
        Verb.LIST_IMPORTED, top, by=None, path=top.path, after={"units": len(units), "members": size.members}
    )
    return top


def _root() -> Planned:
    """The province as planned: the one that is there, else a new one."""
    unit = Unit.objects.filter(parent=None).first()
    if unit is None:
        kind = OrganisationKind.objects.get(code="provincial")
        unit = Unit(code="22.000.000.000.000", name="Đảng bộ tỉnh Quảng Ninh", kind=kind, path="")
        unit.save()
        unit.path = f"/{unit.pk}/"
        unit.save()
        Span.objects.create(unit=unit, name=unit.name, kind=kind, valid=since(FOUNDED))
    return Planned(code=unit.code, name=unit.name, kind="provincial", id=unit.pk, path=unit.path)


def _write_reorganisation(root: Planned, closed: list[Planned]) -> None:
    """The order by which districts ended and communes and cells were merged, and what took over from each."""
    last_day, day = LAST_DAY_OF_DISTRICTS, REORGANISED
    moment = dt.datetime.combine(last_day, dt.time(17), tzinfo=dt.UTC)
    order = Order.objects.create(
        issuer_id=root.id,
        number=f"MAU {Order.objects.count() + 1}-QĐ/TU",
        decided_on=last_day,
        effective_on=day,
        reason="Sắp xếp tổ chức đảng theo mô hình chính quyền địa phương hai cấp.",
        drafted_at=moment,
        carried_out_at=moment,
    )
    bulk.copy(
        Succession,
        ["predecessor_id", "successor_id", "order_id", "on", "act"],
        ((unit.id, unit.successor.id, order.pk, day, "merge") for unit in closed if unit.successor),
    )


def _write_members(random: Random, size: Size, units: list[Planned], on: dt.date) -> dict[int, Person]:
    cells = [unit for unit in units if unit.holds_members]
    ids = bulk.reserve(Member, size.members)
    everyone = {person.id: person for person in rows.persons(random, ids, on=on)}
    supply = iter(ids)
    for unit, number in zip(cells, shares(random, size.members, len(cells), least=5), strict=True):
        unit.members = list(islice(supply, number))
    groups = {u.id: len(u.members) // rows.GROUP_SIZE for u in cells if len(u.members) > rows.LARGEST_UNDIVIDED}
    writing.write_members(cells, everyone, groups)
    return everyone


def _write_positions(units: list[Planned], everyone: dict[int, Person], on: dt.date) -> None:
    positions = writing.positions_since(rows.TERM)
    below = writing.cells_below(units)
    official = {
        unit.id: [everyone[i] for i in unit.members if everyone[i].is_official(on)] for unit in units if unit.members
    }

    def all_rows() -> Iterator[tuple[object, ...]]:
        for unit in units:
            if unit.holds_members:
                yield from positions.of_cell(unit, official[unit.id])
            elif unit.is_active:
                leaders = [person for cell in below[unit] for person in official[cell.id][3:5]]
                yield from positions.of_committee(unit, leaders, below[unit])

    bulk.copy(Position, rows.POSITION, all_rows())
