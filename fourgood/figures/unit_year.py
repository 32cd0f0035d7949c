"""The year of one unit: twelve months as they stand, and the criteria month by month (M3, M8).

A month without a sheet, one that is not submitted yet, and one that came late are told apart; none of them is zero.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.state import LOCKED, State
from fourgood.assessments.vectors import as_points, due_in, layout_of
from fourgood.common.deadlines import how_late, when
from fourgood.criteria.models import LocalCriterion
from fourgood.criteria.own import Effective, effective
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Criterion, Group
from fourgood.regulations.hundredths import decimal_of, down
from fourgood.regulations.many_values import Layout
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import given

MONTHS = range(1, 13)


class Kind(StrEnum):
    """Which of the three points. Told apart wherever they stand side by side."""

    SUGGESTED = "suggested"
    OWN = "own"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Month:
    """One month of the unit. `row`: its sheet, with its state and when it was last sent; None: there is none.

    `on`: as of which day something counts as late.
    """

    month: dt.date
    row: Any
    on: dt.date

    @cached_property
    def state(self) -> State | None:
        return State(self.row.state) if self.row else None

    @property
    def is_to_come(self) -> bool:
        return self.row is None and self.month > self.on

    @cached_property
    def is_expected(self) -> bool:
        """Whether a sheet was asked for: the base of "so many of so many months"."""
        return self.row is not None and self.state is not State.SETTLED

    @cached_property
    def standing(self) -> Kind | None:
        """Which points stand: the confirmed ones; until then those that were submitted; None: none do yet."""
        if self.state in LOCKED:
            return Kind.CONFIRMED
        return Kind.OWN if self.state is State.SUBMITTED else None

    def shows(self, kind: Kind) -> bool:
        """Suggested points always; own ones once they were submitted; confirmed ones once they are."""
        if kind is Kind.SUGGESTED:
            return self.is_expected
        return self.standing is Kind.CONFIRMED or self.standing is kind

    @property
    def note(self) -> str:
        """Why there are no points, or how far they have come, in a few words."""
        if self.state is State.SETTLED:
            return f"{self.row.get_settled_as_display()}: {self.row.settled_because}"
        if self.row is None:
            return _("still to come") if self.is_to_come else _("no sheet")
        if self.standing is None:
            done, due = self.filled
            return _("%(done)d of %(due)d criteria so far") % {"done": done, "due": due}
        return str(self.state.label) if self.state else ""

    @property
    def lateness(self) -> str:
        """How late it was sent; or, not sent yet, how late it is by now."""
        if not self.is_expected:
            return ""
        if self.standing:
            sent = timezone.localdate(self.row.sent_at)
            return how_late(sent, self.row.sent_in_time_until)
        day = self.row.last_day
        return when(day, on=self.on) if day and day < self.on else ""

    @cached_property
    def layout(self) -> Layout:
        """Of a month with a sheet."""
        return layout_of(self.row.framework, self.row.variant)

    @property
    def filled(self) -> tuple[int, int]:
        """How many of the criteria due this month have points of the unit's own, and how many are due."""
        due = due_in(self.layout, self.month.month)
        own = [as_points(self.row.own, number) for number in range(len(due))]
        return sum(1 for d, p in zip(due, own, strict=True) if d and p is not None), sum(due)

    def total(self, kind: Kind) -> Decimal | None:
        """As stored. Of suggestions there is one only where the records say something of every criterion."""
        stored = getattr(self.row, f"{kind}_total") if self.shows(kind) else None
        return None if stored is None else decimal_of(stored)

    def level(self, kind: Kind) -> Decimal | None:
        """The total in per cent; of suggestions, of the points that the records say something of."""
        if kind is not Kind.SUGGESTED:
            total = self.total(kind)
            return None if total is None else 100 * total / self.layout.framework.whole
        return self._share(sum(self.row.suggested_groups), sum(self.row.suggested_due)) if self.row else None

    def shares(self, kind: Kind) -> list[Decimal | None]:
        """Each good in per cent of its points due; None where nothing of it was due, or there are no such points."""
        if not self.shows(kind):
            return [None] * 4
        points, due = getattr(self.row, f"{kind}_groups"), getattr(self.row, f"{kind}_due")
        found = [self._share(p, d) for p, d in zip(points, due, strict=True)]
        return [*found, *[None] * (4 - len(found))]

    @staticmethod
    def _share(points: int, due: int) -> Decimal | None:
        """Rounded down, as `regulations.sheets.GroupResult.share`."""
        return down(100 * decimal_of(points) / decimal_of(due)) if due else None

    @property
    def petals(self) -> list[Decimal | None]:
        return self.shares(self.standing) if self.standing else [None] * 4

    @property
    def standing_total(self) -> Decimal | None:
        return self.total(self.standing) if self.standing else None

    def points(self, kind: Kind, number: int) -> Decimal | None:
        """Of one criterion, by its place in the variant."""
        return as_points(getattr(self.row, kind), number) if self.shows(kind) else None


@dataclass(frozen=True)
class CriterionYear:
    """One criterion over the months of a block."""

    number: int
    group: int
    effective: Effective
    months: list[Month]

    @property
    def criterion(self) -> Criterion:
        return self.effective.criterion

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def wording(self) -> str:
        return said(self.effective.wording)

    @property
    def most(self) -> Decimal:
        return worth(self.criterion)

    @cached_property
    def standing(self) -> list[tuple[Month, Decimal]]:
        """Months in which it has points that stand, with them."""
        pairs = [(m, m.points(m.standing, self.number)) for m in self.months if m.standing]
        return [(month, points) for month, points in pairs if points is not None]

    def shares(self, kind: Kind) -> dict[dt.date, Decimal]:
        """By month, in per cent of its points."""
        found = {month.month: month.points(kind, self.number) for month in self.months}
        return {month: 100 * points / self.most for month, points in found.items() if points is not None}

    @cached_property
    def short(self) -> int:
        """In how many months it stayed below its threshold."""
        return sum(1 for _month, points in self.standing if given(self.criterion, points).is_short)

    @property
    def last(self) -> str:
        """The newest points that stand, of how many: "4 / 5"; "" where there are none."""
        found = self.standing
        return f"{in_figures(found[-1][1])} / {in_figures(self.most)}" if found else ""


@dataclass(frozen=True)
class Block:
    """Months that follow the same variant of the same framework, with its criteria."""

    framework: FrameworkFile
    layout: Layout
    months: list[Month]
    criteria: list[CriterionYear]

    @property
    def goods(self) -> list[tuple[Group, list[CriterionYear]]]:
        return [(g, [self.criteria[n] for n in numbers]) for g, numbers in self.layout.groups]

    def criterion(self, code: str) -> CriterionYear | None:
        return next((line for line in self.criteria if line.code == code), None)


@dataclass(frozen=True)
class Year:
    """`years`: in which the unit has sheets, the newest first."""

    unit: Unit
    year: int
    months: list[Month]
    blocks: list[Block]
    years: list[int]

    @property
    def expected(self) -> list[Month]:
        return [month for month in self.months if month.is_expected]

    @property
    def submitted(self) -> list[Month]:
        return [month for month in self.months if month.standing]

    @property
    def late(self) -> list[Month]:
        return [month for month in self.submitted if month.lateness]

    @property
    def confirmed(self) -> list[Month]:
        return [month for month in self.months if month.standing is Kind.CONFIRMED]

    @property
    def last(self) -> Month | None:
        """The newest month whose points stand."""
        return next(iter(reversed(self.submitted)), None)


def years_of(unit: Unit) -> list[int]:
    """In which the unit has sheets, the newest first. One query."""
    found = Assessment.objects.filter(unit=unit).order_by().values_list("period__month__year", flat=True).distinct()
    return sorted(found, reverse=True)


def year_of(unit: Unit, year: int, years: Sequence[int], *, on: dt.date) -> Year:
    """Three queries, whatever the number of months. Where two instructions opened a month, the later one counts."""
    rows = {row.period.month: row for row in _rows(unit, year)}
    days = [dt.date(year, number, 1) for number in MONTHS]
    months = [Month(day, rows.get(day), on) for day in days]
    return Year(unit, year, months, _blocks(months), list(years))


def _rows(unit: Unit, year: int) -> list[Any]:
    sent = Submission.objects.filter(assessment=OuterRef("pk")).order_by("-submitted_at", "-pk")
    rows = Assessment.objects.filter(unit=unit, period__month__year=year).with_state()
    rows = rows.select_related("period").order_by("period__opened_at", "pk")
    found = list(
        rows.annotate(
            sent_at=Subquery(sent.values("submitted_at")[:1]),
            sent_in_time_until=Subquery(sent.values("in_time_until")[:1]),
        )
    )
    files = FrameworkFile.objects.select_related("edition__instruction").in_bulk({row.framework_id for row in found})
    for row in found:
        row.framework = files[row.framework_id]
        row.unit = unit
    return found


def _blocks(months: Iterable[Month]) -> list[Block]:
    by_variant: dict[tuple[int, str], list[Month]] = defaultdict(list)
    for month in months:
        if month.row:
            by_variant[month.row.framework_id, month.row.variant].append(month)
    newest = {found[-1].row.criteria_set_id for found in by_variant.values()}
    locals_ = LocalCriterion.objects.filter(criteria_set__in=newest - {None})
    own = {(local.criteria_set_id, local.code): local for local in locals_}
    return [_block(found, own) for found in by_variant.values()]


def _block(months: list[Month], own: dict[tuple[int, str], LocalCriterion]) -> Block:
    newest = months[-1].row
    layout = months[-1].layout
    group_of = {number: place for place, (_group, numbers) in enumerate(layout.groups, 1) for number in numbers}
    criteria = [
        CriterionYear(number, group_of[number], effective(c, own.get((newest.criteria_set_id, c.code))), months)
        for number, c in enumerate(layout.criteria)
    ]
    return Block(newest.framework, layout, months, criteria)
