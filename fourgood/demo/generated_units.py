"""The units of a generated province, planned: what each is called, stands under now, and stood under before 2025."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from random import Random

from fourgood.demo.names import VILLAGES, places

FOUNDED = dt.date(2015, 1, 1)
LAST_DAY_OF_DISTRICTS = dt.date(2025, 6, 30)
REORGANISED = dt.date(2025, 7, 1)


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything. The default is a whole province as large as Quảng Ninh: 6,000 units, of which 474 closed.

    Wards, committees and grassroots cells are the 700 grassroots organisations; the cells, those included, are 5,000.
    """

    wards: int = 54
    committees: int = 406
    sub_committees: int = 60
    grassroots_cells: int = 240
    ward_cells: int = 3_240
    committee_cells: int = 1_520
    closed_districts: int = 13
    closed_communes: int = 123
    closed_cells: int = 338
    members: int = 105_000


SMALL = Size(
    wards=3,
    committees=8,
    sub_committees=2,
    grassroots_cells=4,
    ward_cells=24,
    committee_cells=20,
    closed_districts=2,
    closed_communes=4,
    closed_cells=6,
    members=900,
)


@dataclass(eq=False, kw_only=True)
class Planned:
    """A unit to be written. `before` is what it stood under until the reorganisation, where that was something else."""

    code: str
    name: str
    kind: str
    sector: str | None = None
    parent: Planned | None = None
    before: Planned | None = None
    successor: Planned | None = None
    id: int = 0
    path: str = ""
    members: list[int] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        return self.successor is None

    @property
    def holds_members(self) -> bool:
        return self.is_active and self.kind in {"cell", "grassroots_cell"}

    def spans(self) -> Iterator[tuple[Planned | None, dt.date, dt.date | None]]:
        """(stood under, first day, last day)"""
        if self.successor:
            yield self.parent, FOUNDED, LAST_DAY_OF_DISTRICTS
        elif self.before:
            yield self.before, FOUNDED, LAST_DAY_OF_DISTRICTS
            yield self.parent, REORGANISED, None
        else:
            yield self.parent, FOUNDED, None


# The committees beside the wards, and the sectors of what stands under them.
OTHERS = {
    "Đảng bộ các cơ quan Đảng tỉnh": ["agency"],
    "Đảng bộ Ủy ban nhân dân tỉnh": ["agency", "public_service", "private_enterprise", "cooperative", "public_service"],
    "Đảng bộ Công an tỉnh": ["police"],
    "Đảng bộ Quân sự tỉnh": ["army", "army", "border_guard"],
    "Đảng bộ Than Quảng Ninh": ["state_enterprise"],
}
# Sector of a ward's cell → its name; quarters are most of them.
WARD_CELLS = {
    "quarter": "Chi bộ khu {village} {number}",
    "public_service": "Chi bộ Trường Tiểu học {number}",
    "agency": "Chi bộ Cơ quan phường {number}",
    "police": "Chi bộ Công an phường {number}",
    "army": "Chi bộ Quân sự phường {number}",
    "cooperative": "Chi bộ Hợp tác xã Nông nghiệp số {number}",
    "private_enterprise": "Chi bộ Công ty cổ phần số {number}",
    "pensioners": "Chi bộ Hưu trí số {number}",
}
WARD_WEIGHTS = (60, 20, 5, 2, 2, 4, 5, 2)
COMMITTEES = {
    "agency": "Đảng bộ Sở số {number}",
    "public_service": "Đảng bộ Bệnh viện số {number}",
    "private_enterprise": "Đảng bộ Công ty cổ phần {number}",
    "cooperative": "Đảng bộ Liên hiệp hợp tác xã {number}",
    "police": "Đảng bộ Phòng nghiệp vụ số {number}",
    "army": "Đảng bộ Trung đoàn {number}",
    "border_guard": "Đảng bộ Đồn Biên phòng số {number}",
    "state_enterprise": "Đảng bộ Công ty Than số {number}",
}


class Plan:
    """Plans unit by unit, parents first. `root` may be a province that is already there."""

    def __init__(self, random: Random, size: Size, root: Planned) -> None:
        self.random, self.size, self.root = random, size, root
        self.units: list[Planned] = []
        self._codes = count(300)
        self._numbers = count(1)
        self._places = cycle(places(random))

    def make(self) -> list[Planned]:
        self._localities()
        self._others()
        return self.units

    def _add(self, **fields: object) -> Planned:
        unit = Planned(**fields)  # type: ignore[arg-type]
        self.units.append(unit)
        return unit

    def _localities(self) -> None:
        """Districts and communes as they were; 54 of the communes go on as wards, the others are merged into them."""
        size = self.size
        wards = [self._commune("phường") for _number in range(size.wards)]
        districts = [self._district(ward) for ward in islice(cycle(wards), size.closed_districts)]
        self.units.extend([*districts, *wards])
        for ward, district in zip(wards, cycle(districts)):
            ward.before = district
        communes: dict[Planned, list[Planned]] = {ward: [ward] for ward in wards}
        for ward in islice(cycle(wards), size.closed_communes):
            merged = self._commune("xã")
            merged.parent, merged.successor = ward.before, ward
            self.units.append(merged)
            communes[ward].append(merged)
        for ward, number in zip(wards, shares(self.random, size.ward_cells, size.wards, least=5), strict=True):
            self._cells_of_ward(communes[ward], number)
        closing = shares(self.random, size.closed_cells, size.wards)
        for ward, number in zip(wards, closing, strict=True):
            self._closed_cells(ward, communes[ward], number)

    def _commune(self, what: str) -> Planned:
        code = f"22.{next(self._codes)}.000.000.000"
        name = f"Đảng bộ {what} {next(self._places)}"
        return Planned(code=code, name=name, kind="grassroots", sector="locality", parent=self.root)

    def _district(self, successor: Planned) -> Planned:
        code = f"22.{next(self._codes)}.000.000.000"
        name = f"Đảng bộ huyện {next(self._places)}"
        return Planned(code=code, name=name, kind="upper", sector="locality", parent=self.root, successor=successor)

    def _cells_of_ward(self, communes: list[Planned], number: int) -> None:
        ward = communes[0]
        sectors = self.random.choices(list(WARD_CELLS), weights=WARD_WEIGHTS, k=number)
        for place, sector in enumerate(sectors, start=1):
            village = VILLAGES[place % len(VILLAGES)]
            before = communes[place % len(communes)]
            self._add(
                code=f"{ward.code[:6]}.001.000.{place:03}",
                name=WARD_CELLS[sector].format(village=village, number=place),
                kind="cell",
                sector=sector,
                parent=ward,
                before=before if before is not ward else None,
            )

    def _closed_cells(self, ward: Planned, communes: list[Planned], number: int) -> None:
        into = [unit for unit in self.units if unit.parent is ward and unit.kind == "cell"]
        for place in range(1, number + 1):
            self._add(
                code=f"{ward.code[:6]}.002.000.{place:03}",
                name=f"Chi bộ thôn {VILLAGES[place % len(VILLAGES)]} cũ {place}",
                kind="cell",
                sector="quarter",
                parent=communes[place % len(communes)],
                successor=into[place % len(into)],
            )

    def _others(self) -> None:
        """The committees beside the wards, with grassroots organisations of their sectors."""
        uppers = [self._upper(name) for name in OTHERS]
        size = self.size
        cells = shares(self.random, size.committee_cells, size.committees, least=2)
        for place, (upper, number) in enumerate(zip(cycle(uppers), cells), start=1):
            self._committee(upper, place, number, subs=2 if place * 2 <= size.sub_committees else 0)
        for place, upper in enumerate(islice(cycle(uppers), size.grassroots_cells), start=1):
            self._add(
                code=f"{upper.code[:6]}.900.000.{place:03}",
                name=f"Chi bộ cơ sở số {place}",
                kind="grassroots_cell",
                sector=self.random.choice(OTHERS[upper.name]),
                parent=upper,
            )

    def _upper(self, name: str) -> Planned:
        code = f"22.{next(self._codes)}.000.000.000"
        return self._add(code=code, name=name, kind="upper", sector=OTHERS[name][0], parent=self.root)

    def _committee(self, upper: Planned, place: int, cells: int, *, subs: int) -> None:
        sector = self.random.choice(OTHERS[upper.name])
        code = f"{upper.code[:6]}.{place:03}"
        committee = self._add(
            code=f"{code}.000.000",
            name=COMMITTEES[sector].format(number=place),
            kind="grassroots_delegated" if subs else "grassroots",
            sector=sector,
            parent=upper,
        )
        parts = [
            self._add(
                code=f"{code}.{number:03}.000",
                name=f"Đảng bộ bộ phận Khối {number}",
                kind="sub_committee",
                sector=sector,
                parent=committee,
            )
            for number in range(1, subs + 1)
        ]
        for number, parent in zip(range(1, cells + 1), cycle(parts or [committee])):
            self._add(
                code=f"{code}.000.{number:03}",
                name="Chi bộ Sinh viên" if sector == "public_service" and number == 3 else f"Chi bộ {number}",
                kind="cell",
                sector="students" if sector == "public_service" and number == 3 else sector,
                parent=parent,
            )


def shares(random: Random, total: int, parts: int, *, least: int = 0) -> list[int]:
    """`total` split at random into so many parts of at least so much each, some several times as large as others."""
    result = [least] * parts
    weights = [random.lognormvariate(0, 0.5) for _part in range(parts)]
    for part in random.choices(range(parts), weights=weights, k=total - least * parts):
        result[part] += 1
    return result
