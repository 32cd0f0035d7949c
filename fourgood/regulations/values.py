"""Values of criteria: what a person or an indicator states of one part, whether it can be right, and the year of it.

Numbers are exact. What is entered for a month: amount and base, an answer, a grade, or counts of events. What months
add up to is a value too: so many yes of so many answers, or the points of so many grades, as amount and base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fourgood.regulations.framework import Grade, Kind, Part

Events = tuple[tuple[str, int], ...]

RATIOS = frozenset({Kind.PERCENTAGE, Kind.QUANTITY})
ANSWERS = frozenset({Kind.YES_NO, Kind.MET})


@dataclass(frozen=True)
class Value:
    """The value of one part. With nothing entered, it is empty; that is neither no nor 0.

    `answer`: of yes/no and met/not met. `grade`: the code of a grade. `events`: code and count, by code; 0 is a count,
    an event left out has not been counted. `not_applicable`: said so by a person.
    Over several months, `amount` of `base` is: yes of answers; of a graded part, the sum of points of so many grades.
    """

    amount: Decimal | None = None
    base: Decimal | None = None
    answer: bool | None = None
    grade: str | None = None
    events: Events = ()
    not_applicable: bool = False

    @property
    def is_empty(self) -> bool:
        return self == EMPTY

    def count(self, event: str) -> int | None:
        """How often the event happened; None if nobody counted."""
        return dict(self.events).get(event)


EMPTY = Value()
DOES_NOT_APPLY = Value(not_applicable=True)


def counts(events: Mapping[str, int]) -> Events:
    """Counts of events as a value holds them: `Value(events=counts({"unexcused": 2}))`."""
    return tuple(sorted(events.items()))


def ratio(amount: Decimal | int, base: Decimal | int, events: Mapping[str, int] | None = None) -> Value:
    """So many of so many, or actual against plan."""
    return Value(amount=Decimal(amount), base=Decimal(base), events=counts(events or {}))


def grade_named(part: Part, code: str | None) -> Grade | None:
    return next((grade for grade in part.grades if grade.code == code), None)


def as_ratio(part: Part, value: Value) -> Value:
    """The value with answer or grade put as amount and base: yes is 1 of 1, no 0 of 1, a grade its points of one."""
    if value.answer is not None:
        return replace(value, answer=None, amount=Decimal(value.answer), base=Decimal(1))
    grade = grade_named(part, value.grade)
    if grade is not None:
        return replace(value, grade=None, amount=grade.points, base=Decimal(1))
    return value


def year_value(part: Part, months: Sequence[Value]) -> Value:
    """What the values of months come to: one value for the year to date.

    Percentages and quantities: sums of amounts and of bases. Yes/no and met: so many yes of so many months answered.
    Events: accumulated. Grades: the mean of their points, kept exact as sum and number (our reading; the sources say
    nothing of grades over a year). Months that are empty or do not apply are left out; when no other is left, the
    year does not apply, or is empty if nothing was entered at all. The values must be right: see `complaints.wrong`.
    """
    entered = [value for value in months if not value.is_empty]
    measured = [as_ratio(part, value) for value in entered if not value.not_applicable]
    if not measured:
        return DOES_NOT_APPLY if entered else EMPTY
    return Value(
        amount=_sum([value.amount for value in measured]),
        base=_sum([value.base for value in measured]),
        events=counts({event.code: sum(value.count(event.code) or 0 for value in measured) for event in part.events}),
    )


def _sum(numbers: list[Decimal | None]) -> Decimal | None:
    given = [number for number in numbers if number is not None]
    return sum(given, Decimal(0)) if given else None
