"""The rules of meetings: who is due and votes, how long, how many must come, how many carry; found by date.

Read from `frameworks/meeting-rules.yaml` by `meeting_rule_file`; the sources stand in the file, entry by entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil


class State(StrEnum):
    """What a member is on a date, as far as meetings are concerned. A member may be in several states at once."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    AWAY = "away"
    SPECIAL_DUTY = "special_duty"
    SUSPENDED = "suspended"
    GUEST = "guest"
    """In the cell temporarily, official membership elsewhere."""


class Vote(StrEnum):
    """Whether a member may vote and belongs to the base of a vote. `IF_PRESENT`: may vote, in the base only then."""

    ALWAYS = "always"
    IF_PRESENT = "if_present"
    NEVER = "never"


class NoRuleInForce(LookupError):
    """No entry of the file is in force on the date."""


@dataclass(frozen=True)
class CellSize:
    """What the number of official members asks of a cell (Charter, art. 24; HD 03-HD/TW)."""

    fewest_official_members: int
    committee_from: int
    meetings_by_group_from: int
    meetings_by_group_a_year: int


@dataclass(frozen=True)
class Majority:
    """How much of the base must be in favour: more than this share of it (QĐ 294-QĐ/TW, QĐ 208-QĐ/TW)."""

    more_than: Fraction

    def needed(self, base: int) -> int:
        """The fewest votes in favour that carry, of a base."""
        return int(self.more_than * base) + 1


@dataclass(frozen=True)
class Qualified:
    """How much of the base must be in favour where more than a majority is asked: at least this share of it."""

    at_least: Fraction

    def needed(self, base: int) -> int:
        """The fewest votes in favour that carry, of a base."""
        return max(1, ceil(self.at_least * base))


@dataclass(frozen=True)
class Quorum:
    """How many of those due must come: more than a share of them; below `warn_below` people are told that few came."""

    more_than: Fraction
    warn_below: Fraction


@dataclass(frozen=True)
class Durations:
    """How many minutes a meeting takes at least. `large`: in cells of `large_from` members or more; None: no rule."""

    regular: int
    combined: int
    large_from: int | None
    large: int | None

    def required(self, *, members: int, combined: bool) -> int:
        """For a regular meeting, or for one that takes up a topic in the same evening."""
        asked = [self.combined if combined else self.regular]
        if self.large is not None and self.large_from is not None and members >= self.large_from:
            asked.append(self.large)
        return max(asked)


@dataclass(frozen=True)
class Conduct:
    """What else is asked of a meeting. `excused_in_a_row`: so many absences with a reason, one after the other, are
    still in order. `sent_days_ahead`: by so many days material is out before. `report_within_days` after it.
    `counters`: how many members count ballots.
    """

    excused_in_a_row: int
    sent_days_ahead: int
    report_within_days: int
    counters: int


@dataclass(frozen=True)
class LetterDays:
    """Days of letters about what is to be done by a day: `due_soon` before it, `late_after` it; never more than
    `late_for_at_most` after it.
    """

    due_soon: int
    late_after: int
    late_for_at_most: int


@dataclass(frozen=True)
class CorrectionDays:
    """Days around a shortfall of a month's sheet: a unit whose points were lowered answers within `answer_within`; what
    has been overdue for more than `climbs_after` is shown to the level above (M8).
    """

    answer_within: int
    climbs_after: int


@dataclass(frozen=True)
class MeetingRule:
    """One rule world. In force from `first_day` to `last_day`, both included; None: until further notice."""

    code: str
    first_day: dt.date
    last_day: dt.date | None
    sources: tuple[str, ...]
    note: str
    due: dict[State, bool]
    vote: dict[State, Vote]
    cell: CellSize
    resolution: Majority
    admission: Qualified
    quorum: Quorum
    minutes: Durations
    conduct: Conduct
    tasks: LetterDays
    assessments: LetterDays
    correction: CorrectionDays

    def holds_on(self, date: dt.date) -> bool:
        return self.first_day <= date and (self.last_day is None or date <= self.last_day)


def rule_on(date: dt.date, rules: Iterable[MeetingRule]) -> MeetingRule:
    """The rule in force on the date. Raises NoRuleInForce."""
    for rule in rules:
        if rule.holds_on(date):
            return rule
    raise NoRuleInForce(f"No meeting rule is in force on {date:%d/%m/%Y}.")
