"""Suggested points: what the records tell of each criterion, counted by the framework's own scale.

A criterion is suggested only when every part of it can be told. What came of it is stored with the sheet, so that the
explanation can be read for ever, in any language, even when the records were corrected later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from fourgood.meeting_quality import told
from fourgood.meeting_quality.points import ASIDE, NOTHING, Given
from fourgood.meeting_quality.records import FINDERS, Found, Records
from fourgood.meetings.models import Meeting
from fourgood.regulations.framework import Criterion, Kind, Part, Variant
from fourgood.regulations.grading import grade_reached
from fourgood.regulations.scoring import CriterionScore, score_criterion
from fourgood.regulations.stored_values import values_read, values_stored
from fourgood.regulations.values import RATIOS, Value, counts


@dataclass(frozen=True)
class Suggestion:
    """What is suggested for one criterion. `stored`: the values of its parts, and the sentences of those whose measure
    does not name the numbers itself, as JSON.
    """

    given: Given = NOTHING
    stored: dict[str, Any] | None = None


def suggestions(variant: Variant, meeting: Meeting, *, at: dt.datetime) -> dict[str, Suggestion]:
    """By code of criterion, of all criteria. Some twenty queries, whatever the size of the cell. Raises NoRule."""
    records = Records(meeting, at)
    return {criterion.code: _suggestion(criterion, records) for criterion in variant.criteria()}


def _suggestion(criterion: Criterion, records: Records) -> Suggestion:
    found = {part.code: _found(part, records) for part in criterion.parts}
    told_of = {code: one for code, one in found.items() if one is not None}
    if len(told_of) < len(found):
        return Suggestion()
    values = {part.code: _fitting(part, told_of[part.code].value) for part in criterion.parts}
    score = score_criterion(criterion, values)
    if score.is_missing:
        return Suggestion()
    given = Given(score.points) if score.applies else ASIDE
    said = [[told_of[part.code].said, told_of[part.code].gaps] for part in criterion.parts if part.kind not in RATIOS]
    return Suggestion(given, {"values": values_stored(values), "said": said})


def _found(part: Part, records: Records) -> Found | None:
    finder = FINDERS.get(part.indicator or "")
    return finder(records) if finder else None


def _fitting(part: Part, value: Value) -> Value:
    """The value as the part takes it: a grade by its limits, and only events that the framework counts."""
    if part.kind is Kind.GRADED and value.amount is not None and value.base is not None:
        grade = grade_reached(part, amount=value.amount, base=value.base)
        return Value(grade=grade.code if grade else None)
    events = {event.code: count for event in part.events if (count := value.count(event.code)) is not None}
    return Value(value.amount, value.base, value.answer, value.grade, counts(events), value.not_applicable)


def explanation(criterion: Criterion, stored: Mapping[str, Any] | None) -> str:
    """Why so many points are suggested, in the reader's language; "" where nothing is."""
    if not stored:
        return ""
    score: CriterionScore = score_criterion(criterion, values_read(stored["values"]))
    counted = score.explanation.to(get_language() or "vi")
    said = [told.sentence(key, gaps) for key, gaps in stored["said"]]
    return " ".join([*filter(None, said), f"{counted}."])
