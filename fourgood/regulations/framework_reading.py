"""Reads the mappings and lists of a framework file by their form, and notes what is missing, unknown or wrong.

A form turns a value of the file into what it means (`Words`, `Decimal`, a date, an `Entry`), or notes what is wrong and
gives UNREAD. What was noted here is not looked at again: an entry leaves such a value out, but knows it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from fourgood.regulations.framework_problems import Gap, Notes, close_to
from fourgood.regulations.yaml_lines import Items, Lines

LONGEST_SHOWN = 60
_TWO_ENTRIES = 3
"""So many keys given twice: two entries stand in one, since the line that begins the second is missing."""

UNREAD: Any = object()
"""What a form gives for a value that is wrong, once the problem is noted."""


@dataclass(frozen=True)
class Spot:
    """Where a value stands: behind which key, in which line."""

    key: str
    line: int
    notes: Notes
    example: str = "…"

    def wrong(self, rule: str, **gaps: Gap) -> Any:
        self.notes.add(self.line, rule, **{"key": self.key, "example": self.example, **gaps})
        return UNREAD


@dataclass(frozen=True)
class Form:
    """How a value is written. `read` is given the value and its spot; `example` shows one."""

    read: Callable[[Any, Spot], Any]
    example: str


@dataclass(frozen=True)
class Key:
    """A key of a mapping: the form of its value, and whether it must be there."""

    form: Form
    required: bool


Shape = dict[str, Key]


def must(form: Form) -> Key:
    return Key(form, required=True)


def may(form: Form) -> Key:
    return Key(form, required=False)


@dataclass(frozen=True)
class Entry:
    """A mapping that was read. `values` lacks what is wrong; `lines` has every key that was written, wrong or not."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        """Whether the key was written."""
        return key in self.lines

    def get(self, key: str) -> Any:
        """The value; None if it was not written or is wrong."""
        return self.values.get(key)

    def entries(self, key: str) -> list[Entry]:
        """The entries of a list; empty if it was not written or is wrong."""
        return list(self.values.get(key, ()))

    def line_of(self, *keys: str) -> int:
        """The last of the lines in which the keys stand; without any of them, the line of the entry."""
        return max((self.lines[key] for key in keys if key in self.lines), default=self.line)

    def codes(self, key: str, of: str = "code") -> list[str]:
        """The codes of the entries of a list, without those that are wrong."""
        return [entry.values[of] for entry in self.entries(key) if of in entry.values]


def shown(value: Any) -> str:
    """A value as a message shows it, not too long."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Lines | Items):
        return "{…}" if isinstance(value, Lines) else "[…]"
    text = "–" if value is None else f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


# Mappings and lists


def read_mapping(found: Lines, shape: Shape, notes: Notes) -> Entry:
    """The entry of a mapping, with everything noted that is wrong in it. Two run together give one that is empty."""
    written = dict(found.lines) | misspelt(found, shape, notes)
    for key, expected in shape.items():
        if expected.required and key not in written:
            notes.add(found.line, "missing_key", key=key, example=expected.form.example)
    values = {key: _value(found, key, shape[key].form, notes) for key in shape if key in found}
    if len(found.repeated) >= _TWO_ENTRIES:
        return Entry(found.line)
    return Entry(found.line, {key: value for key, value in values.items() if value is not UNREAD}, written)


def misspelt(found: Lines, shape: Shape, notes: Notes) -> dict[str, int]:
    """Notes keys given twice, and keys that the shape doesn't have; of these, gives those most likely meant."""
    _note_repeated(found, notes)
    meant: dict[str, int] = {}
    for key in found:
        if key not in shape:
            close = close_to(key, [known for known in shape if known not in found and known not in meant])
            notes.add(found.lines[key], "unknown_key", key=key, close=close, known=", ".join(shape))
            if close:
                meant[close] = found.lines[key]
    return meant


def _note_repeated(found: Lines, notes: Notes) -> None:
    if len(found.repeated) >= _TWO_ENTRIES:
        first, line = min(found.repeated.items(), key=lambda pair: pair[1])
        notes.add(line, "run_together", key=first, begin=next(iter(found)))
        return
    for key, line in found.repeated.items():
        notes.add(line, "repeated_key", key=key, other=found.lines[key])


def _value(found: Lines, key: str, form: Form, notes: Notes) -> Any:
    spot = Spot(key, found.lines[key], notes, form.example)
    return spot.wrong("empty_value") if found[key] is None else form.read(found[key], spot)


def entry(shape: Shape, example: str = "{…}") -> Form:
    """A mapping of that shape."""

    def read(value: Any, spot: Spot) -> Any:
        if not isinstance(value, Lines):
            return spot.wrong("not_a_mapping", value=shown(value))
        return read_mapping(value, shape, spot.notes)

    return Form(read, example)


def entries_by_code(shape: Shape, example: str) -> Form:
    """A mapping of codes to mappings of that shape, as an entry with entries for values."""

    def read(value: Any, spot: Spot) -> Any:
        if not isinstance(value, Lines):
            return spot.wrong("not_a_mapping", value=shown(value))
        keys = {code: may(entry(shape)) for code in value}
        return read_mapping(value, keys, spot.notes)

    return Form(read, example)


def entries(shape: Shape, example: str = "[{…}]") -> Form:
    """A list of mappings of that shape. One that is no mapping is an empty entry, so that the others can be counted."""
    one = entry(shape)

    def read(value: Any, spot: Spot) -> Any:
        found = _items(value, spot)
        if found is UNREAD:
            return UNREAD
        read_ones = [one.read(item, replace(spot, line=line)) for item, line in found]
        return [Entry(line) if item is UNREAD else item for item, (_, line) in zip(read_ones, found, strict=True)]

    return Form(read, example)


def list_of(form: Form, *, once: bool = True) -> Form:
    """A list of values; each stands once, unless said otherwise."""

    def read(value: Any, spot: Spot) -> Any:
        found = _items(value, spot)
        if found is UNREAD:
            return UNREAD
        read_ones: list[Any] = []
        for item, line in found:
            here = replace(spot, line=line, example=form.example)
            meaning = form.read(item, here)
            if once and meaning is not UNREAD and meaning in read_ones:
                here.wrong("repeated_choice", value=str(item))
            read_ones.append(meaning)
        return UNREAD if any(meaning is UNREAD for meaning in read_ones) else tuple(read_ones)

    return Form(read, f"[{form.example}]")


def _items(value: Any, spot: Spot) -> Any:
    """The items of a list with their lines; UNREAD if there are none."""
    if not isinstance(value, Items):
        return spot.wrong("not_a_list", value=shown(value))
    return list(zip(value, value.lines, strict=True)) or spot.wrong("empty_list")
