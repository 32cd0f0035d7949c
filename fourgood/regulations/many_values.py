"""Values of many assessments of one variant, as arrays: one row for an assessment, one column for a part or an event.

All numbers are int64, all arrays column-major (a column lies in one piece of memory). `score_many` computes on them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fourgood.regulations.complaints import wrong
from fourgood.regulations.framework import Criterion, Event, Framework, Group, Kind, Part, Style, Variant
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth
from fourgood.regulations.values import EMPTY, RATIOS, Value, as_ratio

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
T = TypeVar("T", bound=np.generic)

MOST_HUNDREDTHS = 10**9
"""Points of a variant, in hundredths, so that no product of two sums of points leaves int64."""


@dataclass(frozen=True)
class PartColumn:
    """A part and its columns: `number` in the arrays of parts, and from `first_event` on in the array of events."""

    criterion: Criterion
    part: Part
    number: int
    first_event: int

    def __str__(self) -> str:
        return f"{self.criterion.code} {self.part.code}".strip()

    def events(self) -> list[tuple[Event, int]]:
        """Each event of the part with its column."""
        return [(event, self.first_event + place) for place, event in enumerate(self.part.events)]


@dataclass(frozen=True)
class Layout:
    """Which column is what, for one variant. Criteria stand in the order of the framework: that of stored points.

    Raises ValueError when the variant's points are too many for exact int64 (ten million points).
    """

    framework: Framework
    variant: Variant

    def __post_init__(self) -> None:
        if sum(hundredths_of(worth(criterion)) for criterion in self.criteria) > MOST_HUNDREDTHS:
            raise ValueError(f"Variant {self.variant.code} has too many points to be counted in arrays.")

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(self.variant.criteria())

    @cached_property
    def columns(self) -> tuple[tuple[PartColumn, ...], ...]:
        """The columns of each criterion, in order."""
        found: list[tuple[PartColumn, ...]] = []
        number = event = 0
        for criterion in self.criteria:
            columns = []
            for part in criterion.parts:
                columns.append(PartColumn(criterion, part, number, event))
                number, event = number + 1, event + len(part.events)
            found.append(tuple(columns))
        return tuple(found)

    @cached_property
    def groups(self) -> tuple[tuple[Group, range], ...]:
        """Each group with the columns of its criteria."""
        found, start = [], 0
        for group in self.variant.groups:
            found.append((group, range(start, start + len(group.criteria))))
            start += len(group.criteria)
        return tuple(found)

    @property
    def parts(self) -> list[PartColumn]:
        return [column for columns in self.columns for column in columns]

    @property
    def event_count(self) -> int:
        return sum(len(column.part.events) for column in self.parts)

    @property
    def is_met(self) -> bool:
        """Whether criteria are met or not, and count 1 each."""
        return self.framework.style is Style.MET


@dataclass(frozen=True)
class ManyValues:
    """Arrays of shape (assessments, parts), and (assessments, events) for `events`. What is not entered is 0.

    `amounts`, `bases`: int64 ≥ 0. Percentage and quantity: both in the same unit, whole numbers (VND, or hundredths of
    a hectare). Yes/no and met: so many yes of so many, 1 of 1 in a month. Graded: the sum of points in *hundredths* of
    so many grades, one in a month (`grade_points` turns indices of grades into them). Deductions: both 0.
    `events`: int64, how often each happened. `entered`: bool, a value is there. `applicable`: bool, False where a
    person said that it does not apply; a base of 0 does not apply of itself.
    """

    amounts: Integers
    bases: Integers
    events: Integers
    entered: Booleans
    applicable: Booleans

    @classmethod
    def empty(cls, layout: Layout, count: int) -> ManyValues:
        """For so many assessments, nothing entered, all applicable. Fill the arrays."""
        parts = (count, len(layout.parts))
        return cls(
            amounts=np.zeros(parts, np.int64, order="F"),
            bases=np.zeros(parts, np.int64, order="F"),
            events=np.zeros((count, layout.event_count), np.int64, order="F"),
            entered=np.zeros(parts, np.bool_, order="F"),
            applicable=np.ones(parts, np.bool_, order="F"),
        )

    def __len__(self) -> int:
        return len(self.amounts)

    def checked(self, layout: Layout) -> ManyValues:
        """The same, column-major. Raises ValueError for a wrong shape or dtype."""
        shape = (len(self), len(layout.parts))
        return ManyValues(
            amounts=checked(self.amounts, np.int64, shape),
            bases=checked(self.bases, np.int64, shape),
            events=checked(self.events, np.int64, (len(self), layout.event_count)),
            entered=checked(self.entered, np.bool_, shape),
            applicable=checked(self.applicable, np.bool_, shape),
        )


def checked(array: npt.NDArray[T], dtype: type[T], shape: tuple[int, int]) -> npt.NDArray[T]:
    """The array, column-major. Raises ValueError for another shape or dtype."""
    if array.dtype != dtype or array.shape != shape:
        raise ValueError(f"An array of {array.dtype} {array.shape} should be {np.dtype(dtype)} {shape}.")
    return np.asfortranarray(array)


def grade_points(part: Part) -> Integers:
    """Points of the grades in hundredths, in the order of the part: `amounts[:, c] = grade_points(part)[indices]`."""
    return np.array([hundredths_of(grade.points) for grade in part.grades], np.int64)


@dataclass(frozen=True)
class Repeated:
    """Values of one part in many assessments, each different one once: that of an assessment is
    `different[numbers[assessment]]`. A month of a province holds the same few over and over.
    """

    different: tuple[Value, ...]
    numbers: Integers

    @classmethod
    def of(cls, values: Iterable[Value]) -> Repeated:
        """Equal values are one."""
        known: dict[Value, int] = {}
        numbers = [known.setdefault(value, len(known)) for value in values]
        return cls(tuple(known), np.array(numbers, np.int64))

    def changed(self, change: Callable[[Value], Value]) -> Repeated:
        """Each value put through `change`."""
        return Repeated(tuple(change(value) for value in self.different), self.numbers)

    def spread(self, numbers: Sequence[int] | Sequence[bool], dtype: type[T]) -> npt.NDArray[T]:
        """An array over assessments from one number for each different value."""
        return np.array(numbers, dtype)[self.numbers]


def gather(layout: Layout, assessments: Sequence[Mapping[str, Mapping[str, Value]]]) -> ManyValues:
    """Arrays from values by code of criterion and of part. Raises ValueError for a wrong value (`complaints.wrong`)."""
    columns = ((column.criterion.code, column.part.code) for column in layout.parts)
    of_parts = [
        Repeated.of(values.get(criterion, {}).get(part, EMPTY) for values in assessments) for criterion, part in columns
    ]
    return gather_columns(layout, of_parts, count=len(assessments))


def gather_columns(layout: Layout, columns: Sequence[Repeated], *, count: int) -> ManyValues:
    """The same from the values of each part in turn, of so many assessments."""
    many = ManyValues.empty(layout, count)
    for column, stated in zip(layout.parts, columns, strict=True):
        values = stated.changed(partial(_right_ratio, column))
        entered = [not (value.is_empty or value.not_applicable) for value in values.different]
        many.entered[:, column.number] = values.spread(entered, np.bool_)
        applicable = [not value.not_applicable for value in values.different]
        many.applicable[:, column.number] = values.spread(applicable, np.bool_)
        _put_numbers(many, column, values)
        for event, number in column.events():
            counts = [value.count(event.code) or 0 for value in values.different]
            many.events[:, number] = values.spread(counts, np.int64)
    return many


def _right_ratio(column: PartColumn, value: Value) -> Value:
    complaints = wrong(column.part, column.criterion, value)
    if complaints:
        raise ValueError(f"{column}: {' '.join(complaint.words.en for complaint in complaints)}")
    return as_ratio(column.part, value)


def _put_numbers(many: ManyValues, column: PartColumn, values: Repeated) -> None:
    """Ratios in hundredths if one of them has decimals, else as they are: what counts is amount ÷ base."""
    amounts = [value.amount or Decimal(0) for value in values.different]
    bases = [value.base or Decimal(0) for value in values.different]
    is_ratio = column.part.kind in RATIOS
    decimals = any(number != number.to_integral_value() for number in (*amounts, *bases))
    in_hundredths = decimals if is_ratio else column.part.kind is Kind.GRADED
    many.amounts[:, column.number] = values.spread(_whole(amounts, in_hundredths=in_hundredths), np.int64)
    many.bases[:, column.number] = values.spread(_whole(bases, in_hundredths=in_hundredths and is_ratio), np.int64)


def _whole(numbers: list[Decimal], *, in_hundredths: bool) -> list[int]:
    return [hundredths_of(number) if in_hundredths else int(number) for number in numbers]
