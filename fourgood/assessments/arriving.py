"""What devices send of a sheet: each entry once, and never over what someone else typed meanwhile.

How an entry arrives once, see `common.arrivals`. Here a version decides who typed on what: each answer says the version
that was written, and the device builds its next entry about the same criterion on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fourgood.assessments.conflict import sides_of
from fourgood.assessments.entering import line_of, locked_sheet, put, take
from fourgood.assessments.forms import CriterionForm
from fourgood.assessments.models import Assessment, Entry
from fourgood.assessments.refusals import NotUnderstood
from fourgood.assessments.sheet import Line, Sheet, own_score
from fourgood.assessments.vectors import as_points
from fourgood.common.arrivals import Answer, Said, once, refused
from fourgood.common.refusal import Refusal
from fourgood.regulations.hundredths import hundredths_of

WRITE, AGREE, AGREE_ALL = "write", "agree", "agree_all"


def receive(assessment: Assessment, said: Said, *, by: Any, at: dt.datetime) -> Answer:
    """Do what an entry says, unless it is in already; answer what the device shows. `at`: when it arrived.

    {"taken": True, "version": …} with "errors" by field where it is kept as typed but can't hold; or {"taken": False,
    "why": …}, with "conflict" (both versions in words) where someone else had changed the criterion.
    """
    if said.kind not in KINDS:
        return refused(NotUnderstood())
    try:
        with transaction.atomic():
            return _taken(assessment, said, by=by, at=at)
    except Refusal as refusal:
        return refused(refusal)


def _taken(assessment: Assessment, said: Said, *, by: Any, at: dt.datetime) -> Answer:
    row: Any
    row, sheet = locked_sheet(assessment)
    apply = partial(KINDS[said.kind], row, sheet, said, by, at)
    return once(row.received, said, slot_of(said), apply, by=by, at=at, is_typed=True)


def slot_of(said: Said) -> str:
    """What it is about."""
    return AGREE_ALL if said.kind == AGREE_ALL else f"criterion:{said.fields.get('code', '')}"[:40]


def _write(row: Assessment, sheet: Sheet, said: Said, by: Any, at: dt.datetime) -> Answer:
    line = line_of(sheet, said.fields.get("code", ""))
    form = CriterionForm(said.fields, line=line)
    written = put(row, sheet, {line.code: (form.heard(), form.seen)}, by=by, at=at)
    if written.conflicts:
        return _conflict(line, form)
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return {"taken": True, "errors": errors, **_now(replace(line, entry=written.entries[line.code]), row)}


def _agree(row: Assessment, sheet: Sheet, said: Said, by: Any, at: dt.datetime) -> Answer:
    """With the suggestion that was seen. One that has changed since is not taken unseen."""
    line = line_of(sheet, said.fields.get("code", ""))
    form = CriterionForm(said.fields, line=line)
    if line.version != form.seen:
        return _conflict(line, form)
    if said.fields.get("saw") != str(points_seen(line)):
        return {"taken": True, "told": _suggested_anew([line]), **_now(line, row)}
    take(row, sheet, [line.code], by=by, at=at)
    return {"taken": True, **_now(replace(line, entry=row.entries.filter(code=line.code).first()), row)}


def _agree_all(row: Assessment, sheet: Sheet, said: Said, by: Any, at: dt.datetime) -> Answer:
    """With those suggestions that were seen, wherever the unit has no points of its own yet."""
    seen = dict(pair.split("=", 1) for pair in said.fields.get("saw", "").split() if "=" in pair)
    open_ = [line for line in sheet.to_agree if line.code in seen]
    same = [line for line in open_ if seen[line.code] == str(points_seen(line))]
    if same:
        take(row, sheet, [line.code for line in same], by=by, at=at)
    answer: Answer = {"taken": True, "versions": dict(row.entries.values_list("code", "version"))}
    changed = [line for line in open_ if line not in same]
    return answer | {"told": _suggested_anew(changed)} if changed else answer


def points_seen(line: Line) -> int | str:
    """A suggestion as a device says which one it has seen: hundredths; "na": does not apply."""
    return "na" if line.suggestion.points is None else hundredths_of(line.suggestion.points)


def _suggested_anew(lines: list[Line]) -> str:
    said = _("Meanwhile your records suggest something else for %(codes)s. Look at it again.")
    return said % {"codes": ", ".join(line.code for line in lines)}


def _now(line: Line, row: Assessment) -> Answer:
    """How the criterion stands after it was written."""
    now = replace(line, own=own_score(line.criterion, line.entry, as_points(row.own, line.number)))
    return {"version": now.version, "own": now.own_words, "lacks": now.lacks}


def _conflict(line: Line, form: CriterionForm) -> Answer:
    """Both versions, side by side; nothing was overwritten."""
    theirs = line.entry or Entry(code=line.code)
    when = date_format(localtime(theirs.changed_at), "SHORT_DATETIME_FORMAT") if line.entry else ""
    who = {"who": str(theirs.changed_by or "–"), "when": when}
    said = _("%(who)s saved another version on %(when)s. Nothing was overwritten.") % who
    sides = sides_of(line, theirs, form)
    return {"taken": False, "why": said, "conflict": {**sides, "version": theirs.version}}


KINDS: Mapping[str, Callable[[Assessment, Sheet, Said, Any, dt.datetime], Answer]] = {
    WRITE: _write,
    AGREE: _agree,
    AGREE_ALL: _agree_all,
}
