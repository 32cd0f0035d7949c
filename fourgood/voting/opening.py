"""A vote opens: the base is taken from the roll and stands still; a secret one gets its urn and its key."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.regulations.quorum import Matter
from fourgood.voting import keys, refusals, ruling
from fourgood.voting.entitled import Entitled, entitled_at
from fourgood.voting.models import Choice, Elector, Vote, Way


@dataclass(frozen=True)
class Motion:
    """What is put to the vote. `choices`: none for the usual three (for, against, abstain), else at least two."""

    question: str
    way: Way
    matter: Matter = Matter.RESOLUTION
    choices: tuple[str, ...] = ()
    item: AgendaItem | None = None


def open_vote(
    meeting: Meeting, motion: Motion, *, by: Actor | None, at: dt.datetime, repeats: Vote | None = None
) -> Vote:
    """Open a vote at a meeting that has begun.

    Raises NotBegun, MeetingOver, NobodyThere, TooFewThere, NoQuestion, ChoicesMissing, ItemOfAnotherMeeting, NoRule.
    """
    with _urn(motion.way) as (urn, public_key), transaction.atomic():
        meeting = Meeting.objects.select_for_update(of=("self",)).select_related("unit__kind").get(pk=meeting.pk)
        entitled = entitled_at(meeting)
        _require_possible(meeting, motion, entitled)
        vote = Vote.objects.create(
            meeting=meeting,
            item=motion.item,
            question=motion.question,
            matter=motion.matter,
            way=motion.way,
            repeats=repeats,
            due=len(entitled.due),
            came=len(entitled.came),
            base=len(entitled.base),
            present=len(entitled.present),
            needed=ruling.needed(motion.matter, base=len(entitled.base), on=meeting.on),
            urn=urn,
            public_key=public_key,
            opened_at=at,
            opened_by_id=by.pk if by else None,
        )
        _add_choices(vote, motion.choices)
        _add_electors(vote, entitled)
        told = {"way": vote.way, "base": vote.base, "present": vote.present, "needed": vote.needed}
        vote.record(Verb.VOTE_OPENED, by=by, after=told | ({"repeats": repeats.pk} if repeats else {}))
    return vote


@contextmanager
def _urn(way: Way) -> Iterator[tuple[uuid.UUID | None, bytes | None]]:
    """A key before the vote is committed, since no ballot may be sealed whose key is not safe; none if it isn't."""
    if way != Way.SECRET:
        yield None, None
        return
    urn, public_key = keys.make()
    committed = False
    try:
        yield urn, public_key
        committed = True
    finally:
        if not committed:
            keys.destroy(urn)


def _require_possible(meeting: Meeting, motion: Motion, entitled: Entitled) -> None:
    if meeting.begun_at is None:
        raise refusals.NotBegun
    if meeting.ended_at is not None:
        raise refusals.MeetingOver
    if not motion.question.strip():
        raise refusals.NoQuestion
    if len(motion.choices) == 1 or len(set(motion.choices)) < len(motion.choices):
        raise refusals.ChoicesMissing
    if motion.item is not None and motion.item.meeting_id != meeting.pk:
        raise refusals.ItemOfAnotherMeeting
    if not entitled.present:
        raise refusals.NobodyThere
    presence = ruling.presence(due=len(entitled.due), came=len(entitled.came), on=meeting.on)
    if not presence.holds:
        raise refusals.TooFewThere(ruling.said(presence.words))


def _add_choices(vote: Vote, labels: Sequence[str]) -> None:
    usual = [m for m in Choice.Meaning if m != Choice.Meaning.OWN]
    named = [(Choice.Meaning.OWN, label) for label in labels] or [(meaning, "") for meaning in usual]
    Choice.objects.bulk_create(
        Choice(vote=vote, place=place, meaning=meaning, label=label)
        for place, (meaning, label) in enumerate(named, start=1)
    )


def _add_electors(vote: Vote, entitled: Entitled) -> None:
    """On paper only, whoever is there is handed one."""
    on_paper = vote.way == Way.PAPER
    Elector.objects.bulk_create(
        Elector(vote=vote, member_id=pk, present=pk in entitled.present, paper=on_paper and pk in entitled.present)
        for pk in sorted(entitled.base)
    )


@transaction.atomic
def repeat(vote: Vote, *, because: str, by: Actor | None, at: dt.datetime) -> Vote:
    """Declare the vote void and put its question once more, on the base as the roll stands now.

    Raises what `Vote.void` and `open_vote` raise, and RepeatedAlready.
    """
    locked = vote.locked()
    if Vote.objects.filter(repeats=locked).exists():
        raise refusals.RepeatedAlready
    if locked.voided_at is None:
        locked.void(because=because, by=by, at=at)
    own = [choice.label for choice in locked.choices.all() if choice.meaning == Choice.Meaning.OWN]
    motion = Motion(locked.question, Way(locked.way), Matter(locked.matter), tuple(own), locked.item)
    return open_vote(locked.meeting, motion, by=by, at=at, repeats=locked)
