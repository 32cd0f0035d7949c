"""Filling in the sheet: agreeing with suggestions, entering values, remarks and reasons; points follow at once.

The row of the assessment is locked first, so that points and totals always belong together. What is typed is saved with
every pause; acts are told at rest, as in `criteria.concretising`: one for each criterion and person at one sitting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from fourgood.assessments.models import Assessment, Entry
from fourgood.assessments.refusals import NotDue, NothingSuggested, SomeoneElseTyped, UnknownCriterion
from fourgood.assessments.sheet import Line, Sheet, own_score, sheet_of
from fourgood.assessments.vectors import Tally, tally
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.regulations.hundredths import decimal_of, hundredths_of
from fourgood.regulations.scoring import CriterionScore
from fourgood.regulations.stored_values import values_read, values_stored
from fourgood.regulations.values import DOES_NOT_APPLY, Value


@dataclass(frozen=True)
class Said:
    """What someone entered of one criterion. `values` by code of part. `stated`: own points, if other than the values
    give. `typed`: the fields as they were typed, when they can't hold; then nothing else counts.
    """

    values: Mapping[str, Value]
    reason: str = ""
    remark: str = ""
    stated: Decimal | None = None
    typed: dict[str, Any] | None = None


@transaction.atomic
def agree(assessment: Assessment, codes: list[str] | None, *, by: Actor | None, at: dt.datetime) -> list[str]:
    row, sheet = _locked_sheet(assessment)
    lines = sheet.to_agree if codes is None else [line_of(sheet, code) for code in codes]
    lacking = [line.code for line in lines if not line.has_suggestion]
    if lacking or not lines:
        raise NothingSuggested(codes=", ".join(lacking) or "–")
    for line in lines:
        _take(row, line, by=by, at=at)
    taken = {line.code: line.suggestion for line in lines}
    _keep_points(row, sheet, sheet.scores() | taken)
    points = {code: str(score.points) for code, score in taken.items()}
    Act.objects.record(Verb.SUGGESTIONS_TAKEN, row, by=by, path=row.unit.path, after=points)
    return list(taken)


def _take(row: Assessment, line: Line, *, by: Actor | None, at: dt.datetime) -> None:
    """Values entered before give way. A row is left only where something is to be kept: words, or "does not apply"."""
    entry, applies = line.entry, line.suggestion.applies
    if entry is None and applies:
        return
    entry = entry or Entry(assessment=row, code=line.code)
    none = {part.code: DOES_NOT_APPLY for part in line.criterion.parts}
    _write(entry, Said({} if applies else none, remark=line.remark), by=by, at=at)


@transaction.atomic
def enter(assessment: Assessment, code: str, said: Said, *, version: int, by: Actor | None, at: dt.datetime) -> Entry:
    row, sheet = _locked_sheet(assessment)
    line = line_of(sheet, code)
    entry = line.entry or Entry(assessment=row, code=code)
    if entry.version != version:
        raise SomeoneElseTyped(entry)
    if said.typed is not None:
        return _keep_typed(entry, said.typed, by=by, at=at)
    had_values = bool(entry.values) or entry.stated is not None
    _write(entry, said, by=by, at=at)
    left = None if had_values else line.own.points
    _keep_points(row, sheet, sheet.scores() | {code: own_score(line.criterion, entry, left)})
    return entry


def line_of(sheet: Sheet, code: str) -> Line:
    """Raises UnknownCriterion, NotDue."""
    try:
        line = sheet.line(code)
    except KeyError:
        raise UnknownCriterion(code=code) from None
    if not line.is_due:
        raise NotDue(code=code)
    return line


def _locked_sheet(assessment: Assessment) -> tuple[Assessment, Sheet]:
    row = assessment.lock()
    row.require_editable()
    return row, sheet_of(row, with_evidence=False)


def _keep_typed(entry: Entry, typed: dict[str, Any], *, by: Actor | None, at: dt.datetime) -> Entry:
    """What holds stays as it was."""
    entry.typed, entry.version = typed, entry.version + 1
    entry.changed_at, entry.changed_by_id = at, by.pk if by else None
    entry.save()
    return entry


def _write(entry: Entry, said: Said, *, by: Actor | None, at: dt.datetime) -> None:
    who, told = by.pk if by else None, content(entry)
    if entry.pk and entry.changed_by_id != who:
        record(entry)
    entry.values = values_stored(said.values)
    entry.stated = None if said.stated is None else hundredths_of(said.stated)
    entry.reason, entry.remark, entry.typed = said.reason.strip(), said.remark.strip(), None
    if content(entry) != told:
        entry.before = told if entry.before is None else entry.before
    entry.version += 1
    entry.changed_at, entry.changed_by_id = at, who
    entry.save()


def keep_tally(row: Assessment, kind: str, result: Tally) -> None:
    """Points, groups and total of one kind, stored together."""
    names = {kind: result.points, f"{kind}_groups": result.groups, f"{kind}_due": result.due}
    for name, value in {**names, f"{kind}_total": result.total}.items():
        setattr(row, name, value)
    row.save(update_fields=[*names, f"{kind}_total"])


def _keep_points(row: Assessment, sheet: Sheet, scores: Mapping[str, CriterionScore]) -> None:
    keep_tally(row, "own", tally(sheet.layout, scores, month=row.month.month))


# Acts


def content(entry: Entry) -> dict[str, Any]:
    """What an entry says, for the acts."""
    points = None if entry.stated is None else str(decimal_of(entry.stated))
    return {"values": entry.values, "points": points, "reason": entry.reason, "remark": entry.remark}


def record(entry: Entry) -> None:
    """Record what has changed since the acts last told, in the name of whoever changed it."""
    if entry.before is None:
        return
    after = content(entry)
    changed = [name for name in after if entry.before[name] != after[name]]
    if changed:
        Act.objects.record(
            Verb.CRITERION_ASSESSED,
            entry.assessment,
            by=entry.changed_by,
            path=entry.assessment.unit.path,
            before={name: entry.before[name] for name in changed},
            after={"criterion": entry.code} | {name: after[name] for name in changed},
        )
    entry.before = None
    entry.save(update_fields=["before"])


def record_changes(row: Assessment) -> None:
    """Record the acts still owed for what was typed. One query when nothing is owed."""
    for entry in row.entries.select_related("changed_by").filter(before__isnull=False).order_by("pk"):
        entry.assessment = row
        record(entry)


def values_of(entry: Entry) -> dict[str, Value]:
    return values_read(entry.values)
