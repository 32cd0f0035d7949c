"""One measured number, its limit, and the table of all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Result:
    """`value` and `limit` in `unit`. `ratio` is how many times the floor it takes; `note` says what else was seen."""

    benchmark: str
    what: str
    value: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    note: str = ""

    @property
    def is_kept(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        limit = "" if self.limit is None else f"≤ {self.limit:g}"
        ratio = "" if self.ratio is None else f"{self.ratio:5.1f} ×"
        mark = "" if self.is_kept else "  TOO MUCH"
        return f"{self.what:58} {self.value:9.1f} {self.unit:8}{limit:>8} {ratio:>8}  {self.note}{mark}"


def table(results: list[Result]) -> str:
    lines = []
    for benchmark in dict.fromkeys(result.benchmark for result in results):
        lines.append(f"\n{benchmark}")
        lines.extend("  " + result.line() for result in results if result.benchmark == benchmark)
    return "\n".join([*lines, "", summary(results)])


def summary(results: list[Result]) -> str:
    """How many bars there are, how many are met, and which are not."""
    bars = [result for result in results if result.limit is not None]
    missed = [result for result in bars if not result.is_kept]
    names = [f"  {r.benchmark}: {r.what}: {r.value:.1f} {r.unit}, at most {r.limit:g}" for r in missed]
    ending = ", these not:" if missed else "."
    return "\n".join([f"{len(bars)} bars, {len(bars) - len(missed)} met{ending}", *names])


def write_json(results: list[Result], path: Path) -> None:
    rows = [asdict(result) | {"is_kept": result.is_kept} for result in results]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Clock:
    """Seconds that a block took."""

    seconds = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    clock, began = Clock(), time.perf_counter()
    try:
        yield clock
    finally:
        clock.seconds = time.perf_counter() - began


def percentile(sorted_values: list[float], share: float) -> float:
    """The value that so many of a hundred do not exceed: nearest rank."""
    return sorted_values[max(0, -(-len(sorted_values) * int(share * 100) // 100) - 1)]
