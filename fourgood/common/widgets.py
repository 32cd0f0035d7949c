"""Inputs that forms share, and Django's messages about them in words that say what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop

# Django says these; our catalogues, which are asked before Django's, say them in our own words.
SAID_BY_DJANGO = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)


class DayInput(forms.DateInput):
    """The browser's own date picker. It sends and takes ISO dates whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class LongSelect(forms.Select):
    """A choice among dozens or hundreds, drawn at once: Django's own widget renders a template for each option."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, None, attrs)["widget"]["attrs"]
        chosen = "" if value is None else str(value)
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(context), self._options(self.choices, chosen)
        )

    def _options(self, choices: Any, chosen: str) -> SafeString:
        drawn = [
            format_html('<optgroup label="{}">{}</optgroup>', code, self._options(label, chosen))
            if isinstance(label, list | tuple)
            else format_html('<option value="{}"{}>{}</option>', code, SELECTED if str(code) == chosen else "", label)
            for code, label in choices
        ]
        return mark_safe("".join(drawn))  # noqa: S308 made of escaped parts


SELECTED = mark_safe(" selected")
