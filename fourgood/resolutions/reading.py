"""Papers reach the members: who has opened them, and whom the secretary told on paper (M12).

A paper goes to everyone on the list of the meeting who belongs to the unit, also to those not due or not there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.expected import expected_at
from fourgood.organisation.models import Member
from fourgood.resolutions import refusals
from fourgood.resolutions.models import Minutes, Reading, Resolution

Paper = Minutes | Resolution


@dataclass(frozen=True)
class Readers:
    """Who knows a paper, with when and how, and who does not yet."""

    known: list[Reading]
    unknown: list[Member]

    @property
    def all(self) -> int:
        return len(self.known) + len(self.unknown)


def readers_of(paper: Paper) -> Readers:
    """By given name. Fetch the paper with its meeting and unit. Five queries at most."""
    known = list(paper.readings.select_related("member", "told_by"))
    there = {reading.member_id for reading in known}
    return Readers(known, [member for member in _addressed(paper) if member.pk not in there])


def _addressed(paper: Paper) -> list[Member]:
    return [expected.member for expected in expected_at(paper.meeting) if expected.belongs]


def opened(paper: Paper, member: Member | None, *, at: dt.datetime) -> None:
    """Whoever it is addressed to and opens it has it. A draft, and a reader from elsewhere, leave no receipt."""
    if paper.is_draft or member is None or paper.readings.filter(member=member).exists():
        return
    if member in _addressed(paper):
        paper.readings.get_or_create(member=member, defaults={"at": at})


@transaction.atomic
def tell(paper: Paper, member: Member, *, by: Actor | None, at: dt.datetime) -> None:
    """The secretary has read it out to a member, or handed it over. Raises NotYetOpenToAll, NotAReader."""
    if paper.is_draft:
        raise refusals.NotYetOpenToAll
    if member not in _addressed(paper):
        raise refusals.NotAReader(name=member)
    told = {"at": at, "told_by_id": by.pk if by else None}
    _reading, is_new = paper.readings.get_or_create(member=member, defaults=told)
    if is_new:
        verb = Verb.MINUTES_TOLD if isinstance(paper, Minutes) else Verb.RESOLUTION_TOLD
        paper.record(verb, by=by, after={"member": str(member)})
