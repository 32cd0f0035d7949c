"""Reads `frameworks/days-off-rules.yaml`, and says of a wrong file what is wrong and where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.days_off import DaysOff, Weekend
from fourgood.regulations.meeting_rule_file import RuleFileError
from fourgood.regulations.yaml_lines import Lines

FILE = Path(__file__).parents[2] / "frameworks" / "days-off-rules.yaml"
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYS: dict[str, dict[str, type]] = {
    "weekend": {"from": dt.date, "days": list, "source": str},
    "every_year": {"month": int, "day": int, "name": str, "source": str},
    "off": {"from": dt.date, "until": dt.date, "name": str, "source": str},
    "worked": {"day": dt.date, "name": str, "source": str},
}
_SAID = {dt.date: "a date", list: "a list", str: "text", int: "a whole number"}
_LEAP_YEAR = 2024  # knows every day of a year


@cache
def days_off() -> DaysOff:
    """Those of the file that ships."""
    return load()


def load(path: Path = FILE) -> DaysOff:
    """Raises RuleFileError with file, line and reason."""
    try:
        content = yaml_lines.load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleFileError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(content, Lines) or set(content) != set(_KEYS):
        raise RuleFileError(f"{path.name}: the file has the lists {', '.join(_KEYS)}, and nothing else.")
    rows = {key: list(_rows(path.name, content, key)) for key in _KEYS}
    weekends = tuple(Weekend(row["from"], _weekdays(path.name, row)) for row in rows["weekend"])
    yearly = frozenset(_day_of_year(path.name, row) for row in rows["every_year"])
    off = frozenset(day for row in rows["off"] for day in _span(path.name, row))
    return DaysOff(weekends, yearly, off, frozenset(row["day"] for row in rows["worked"]))


def _rows(file: str, content: Lines, key: str) -> Iterator[Lines]:
    for row in content[key] or ():
        if not isinstance(row, Lines) or set(row) != set(_KEYS[key]):
            line = getattr(row, "line", content.lines[key])
            raise RuleFileError(f"{file}, line {line}: an entry of {key} has {', '.join(_KEYS[key])}.")
        for name, kind in _KEYS[key].items():
            _require(file, row, name, isinstance(row[name], kind), f"{name} is {_SAID[kind]}, not {row[name]!r}.")
        yield row


def _weekdays(file: str, row: Lines) -> frozenset[int]:
    names: list[Any] = row["days"]
    _require(file, row, "days", set(names) <= set(_WEEK), f"days are some of {', '.join(_WEEK)}.")
    return frozenset(_WEEK.index(name) for name in names)


def _day_of_year(file: str, row: Lines) -> tuple[int, int]:
    try:
        day = dt.date(_LEAP_YEAR, int(row["month"]), int(row["day"]))
    except ValueError:
        raise RuleFileError(f"{file}, line {row.line}: no year has that month and day.") from None
    return day.month, day.day


def _span(file: str, row: Lines) -> Iterator[dt.date]:
    first, last = row["from"], row["until"]
    _require(file, row, "until", first <= last, "the last day comes before the first.")
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def _require(file: str, row: Lines, key: str, holds: bool, reason: str) -> None:
    if not holds:
        raise RuleFileError(f"{file}, line {row.lines[key]}: {reason}")
