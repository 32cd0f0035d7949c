"""Events and grades of a criterion as rows of a form: what is changed, added or emptied changes in the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.criterion_fields import decimal_of, list_of, number_field, one_line
from fourgood.regulations.framework import LANGUAGES, Kind
from fourgood.regulations.framework_text import Path

SPARE_ROWS = 2
MINUS, AT_MOST = "minus", "at_most"
EFFECTS = {
    MINUS: _("takes so many points off, each time"),
    AT_MOST: _("once it happened, leaves at most so many points"),
}
WORDS = {
    "vi": _("wording in Vietnamese"),
    "ms": _("wording in Malay"),
    "en": _("wording in English"),
}


class RowsForm(forms.Form):
    """The rows at `key` of one part. `path`: where the part stands. Rows beyond those of the file are spare ones."""

    key: ClassVar[str]
    heading: ClassVar[str | Promise]
    row_name: ClassVar[str | Promise]

    def __init__(self, data: Any, *, written: dict[str, Any], path: Path, prefix: str) -> None:
        self.path, self.title = (*path, self.key), str(written.get("code", "")) if path else ""
        self.given: list[dict[str, Any]] = list_of(written.get(self.key))
        self.numbers = range(len(self.given) + SPARE_ROWS)
        initial = {f"{name}_{n}": value for n, row in enumerate(self.given) for name, value in self.initial_of(row)}
        super().__init__(data, initial=initial, prefix=prefix)
        for number in self.numbers:
            for name, field in self.fields_of_a_row():
                self.fields[f"{name}_{number}"] = field

    @staticmethod
    def fields_of_a_row() -> Iterator[tuple[str, forms.Field]]:
        yield "code", forms.CharField(label=_("code"), required=False, max_length=40)
        for language, label in WORDS.items():
            yield language, forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 2}))
        yield "points", number_field(_("points"), required=False)

    @staticmethod
    def initial_of(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """The fields as the file has them."""
        yield "code", str(row.get("code", ""))
        for language in LANGUAGES:
            yield language, one_line(row.get("wording"), language)
        yield "points", decimal_of(row.get("points"))

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of the rows that the file has."""
        return [self._row(number) for number in self.numbers[: len(self.given)]]

    def spare_rows(self) -> list[list[forms.BoundField]]:
        return [self._row(number) for number in self.numbers[len(self.given) :]]

    def _row(self, number: int) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.rpartition("_")[2] == str(number)]

    def clean(self) -> dict[str, Any]:
        """A row is filled in as a whole, or left empty as a whole."""
        cleaned = super().clean() or {}
        needed = ("code", *LANGUAGES, "points")
        for number in self.numbers:
            names = [f"{name}_{number}" for name in needed]
            missing = [name for name in names if cleaned.get(name) in (None, "") and name not in self.errors]
            if 0 < len(missing) < len(names):
                for name in missing:
                    self.add_error(name, _("Fill this in too, or empty the whole row to take it out."))
        return cleaned

    def values(self) -> dict[Path, Any]:
        """What was changed, by its path within the criterion, in an order in which it can be written."""
        filled = [number for number in self.numbers if self.cleaned_data[f"code_{number}"]]
        kept = [number for number in filled if number < len(self.given)]
        new = [self.written(number) for number in filled if number >= len(self.given)]
        if not filled:
            return {self.path: None} if self.given else {}
        if not self.given:
            return {self.path: new}
        found = {(*self.path, n, *path): value for n in kept for path, value in self._changes(n)}
        found |= {(*self.path, len(self.given) + place): row for place, row in enumerate(new)}
        return found | {(*self.path, n): None for n in reversed(range(len(self.given))) if n not in kept}

    def _changes(self, number: int) -> Iterator[tuple[Path, Any]]:
        """What the row says now where it was changed; None for what it says no longer."""
        if not {f"{name}_{number}" for name, _field in self.fields_of_a_row()} & set(self.changed_data):
            return
        old, new = self.given[number], self.written(number)
        for key, value in new.items():
            if key == "wording":
                yield from ((("wording", language), value[language]) for language in self._words_changed(number))
            else:
                yield (key,), value
        yield from (((key,), None) for key in (MINUS, AT_MOST) if key in old and key not in new)

    def _words_changed(self, number: int) -> list[str]:
        return [language for language in LANGUAGES if f"{language}_{number}" in self.changed_data]

    def written(self, number: int) -> dict[str, Any]:
        """The row as the file says it."""
        wording = {language: " ".join(self.cleaned_data[f"{language}_{number}"].split()) for language in LANGUAGES}
        code, points = self.cleaned_data[f"code_{number}"], self.cleaned_data[f"points_{number}"]
        return {"code": code, "wording": wording, self.points_key(number): points}

    def points_key(self, number: int) -> str:
        return "points"


class GradesForm(RowsForm):
    """The grades of a graded part, the best worth all points."""

    key = "grades"
    heading = _("Grades")
    row_name = _("Grade")


class EventsForm(RowsForm):
    """What happened and takes points, or lets none but a few be had."""

    key = "events"
    heading = _("Events that take points")
    row_name = _("Event")

    @staticmethod
    def fields_of_a_row() -> Iterator[tuple[str, forms.Field]]:
        *others, points = RowsForm.fields_of_a_row()
        yield from others
        yield "effect", forms.ChoiceField(label=_("what it does"), required=False, choices=list(EFFECTS.items()))
        yield points

    @staticmethod
    def initial_of(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        effect = AT_MOST if AT_MOST in row and MINUS not in row else MINUS
        yield from RowsForm.initial_of({**row, "points": row.get(effect)})
        yield "effect", effect

    def points_key(self, number: int) -> str:
        return self.cleaned_data[f"effect_{number}"] or MINUS


def row_forms(data: Any, parts: list[tuple[Path, dict[str, Any]]]) -> list[RowsForm]:
    """Grades of graded parts, and events of all parts; not of what is no list of rows, which only its text mends."""
    found: list[RowsForm] = []
    for number, (path, part) in enumerate(parts):
        is_graded = part.get("measure") == Kind.GRADED
        kinds: list[type[RowsForm]] = [GradesForm, EventsForm] if is_graded else [EventsForm]
        for kind in kinds:
            rows = part.get(kind.key)
            if rows is None or (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
                found.append(kind(data, written=part, path=path, prefix=f"{kind.key}{number}"))
    return found
