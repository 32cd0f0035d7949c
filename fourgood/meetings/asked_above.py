"""What packages above have a say in: whether a meeting may end, and whether what it recorded may still change.

Imports go one way, so a package above registers its question when it starts (`AppConfig.ready`). Each is asked with the
meeting's row locked, and raises a refusal of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from fourgood.meetings.models import Meeting

Question = Callable[[Meeting], None]

_before_end: list[Question] = []
_before_change: list[Question] = []


def ask_before_end(question: Question) -> None:
    """From now on, no meeting ends against which the question raises a refusal."""
    _before_end.append(question)


def ask_before_change(question: Question) -> None:
    """From now on, what a meeting that has ended recorded does not change if the question raises a refusal."""
    _before_change.append(question)


def require_may_end(meeting: Meeting) -> None:
    for question in _before_end:
        question(meeting)


def require_may_change(meeting: Meeting) -> None:
    for question in _before_change:
        question(meeting)
