"""The shape of a framework file, mapping by mapping: which keys, in which form, and which must be there.

`docs/frameworks.md` explains them. What depends on something else (the style, the model, the measure) is optional here
and looked at in the checks.
"""

from __future__ import annotations

from fourgood.regulations.framework import CapBase, Frequency, Kind, Local, Model, OnDayOff, Origin, Rounding, Style
from fourgood.regulations.framework_forms import (
    CODE,
    CRITERION_CODE,
    DAY,
    FRAMEWORK_CODE,
    GROUP_CODE,
    NOT_APPLICABLE,
    PERCENT,
    POINTS,
    SCALE,
    TEXT,
    WORDS,
    YES_OR_NO,
    choice,
    number,
    whole_number,
)
from fourgood.regulations.framework_reading import Shape, entries, entries_by_code, entry, list_of, may, must

_SOME_POINTS = number(above_zero=True)

_GRADE: Shape = {
    "code": must(CODE),
    "wording": must(WORDS),
    "points": must(POINTS),
    "at_least": may(PERCENT),
    "short_by": may(_SOME_POINTS),
}
_EVENT: Shape = {
    "code": must(CODE),
    "wording": must(WORDS),
    "minus": may(_SOME_POINTS),
    "at_most": may(POINTS),
}
MEASURED: Shape = {
    "measure": may(choice(Kind)),
    "amount": may(WORDS),
    "base": may(WORDS),
    "unit": may(WORDS),
    "scale": may(SCALE),
    "grades": may(entries(_GRADE, "[{code: full, wording: {…}, points: 4}, …]")),
    "events": may(entries(_EVENT, "[{code: unexcused, wording: {…}, minus: 1}]")),
    "indicator": may(CODE),
}
"""What belongs to a part, or to the only part of a criterion."""

_PART: Shape = {"code": must(CODE), "points": may(_SOME_POINTS), "wording": must(WORDS)} | MEASURED
CRITERION: Shape = {
    "code": must(CRITERION_CODE),
    "wording": must(WORDS),
    "points": may(_SOME_POINTS),
    "every": must(choice(Frequency)),
    "threshold": may(PERCENT),
    "not_applicable": may(NOT_APPLICABLE),
    "mandatory": may(YES_OR_NO),
    "evidence": must(WORDS),
    "local": may(list_of(choice(Local))),
    "target_at_least": may(PERCENT),
    "plan_units": may(list_of(WORDS)),
    "parts": may(entries(_PART, "[{code: a, points: 2, wording: {…}, measure: yes_no}, …]")),
} | MEASURED
_OWN_CRITERION: Shape = {key: may(expected.form) for key, expected in CRITERION.items() if key != "code"}

GROUP: Shape = {
    "code": must(GROUP_CODE),
    "good": may(whole_number(least=1, most=4)),
    "title": must(WORDS),
    "points": may(_SOME_POINTS),
    "criteria": must(entries(CRITERION, "[{code: I.1, …}, …]")),
}
_VARIANT: Shape = {
    "code": must(CODE),
    "title": must(WORDS),
    "sectors": must(list_of(CODE)),
    "criteria": must(entries_by_code(_OWN_CRITERION, "{I.5: {wording: {…}}}")),
}

_INSTRUCTION: Shape = {
    "number": must(TEXT),
    "dated": must(DAY),
    "issuer": must(WORDS),
    "edition": must(whole_number(least=1)),
    "from": must(DAY),
    "until": may(DAY),
}
_PROVENANCE: Shape = {
    "origin": must(choice(Origin)),
    "note": must(WORDS),
    "sources": must(list_of(TEXT)),
}

_EXTRA: Shape = {"code": must(CODE), "wording": must(WORDS), "points": must(_SOME_POINTS)}
_EXTRAS = entries(_EXTRA, "[{code: late, wording: {…}, points: 0.5}]")
_BONUS: Shape = {"most": must(_SOME_POINTS), "items": must(_EXTRAS)}
_BAND: Shape = {"code": must(CODE), "title": must(WORDS), "at_least": must(POINTS)}

COMPARISONS: Shape = {
    "at_least": may(POINTS),
    "at_most": may(POINTS),
    "above": may(POINTS),
    "below": may(POINTS),
    "one_of": may(list_of(CODE)),
}
_CONDITION: Shape = {"fact": must(CODE), "wording": must(WORDS)} | COMPARISONS
_CONDITIONS = entries(_CONDITION, "[{fact: total, at_least: 90, wording: {…}}]")
_RECOGNITION: Shape = {
    "most": may(PERCENT),
    "conditions": must(_CONDITIONS),
    "disqualifications": may(_CONDITIONS),
}
_CLASS: Shape = _BAND | {"conditions": may(_CONDITIONS)}
_CAP: Shape = {
    "class": must(CODE),
    "of": must(CODE),
    "share": must(PERCENT),
    "outstanding_share": must(PERCENT),
    "base": must(choice(CapBase)),
    "rounding": must(choice(Rounding)),
}
_CLASSIFICATION: Shape = {
    "classes": must(entries(_CLASS, "[{code: excellent, title: {…}, at_least: 90}, …]")),
    "triggers": may(entries({"class": must(CODE)} | _CONDITION)),
    "caps": may(entries(_CAP)),
}

DEADLINES: tuple[frozenset[str], ...] = (
    frozenset({"month", "day"}),
    frozenset({"months_later", "day"}),
    frozenset({"after", "days_after"}),
)
"""The three ways to write a deadline."""
_DEADLINE: Shape = {
    "step": must(CODE),
    "title": must(WORDS),
    "month": may(whole_number(least=1, most=12)),
    "day": may(whole_number(least=1, most=31)),
    "years_later": may(whole_number(least=0, most=1)),
    "years_earlier": may(whole_number(least=0, most=1)),
    "months_later": may(whole_number(least=0, most=12)),
    "after": may(CODE),
    "days_after": may(whole_number(least=0, most=366)),
    "working_days": may(YES_OR_NO),
    "on_day_off": may(choice(OnDayOff)),
}

FRAMEWORK: Shape = {
    "framework": must(FRAMEWORK_CODE),
    "model": must(choice(Model)),
    "style": must(choice(Style)),
    "title": must(WORDS),
    "whole": may(_SOME_POINTS),
    "threshold": must(PERCENT),
    "instruction": must(entry(_INSTRUCTION)),
    "provenance": must(entry(_PROVENANCE)),
    "groups": must(entries(GROUP, "[{code: I, …}, …]")),
    "variants": may(entries(_VARIANT)),
    "bonus": may(entry(_BONUS)),
    "deductions": may(_EXTRAS),
    "bands": may(entries(_BAND, "[{code: good, title: {…}, at_least: 0}]")),
    "recognition": may(entry(_RECOGNITION)),
    "classification": may(entry(_CLASSIFICATION)),
    "calendar": may(entries(_DEADLINE)),
}
"""The whole file."""
