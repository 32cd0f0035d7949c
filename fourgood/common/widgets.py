"""Inputs that forms share, and Django's messages about them in words that say what to do."""

from __future__ import annotations

from typing import Any

from django import forms
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
