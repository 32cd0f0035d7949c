"""Reads `frameworks/document-rules.yaml`, and says of a wrong file what is wrong and where."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.document_rules import DocumentRule, Issuer, Layout, Type
from fourgood.regulations.meeting_rule_file import RuleFileError
from fourgood.regulations.yaml_lines import Lines

FILE = Path(__file__).parents[2] / "frameworks" / "document-rules.yaml"
LANGUAGES = ("vi", "ms", "en")
_KEYS = {"code", "from", "until", "sources", "note", "layout", "digits", "cell", "committee", "types", "adopted"}
_SAID = {Lines: "a mapping", str: "text", bool: "yes or no", int: "a whole number", list: "a list", dt.date: "a date"}
Part = TypeVar("Part", Layout, Issuer)


def load(path: Path = FILE) -> tuple[DocumentRule, ...]:
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

    def rule(self) -> DocumentRule:
        take = self._take
        self._only(self.content, _KEYS)
        first = take(self.content, "from", dt.date)
        last = take(self.content, "until", dt.date) if "until" in self.content else None
        if last is not None and last < first:
            raise self._error("until", "the last day comes before the first.")
        return DocumentRule(
            code=take(self.content, "code", str),
            first_day=first,
            last_day=last,
            sources=self._texts("sources"),
            note=take(self.content, "note", str) if "note" in self.content else "",
            layout=self._part("layout", Layout),
            digits=take(self.content, "digits", int),
            cell=self._part("cell", Issuer),
            committee=self._part("committee", Issuer),
            types=self._types(),
            adopted=self._adopted(),
        )

    def _texts(self, key: str) -> tuple[str, ...]:
        texts = self._take(self.content, key, list)
        if not texts or not all(isinstance(text, str) for text in texts):
            raise self._error(key, f"{key} is a list of texts, at least one.")
        return tuple(texts)

    def _part(self, key: str, kind: type[Part]) -> Part:
        """All fields of the dataclass."""
        table = self._take(self.content, key, Lines)
        fields = kind.__dataclass_fields__
        self._only(table, set(fields))
        types = {name: str if field.type == "str" else int for name, field in fields.items()}
        values = {name: self._take(table, name, types[name]) for name in fields}
        if any(isinstance(value, int) and value < 1 for value in values.values()):
            raise self._error(key, "measures are whole numbers from 1.")
        return kind(**values)

    def _types(self) -> dict[str, Type]:
        table = self._take(self.content, "types", Lines)
        return {code: self._type(code, self._take(table, code, Lines)) for code in table}

    def _type(self, code: str, table: Lines) -> Type:
        self._only(table, {*LANGUAGES, "cell", "committee"})
        names = {language: self._take(table, language, str) for language in LANGUAGES}
        return Type(code, names, self._take(table, "cell", bool), self._take(table, "committee", bool))

    def _adopted(self) -> tuple[str, ...]:
        codes, known = self._texts("adopted"), self._take(self.content, "types", Lines)
        if unknown := [code for code in codes if code not in known]:
            raise self._error("adopted", f"{unknown[0]} is none of the types.")
        return codes

    def _take(self, table: Lines, key: str, kind: type) -> Any:
        value = table.get(key)
        if value is None:
            raise RuleFileError(f"{self.file}, line {table.line}: {key} is missing.")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise RuleFileError(f"{self.file}, line {table.lines[key]}: {key} is {_SAID[kind]}, not {value!r}.")
        return value

    def _only(self, table: Lines, known: set[str]) -> None:
        if table.repeated:
            key, line = next(iter(table.repeated.items()))
            raise RuleFileError(f"{self.file}, line {line}: a key is given twice: {key}.")
        for key in table:
            if key not in known:
                raise RuleFileError(f"{self.file}, line {table.lines.get(key, table.line)}: {key} is not known.")

    def _error(self, key: str, reason: str) -> RuleFileError:
        return RuleFileError(f"{self.file}, line {self.content.lines.get(key, self.content.line)}: {reason}")
