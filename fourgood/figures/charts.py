"""Geometry of the charts that templates draw. Every chart has its numbers in a table beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = Decimal(100)


@dataclass(frozen=True)
class Segment:
    """A part of a bar, in per cent of its length, as programs write numbers."""

    key: str
    label: object
    count: int
    x: str
    width: str


def bar(parts: Iterable[tuple[str, object, int]]) -> list[Segment]:
    """A bar of (key, words, count); parts of nothing are left out."""
    counted = [part for part in parts if part[2]]
    whole, before, segments = sum(count for _key, _label, count in counted), 0, []
    for key, label, count in counted:
        segments.append(Segment(key, label, count, _place(before, whole), _place(count, whole)))
        before += count
    return segments


def _place(count: int, whole: int) -> str:
    return f"{WIDTH * count / whole:.2f}"


STEP, LEFT, TOP, HEIGHT = 50, 30, 26, 120
GRID = (0, 50, 100)


@dataclass(frozen=True)
class Dot:
    """A month with a number. `is_open`: not yet of all units, confirmed."""

    x: int
    y: Decimal
    value: Decimal
    is_open: bool


@dataclass(frozen=True)
class Line:
    """Twelve months from 0 to 100. `runs`: polylines; the line breaks where a month has no number."""

    dots: tuple[Dot, ...]
    runs: tuple[str, ...]

    width = LEFT + 11 * STEP + 26
    height = TOP + HEIGHT + 24
    left = LEFT
    right = LEFT + 11 * STEP
    grid = tuple((mark, TOP + HEIGHT - HEIGHT * mark // 100) for mark in GRID)
    months = tuple((number + 1, LEFT + number * STEP) for number in range(12))
    foot = TOP + HEIGHT + 18


def line(values: Sequence[tuple[Decimal | None, bool]]) -> Line:
    """Of each month the number, and whether it is partial."""
    dots: list[Dot] = []
    runs: list[list[str]] = []
    run: list[str] = []
    for number, (value, partial) in enumerate(values):
        if value is None:
            runs, run = [*runs, run], []
            continue
        dot = Dot(LEFT + number * STEP, (TOP + HEIGHT - HEIGHT * value / 100).quantize(Decimal("0.1")), value, partial)
        dots.append(dot)
        run.append(f"{dot.x},{dot.y}")
    return Line(tuple(dots), tuple(" ".join(one) for one in [*runs, run] if len(one) > 1))
