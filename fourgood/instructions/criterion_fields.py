"""What the forms of a criterion share. The file may be wrong: what is not as expected comes as an empty field."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms


def number_field(label: Any, **kwargs: Any) -> forms.DecimalField:
    widget = forms.NumberInput({"step": "0.01", "inputmode": "decimal"})
    return forms.DecimalField(label=label, max_digits=7, decimal_places=2, min_value=0, widget=widget, **kwargs)


def one_line(words: Any, language: str) -> str:
    """Words that stand on several lines are one line here."""
    value = words.get(language) if isinstance(words, dict) else None
    return " ".join(str(value or "").split())


def decimal_of(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def list_of(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
