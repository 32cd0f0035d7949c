"""A condition against what is known: it holds, does not hold, or is not known yet. With a sentence that says why.

Numbers are compared as they are, never rounded first (domain 9.7: 89.5 does not reach 90).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fourgood.regulations.facts import CLASS_NAMES, FACTS
from fourgood.regulations.figures import figure, filled, joined
from fourgood.regulations.framework import LANGUAGES, Condition, Words
from fourgood.regulations.hundredths import down

Known = Decimal | Fraction | int | str | bool | None
"""What is known of a fact: a number, exact; the code of a class; yes or no; None: not known yet."""
Facts = Mapping[str, Known]
Names = Mapping[str, Words]
"""Words for codes, such as the titles of classes."""

YES = Words(vi="có", ms="ya", en="yes")
NO = Words(vi="không", ms="tidak", en="no")


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """What came of one condition. `words`: a sentence with the value that was found."""

    condition: Condition
    outcome: Outcome
    found: Known
    words: Words


class Unfit(TypeError):
    """A fact can't be compared in that way, such as a text with a number."""


_SENTENCE = Words(
    vi="{asked}: hiện là {found}, {how}.", ms="{asked}: kini {found}, {how}.", en="{asked}: {found}, {how}."
)
_ANSWER = Words(vi="{asked}: {found}.", ms="{asked}: {found}.", en="{asked}: {found}.")
_UNKNOWN = Words(vi="{asked}: chưa có thông tin.", ms="{asked}: belum diketahui.", en="{asked}: not known yet.")
_HOW: dict[tuple[str, bool], Words] = {
    ("at_least", True): Words(vi="từ {limit} trở lên", ms="sekurang-kurangnya {limit}", en="at least {limit}"),
    ("at_least", False): Words(vi="dưới {limit}", ms="kurang daripada {limit}", en="below {limit}"),
    ("at_most", True): Words(vi="không quá {limit}", ms="tidak melebihi {limit}", en="at most {limit}"),
    ("at_most", False): Words(vi="trên {limit}", ms="melebihi {limit}", en="above {limit}"),
    ("above", True): Words(vi="trên {limit}", ms="melebihi {limit}", en="above {limit}"),
    ("above", False): Words(vi="không trên {limit}", ms="tidak melebihi {limit}", en="not above {limit}"),
    ("below", True): Words(vi="dưới {limit}", ms="kurang daripada {limit}", en="below {limit}"),
    ("below", False): Words(vi="không dưới {limit}", ms="tidak kurang daripada {limit}", en="not below {limit}"),
    ("one_of", True): Words(vi="thuộc: {limit}", ms="salah satu daripada: {limit}", en="one of: {limit}"),
    ("one_of", False): Words(vi="không thuộc: {limit}", ms="bukan salah satu daripada: {limit}", en="none of: {limit}"),
}


def check(condition: Condition, facts: Facts, *, names: Names | None = None) -> Finding:
    """The finding for a condition. A fact that is missing or None is not known yet; yes counts 1, no 0.

    `names`: words for the codes that `one_of` lists, beside the usual classes. Raises Unfit for a text where a number
    is compared, or vice versa.
    """
    found = facts.get(condition.fact)
    if found is None:
        return Finding(condition, Outcome.UNKNOWN, None, filled(_UNKNOWN, asked=condition.wording))
    holds = _holds(condition, found)
    words = _sentence(condition, found, holds, names or {})
    return Finding(condition, Outcome.HOLDS if holds else Outcome.FAILS, found, words)


def checked(conditions: Iterable[Condition], facts: Facts, *, names: Names | None = None) -> tuple[Finding, ...]:
    """The findings for several conditions, in their order."""
    return tuple(check(condition, facts, names=names) for condition in conditions)


def comparison(condition: Condition) -> tuple[str, Decimal]:
    """The name of the comparison and its limit. Raises ValueError for a condition that compares with no number."""
    for name in ("at_least", "at_most", "above", "below"):
        limit = getattr(condition, name)
        if limit is not None:
            return name, limit
    raise ValueError(f"The condition on {condition.fact} compares with no number.")


def _holds(condition: Condition, found: Decimal | Fraction | int | str | bool) -> bool:
    if condition.one_of:
        if not isinstance(found, str):
            raise Unfit(f"{condition.fact} is one of {', '.join(condition.one_of)}, not {found}.")
        return found in condition.one_of
    if isinstance(found, str):
        raise Unfit(f"{condition.fact} is a number, or yes or no, not “{found}”.")
    name, limit = comparison(condition)
    number = Fraction(found)
    holds = {
        "at_least": number >= limit,
        "at_most": number <= limit,
        "above": number > limit,
        "below": number < limit,
    }
    return holds[name]


def _sentence(condition: Condition, found: Decimal | Fraction | int | str | bool, holds: bool, names: Names) -> Words:
    if isinstance(found, bool):
        return filled(_ANSWER, asked=condition.wording, found=YES if found else NO)
    if isinstance(found, str):
        name, limit = "one_of", joined([_named(code, names) for code in condition.one_of], ", ")
        shown = _named(found, names)
    else:
        name, number = comparison(condition)
        limit, shown = _shown(number, condition.fact), _shown(found, condition.fact)
    return filled(_SENTENCE, asked=condition.wording, found=shown, how=filled(_HOW[name, holds], limit=limit))


def _named(code: str, names: Names) -> Words:
    return names.get(code) or CLASS_NAMES.get(code) or Words(vi=code, ms=code, en=code)


def _shown(number: Decimal | Fraction | int, fact: str) -> Words:
    """With " %" where the fact is a percentage. What goes on after the second place is cut and marked: 66.66…"""
    catalogued = FACTS.get(fact)
    after = " %" if catalogued and catalogued.in_percent else ""
    return Words(**{language: _written(number, language) + after for language in LANGUAGES})


def _written(number: Decimal | Fraction | int, language: str) -> str:
    if not isinstance(number, Fraction):
        return figure(number, language)
    goes_on = (number * 100).denominator != 1
    return figure(down(number), language) + ("…" if goes_on else "")
