"""What packages above have a say in: what an agenda takes over, whether a meeting may end, and whether what it recorded
may still change.

Imports go one way, so a package above registers its question when it starts (`AppConfig.ready`). Each is asked with the
meeting's row locked, and raises a refusal of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fourgood.meetings.models import AgendaItem, Meeting

Question = Callable[[Meeting], None]
Source = Callable[[Meeting], Iterable[AgendaItem]]

_carried_in: list[Source] = []
_before_end: list[Question] = []
_before_change: list[Question] = []


def carry_in(source: Source) -> None:
    """From now on, the agenda of a meeting that is drafted takes over the items of the source."""
    _carried_in.append(source)


def ask_before_end(question: Question) -> None:
    """From now on, no meeting ends against which the question raises a refusal."""
    _before_end.append(question)


def ask_before_change(question: Question) -> None:
    """From now on, what a meeting that has ended recorded does not change if the question raises a refusal."""
    _before_change.append(question)


def items_from_above(meeting: Meeting) -> list[AgendaItem]:
    return [item for source in _carried_in for item in source(meeting)]


def require_may_end(meeting: Meeting) -> None:
    for question in _before_end:
        question(meeting)


def require_may_change(meeting: Meeting) -> None:
    for question in _before_change:
        question(meeting)
