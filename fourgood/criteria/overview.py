"""A unit's criteria as pages show them: the four goods, each with its criteria, and what is the unit's own of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language

from fourgood.criteria.concretising import variant_of
from fourgood.criteria.models import CriteriaSet, LocalCriterion
from fourgood.criteria.own import NOTHING_OWN, Effective, Own, effective, unit_named
from fourgood.instructions.criterion_words import FREQUENCIES, LOCALS
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Criterion, Group, Kind, Origin
from fourgood.regulations.measure_words import in_words, points_in_words


def _points(points: Decimal, criteria: Iterable[Criterion]) -> str:
    counted = any(part.kind is not Kind.MET for criterion in criteria for part in criterion.parts)
    return said(points_in_words(points)) if counted else ""


@dataclass(frozen=True)
class OwnInWords:
    """What is the unit's own of a criterion, as a reader sees it. Empty: as the framework says."""

    wording: str
    target: str
    measure: str
    plan: str


def own_in_words(criterion: Criterion, own: Own) -> OwnInWords:
    """Numbers as the reader writes them, without closing zeros: "90 %", "7.000.000.000 đồng"."""
    unit, amount = unit_named(criterion, own.plan_unit), own.plan_amount
    return OwnInWords(
        wording=own.wording,
        target="" if own.target is None else f"{number_format(own.target.normalize())} %",
        measure=own.measure,
        plan="" if amount is None or unit is None else f"{number_format(amount.normalize())} {said(unit)}",
    )


@dataclass(frozen=True)
class Source:
    """Where criteria come from, to be shown with them: the instruction, its date, and the page of the framework.

    `is_reconstruction`: not the office's own text, and to be replaced by it.
    """

    number: str
    dated: dt.date
    url: str
    is_reconstruction: bool


def source_of(file: FrameworkFile) -> Source:
    """Fetch the file with its edition's instruction."""
    edition, provenance = file.edition, framework_of(file).provenance
    return Source(
        edition.instruction.number, edition.dated, file.get_absolute_url(), provenance.origin is Origin.RECONSTRUCTION
    )


@dataclass(frozen=True)
class Line:
    """One criterion: what holds, and the row of what the unit made of it, if anyone has been there."""

    place: int
    effective: Effective
    row: LocalCriterion | None

    @property
    def code(self) -> str:
        return self.effective.criterion.code

    @property
    def points(self) -> str:
        """ "5 points"; "" for what is met or not met."""
        return _points(self.effective.criterion.points, [self.effective.criterion])

    @property
    def wording(self) -> str:
        """What holds: the unit's own words, or the framework's."""
        return said(self.effective.wording)

    @property
    def framework_wording(self) -> str:
        return said(self.effective.criterion.wording)

    @property
    def measures(self) -> list[str]:
        """How each part is measured by the framework, in plain words."""
        return [in_words(part, get_language() or "vi") for part in self.effective.criterion.parts]

    @property
    def every(self) -> str | Promise:
        return FREQUENCIES[self.effective.criterion.every]

    @property
    def evidence(self) -> str:
        return said(self.effective.criterion.evidence)

    @property
    def own(self) -> OwnInWords:
        return own_in_words(self.effective.criterion, self.row.own if self.row else NOTHING_OWN)

    @property
    def differs(self) -> bool:
        """Whether anything of it is the unit's own."""
        return bool(self.effective.differs)

    @property
    def open_to(self) -> list[str | Promise]:
        """What the unit may make concrete, in words; empty: the framework fixes it all."""
        return [name for local, name in LOCALS.items() if local in self.effective.criterion.local]

    @property
    def is_looked_at(self) -> bool:
        return self.row is not None and self.row.looked_at is not None

    @property
    def needs_attention(self) -> bool:
        """Whether something was typed that can't hold."""
        return self.row is not None and self.row.typed is not None


@dataclass(frozen=True)
class Section:
    """One good with its criteria."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return said(self.group.title)

    @property
    def points(self) -> str:
        return _points(self.group.points, self.group.criteria)


@dataclass(frozen=True)
class Overview:
    """All criteria of a set, in the order of the framework."""

    sections: tuple[Section, ...]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]

    @property
    def owns(self) -> dict[str, Own]:
        """What is the unit's own, by code; criteria with nothing of their own may be among them, empty."""
        return {line.code: line.row.own for line in self.lines if line.row}

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def looked_at(self) -> int:
        return sum(line.is_looked_at for line in self.lines)

    @property
    def own(self) -> int:
        """Of how many criteria something is the unit's own."""
        return sum(line.differs for line in self.lines)

    @property
    def to_mend(self) -> list[Line]:
        return [line for line in self.lines if line.needs_attention]

    @property
    def next_line(self) -> Line | None:
        """Where to go on: the first that needs attention, else the first that nobody has gone through."""
        waiting = [line for line in self.lines if not line.is_looked_at]
        return next(iter([*self.to_mend, *waiting]), None)

    def line(self, code: str) -> Line:
        """Raises KeyError."""
        return {line.code: line for line in self.lines}[code]

    def beside(self, line: Line, step: int) -> Line | None:
        """The line so many places further (1: the next, -1: the one before); None beyond the ends."""
        place = line.place + step
        return self.lines[place - 1] if 1 <= place <= self.total else None


def overview_of(criteria_set: CriteriaSet) -> Overview:
    """One query, besides the framework."""
    rows = {row.code: row for row in criteria_set.criteria.all()}
    variant = variant_of(criteria_set)
    lines = {
        criterion.code: Line(place, effective(criterion, rows.get(criterion.code)), rows.get(criterion.code))
        for place, criterion in enumerate(variant.criteria(), start=1)
    }
    return Overview(
        tuple(Section(group, tuple(lines[criterion.code] for criterion in group.criteria)) for group in variant.groups)
    )
