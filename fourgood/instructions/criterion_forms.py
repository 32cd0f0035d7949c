"""One criterion of a draft as a form: what is changed becomes values at their paths in the file; the rest stays.

The file may be wrong, so whatever stands in it is taken with care: what is not as expected comes as an empty field.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.criterion_fields import decimal_of, list_of, number_field, one_line
from fourgood.instructions.criterion_words import FREQUENCIES, LOCALS
from fourgood.regulations.framework import LANGUAGES, Frequency, Kind, NotApplicable
from fourgood.regulations.framework_text import Path

WORDS = {
    ("wording", "vi"): _("wording in Vietnamese"),
    ("wording", "ms"): _("wording in Malay"),
    ("wording", "en"): _("wording in English"),
    ("evidence", "vi"): _("evidence in Vietnamese"),
    ("evidence", "ms"): _("evidence in Malay"),
    ("evidence", "en"): _("evidence in English"),
}
NOT_APPLICABLE = {
    NotApplicable.SHARE: _("its points are shared among the others of its group"),
    NotApplicable.GIVE: _("its points go to one other criterion"),
    NotApplicable.NEVER: _("it always applies"),
}
SCALED = {Kind.PERCENTAGE, Kind.QUANTITY}
PROPORTIONAL, FULL_FROM, STEPS = "proportional", "full_from", "steps"
SCALES = {
    PROPORTIONAL: _("in proportion: 100 % gives all points"),
    FULL_FROM: _("all points from a certain percentage on, below in proportion"),
    STEPS: _("by steps"),
}
SPARE_ROWS = 2


class CriterionForm(forms.Form):
    """What is said of the criterion as a whole. `by_points`: whether the framework counts in points."""

    points = number_field(_("points"))
    every = forms.ChoiceField(label=_("how often"), choices=list(FREQUENCIES.items()))
    threshold = number_field(
        _("corrective action below (%)"),
        required=False,
        help_text=_("Left empty: as for all criteria of the framework."),
    )
    not_applicable = forms.ChoiceField(label=_("where it does not apply"), choices=list(NOT_APPLICABLE.items()))
    gives_to = forms.ChoiceField(label=_("the other criterion"), required=False)
    local = forms.MultipleChoiceField(
        label=_("what units may make concrete"),
        choices=list(LOCALS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    target_at_least = number_field(_("lowest target of their own (%)"), required=False)
    field_order = [f"{key}_{language}" for key in ("wording", "evidence") for language in LANGUAGES]

    def __init__(self, data: Any, *, written: dict[str, Any], codes: list[str], by_points: bool) -> None:
        super().__init__(data, initial=initial_of(written))
        for (key, language), label in WORDS.items():
            self.fields[f"{key}_{language}"] = forms.CharField(label=label, widget=forms.Textarea({"rows": 2}))
        self.fields["gives_to"].choices = [("", "–"), *((code, code) for code in codes)]  # type: ignore[attr-defined]
        if not by_points:
            del self.fields["points"]
        self.order_fields([*self.field_order])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("not_applicable") == NotApplicable.GIVE and not cleaned.get("gives_to"):
            self.add_error("gives_to", _("Choose the criterion that gets the points."))
        return cleaned

    def values(self) -> dict[Path, Any]:
        """What was changed, by its path within the criterion."""
        return dict(value for name in self.changed_data for value in self._values_of(name))

    def _values_of(self, name: str) -> Iterator[tuple[Path, Any]]:
        value = self.cleaned_data[name]
        key, _underscore, language = name.rpartition("_")
        if (key, language) in WORDS:
            yield (key, language), " ".join(value.split())
        elif name in {"not_applicable", "gives_to"}:
            choice = self.cleaned_data["not_applicable"]
            yield (
                ("not_applicable",),
                {"give": self.cleaned_data["gives_to"]} if choice == NotApplicable.GIVE else choice,
            )
        else:
            yield (name,), value if value not in (None, []) else None


class ScaleForm(forms.Form):
    """The points of one part, and from which percentage on it gives how many. `path`: where the part stands."""

    scale = forms.ChoiceField(label=_("how points are given"), choices=list(SCALES.items()), widget=forms.RadioSelect)
    full_from = number_field(_("all points from (%)"), required=False)

    def __init__(self, data: Any, *, written: dict[str, Any], path: Path, prefix: str) -> None:
        self.path, self.title = path, str(written.get("code", "")) if path else ""
        steps = _steps(written)
        super().__init__(data, initial=_initial_of_scale(written, steps), prefix=prefix)
        self.numbers = range(len(steps) + SPARE_ROWS)
        for number in self.numbers:
            self.fields[f"low_{number}"] = number_field(_("from (%)"), required=False)
            self.fields[f"points_{number}"] = number_field(_("points"), required=False)
        if path:
            self.fields["part_points"] = number_field(_("points of this part"))

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"low_{number}"], self[f"points_{number}"]) for number in self.numbers]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("scale") == FULL_FROM and cleaned.get("full_from") is None:
            self.add_error("full_from", _("Say from which percentage on all points are given."))
        pairs = [(cleaned.get(f"low_{n}"), cleaned.get(f"points_{n}")) for n in self.numbers]
        if any((low is None) != (points is None) for low, points in pairs):
            raise ValidationError(_("Each step needs a percentage and points. Leave both empty to take a step out."))
        cleaned["steps"] = [[low, points] for low, points in pairs if low is not None]
        if cleaned.get("scale") == STEPS and not cleaned["steps"]:
            raise ValidationError(_("Write at least one step."))
        return cleaned

    def values(self) -> dict[Path, Any]:
        """What was changed, by its path within the criterion."""
        found: dict[Path, Any] = {}
        if "part_points" in self.changed_data:
            found[(*self.path, "points")] = self.cleaned_data["part_points"]
        if {*self.changed_data} - {"part_points"}:
            found[(*self.path, "scale")] = self._scale()
        return found

    def _scale(self) -> Any:
        """As the file says it; None for the default."""
        kind = self.cleaned_data["scale"]
        if kind == STEPS:
            return self.cleaned_data["steps"]
        return {"full_from": self.cleaned_data["full_from"]} if kind == FULL_FROM else None


def parts_of(written: dict[str, Any]) -> list[tuple[Path, dict[str, Any]]]:
    """What is measured, by its path: the criterion itself, or its parts."""
    parts = [part for part in list_of(written.get("parts")) if isinstance(part, dict)]
    return [(("parts", number), part) for number, part in enumerate(parts)] or [((), written)]


def scale_forms(data: Any, parts: list[tuple[Path, dict[str, Any]]]) -> list[ScaleForm]:
    """A form for each part that is measured by a scale."""
    return [
        ScaleForm(data, written=part, path=path, prefix=f"part{number}")
        for number, (path, part) in enumerate(parts)
        if part.get("measure") in SCALED
    ]


def initial_of(written: dict[str, Any]) -> dict[str, Any]:
    """The fields as the file has them."""
    given = written.get("not_applicable", NotApplicable.SHARE)
    to = str(given.get("give", "")) if isinstance(given, dict) else ""
    return {f"{key}_{language}": one_line(written.get(key), language) for key, language in WORDS} | {
        "points": decimal_of(written.get("points")),
        "every": str(written.get("every", Frequency.MONTH)),
        "threshold": decimal_of(written.get("threshold")),
        "not_applicable": NotApplicable.GIVE if to else str(given),
        "gives_to": to,
        "local": [str(what) for what in list_of(written.get("local"))],
        "target_at_least": decimal_of(written.get("target_at_least")),
    }


def _initial_of_scale(written: dict[str, Any], steps: list[tuple[Any, Any]]) -> dict[str, Any]:
    scale = written.get("scale")
    full_from = decimal_of(scale.get("full_from")) if isinstance(scale, dict) else None
    rows = {f"low_{n}": low for n, (low, _points) in enumerate(steps)}
    rows |= {f"points_{n}": points for n, (_low, points) in enumerate(steps)}
    kind = STEPS if steps else FULL_FROM if full_from is not None else PROPORTIONAL
    return rows | {"scale": kind, "full_from": full_from, "part_points": decimal_of(written.get("points"))}


def _steps(written: dict[str, Any]) -> list[tuple[Any, Any]]:
    found = [step for step in list_of(written.get("scale")) if isinstance(step, list) and len(step) == 2]
    return [(decimal_of(low), decimal_of(points)) for low, points in found]
