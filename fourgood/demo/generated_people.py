"""The people of a generated province: members with dates, statuses, groups and positions, as rows to be copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from psycopg.types.range import DateRange

from fourgood.common.spans import between, since
from fourgood.common.vietnamese import person_sort_key, search_key
from fourgood.demo.generated_units import FOUNDED, Planned
from fourgood.demo.names import people

TERM = dt.date(2025, 7, 1)  # the positions of the present term began
LARGEST_UNDIVIDED = 60  # members; a larger cell is divided into Party groups
GROUP_SIZE = 18
COMMITTEE_FROM = 9  # official members from which a cell elects a committee (Charter, art. 24)
_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Person:
    """A member as planned."""

    id: int
    name: str
    born: int
    admitted: dt.date
    official: dt.date | None
    code: str = ""
    phone: str = ""
    email: str = ""

    def is_official(self, on: dt.date) -> bool:
        return self.official is not None and self.official <= on


def persons(random: Random, ids: list[int], *, on: dt.date) -> list[Person]:
    names = people(random, len(ids))
    return [_person(random, number, name, on) for number, name in zip(ids, names, strict=True)]


def _person(random: Random, number: int, name: str, on: dt.date) -> Person:
    """Three in a hundred are probationary: admitted within the last year, not yet official."""
    if random.random() < 0.03:
        admitted = on - dt.timedelta(days=random.randrange(20, 360))
        return Person(number, name, admitted.year - random.randrange(20, 35), admitted, None)
    born = int(random.triangular(1936, 2003, 1975))
    youngest, oldest = born + 19, min(born + 45, on.year - 2)
    admitted = dt.date(random.randint(youngest, max(youngest, oldest)), random.randint(1, 12), random.randint(1, 28))
    admitted = min(admitted, on - 2 * _YEAR)
    return Person(number, name, born, admitted, admitted + _YEAR)


_NAMES = ["full_name", "sort_key", "search_key"]
_DATES = ["birth_year", "admitted_on", "official_on"]
MEMBER = ["id", "code", "unit_id", "is_active", "phone", "email", *_NAMES, *_DATES]


def member_row(person: Person, unit: Planned) -> tuple[object, ...]:
    dates = (person.born, person.admitted, person.official)
    code = person.code or f"MAU.P{person.id:08}"
    return (person.id, code, unit.id, True, person.phone, person.email, person.name, *_keys(person.name), *dates)


@cache
def _keys(name: str) -> tuple[str, str]:
    return person_sort_key(name), search_key(name)


MEMBERSHIP = ["member_id", "unit_id", "group_id", "kind", "began_by", "ended_by", "decision", "valid"]


def membership_row(person: Person, unit: Planned, group: int | None) -> tuple[object, ...]:
    began = "admitted" if person.admitted > FOUNDED else "imported"
    first = max(person.admitted, FOUNDED)
    return (person.id, unit.id, group, "official", began, "", "", since(first))


STATUS = ["member_id", "kind", "decision", "valid"]


def status_rows(random: Random, everyone: list[Person], *, on: dt.date) -> Iterator[tuple[object, ...]]:
    """The old are exempt; a few are away, on special duty or suspended."""
    for person in everyone:
        chance = random.random()
        if on.year - person.born >= 80 and chance < 0.7:
            yield person.id, "exempt", f"QĐ {person.id % 900 + 1}-QĐ/ĐU", since(dt.date(2025, 8, 1))
        elif chance < 0.02:
            yield person.id, "away", "", between(on - dt.timedelta(days=90), on + dt.timedelta(days=60))
        elif chance < 0.025:
            yield person.id, "special_duty", "", since(dt.date(2026, 1, 1))
        elif chance < 0.0255:
            yield person.id, "suspended", "", between(on - dt.timedelta(days=30), on + dt.timedelta(days=60))


POSITION = ["member_id", "kind_id", "unit_id", "body", "single_holder", "decision", "valid"]


@dataclass(frozen=True)
class Positions:
    """Makes the rows of positions. `kinds`: code → (id, whether one holder at a time)."""

    kinds: dict[str, tuple[int, bool]]
    valid: DateRange

    def row(self, person: Person, kind: str, unit: Planned | None, *, body: str = "") -> tuple[object, ...]:
        kind_id, single = self.kinds[kind]
        return (person.id, kind_id, unit.id if unit else None, body, single, "", self.valid)

    def of_cell(self, unit: Planned, official: list[Person]) -> Iterator[tuple[object, ...]]:
        """The secretary, and a committee where the cell is large enough; in a quarter the secretary also heads it."""
        if not official:
            return
        yield self.row(official[0], "secretary", unit)
        if unit.sector == "quarter":
            yield self.row(official[0], "quarter_head", None, body=unit.name.removeprefix("Chi bộ ").capitalize())
        if len(official) >= COMMITTEE_FROM:
            yield self.row(official[1], "deputy_secretary", unit)
            for person in official[2 : 3 + len(official) // 15]:
                yield self.row(person, "committee_member", unit)

    def of_committee(self, unit: Planned, official: list[Person], cells: list[Planned]) -> Iterator[tuple[object, ...]]:
        """Secretary, two deputies and members of the committee, each in charge of following some of the cells."""
        if len(official) < 4:
            return
        yield self.row(official[0], "secretary", unit)
        for person in official[1:3]:
            yield self.row(person, "deputy_secretary", unit)
        committee = official[3:15]
        for person in committee:
            yield self.row(person, "committee_member", unit)
        for place, cell in enumerate(cells):
            yield self.row(committee[place % len(committee)], "in_charge", cell)
