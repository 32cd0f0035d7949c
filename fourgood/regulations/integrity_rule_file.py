"""Reads `frameworks/integrity-rules.yaml`, and says of a wrong file what is wrong and where."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.integrity_rules import (
    Alike,
    Apart,
    Hurried,
    IntegrityRule,
    Similar,
    Unbacked,
    WavedThrough,
)
from fourgood.regulations.meeting_rule_file import RuleFileError
from fourgood.regulations.yaml_lines import Lines

FILE = Path(__file__).parents[2] / "frameworks" / "integrity-rules.yaml"
Part = TypeVar("Part", Similar, Apart, Alike, Unbacked, Hurried, WavedThrough)
ALL = 100
_KEYS = set(IntegrityRule.__dataclass_fields__) - {"first_day", "last_day"} | {"from", "until"}
_SAID = {Lines: "a mapping", str: "text", int: "a whole number", list: "a list", dt.date: "a date"}


def load(path: Path = FILE) -> tuple[IntegrityRule, ...]:
    """The rules of a file, by date. Raises RuleFileError with file, line and reason."""
    try:
        content = yaml_lines.load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleFileError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(content, list) or not content or not all(isinstance(entry, Lines) for entry in content):
        raise RuleFileError(f"{path.name}: the file is a list of rules, one mapping each.")
    rules = sorted((_Entry(path.name, entry).rule() for entry in content), key=lambda rule: rule.first_day)
    for earlier, later in pairwise(rules):
        if earlier.last_day is None or earlier.last_day >= later.first_day:
            raise RuleFileError(f"{path.name}: the days of rules {earlier.code} and {later.code} overlap.")
    return tuple(rules)


class _Entry:
    """Reads one entry of the file and complains with its line."""

    def __init__(self, file: str, content: Lines) -> None:
        self.file, self.content = file, content

    def rule(self) -> IntegrityRule:
        take = self._take
        self._only(self.content, _KEYS)
        rule = IntegrityRule(
            code=take(self.content, "code", str),
            first_day=take(self.content, "from", dt.date),
            last_day=take(self.content, "until", dt.date) if "until" in self.content else None,
            sources=self._sources(),
            note=take(self.content, "note", str) if "note" in self.content else "",
            window=self._number(self.content, "window"),
            similar=self._part("similar", Similar),
            apart=self._part("apart", Apart),
            alike=self._part("alike", Alike),
            unbacked=self._part("unbacked", Unbacked),
            hurried=self._part("hurried", Hurried),
            waved_through=self._part("waved_through", WavedThrough),
        )
        self._require_sense(rule)
        return rule

    def _require_sense(self, rule: IntegrityRule) -> None:
        if rule.last_day is not None and rule.last_day < rule.first_day:
            raise self._error("until", "the last day comes before the first.")
        if rule.apart.some > rule.apart.much:
            raise self._error("apart", "some is no more than much.")
        running = {"apart": rule.apart.often, "alike": rule.alike.months, "hurried": rule.hurried.months}
        running |= {"unbacked": rule.unbacked.months, "waved_through": rule.waved_through.months}
        for key, months in running.items():
            if months > rule.window:
                raise self._error(key, f"{months} months do not fit into a window of {rule.window}.")
        if rule.unbacked.per_cent > ALL:
            raise self._error("unbacked", "per_cent is no more than 100.")
        if rule.alike.months == 1:
            raise self._error("alike", "one month alone is like no other: at least 2.")

    def _sources(self) -> tuple[str, ...]:
        texts = self._take(self.content, "sources", list)
        if not texts or not all(isinstance(text, str) for text in texts):
            raise self._error("sources", "name at least one source, each as text.")
        return tuple(texts)

    def _part(self, key: str, kind: type[Part]) -> Part:
        """All fields of the dataclass, as whole numbers."""
        table = self._take(self.content, key, Lines)
        self._only(table, set(kind.__dataclass_fields__))
        return kind(**{name: self._number(table, name) for name in kind.__dataclass_fields__})

    def _number(self, table: Lines, key: str) -> int:
        number: int = self._take(table, key, int)
        if number < 1:
            raise RuleFileError(f"{self.file}, line {table.lines[key]}: {key} is a whole number from 1.")
        return number

    def _take(self, table: Lines, key: str, kind: type) -> Any:
        value = table.get(key)
        if value is None:
            raise RuleFileError(f"{self.file}, line {table.line}: {key} is missing.")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise RuleFileError(f"{self.file}, line {table.lines[key]}: {key} is {_SAID[kind]}, not {value!r}.")
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
