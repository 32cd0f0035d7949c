"""Values as JSON, and back: only what is there, numbers as text, exact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fourgood.regulations.values import Value, counts


def values_stored(values: Mapping[str, Value]) -> dict[str, dict[str, Any]]:
    """By code of part; parts without a value are left out."""
    return {code: _stored(value) for code, value in values.items() if not value.is_empty}


def values_read(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    """What `values_stored` has written."""
    return {code: _read(value) for code, value in stored.items()}


def _stored(value: Value) -> dict[str, Any]:
    kept = {
        "amount": None if value.amount is None else str(value.amount),
        "base": None if value.base is None else str(value.base),
        "answer": value.answer,
        "grade": value.grade,
        "events": dict(value.events) or None,
        "not_applicable": value.not_applicable or None,
    }
    return {name: part for name, part in kept.items() if part is not None}


def _read(stored: Mapping[str, Any]) -> Value:
    return Value(
        amount=None if stored.get("amount") is None else Decimal(stored["amount"]),
        base=None if stored.get("base") is None else Decimal(stored["base"]),
        answer=stored.get("answer"),
        grade=stored.get("grade"),
        events=counts(stored.get("events") or {}),
        not_applicable=bool(stored.get("not_applicable")),
    )
