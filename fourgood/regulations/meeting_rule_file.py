"""Reads `frameworks/meeting-rules.yaml`, and says of a wrong file what is wrong and where."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.meeting_rules import (
    CellSize,
    Conduct,
    CorrectionDays,
    Durations,
    LetterDays,
    Majority,
    MeetingRule,
    Qualified,
    Quorum,
    State,
    Vote,
)
from fourgood.regulations.yaml_lines import Lines

FILE = Path(__file__).parents[2] / "frameworks" / "meeting-rules.yaml"
_KEYS = {"code", "from", "until", "sources", "note", "due", "vote", "cell", "resolution", "admission", "quorum"} | {
    "minutes",
    "conduct",
    "tasks",
    "assessments",
    "correction",
}


class RuleFileError(ValueError):
    """The file is wrong; the message names the file, the line and what is wrong."""


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
        self._only(self.content, _KEYS)
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
            resolution=Majority(self._shares("resolution", "more_than")[0]),
            admission=Qualified(self._shares("admission", "at_least")[0]),
            quorum=self._quorum(),
            minutes=self._durations(),
            conduct=self._conduct(),
            tasks=self._letter_days("tasks"),
            assessments=self._letter_days("assessments"),
            correction=CorrectionDays(**self._numbers("correction", CorrectionDays)),
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
        return CellSize(**self._numbers("cell", CellSize))

    def _conduct(self) -> Conduct:
        return Conduct(**self._numbers("conduct", Conduct))

    def _letter_days(self, key: str) -> LetterDays:
        days = LetterDays(**self._numbers(key, LetterDays))
        if days.late_for_at_most < days.late_after:
            raise self._error(key, "late_for_at_most is no less than late_after.")
        return days

    def _numbers(self, key: str, kind: type[CellSize | Conduct | LetterDays | CorrectionDays]) -> dict[str, int]:
        """All fields of the dataclass, as whole numbers."""
        table, names = self._take(self.content, key, Lines), kind.__dataclass_fields__
        self._only(table, set(names))
        return {name: self._number(table, key, name) for name in names}

    def _number(self, table: Lines, key: str, name: str) -> int:
        number: int = self._take(table, name, int)
        if isinstance(number, bool) or number < 1:
            raise self._error(key, f"{name}: sizes are whole numbers from 1.")
        return number

    def _durations(self) -> Durations:
        table = self._take(self.content, "minutes", Lines)
        self._only(table, {"regular", "combined", "large_from", "large"})
        if ("large" in table) != ("large_from" in table):
            raise self._error("minutes", "large and large_from go together.")
        large = {name: self._number(table, "minutes", name) for name in ("large_from", "large") if name in table}
        regular, combined = (self._number(table, "minutes", name) for name in ("regular", "combined"))
        if combined < regular:
            raise self._error("minutes", "a combined meeting takes no less than a regular one.")
        return Durations(regular, combined, large.get("large_from"), large.get("large"))

    def _quorum(self) -> Quorum:
        more_than, warn_below = self._shares("quorum", "more_than", "warn_below")
        if warn_below < more_than:
            raise self._error("quorum", "warn_below is no less than more_than.")
        return Quorum(more_than, warn_below)

    def _shares(self, key: str, *names: str) -> list[Fraction]:
        """Fractions of a base, written like 1/2."""
        table = self._take(self.content, key, Lines)
        self._only(table, set(names))
        return [self._share(key, name, self._take(table, name, str)) for name in names]

    def _share(self, key: str, name: str, written: str) -> Fraction:
        try:
            share = Fraction(written)
        except (ValueError, ZeroDivisionError):
            raise self._error(key, f"{name} is a fraction like 1/2, not {written}.") from None
        if not 0 <= share < 1:
            raise self._error(key, f"{name} is a share of the base: from 0 to below 1.")
        return share

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
