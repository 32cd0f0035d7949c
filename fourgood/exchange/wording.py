"""Problems and differences in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fourgood.exchange.columns import UNITS, ListKind, choice_shown
from fourgood.exchange.problems import WORDS, Words


def describe(kind: ListKind, code: str, values: Mapping[str, Any]) -> Words:
    """What is wrong and what to do, in the reader's language. Columns, kinds and lists are named as the reader does."""
    what, do = WORDS[code]
    known = {name: _in_words(kind, name, value) for name, value in values.items()}
    if "column" in values and kind.column(values["column"]).choices is not None:
        known["choices"] = _choices(kind, values["column"])
    return Words(str(what) % known, str(do) % known)


def _in_words(kind: ListKind, name: str, value: Any) -> Any:
    if name == "column" or name.endswith("_column"):
        return str(kind.column(value).label)
    if name == "changes":
        return ", ".join(str(kind.column(column).label) for column in value)
    if name in {"kind", "above"}:
        return choice_shown(UNITS.column("kind"))(value)
    return value


def _choices(kind: ListKind, column: str) -> str:
    choices = kind.column(column).choices
    shown = choice_shown(kind.column(column))
    return "; ".join(shown(code) for code in choices()) if choices else ""


def value_shown(kind: ListKind, column: str, value: str) -> str:
    """One side of a difference, as the reader writes it; "–" where there is nothing."""
    written = choice_shown(kind.column(column))(value) if kind.column(column).choices is not None else value
    return written or "–"
