"""Two people type into the same draft: nothing is overwritten silently; the second gets both texts side by side.

Each text on a page carries the mark of what it was when the page was drawn, and the page a token. A text is written
only over what its page has seen: what it showed, or what it has itself written since. Values in, values out; no rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Typed = dict[str, list[Any]]  # by name of the text: the id of who typed last, the token of the page on which


def mark(text: str) -> str:
    """What tells one text from another."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """Browsers send CRLF, and forms cut off spaces around a text."""
    return "\n".join(text.strip().splitlines())


@dataclass(frozen=True)
class Page:
    """The page on which it was typed. Without marks nothing is compared: for callers that are no pages."""

    token: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sorted:
    """What to write; where both have typed (by name, the text of the other); what only the other has changed."""

    write: dict[str, str]
    clashes: dict[str, str]
    moved: list[str]


def sort_out(there: Mapping[str, str], sent: Mapping[str, str], typed: Typed, page: Page) -> Sorted:
    """`there`: the texts as they stand; `sent`: from the page, by the same names."""
    found = Sorted({}, {}, [])
    for name, text in sent.items():
        shown, standing = page.marks.get(name), there[name]
        if plain(text) == plain(standing):
            continue
        if shown in (None, mark(standing)) or (page.token and typed.get(name, ["", ""])[1] == page.token):
            found.write[name] = text
        elif mark(text) == shown:
            found.moved.append(name)
        else:
            found.clashes[name] = standing
    return found
