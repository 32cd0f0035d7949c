"""The sample province as it was in November 2024, read from `province.yaml` and written by COPY."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from fourgood.common import bulk
from fourgood.common.spans import between, since
from fourgood.demo import generated_people as rows
from fourgood.demo import writing
from fourgood.demo.generated_people import Person
from fourgood.demo.generated_units import Planned
from fourgood.organisation.models import Member, MemberStatus, PartyGroup, Position

FILE = Path(__file__).with_name("province.yaml")
THEN = dt.date(2024, 11, 1)
TERM_OF_COMMITTEES = dt.date(2020, 8, 15)
TERM_OF_CELLS = dt.date(2022, 6, 12)
GROUPS_FORMED = dt.date(2024, 1, 1)
_LEADERS_BORN = range(1958, 1990)
_NEXT_TO_LEAD = (3, 4, 2, 5)  # places in a cell's list from which committees are filled, one cell after another


@cache
def source() -> dict[str, Any]:
    """What the file says. It is part of the code: the same for every process and every database."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@cache
def unit_codes() -> dict[str, str]:
    """Short name → code of every unit, those included that were founded since."""
    steps = [step for order in source()["orders"] for step in order["steps"]]
    return {key: row[0] for key, row in source()["units"].items()} | {
        step["found"]: step["code"] for step in steps if "found" in step
    }


@cache
def member_codes() -> dict[str, str]:
    """Short name → number of every member who has a name of their own, those included who were admitted since."""
    admitted = [about for _day, _by, what, about, *_more in source()["later"] if what == "admitted"]
    return {key: f"MAU.{place:05}" for place, key in enumerate([*source()["people"], *admitted], start=1)}


def write() -> None:
    """Units, members, groups, positions and statuses of 2024."""
    units = _planned()
    writing.number(list(units.values()))
    writing.write_units(list(units.values()))
    named = _named()
    everyone = {person.id: person for person in named.values()}
    for key, unit in units.items():
        _staff(unit, named=[named[name] for name in _names_in(key)], size=_size(key), everyone=everyone)
    groups = {units[key].id: count for key, count in source()["groups"].items()}
    writing.write_members([unit for unit in units.values() if unit.members], everyone, groups)
    _write_positions(units, named, everyone)
    _give_groups_heads([units[key] for key in source()["groups"]])
    _write_statuses(named)


def _planned() -> dict[str, Planned]:
    units: dict[str, Planned] = {}
    for key, (code, name, kind, sector, under, *_size_of_cell) in source()["units"].items():
        units[key] = Planned(code=code, name=name, kind=kind, sector=sector, parent=units.get(under))
    return units


def _size(key: str) -> int:
    row = source()["units"][key]
    return row[5] if len(row) > 5 else 0


def _names_in(cell: str) -> list[str]:
    return [name for name, row in source()["people"].items() if row[4] == cell]


def _named() -> dict[str, Person]:
    """The people who have a name of their own in the file, by short name."""
    people = source()["people"]
    ids, codes = bulk.reserve(Member, len(people)), member_codes()
    return {
        key: Person(number, name, born, admitted, official, codes[key], *_phone_or_email(contact))
        for number, (key, (name, born, admitted, official, _cell, contact)) in zip(ids, people.items(), strict=True)
    }


def _phone_or_email(contact: str | None) -> tuple[str, str]:
    contact = contact or ""
    return (contact, "") if contact.startswith("+") else ("", contact)


def _staff(unit: Planned, *, named: list[Person], size: int, everyone: dict[int, Person]) -> None:
    """Fill a cell to its size with invented people, the same every time."""
    ids = bulk.reserve(Member, size - len(named))
    random = Random(unit.code)  # noqa: S311 invented data, not secrets
    others = [_recognised_in_time(person) for person in rows.persons(random, ids, on=THEN)]
    everyone.update({person.id: person for person in others})
    unit.members = [person.id for person in [*others, *named]]


def _recognised_in_time(person: Person) -> Person:
    """Whoever was on probation in 2024 became an official member a year after admission."""
    return replace(person, official=person.official or person.admitted + dt.timedelta(days=365))


def _write_positions(units: dict[str, Planned], named: dict[str, Person], everyone: dict[int, Person]) -> None:
    cells, committees = writing.positions_since(TERM_OF_CELLS), writing.positions_since(TERM_OF_COMMITTEES)
    below = writing.cells_below(units.values())

    def made() -> Iterator[tuple[object, ...]]:
        for name, kind, place, day in source()["positions"]:
            positions = replace(cells, valid=since(day))
            unit = units.get(place)
            yield positions.row(named[name], kind, unit, body="" if unit else place)
        for key, unit in units.items():
            if unit.members and key not in source()["cells_with_these_only"]:
                yield from cells.of_cell(unit, _eligible(unit, everyone))
            elif not unit.members:
                yield from committees.of_committee(unit, _leaders(key, below[unit], named, everyone), below[unit])

    bulk.copy(Position, rows.POSITION, made())


def _eligible(unit: Planned, everyone: dict[int, Person]) -> list[Person]:
    """Who may lead a cell: official for long enough, neither too young nor too old. Named people are left out."""
    people = [everyone[i] for i in unit.members]
    long_enough = [p for p in people if not p.code and p.official and p.official < TERM_OF_COMMITTEES]
    return [p for p in long_enough if p.born in _LEADERS_BORN] or long_enough


def _leaders(key: str, cells: list[Planned], named: dict[str, Person], everyone: dict[int, Person]) -> list[Person]:
    """The people of a committee: secretary, two deputies, members. Those named in the file have their own places."""
    eligible = [_eligible(cell, everyone) for cell in cells]
    people = [of_cell[place] for place in _NEXT_TO_LEAD for of_cell in eligible if len(of_cell) > place]
    secretary, first_member = source()["leaders"].get(key, [None, None])
    if secretary:
        people.insert(0, named[secretary])
    if first_member:
        people.insert(3, named[first_member])
    return people


def _give_groups_heads(cells: list[Planned]) -> None:
    for group in PartyGroup.objects.filter(unit__in=[cell.id for cell in cells]).select_related("unit"):
        head = group.memberships.filter(member__birth_year__in=_LEADERS_BORN).earliest("member__admitted_on")
        kind = writing.positions_since(GROUPS_FORMED).kinds["group_head"][0]
        Position.objects.create(
            member_id=head.member_id, kind_id=kind, unit=group.unit, group=group, valid=since(GROUPS_FORMED)
        )


def _write_statuses(named: dict[str, Person]) -> None:
    MemberStatus.objects.bulk_create(
        MemberStatus(member_id=named[name].id, kind=kind, valid=between(first, *(last or [None])))
        for name, kind, first, *last in source()["statuses"]
    )
