"""The rules of `frameworks/meeting-rules.yaml`: loaded, validated, and found by date.

Sources of the rules stand in the file, entry by entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.yaml_lines import Lines

FILE = Path(__file__).parents[2] / "frameworks" / "meeting-rules.yaml"


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


class RuleFileError(ValueError):
    """The file is wrong; the message names the file, the line and what is wrong."""


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

    def holds_on(self, date: dt.date) -> bool:
        return self.first_day <= date and (self.last_day is None or date <= self.last_day)


def rule_on(date: dt.date, rules: Iterable[MeetingRule]) -> MeetingRule:
    """The rule in force on the date. Raises NoRuleInForce."""
    for rule in rules:
        if rule.holds_on(date):
            return rule
    raise NoRuleInForce(f"No meeting rule is in force on {date:%d/%m/%Y}.")


def load(path: Path = FILE) -> tuple[MeetingRule, ...]:
    """The rules of a file, by date. Raises RuleFileError with file, line and reason."""
    try:
        content = yaml_lines.load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleFileError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(content, list) or not content:
        raise RuleFileError(f"{path.name}: the file is a list of rules, one entry each.")
    rules = sorted((_Entry(path.name, entry).rule() for entry in content), key=lambda rule: rule.first_day)
    for earlier, later in pairwise(rules):
        if earlier.last_day is None or earlier.last_day >= later.first_day:
            raise RuleFileError(f"{path.name}: the days of rules {earlier.code} and {later.code} overlap.")
    return tuple(rules)


class _Entry:
    """Reads one entry of the file and complains with its line."""

    def __init__(self, file: str, content: Any) -> None:
        self.file = file
        if not isinstance(content, Lines):
            raise RuleFileError(f"{file}: every entry is a mapping with the keys code, from, sources, due, vote, cell.")
        self.content = content

    def rule(self) -> MeetingRule:
        self._only(self.content, {"code", "from", "until", "sources", "note", "due", "vote", "cell", "resolution"})
        first, last = self._date("from"), self._date("until", optional=True)
        if first is None or (last is not None and last < first):
            raise self._error("until", "the last day comes before the first.")
        return MeetingRule(
            code=self._take(self.content, "code", str),
            first_day=first,
            last_day=last,
            sources=self._sources(),
            note=self._take(self.content, "note", str, default=""),
            due=self._due(),
            vote=self._votes(),
            cell=self._cell(),
            resolution=self._majority(),
        )

    def _date(self, key: str, *, optional: bool = False) -> dt.date | None:
        if optional and key not in self.content:
            return None
        return self._take(self.content, key, dt.date)  # type: ignore[no-any-return]

    def _sources(self) -> tuple[str, ...]:
        sources = self._take(self.content, "sources", list)
        if not sources or not all(isinstance(source, str) for source in sources):
            raise self._error("sources", "name at least one source, each as text.")
        return tuple(sources)

    def _due(self) -> dict[State, bool]:
        table = self._states("due")
        return {state: self._take(table, state, bool) for state in State}

    def _votes(self) -> dict[State, Vote]:
        table = self._states("vote")
        votes = {state: self._vote(table, state) for state in State}
        if votes[State.PROBATIONARY] is not Vote.NEVER:
            raise self._error("vote", "probationary members never vote (Charter, art. 5).")
        return votes

    def _vote(self, table: Lines, state: State) -> Vote:
        value = self._take(table, state, str)
        if value not in set(Vote):
            raise self._error("vote", f"{state}: {value} is none of {', '.join(Vote)}.")
        return Vote(value)

    def _states(self, key: str) -> Lines:
        table = self._take(self.content, key, Lines)
        self._only(table, set(State))
        return table  # type: ignore[no-any-return]

    def _cell(self) -> CellSize:
        table, names = self._take(self.content, "cell", Lines), CellSize.__dataclass_fields__
        self._only(table, set(names))
        sizes = {name: self._take(table, name, int) for name in names}
        if any(isinstance(size, bool) or size < 1 for size in sizes.values()):
            raise self._error("cell", "sizes are whole numbers from 1.")
        return CellSize(**sizes)

    def _majority(self) -> Majority:
        table = self._take(self.content, "resolution", Lines)
        self._only(table, {"more_than"})
        written = self._take(table, "more_than", str)
        try:
            share = Fraction(written)
        except (ValueError, ZeroDivisionError):
            raise self._error("resolution", f"more_than is a fraction like 1/2, not {written}.") from None
        if not 0 <= share < 1:
            raise self._error("resolution", "more_than is a share of the base: from 0 to below 1.")
        return Majority(share)

    def _take(self, table: Lines, key: str, kind: type, *, default: Any = None) -> Any:
        value = table.get(key, default)
        if value is None:
            raise RuleFileError(f"{self.file}, line {table.line}: {key} is missing.")
        if not isinstance(value, kind):
            expected = {Lines: "a mapping", str: "text", bool: "yes or no", int: "a whole number", list: "a list"}
            wanted = expected.get(kind, "a date like 2025-10-28")
            raise RuleFileError(f"{self.file}, line {table.lines[key]}: {key} is {wanted}, not {value!r}.")
        return value

    def _only(self, table: Lines, known: set[str]) -> None:
        if table.repeated:
            key, line = next(iter(table.repeated.items()))
            raise RuleFileError(f"{self.file}, line {line}: a key is given twice: {key}.")
        for key in table:
            if key not in known:
                raise RuleFileError(f"{self.file}, line {table.lines.get(str(key), table.line)}: {key} is not known.")

    def _error(self, key: str, reason: str) -> RuleFileError:
        return RuleFileError(f"{self.file}, line {self.content.lines.get(key, self.content.line)}: {reason}")
