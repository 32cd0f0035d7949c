"""The order of a meeting by kind and sector: read from a file, offered to whoever drafts one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "frameworks" / "agenda-rules.yaml"


@dataclass(frozen=True)
class Offered:
    """One item, in the language of record, with how long it is meant to take."""

    title: str
    minutes: int


@cache
def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return entries


def template_for(kind: str, sector: str | None) -> tuple[Offered, ...]:
    """What the sector's own template says, else the one for all; empty for a kind that has none."""
    fitting = [entry for entry in _entries() if kind in entry["kinds"]]
    own = next((entry for entry in fitting if sector and sector in entry.get("sectors", ())), None)
    general = next((entry for entry in fitting if "sectors" not in entry), None)
    chosen = own or general
    return tuple(Offered(**item) for item in chosen["items"]) if chosen else ()
