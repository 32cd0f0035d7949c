"""Whose opinion is asked on a unit's criteria, and who votes on them: the members of a cell, or of a committee.

Everyone is asked, probationary members too; who votes follows the rules of meetings (`regulations.meeting_membership`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import Member, Unit
from fourgood.organisation.people import people_of
from fourgood.organisation.roll_call import meeting_list, rule
from fourgood.regulations.meeting_rules import Majority, Vote

_ON_THE_COMMITTEE = _("Member of the committee.")


@dataclass(frozen=True)
class Why:
    """How many have a vote, or none, for the same reason. `vote`: whether they count always, if they come, never."""

    words: str | Promise
    vote: Vote
    count: int


@dataclass(frozen=True)
class VoteBase:
    """Who has a vote at a meeting of the unit on the day. `count`: present or not; `if_present`: only who comes."""

    on: dt.date
    count: int
    if_present: int
    majority: Majority
    reasons: tuple[Why, ...]

    def needed(self, also_present: int = 0) -> int:
        """The fewest votes in favour that carry."""
        return self.majority.needed(self.count + also_present)


def members_asked(unit: Unit, *, on: dt.date) -> QuerySet[Member]:
    """Whose opinion is asked on the day, by name."""
    return people_of(unit, on=on).order_by("sort_key", "pk")


def vote_base(unit: Unit, *, on: dt.date) -> VoteBase:
    """Who votes at a meeting of the unit on the day, and why. Raises NoRule."""
    if not unit.kind.has_members:
        count = members_asked(unit, on=on).count()
        return VoteBase(on, count, 0, rule(on).resolution, (Why(_ON_THE_COMMITTEE, Vote.ALWAYS, count),))
    there = meeting_list(unit, on=on)
    grouped = Counter((line.vote_words, line.answer.vote) for line in there.lines)
    reasons = (Why(words, vote, count) for (words, vote), count in grouped.items())
    order = list(Vote)
    return VoteBase(
        on=on,
        count=there.call.vote_base(),
        if_present=there.call.in_base_if_present,
        majority=there.call.rule.resolution,
        reasons=tuple(sorted(reasons, key=lambda why: (order.index(why.vote), -why.count))),
    )
