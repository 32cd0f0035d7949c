"""A month in an address: "2024-11", as its first day."""

from __future__ import annotations

import datetime as dt

from django.urls import register_converter


class MonthConverter:
    regex = r"\d{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, text: str) -> dt.date:
        return dt.date.fromisoformat(f"{text}-01")

    def to_url(self, month: dt.date) -> str:
        return f"{month:%Y-%m}"


register_converter(MonthConverter, "month")
