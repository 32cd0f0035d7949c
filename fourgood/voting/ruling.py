"""What the rules of meetings say of a vote: how many are needed, whether the meeting may decide, the result in words.

The numbers are those of `meeting-rules.yaml` on the day of the meeting; the judgement is `regulations.quorum`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.organisation.roll_call import rule
from fourgood.voting.models.votes import Choice, Vote

RESOLUTION = "resolution"
MATTERS = [(RESOLUTION, gettext_lazy("a resolution, or any other decision of the meeting"))]


def needed(matter: str, *, base: int, on: dt.date) -> int:
    """The fewest votes for one choice that carry."""
    return rule(on).resolution.needed(base)


def lacking(matter: str, *, base: int, present: int, on: dt.date) -> str:
    """Why the meeting can't decide this, in a sentence; "" if it can."""
    return ""


def counters(*, on: dt.date) -> int:
    """How many members a committee that counts papers has."""
    return 3


@dataclass(frozen=True)
class Verdict:
    """What a closed vote decided. `chosen`: the choice that carries, if any; against and abstaining never do."""

    chosen: Choice | None
    words: str

    @property
    def carried(self) -> bool:
        return self.chosen is not None


def verdict(vote: Vote, choices: Sequence[Choice]) -> Verdict:
    """Of a closed vote. No query."""
    may_carry = [c for c in choices if c.meaning in (Choice.Meaning.FOR, Choice.Meaning.OWN)]
    first = max(may_carry, key=lambda choice: choice.count or 0)
    got = first.count or 0
    gaps = {"got": got, "base": vote.base, "needed": vote.needed, "choice": first, "missing": vote.needed - got}
    if got >= vote.needed:
        return Verdict(first, _carried(first) % gaps)
    return Verdict(None, " ".join(filter(None, [_failed(first) % gaps, _tie(choices, got)])))


def _carried(first: Choice) -> str:
    if first.meaning == Choice.Meaning.FOR:
        return _("Adopted: %(got)s of %(base)s are in favour; at least %(needed)s were needed.")
    return _("“%(choice)s” is chosen by %(got)s of %(base)s; at least %(needed)s were needed.")


def _failed(first: Choice) -> str:
    if first.meaning == Choice.Meaning.FOR:
        return _(
            "Not adopted: %(got)s of %(base)s are in favour; at least %(needed)s were needed, %(missing)s are missing."
        )
    return _(
        "Nothing is chosen: the most that one choice got are %(got)s of %(base)s; at least %(needed)s were needed."
    )


def _tie(choices: Sequence[Choice], most: int) -> str:
    """Two that are equal in front."""
    rivals = [c for c in choices if c.meaning != Choice.Meaning.ABSTAIN and (c.count or 0) == most]
    return _("It is a tie.") if most and len(rivals) > 1 else ""
