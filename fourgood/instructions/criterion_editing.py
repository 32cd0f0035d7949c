"""Changing one criterion of a draft's file: its forms, what the text would be, and keeping it."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from fourgood.audit.models import Actor
from fourgood.instructions.criterion_forms import CriterionForm, scale_forms
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
        self.scales = scale_forms(data, written) if by_points else []
        self.variants = variants_with(file.content, code)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.form, *self.scales)]  # all of them, so that each tells its errors
        return all(valid)

    def values(self) -> dict[Path, Any]:
        found = self.form.values()
        for scale in self.scales:
            found |= scale.values()
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
