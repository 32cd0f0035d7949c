"""A whole province at once, for benchmarks: 6,000 units and 105,000 invented members, the same for the same seed.

Every number, name and date follows from the seed, the size and the date. Rows are written by COPY, so nothing here
goes through the verbs; one act says that a list was imported.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from random import Random

from django.db import transaction

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.spans import between, since
from fourgood.common.vietnamese import search_key, sort_key
from fourgood.demo import generated_people as rows
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
    PositionKind,
    Sector,
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
    _number(units)
    _write_units(units)
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


def _number(units: list[Planned]) -> None:
    for unit, number in zip(units, bulk.reserve(Unit, len(units)), strict=True):
        unit.id = number
    for unit in units:
        _set_path(unit)


def _set_path(unit: Planned) -> str:
    """Under the parent; once merged, under the successor."""
    if not unit.path:
        above = unit.successor or unit.parent
        unit.path = f"{_set_path(above) if above else '/'}{unit.id}/"
    return unit.path


def _write_units(units: list[Planned]) -> None:
    kinds = dict(OrganisationKind.objects.values_list("code", "pk"))
    sectors: dict[str | None, int] = dict(Sector.objects.values_list("code", "pk"))

    def fields(unit: Planned) -> tuple[object, ...]:
        return (unit.name, kinds[unit.kind], sectors.get(unit.sector), sort_key(unit.name))

    bulk.copy(
        Unit,
        ["id", "code", "name", "kind_id", "sector_id", "sort_key", "search_key", "parent_id", "path", "is_active"],
        (
            (u.id, u.code, *fields(u), search_key(u.name), u.parent.id if u.parent else None, u.path, u.is_active)
            for u in units
        ),
    )
    bulk.copy(
        Span,
        ["unit_id", "name", "kind_id", "sector_id", "sort_key", "parent_id", "valid"],
        (
            (unit.id, *fields(unit), parent.id if parent else None, between(first, last))
            for unit in units
            for parent, first, last in unit.spans()
        ),
    )


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
    bulk.copy(Member, rows.MEMBER, (rows.member_row(everyone[i], unit) for unit in cells for i in unit.members))
    groups = _write_groups(cells)
    bulk.copy(
        Membership,
        rows.MEMBERSHIP,
        (
            rows.membership_row(everyone[i], unit, _group_of(groups[unit.id], place))
            for unit in cells
            for place, i in enumerate(unit.members)
        ),
    )
    return everyone


def _write_groups(cells: list[Planned]) -> dict[int, list[int]]:
    """Party groups of the large cells: unit → ids of its groups."""
    large = [unit for unit in cells if len(unit.members) > rows.LARGEST_UNDIVIDED]
    groups: dict[int, list[int]] = defaultdict(list)
    made = []
    for unit in large:
        for number in range(1, len(unit.members) // rows.GROUP_SIZE + 1):
            made.append(PartyGroup(unit_id=unit.id, name=f"Tổ đảng số {number}", valid=since(dt.date(2024, 1, 1))))
    for group in PartyGroup.objects.bulk_create(made):
        groups[group.unit_id].append(group.pk)
    return groups


def _group_of(groups: list[int], place: int) -> int | None:
    return groups[place % len(groups)] if groups else None


def _write_positions(units: list[Planned], everyone: dict[int, Person], on: dt.date) -> None:
    kinds = {kind.code: (kind.pk, kind.single_holder) for kind in PositionKind.objects.all()}
    positions = rows.Positions(kinds, since(rows.TERM))
    below: dict[Planned, list[Planned]] = defaultdict(list)
    for unit in units:
        if unit.holds_members and unit.parent:
            below[unit.parent].append(unit)
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
