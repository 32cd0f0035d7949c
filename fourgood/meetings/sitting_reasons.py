"""Reasons to be excused: chosen from `absence_reasons.yaml`, or in words. The Vietnamese is what is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from fourgood.regulations.framework import Words

FILE = Path(__file__).with_name("absence_reasons.yaml")


@cache
def reasons() -> tuple[Words, ...]:
    """What can be chosen, in this order. Read once: a file, not rows."""
    return tuple(Words(**entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def reason_choices() -> list[tuple[str, str]]:
    """(what is kept, what the reader sees)."""
    return [(words.vi, words.to(get_language() or "vi")) for words in reasons()]


def reason_in_words(reason: str) -> str:
    """A kept reason in the reader's language, where it is one of the list; else as it was written."""
    return dict(reason_choices()).get(reason, reason)
