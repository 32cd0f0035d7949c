"""The rules of documents: layout, numbers, which types who may issue; found by date.

Read from `frameworks/document-rules.yaml` by `document_rule_file`; the sources stand in the file, entry by entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fourgood.regulations.meeting_rules import NoRuleInForce


@dataclass(frozen=True)
class Layout:
    """Margins and indent in millimetres; sizes and the line in points."""

    top: int
    bottom: int
    left: int
    right: int
    font: str
    size: int
    line: int
    indent: int
    party: int


@dataclass(frozen=True)
class Issuer:
    """Who issues. `sign`: behind the slash of a number; `behalf`: above the signature; `files`: ends the recipients."""

    sign: str
    behalf: str
    behalf_committee: str
    files: str


@dataclass(frozen=True)
class Type:
    """A type of document. `names` by language; `cell` and `committee`: whether they may issue it."""

    code: str
    names: dict[str, str]
    cell: bool
    committee: bool


@dataclass(frozen=True)
class DocumentRule:
    """One rule world. In force from `first_day` to `last_day`, both included; None: until further notice.

    `adopted`: the codes under which a meeting adopts something, the usual one first.
    """

    code: str
    first_day: dt.date
    last_day: dt.date | None
    sources: tuple[str, ...]
    note: str
    layout: Layout
    digits: int
    cell: Issuer
    committee: Issuer
    types: dict[str, Type]
    adopted: tuple[str, ...]

    def holds_on(self, date: dt.date) -> bool:
        return self.first_day <= date and (self.last_day is None or date <= self.last_day)

    def issuer(self, *, is_cell: bool) -> Issuer:
        return self.cell if is_cell else self.committee

    def may_issue(self, code: str, *, is_cell: bool) -> bool:
        kind = self.types.get(code)
        return kind is not None and (kind.cell if is_cell else kind.committee)

    def sign_of(self, number: int | None, code: str, *, is_cell: bool) -> str:
        """ "05-NQ/CB": zeros in front, a hyphen before the type, a slash before the issuer. None: a gap."""
        written = "…" if number is None else f"{number:0{self.digits}}"
        return f"{written}-{code}/{self.issuer(is_cell=is_cell).sign}"


def document_rule_on(date: dt.date, rules: Iterable[DocumentRule]) -> DocumentRule:
    """The rule in force on the date. Raises NoRuleInForce."""
    for rule in rules:
        if rule.holds_on(date):
            return rule
    raise NoRuleInForce(f"No rule for documents is in force on {date:%d/%m/%Y}.")
