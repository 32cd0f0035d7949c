"""Filling in the sheet: agreeing with suggestions, entering values, remarks and reasons; points follow at once.

The row of the assessment is locked first, so that points and totals always belong together. What is typed is saved with
every pause; acts are told at rest, as in `criteria.concretising`: one for each criterion and person at one sitting.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from fourgood.assessments.models import Assessment, Entry
from fourgood.assessments.refusals import NotDue, NothingSuggested, SomeoneElseTyped, UnknownCriterion
from fourgood.assessments.sheet import Line, Sheet, own_score, sheet_of
from fourgood.assessments.vectors import Tally, set_tally, tally
from fourgood.audit.models import Act, Actor, Deed
from fourgood.audit.verbs import Verb
from fourgood.common import kept
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
    return take(*locked_sheet(assessment), codes, by=by, at=at)


def take(row: Assessment, sheet: Sheet, codes: list[str] | None, *, by: Actor | None, at: dt.datetime) -> list[str]:
    """The same for the row and its sheet that the caller has locked."""
    lines = sheet.to_agree if codes is None else [line_of(sheet, code) for code in codes]
    lacking = [line.code for line in lines if not line.has_suggestion]
    if lacking or not lines:
        raise NothingSuggested(codes=", ".join(lacking) or "–")
    _store(filter(None, [_take(row, line, by=by, at=at) for line in lines]))
    taken = {line.code: line.suggestion for line in lines}
    _keep_points(row, sheet, sheet.scores() | taken)
    points = {code: str(score.points) for code, score in taken.items()}
    Act.objects.record(Verb.SUGGESTIONS_TAKEN, row, by=by, path=row.unit.path, after=points)
    return list(taken)


def _take(row: Assessment, line: Line, *, by: Actor | None, at: dt.datetime) -> Entry | None:
    """Values entered before give way. A row is left only where something is to be kept: words, or "does not apply"."""
    entry, applies = line.entry, line.suggestion.applies
    if entry is None and applies:
        return None
    entry = entry or Entry(assessment=row, code=line.code)
    none = {part.code: DOES_NOT_APPLY for part in line.criterion.parts}
    _write(entry, Said({} if applies else none, remark=line.remark), by=by, at=at)
    return entry


@transaction.atomic
def enter(assessment: Assessment, code: str, said: Said, *, version: int, by: Actor | None, at: dt.datetime) -> Entry:
    row, sheet = locked_sheet(assessment)
    written = put(row, sheet, {code: (said, version)}, by=by, at=at)
    if written.conflicts:
        raise SomeoneElseTyped(written.conflicts[code])
    return written.entries[code]


@dataclass
class Written:
    """What became of what was typed, by code: saved; or left, because someone else had changed it meanwhile."""

    entries: dict[str, Entry] = field(default_factory=dict)
    conflicts: dict[str, Entry] = field(default_factory=dict)


def put(
    row: Assessment, sheet: Sheet, said: Mapping[str, tuple[Said, int]], *, by: Actor | None, at: dt.datetime
) -> Written:
    """The same for the row and its sheet that the caller has locked, without acts. Raises UnknownCriterion, NotDue."""
    written, scores = Written(), sheet.scores()
    for code, (what, version) in said.items():
        line = line_of(sheet, code)
        entry = line.entry or Entry(assessment=row, code=code)
        if entry.version != version:
            written.conflicts[code] = entry
            continue
        had_values = bool(entry.values) or entry.stated is not None
        _write(entry, what, by=by, at=at)
        written.entries[code] = entry
        if what.typed is None:
            scores[code] = own_score(line.criterion, entry, None if had_values else line.own.points)
    _with_people(written.conflicts.values())
    if written.entries:
        _store(written.entries.values())
        _keep_points(row, sheet, scores)
    return written


def _with_people(entries: Iterable[Entry]) -> list[Entry]:
    """With who changed them. One query, and none for none."""
    found = list(entries)
    prefetch_related_objects(found, "changed_by")
    return found


def _store(entries: Iterable[Entry]) -> None:
    names = ["version", "values", "stated", "reason", "remark", "typed", "before", "changed_at", "changed_by"]
    Entry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["assessment", "code"], update_fields=names)


def line_of(sheet: Sheet, code: str) -> Line:
    """Raises UnknownCriterion, NotDue."""
    try:
        line = sheet.line(code)
    except KeyError:
        raise UnknownCriterion(code=code) from None
    if not line.is_due:
        raise NotDue(code=code)
    return line


def locked_sheet(assessment: Assessment) -> tuple[Assessment, Sheet]:
    row = assessment.lock()
    row.require_editable()
    return row, sheet_of(row, with_evidence=False)


def _write(entry: Entry, said: Said, *, by: Actor | None, at: dt.datetime) -> None:
    """Into the entry, not yet stored. What was typed and can't hold leaves what holds as it was."""
    who, told = by.pk if by else None, content(entry)
    if entry.pk and entry.changed_by_id != who and entry.before is not None:
        record([entry])
    entry.version, entry.typed = entry.version + 1, said.typed
    entry.changed_at, entry.changed_by_id = at, who
    if said.typed is not None:
        return
    entry.values = values_stored(said.values)
    entry.stated = None if said.stated is None else hundredths_of(said.stated)
    entry.reason, entry.remark = said.reason.strip(), said.remark.strip()
    if content(entry) != told:
        entry.before = told if entry.before is None else entry.before


def keep_tally(row: Assessment, kind: str, result: Tally) -> None:
    """Points, groups and total of one kind, stored together."""
    kept.update(row, set_tally(row, kind, result))


def _keep_points(row: Assessment, sheet: Sheet, scores: Mapping[str, CriterionScore]) -> None:
    keep_tally(row, "own", tally(sheet.layout, scores, month=row.month.month))


# Acts


def content(entry: Entry) -> dict[str, Any]:
    """What an entry says, for the acts."""
    points = None if entry.stated is None else str(decimal_of(entry.stated))
    return {"values": entry.values, "points": points, "reason": entry.reason, "remark": entry.remark}


def record(entries: Iterable[Entry]) -> None:
    """Record what has changed since the acts last told, in the name of whoever changed it."""
    deeds: dict[Any, list[Deed]] = defaultdict(list)
    for entry in _with_people(entries):
        before, after = entry.before or {}, content(entry)
        changed = [name for name in before if before[name] != after[name]]
        if changed:
            told = {"criterion": entry.code} | {name: after[name] for name in changed}
            deed = Deed(entry.assessment, entry.assessment.unit.path, told, {name: before[name] for name in changed})
            deeds[entry.changed_by].append(deed)
        entry.before = None
    for who, theirs in deeds.items():
        Act.objects.record_many(Verb.CRITERION_ASSESSED, theirs, by=who)


def record_changes(row: Assessment, entries: Iterable[Entry] | None = None) -> None:
    """Record the acts still owed for what was typed, in few statements, however much it is.

    `entries`: all of the row's; without them one query asks for those that owe an act.
    """
    if entries is None:
        entries = row.entries.filter(before__isnull=False)
    owed = sorted((entry for entry in entries if entry.before is not None), key=lambda entry: entry.pk)
    for entry in owed:
        entry.assessment = row
    if owed:
        record(owed)
        Entry.objects.filter(pk__in=[entry.pk for entry in owed]).update(before=None)


def values_of(entry: Entry) -> dict[str, Value]:
    return values_read(entry.values)
