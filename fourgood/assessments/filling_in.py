"""The page on which the whole sheet is filled in: what is to be agreed with, what is to be entered, what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fourgood.assessments.arriving import points_seen
from fourgood.assessments.conflict import sides_of
from fourgood.assessments.entering import Said, Written
from fourgood.assessments.forms import CriterionForm
from fourgood.assessments.models import Entry
from fourgood.assessments.sheet import Line, Sheet


@dataclass(frozen=True)
class Part:
    """One criterion with its form. `theirs`, `mine`: both versions in words, where someone else typed meanwhile."""

    line: Line
    form: CriterionForm
    theirs: list[str] = field(default_factory=list)
    mine: list[str] = field(default_factory=list)
    conflict: Entry | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is drawn open, above: something is missing, or the level above asked for a change."""
        return bool(self.line.lacks or self.line.said_above or self.conflict or self.form.errors)

    @property
    def seen(self) -> str:
        """Which suggestion was seen, as `arriving` reads it."""
        return str(points_seen(self.line))


def parts_of(sheet: Sheet, data: Any = None) -> list[Part]:
    """Of all criteria due: with what is posted; else with what was typed last and can't hold; else what was entered."""
    return [Part(line, _form(line, data)) for line in sheet.due]


def _form(line: Line, data: Any) -> CriterionForm:
    prefix = f"c{line.number}"
    if data is None and line.entry and line.entry.typed:
        typed = {**line.entry.typed, "version": str(line.version)}
        return CriterionForm({f"{prefix}-{name}": text for name, text in typed.items()}, line=line, prefix=prefix)
    return CriterionForm(data, line=line, prefix=prefix)


def touched(parts: Iterable[Part]) -> dict[str, tuple[Said, int]]:
    """What is posted and says anything else than what is there, with the version that was seen."""
    return {part.line.code: (part.form.heard(), part.form.seen) for part in parts if part.form.is_touched}


def after(sheet: Sheet, parts: Iterable[Part], written: Written) -> list[Part]:
    """The page again where something can't hold, or someone else typed: everything stays as it was typed.

    `sheet`: as it is now. The forms say the version that is there now: saved once more, what is seen here holds.
    """
    before = {part.line.code: part.form for part in parts}
    return [_again(line, before[line.code], written.conflicts) for line in sheet.due]


def _again(line: Line, form: CriterionForm, conflicts: Mapping[str, Entry]) -> Part:
    theirs = conflicts.get(line.code)
    if theirs is None and not form.errors:
        return Part(line, _form(line, None))
    data = {**dict(form.data.items()), form.add_prefix("version"): str(line.version)}
    again = CriterionForm(data, line=line, prefix=form.prefix)
    again.is_valid()
    return Part(line, again, conflict=theirs, **(sides_of(line, theirs, again) if theirs else {}))
