"""Changing one criterion of a draft's file: its forms, what the text would be, and keeping it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import Http404
from django.utils.text import capfirst

from fourgood.audit.models import Actor
from fourgood.instructions.criterion_forms import CriterionForm, ScaleForm, parts_of, scale_forms
from fourgood.instructions.criterion_rows import RowsForm, row_forms
from fourgood.instructions.drafting import change_criterion
from fourgood.instructions.models import FrameworkFile
from fourgood.instructions.refusals import NotEditableAsForm
from fourgood.regulations.framework import Style
from fourgood.regulations.framework_text import (
    Path,
    UnreadableText,
    criteria_by_line,
    criterion_as_written,
    variants_with,
    with_criterion,
    written_word,
)


class Editing:
    """The forms of one criterion. Raises NotEditableAsForm if the file can't be read, Http404 for an unknown code."""

    def __init__(self, file: FrameworkFile, code: str, data: Any) -> None:
        self.file, self.code = file, code
        codes = list(dict.fromkeys(criteria_by_line(file.content).values()))
        if not codes:
            raise NotEditableAsForm
        if code not in codes:
            raise Http404
        written = criterion_as_written(file.content, code)
        others = [other for other in codes if other != code]
        by_points = written_word(file.content, "style") != Style.MET
        self.form = CriterionForm(data, written=written, codes=others, by_points=by_points)
        parts = parts_of(written) if by_points else []
        self.scales = scale_forms(data, parts)
        self.rows: list[RowsForm] = row_forms(data, parts)
        self.variants = variants_with(file.content, code)

    @property
    def forms(self) -> list[CriterionForm | ScaleForm | RowsForm]:
        return [self.form, *self.scales, *self.rows]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # all of them, so that each tells its errors
        return all(valid)

    def complaints(self) -> list[str]:
        """What can't go into the file as it is filled in, one sentence each."""
        bound = [form for form in self.forms if form.is_bound]
        return [told for form in bound for told in _told(form)]

    def values(self) -> dict[Path, Any]:
        found: dict[Path, Any] = {}
        for form in self.forms:
            found |= form.values()
        return found

    def text(self) -> str:
        """The text of the file with what was typed, as far as the forms are filled in rightly."""
        if not self.form.is_bound or not self.is_valid():
            return self.file.content
        try:
            return with_criterion(self.file.content, self.code, self.values())
        except UnreadableText:
            return self.file.content

    def save(self, *, by: Actor | None) -> None:
        change_criterion(self.file, self.code, self.values(), by=by)


def _told(form: Form) -> Iterator[str]:
    for name, errors in form.errors.items():
        label = "" if name == NON_FIELD_ERRORS else f"{capfirst(str(form[name].label))}: "
        yield from (f"{label}{error}" for error in errors)
