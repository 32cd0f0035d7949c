"""The rules in force on a day: from where on something is asked about, and from how many on units are compared."""

from __future__ import annotations

import datetime as dt
from functools import cache

from fourgood.regulations.integrity_rule_file import load
from fourgood.regulations.integrity_rules import IntegrityRule, integrity_rule_on


@cache
def rules() -> tuple[IntegrityRule, ...]:
    """The rules that ship. Read once: a file, not rows."""
    return load()


def rule(on: dt.date) -> IntegrityRule:
    """Raises NoRuleInForce."""
    return integrity_rule_on(on, rules())
