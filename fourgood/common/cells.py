"""Cells of a spreadsheet as the file holds them: text, number, truth value, date, time or nothing. Knows no Django.

A cell that can't be read raises `Bad`: a code and values, put into words by whoever shows it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b-\u200f\u2060\ufeff\u00ad]")
# What a spreadsheet program would run as a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Bad(Exception):
    """A cell that can't be read, or a row that can't be taken over: a problem without its place."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class Unreadable(Bad):
    """The file as a whole can't be read as a list or table."""


def is_blank(raw: Any) -> bool:
    return raw is None or raw == "" or (isinstance(raw, str) and not raw.strip("\u00a0\u200b\ufeff \t\r\n"))


def as_text(raw: Any) -> str:
    """The cell as people see it, composed (NFC), without invisible signs and doubled spaces."""
    if isinstance(raw, str):
        text = raw if raw.isascii() and raw.isprintable() else _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))
        text = " ".join(text.split())
        return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.date):
        return shown(raw)
    return str(raw)


def shown(value: Any) -> str:
    """A value as people write it: dates as 19/05/2024, phone numbers as 0912 345 678."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return str(value)
