"""Writes planned units and people by COPY: what the sample province and the generated one have in common."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from fourgood.common import bulk
from fourgood.common.spans import between, since
from fourgood.common.vietnamese import search_key, sort_key
from fourgood.demo import generated_people as rows
from fourgood.demo.generated_people import Person, Positions
from fourgood.demo.generated_units import Planned
from fourgood.organisation.models import (
    Member,
    Membership,
    OrganisationKind,
    PartyGroup,
    PositionKind,
    Sector,
    Span,
    Unit,
)

GROUPS_FORMED = dt.date(2024, 1, 1)


def number(units: list[Planned]) -> None:
    """Give each unit its id and path."""
    for unit, unit_id in zip(units, bulk.reserve(Unit, len(units)), strict=True):
        unit.id = unit_id
    for unit in units:
        _set_path(unit)


def _set_path(unit: Planned) -> str:
    """Under the parent; once merged, under the successor."""
    if not unit.path:
        above = unit.successor or unit.parent
        unit.path = f"{_set_path(above) if above else '/'}{unit.id}/"
    return unit.path


def write_units(units: list[Planned]) -> None:
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


def write_members(cells: list[Planned], everyone: Mapping[int, Person], groups: Mapping[int, int]) -> None:
    """Members and memberships of the cells. `groups`: id of a unit → how many Party groups it has."""
    members = [(everyone[i], unit) for unit in cells for i in unit.members]
    bulk.copy(Member, rows.MEMBER, (rows.member_row(person, unit) for person, unit in members))
    formed = _form_groups(groups)
    bulk.copy(
        Membership,
        rows.MEMBERSHIP,
        (
            rows.membership_row(everyone[i], unit, _group_of(formed[unit.id], place))
            for unit in cells
            for place, i in enumerate(unit.members)
        ),
    )


def _form_groups(groups: Mapping[int, int]) -> dict[int, list[int]]:
    """Party groups of the large cells: unit → ids of its groups."""
    made = [
        PartyGroup(unit_id=unit, name=f"Tổ đảng số {place}", valid=since(GROUPS_FORMED))
        for unit, count in groups.items()
        for place in range(1, count + 1)
    ]
    formed: dict[int, list[int]] = defaultdict(list)
    for group in PartyGroup.objects.bulk_create(made):
        formed[group.unit_id].append(group.pk)
    return formed


def _group_of(groups: list[int], place: int) -> int | None:
    return groups[place % len(groups)] if groups else None


def cells_below(units: Iterable[Planned]) -> dict[Planned, list[Planned]]:
    """Unit → the cells that stand directly under it."""
    below: dict[Planned, list[Planned]] = defaultdict(list)
    for unit in units:
        if unit.holds_members and unit.parent:
            below[unit.parent].append(unit)
    return below


def positions_since(day: dt.date) -> Positions:
    """What makes the rows of positions held from the day on."""
    kinds = {c: (pk, single) for c, pk, single in PositionKind.objects.values_list("code", "pk", "single_holder")}
    return Positions(kinds, since(day))
