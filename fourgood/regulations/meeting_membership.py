"""Who is due at a cell's meeting on a date, who may vote there, and what the size of a cell asks for.

Sources: HD 12-HD/BTCTW and HD 42-HD/BTCTW (attendance), QĐ 294-QĐ/TW 9.3.2 and QĐ 208-QĐ/TW (base of a vote), Charter
articles 5 and 24. The parameters are those of the `MeetingRule` in force on the date of the meeting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fourgood.regulations.meeting_rules import CellSize, MeetingRule, State, Vote


@dataclass(frozen=True)
class Days:
    """From the first to the last day, both included; None leaves that side open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def __contains__(self, date: dt.date) -> bool:
        return (self.first is None or self.first <= date) and (self.last is None or date <= self.last)


@dataclass(frozen=True)
class Stay:
    """Days in a cell; temporary: beside the official membership in another cell."""

    cell: int
    days: Days = Days()
    temporary: bool = False


@dataclass(frozen=True)
class Condition:
    """Days in one of the states EXEMPT, AWAY, SPECIAL_DUTY, SUSPENDED."""

    state: State
    days: Days = Days()


@dataclass(frozen=True)
class Person:
    """What the rules need to know of a member."""

    id: int
    admitted_on: dt.date
    official_on: dt.date | None
    stays: tuple[Stay, ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What holds for one member at one meeting, with the state that decides it."""

    person: int
    states: frozenset[State]
    due: bool
    due_because: State
    vote: Vote
    vote_because: State

    @property
    def may_vote(self) -> bool:
        return self.vote is not Vote.NEVER


@dataclass(frozen=True)
class RollCall:
    """The members of a cell at one meeting: one answer each, in the order given.

    `vote_base` counts whoever belongs to the base present or not; add those of `IF_PRESENT` who come.
    """

    on: dt.date
    rule: MeetingRule
    answers: tuple[Answer, ...]

    @property
    def due(self) -> int:
        """The base of attendance: how many are due."""
        return sum(answer.due for answer in self.answers)

    @property
    def may_vote(self) -> int:
        return sum(answer.may_vote for answer in self.answers)

    @property
    def in_base_if_present(self) -> int:
        return sum(answer.vote is Vote.IF_PRESENT for answer in self.answers)

    def vote_base(self, present: Iterable[int] = ()) -> int:
        """How many the base of a vote counts, when the members with ids `present` are there."""
        there = frozenset(present)
        return sum(a.vote is Vote.ALWAYS or (a.vote is Vote.IF_PRESENT and a.person in there) for a in self.answers)

    def attended(self, present: Iterable[int]) -> int:
        """The numerator of attendance: how many of those due are among `present`."""
        there = frozenset(present)
        return sum(answer.due and answer.person in there for answer in self.answers)


def states_on(person: Person, *, cell: int, on: dt.date) -> frozenset[State]:
    """All that the member is in the cell on the date; empty for someone who isn't in the cell then.

    Official from the day of recognition, probationary before (Charter, art. 5). Who takes part in another cell for a
    time is away here; who is here for a time is a guest.
    """
    stays = [stay for stay in person.stays if on in stay.days]
    here = [stay for stay in stays if stay.cell == cell]
    if not here or on < person.admitted_on:
        return frozenset()
    official = person.official_on is not None and person.official_on <= on
    states = {State.OFFICIAL if official else State.PROBATIONARY}
    states |= {condition.state for condition in person.conditions if on in condition.days}
    if all(stay.temporary for stay in here):
        states.add(State.GUEST)
    elif any(stay.temporary and stay.cell != cell for stay in stays):
        states.add(State.AWAY)
    return frozenset(states)


_STRICTEST_FIRST = (Vote.NEVER, Vote.IF_PRESENT, Vote.ALWAYS)
# Which state is named as the reason where several would do: the weightier first.
_TO_NAME = (
    State.SUSPENDED,
    State.GUEST,
    State.EXEMPT,
    State.AWAY,
    State.SPECIAL_DUTY,
    State.PROBATIONARY,
    State.OFFICIAL,
)


def answer_for(person: Person, *, cell: int, on: dt.date, rule: MeetingRule) -> Answer | None:
    """Whether the member is due and may vote, and why; None for someone who isn't in the cell on the date.

    In several states at once, the strictest answer holds (our reading: each source only ever takes members out).
    """
    states = states_on(person, cell=cell, on=on)
    if not states:
        return None
    due = all(rule.due[state] for state in states)
    vote = min((rule.vote[state] for state in states), key=_STRICTEST_FIRST.index)
    return Answer(
        person=person.id,
        states=states,
        due=due,
        due_because=_named(state for state in states if rule.due[state] is due),
        vote=vote,
        vote_because=_named(state for state in states if rule.vote[state] is vote),
    )


def _named(states: Iterable[State]) -> State:
    return min(states, key=_TO_NAME.index)


def roll_call(people: Iterable[Person], *, cell: int, on: dt.date, rule: MeetingRule) -> RollCall:
    """Every member who is in the cell on the date, with what holds for each."""
    answers = (answer_for(person, cell=cell, on=on, rule=rule) for person in people)
    return RollCall(on=on, rule=rule, answers=tuple(answer for answer in answers if answer is not None))


class Finding(StrEnum):
    """Something about a cell's size and leadership that its people should know."""

    TOO_FEW_MEMBERS = "too_few_members"
    NO_SECRETARY = "no_secretary"
    COMMITTEE_MISSING = "committee_missing"
    COMMITTEE_NOT_DUE = "committee_not_due"
    MAY_MEET_BY_GROUP = "may_meet_by_group"


def findings(
    *, official_members: int, secretaries: int, committee_members: int, groups: int, size: CellSize
) -> list[Finding]:
    """What the size of a cell asks for (Charter, art. 24) and allows (HD 03-HD/TW), where it isn't so.

    `committee_members`: those of the cell committee besides secretary and deputy. At least 3 official members make a
    cell; from 9 on they elect a cell committee, below a secretary and, if needed, a deputy.
    """
    has_committee = committee_members > 0
    found = {
        Finding.TOO_FEW_MEMBERS: official_members < size.fewest_official_members,
        Finding.NO_SECRETARY: secretaries == 0,
        Finding.COMMITTEE_MISSING: official_members >= size.committee_from and not has_committee,
        Finding.COMMITTEE_NOT_DUE: official_members < size.committee_from and has_committee,
        Finding.MAY_MEET_BY_GROUP: official_members >= size.meetings_by_group_from and groups > 0,
    }
    return [finding for finding, holds in found.items() if holds]
