"""What the rules of meetings say of a vote: how many are needed, whether the meeting may decide, the result in words.

The numbers are those of `meeting-rules.yaml` on the day of the meeting; the judgement is `regulations.quorum`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fourgood.organisation.roll_call import rule
from fourgood.regulations import quorum
from fourgood.regulations.framework import Words
from fourgood.regulations.quorum import Matter, Presence
from fourgood.voting.models.votes import Choice, Vote

MATTERS = [
    (Matter.RESOLUTION.value, gettext_lazy("a resolution, or any other decision of the meeting")),
    (Matter.ADMISSION.value, gettext_lazy("admitting a member, or recognising one as official")),
]


def said(words: Words) -> str:
    """In the reader's language."""
    return words.to(get_language() or "vi")


def needed(matter: Matter, *, base: int, on: dt.date) -> int:
    """The fewest votes for one choice that carry."""
    return quorum.needed(matter, base=base, rule=rule(on))


def presence(*, due: int, came: int, on: dt.date) -> Presence:
    """Whether enough have come for the meeting to decide."""
    return quorum.quorum(present=came, due=due, rule=rule(on))


def counters(*, on: dt.date) -> int:
    """How many members a committee that counts papers has."""
    return rule(on).conduct.counters


@dataclass(frozen=True)
class Verdict:
    """What a closed vote decided. `chosen`: the choice that carries, if any; against and abstaining never do."""

    chosen: Choice | None
    words: str

    @property
    def carried(self) -> bool:
        return self.chosen is not None


def verdict(vote: Vote, choices: Sequence[Choice]) -> Verdict:
    """Of a closed vote, fetched with its meeting. No query."""
    may_carry = [c for c in choices if c.meaning in (Choice.Meaning.FOR, Choice.Meaning.OWN)]
    first = max(may_carry, key=lambda choice: choice.count or 0)
    got = first.count or 0
    chosen = first if got >= vote.needed else None
    words = _usual(vote, got) if first.meaning == Choice.Meaning.FOR else _named(vote, first, got)
    tie = "" if chosen else _tie(choices, got)
    return Verdict(chosen, " ".join(filter(None, [words, tie])))


def _usual(vote: Vote, in_favour: int) -> str:
    """Of for, against, abstaining. The rule is that of the day of the meeting, as it was when the vote opened."""
    matter = Matter(vote.matter)
    return said(quorum.decision(matter, in_favour=in_favour, base=vote.base, rule=rule(vote.meeting.on)).words)


def _named(vote: Vote, first: Choice, got: int) -> str:
    gaps = {"choice": first, "got": got, "base": vote.base, "needed": vote.needed}
    if got >= vote.needed:
        return _("“%(choice)s” is chosen by %(got)s of %(base)s; at least %(needed)s were needed.") % gaps
    words = _(
        "Nothing is chosen: the most that one choice got are %(got)s of %(base)s; at least %(needed)s were needed."
    )
    return words % gaps


def _tie(choices: Sequence[Choice], most: int) -> str:
    """Two that are equal in front."""
    rivals = [c for c in choices if c.meaning != Choice.Meaning.ABSTAIN and (c.count or 0) == most]
    return _("It is a tie.") if most and len(rivals) > 1 else ""
