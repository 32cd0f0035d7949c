"""The rows of criteria: which part and event each is about, and the value of a part as it comes together from rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fourgood.common.cells import Bad
from fourgood.common.vietnamese import search_key
from fourgood.operations.value_table import cells
from fourgood.operations.value_table.rows import Line, Rows
from fourgood.operations.value_table.units import UnitValues
from fourgood.regulations import complaints
from fourgood.regulations.framework import Criterion, Event, Grade, Part
from fourgood.regulations.hundredths import has_two_places
from fourgood.regulations.measures import worth
from fourgood.regulations.values import Value, counts

_FIELDS = ("amount", "base", "answer", "grade")
_ALLOWED = ("part", *_FIELDS, "event", "count", "not_applicable", "points")


@dataclass
class Entry:
    """The value of one part: its fields, and counts by event, each with the row that says it."""

    unit: UnitValues
    month: int | None
    criterion: Criterion
    part: Part
    first: Line
    fields: dict[str, tuple[Any, Line]] = field(default_factory=dict)
    events: dict[str, tuple[int | None, Line]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    @property
    def value(self) -> Value:
        counted = {code: count for code, (count, _line) in self.events.items() if count is not None}
        return Value(events=counts(counted), **{name: value for name, (value, _line) in self.fields.items()})

    @property
    def is_spoiled(self) -> bool:
        return any(line.is_spoiled for line in self.lines)


class Entries:
    """Takes the rows of criteria, one by one; `finish` puts them together."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.found: dict[tuple[str, int | None, str, str], Entry] = {}
        self.given: dict[tuple[str, int | None, str], Line] = {}

    def take(self, line: Line, unit: UnitValues, month: int | None, criterion: Criterion) -> None:
        """Take what the row says of the criterion. A row with nothing filled in says nothing."""
        unit.of(month)
        self.rows.only(line, *_ALLOWED)
        if "points" in line.cells:
            return self._points(line, unit, month, criterion)
        if line.values.get("not_applicable") and "part" not in line.cells:
            return self._whole(line, unit, month, criterion)
        part = self._part(line, criterion)
        if part is not None:
            self._into(self._entry(line, unit, month, criterion, part), line)
        return None

    def finish(self) -> None:
        """Check every value as a whole, and hand it to its unit."""
        for key, entry in self.found.items():
            if key[:3] in self.given and not entry.value.is_empty:
                self.rows.note(self.given[key[:3]], "points", Bad("points_and_values"))
            if not entry.is_spoiled:
                self._check(entry)
            of_criterion = entry.unit.of(entry.month).values.setdefault(entry.criterion.code, {})
            of_criterion[entry.part.code] = entry.value

    # What a row is about

    def _part(self, line: Line, criterion: Criterion) -> Part | None:
        parts = {search_key(part.code): part.code for part in criterion.parts if part.code}
        if "part" not in line.cells:
            return self._only_part(line, criterion)
        if not parts:
            self.rows.note(line, "part", Bad("no_parts"))
            return None
        code = self._choice(line, "part", parts)
        return next((part for part in criterion.parts if part.code == code), None)

    def _only_part(self, line: Line, criterion: Criterion) -> Part | None:
        if len(criterion.parts) == 1:
            return criterion.parts[0]
        if line.cells.keys() & {*_FIELDS, "event", "count"}:
            self.rows.note(line, "part", Bad("which_part", choices=", ".join(part.code for part in criterion.parts)))
        return None

    def _choice(self, line: Line, key: str, known: dict[str, str]) -> str | None:
        try:
            return cells.choice(line.cells[key], known)
        except Bad as bad:
            self.rows.note(line, key, bad)
            return None

    def _entry(self, line: Line, unit: UnitValues, month: int | None, criterion: Criterion, part: Part) -> Entry:
        key = (unit.name, month, criterion.code, part.code)
        entry = self.found.setdefault(key, Entry(unit, month, criterion, part, line))
        entry.lines.append(line)
        return entry

    # What it says

    def _into(self, entry: Entry, line: Line) -> None:
        if line.values.get("not_applicable"):
            self._field(entry, line, "not_applicable")
        for name in _FIELDS:
            if name == "grade" and name in line.cells:
                self._grade(entry, line)
            if name in line.values:
                self._field(entry, line, name)
        if line.cells.keys() & {"event", "count"}:
            self._event(entry, line)

    def _field(self, entry: Entry, line: Line, name: str) -> None:
        if self.rows.once(line, name, entry.unit.name, entry.month, entry.criterion.code, entry.part.code, name):
            entry.fields[name] = (line.values[name], line)

    def _grade(self, entry: Entry, line: Line) -> None:
        if not entry.part.grades:
            return self.rows.note(line, "grade", Bad("no_grades"))
        code = self._choice(line, "grade", _known(entry.part.grades))
        if code is not None:
            line.values["grade"] = code
        return None

    def _event(self, entry: Entry, line: Line) -> None:
        known, events = _known(entry.part.events), entry.part.events
        if not events:
            return self.rows.note(line, "event" if "event" in line.cells else "count", Bad("no_events"))
        if "event" not in line.cells and len(events) > 1:
            return self.rows.note(line, "event", Bad("which_event", choices=", ".join(dict.fromkeys(known.values()))))
        code = self._choice(line, "event", known) if "event" in line.cells else events[0].code
        what = (entry.unit.name, entry.month, entry.criterion.code, entry.part.code, "event", code)
        if code is not None and ("count" not in line.cells or self.rows.once(line, "count", *what)):
            entry.events.setdefault(code, (line.values.get("count"), line))
            if "count" in line.values:
                entry.events[code] = (line.values["count"], line)
        return None

    # Instead of values of parts

    def _whole(self, line: Line, unit: UnitValues, month: int | None, criterion: Criterion) -> None:
        """The criterion does not apply, in all its parts."""
        for part in criterion.parts:
            self._into(self._entry(line, unit, month, criterion, part), line)

    def _points(self, line: Line, unit: UnitValues, month: int | None, criterion: Criterion) -> None:
        """Points given for the criterion as a whole. A number that can't be read is noted already."""
        self.rows.only(line, "points")
        points = line.values.get("points")
        if points is None or not self.rows.once(line, "points", unit.name, month, criterion.code, "points"):
            return
        self.given[unit.name, month, criterion.code] = line
        if has_two_places(points) and 0 <= points <= worth(criterion):
            unit.of(month).points[criterion.code] = points
        else:
            self.rows.note(line, "points", Bad("bad_points", worth=worth(criterion)))

    # Checking

    def _check(self, entry: Entry) -> None:
        for complaint in complaints.wrong(entry.part, entry.criterion, entry.value):
            if complaint.field == "events":
                continue  # told event by event, below
            line = entry.fields[complaint.field][1] if complaint.field in entry.fields else entry.first
            self.rows.note(line, complaint.field, Bad("complaint", words=complaint.words))
        if not entry.value.is_empty and not entry.value.not_applicable:
            for event in entry.part.events:
                self._require_count(entry, event)

    def _require_count(self, entry: Entry, event: Event) -> None:
        count, line = entry.events.get(event.code, (None, entry.first))
        if count is None:
            self.rows.note(line, "count", Bad("count_missing", event=event.wording, event_code=event.code))


def _known(things: Iterable[Grade] | Iterable[Event]) -> dict[str, str]:
    """The codes by search key, and by that of each wording."""
    known: dict[str, str] = {}
    for thing in things:
        for name in (thing.code, *_wordings(thing)):
            known.setdefault(search_key(name), thing.code)
    return known


def _wordings(thing: Grade | Event) -> tuple[str, str, str]:
    return thing.wording.vi, thing.wording.ms, thing.wording.en
