"""From where on sheets are asked about, so that they stay true (domain 6.4), and units are compared; found by date.

Read from `frameworks/integrity-rules.yaml` by `integrity_rule_file`; what each number means stands there. All are whole
numbers from 1: points, per cent, months, sheets, minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fourgood.regulations.meeting_rules import NoRuleInForce


@dataclass(frozen=True)
class Similar:
    """`fewest`: with fewer other units of the same sector and kind nothing is compared."""

    fewest: int


@dataclass(frozen=True)
class Apart:
    """Own points apart from those suggested or confirmed: `much` in one month, or `some` in `often` months."""

    much: int
    some: int
    often: int


@dataclass(frozen=True)
class Alike:
    """So many months running with the same points."""

    months: int


@dataclass(frozen=True)
class Unbacked:
    """`per_cent` of the criteria of a sheet at full marks, with neither suggestion nor evidence, in so many months."""

    per_cent: int
    months: int


@dataclass(frozen=True)
class Hurried:
    """A sheet of `entries` or more made in its last minutes, or in one short sitting; in so many months."""

    entries: int
    last_minutes: int
    sitting_minutes: int
    months: int


@dataclass(frozen=True)
class WavedThrough:
    """Of sheets that differ from their suggestions `sheets` or more in a month: confirmed unchanged in each of `months`
    running, or all of one month's within `minutes`.
    """

    sheets: int
    months: int
    minutes: int


@dataclass(frozen=True)
class IntegrityRule:
    """One rule world. In force from `first_day` to `last_day`, both included; None: until further notice."""

    code: str
    first_day: dt.date
    last_day: dt.date | None
    sources: tuple[str, ...]
    note: str
    window: int
    similar: Similar
    apart: Apart
    alike: Alike
    unbacked: Unbacked
    hurried: Hurried
    waved_through: WavedThrough


def integrity_rule_on(date: dt.date, rules: Iterable[IntegrityRule]) -> IntegrityRule:
    """The rule in force on the date. Raises NoRuleInForce."""
    for rule in rules:
        if rule.first_day <= date and (rule.last_day is None or date <= rule.last_day):
            return rule
    raise NoRuleInForce(f"No integrity rule is in force on {date:%d/%m/%Y}.")
