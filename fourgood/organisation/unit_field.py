"""A form field that names a unit: by its code, or by part of its name and a choice among those found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.common.vietnamese import search_key
from fourgood.organisation.models import Unit
from fourgood.organisation.models.units import UnitQuerySet

AT_MOST = 8


@dataclass(frozen=True)
class Candidate:
    """A unit to choose; `about` tells it from others of the same name."""

    code: str
    name: str
    about: str = ""


def candidates(units: UnitQuerySet, text: str, founded: Mapping[str, str] | None = None) -> list[Candidate]:
    """Up to one more than `AT_MOST` units whose name or code contains the text.

    `founded`: names by code of units that exist only in the draft, founded by steps before.
    """
    key = search_key(text)
    in_draft = [
        Candidate(code, name, str(_("founded by this order")))
        for code, name in (founded or {}).items()
        if key in search_key(name) or code.startswith(text)
    ]
    found = units.search(text).select_related("parent").order_by("sort_key", "id")[: AT_MOST + 1]
    return in_draft + [Candidate(unit.code, unit.name, str(unit.parent or "")) for unit in found]


class UnitPicker(forms.TextInput):
    """A search box with the units found below it. The choice travels beside the text: it works without JavaScript."""

    template_name = "organisation/unit_picker.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.candidates: list[Candidate] = []

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(f"{name}-chosen") or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"candidates": self.candidates, "name": name, "search_url": reverse("unit_candidates")}


class UnitField(forms.CharField):
    """Cleans to the code of a unit. Set `units` (what may be named) and `founded` before cleaning."""

    widget = UnitPicker

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Write the code or part of the name, then choose."))
        super().__init__(max_length=100, **kwargs)
        self.units: UnitQuerySet = Unit.objects.none()
        self.founded: dict[str, str] = {}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        if text in self.founded or self.units.filter(code=text).exists():
            return text
        found = candidates(self.units, text, self.founded)
        if len(found) == 1:
            return found[0].code
        self.widget.candidates = found[:AT_MOST]
        raise ValidationError(self._why(found))

    def _why(self, found: list[Candidate]) -> Any:
        if not found:
            return _("No unit in your care is called like this. Write its code, or another part of its name.")
        if len(found) > AT_MOST:
            return _("Many units are called like this. Choose one of the first, or write more of the name.")
        return _("Several units are called like this. Choose one.")
