"""A small province of its own, with months whose numbers can be counted by hand.

Tỉnh Thử            (stands under Quảng Ninh, so that its officers see it)
  xã Một            committee's sheet, cells A, B, C
  xã Hai            committee's sheet, cells D, E
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.models.periods import last_day_of
from fourgood.assessments.vectors import layout_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth
from tests.organisation import tree

MARCH = dt.date(2023, 3, 1)
TODAY = dt.date(2023, 4, 20)
DUE, GRACE = 5, 7  # days of the next month

Goods = tuple[int, int, int, int]


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@dataclass
class Made:
    """The units by letter, and ways to write their months."""

    cast: object
    top: Unit
    units: dict[str, Unit] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Unit:
        return self.units[name]

    @property
    def cell_file(self) -> FrameworkFile:
        return self.cast.first_edition.files.get(code="cell-2024")

    @property
    def committee_file(self) -> FrameworkFile:
        return self.cast.first_edition.files.get(model="committee")

    def period(self, month: dt.date = MARCH) -> Period:
        new = {"opened_at": at(month)}
        return Period.objects.get_or_create(instruction=self.cast.first_edition.instruction, month=month, defaults=new)[
            0
        ]

    def sheet(self, name: str, month: dt.date = MARCH, *, path: str = "", **fields) -> Assessment:
        """A sheet that nobody has filled in; due on the 5th, days of grace until the 7th."""
        unit = self.units[name]
        unit.refresh_from_db()
        file = self.committee_file if unit.kind.level == "grassroots" else self.cell_file
        after = last_day_of(month)
        empty: list[int | None] = [None] * len(layout_of(file, "general").criteria)
        given = {"due_on": after + dt.timedelta(DUE), "grace_until": after + dt.timedelta(GRACE)} | fields
        return Assessment.objects.create(
            period=self.period(month),
            unit=unit,
            path=path or unit.path,
            framework=file,
            variant="general",
            suggested=empty,
            own=empty,
            confirmed=empty,
            **given,
        )

    def sent(
        self, name: str, own: int, *, confirmed: int | None = None, day: int = DUE, month: dt.date = MARCH, **fields
    ) -> Assessment:
        """A sheet submitted on that day of the next month, with own and confirmed total in hundredths."""
        row = self.sheet(name, month, **fields)
        self.fill(row, "own", own)
        if confirmed is not None:
            self.fill(row, "confirmed", confirmed)
        row.save()
        moment = at(last_day_of(month) + dt.timedelta(day))
        decided = moment + dt.timedelta(days=1) if confirmed is not None else None
        row.submissions.create(submitted_at=moment, in_time_until=row.last_day, confirmed_at=decided)
        return row

    def fill(self, row: Assessment, kind: str, total: int, goods: Goods = (80, 80, 80, 80), short: str = "") -> None:
        """The total; each good so many per cent of its points; full points, but none in the criterion `short`."""
        layout = layout_of(row.framework, row.variant)
        full = [hundredths_of(worth(criterion)) for criterion in layout.criteria]
        points = [0 if layout.criteria[n].code == short else most for n, most in enumerate(full)]
        due = [sum(full[n] for n in numbers) for _group, numbers in layout.groups]
        setattr(row, kind, points)
        setattr(row, f"{kind}_due", due)
        setattr(row, f"{kind}_groups", [most * share // 100 for most, share in zip(due, goods, strict=True)])
        setattr(row, f"{kind}_total", total)


def made_province(cast) -> Made:
    top = Unit.objects.found(
        code=tree.code(),
        name="Tỉnh Thử",
        kind=tree.kind("upper"),
        sector=tree.sector("locality"),
        parent=cast.quang_ninh,
        on=tree.BEGAN,
    )
    made = Made(cast, top)
    made.units["top"] = top
    for name, cells in (("Một", "ABC"), ("Hai", "DE")):
        ward = tree.committee(top, f"Đảng bộ xã {name}")
        made.units[name] = ward
        for letter in cells:
            made.units[letter] = tree.cell(ward, f"Chi bộ {letter}")
    return made
