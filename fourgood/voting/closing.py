"""A vote closes: hands as counted, papers as counted, ballots from the urn; all in one transaction, then the key goes.

The steps of a secret one, and what holds if the server dies after each:

1. the vote is locked, so that a ballot is either in the urn or refused           → running, nothing lost
2. all envelopes are opened in memory and summed up                               → the same
3. the sums are written, the envelopes deleted, the vote is closed; commit         → the same, or closed
4. the key is written over and its file removed                                   → `sweep` removes it, within a minute

Only sums are ever written, and only once: who finds the vote closed is refused. The sums of phones and papers are one
number for each choice, so that few papers, or few phones, do not tell more than all together.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.models import Meeting
from fourgood.voting import keys, refusals, ruling, sealing
from fourgood.voting.models import Choice, Counter, Elector, Vote, Way


@dataclass(frozen=True)
class Counted:
    """What people counted: votes by place of the choice; of papers also the returned, the invalid, and by whom.

    `counters`: the ids of the counting committee's members; the first leads it.
    """

    votes: Mapping[int, int] = field(default_factory=dict)
    returned: int = 0
    invalid: int = 0
    counters: tuple[int, ...] = ()


@sensitive_variables()
def close(vote: Vote, counted: Counted | None = None, *, by: Actor | None, at: dt.datetime) -> None:
    """Count and close. `counted` is asked for wherever people count: hands, or papers that were handed out.

    Raises VoteVoid, VoteClosed, CountFirst, MoreVotesThanThere, MorePapersThanHandedOut, PapersDoNotAddUp,
    CountersMissing, NotOnPaper, KeyGone, UrnDoesNotMatch.
    """
    with transaction.atomic():
        locked = vote.locked()
        locked.require_running()
        issued = locked.electors.filter(paper=True).count()
        _require_counted(locked, counted, issued)
        totals = Tally(counted.votes if counted else {})
        if locked.way == Way.SECRET:
            totals.update(_unsealed(locked))
        _write(locked, totals, counted if issued else None, by=by, at=at)
        locked.ballots.all()._raw_delete(using="default")
        transaction.on_commit(sweep, robust=True)


def _require_counted(vote: Vote, counted: Counted | None, issued: int) -> None:
    if counted is None:
        if vote.way == Way.OPEN or issued:
            raise refusals.CountFirst
        return
    votes = sum(counted.votes.values())
    if vote.way == Way.OPEN:
        if votes > vote.present:
            raise refusals.MoreVotesThanThere(votes=votes, present=vote.present)
        return
    if not issued:
        raise refusals.NotOnPaper
    if counted.returned > issued:
        raise refusals.MorePapersThanHandedOut(returned=counted.returned, issued=issued)
    if votes + counted.invalid != counted.returned:
        raise refusals.PapersDoNotAddUp(
            votes=votes, invalid=counted.invalid, sum=votes + counted.invalid, returned=counted.returned
        )
    number = ruling.counters(on=vote.meeting.on)
    if len(counted.counters) != number or len(set(counted.counters)) != number:
        raise refusals.CountersMissing(number=number)


@sensitive_variables()
def _unsealed(vote: Vote) -> Tally[int]:
    """What the urn holds, by place of the choice. In memory only."""
    envelopes = [bytes(sealed) for sealed in vote.ballots.order_by("pk").values_list("sealed", flat=True)]
    key = keys.read(vote.urn) if vote.urn else None
    if key is None:
        if not envelopes:
            return Tally()
        raise refusals.KeyGone
    try:
        chosen = Tally(sealing.unseal_all(envelopes, key))
    except sealing.Unreadable as error:
        raise refusals.UrnDoesNotMatch from error
    places = set(vote.choices.values_list("place", flat=True))
    if len(envelopes) != vote.electors.filter(voted=True).count() or not places.issuperset(chosen):
        raise refusals.UrnDoesNotMatch
    return chosen


def _write(vote: Vote, totals: Mapping[int, int], papers: Counted | None, *, by: Actor | None, at: dt.datetime) -> None:
    choices = list(vote.choices.all())
    for choice in choices:
        choice.count = totals.get(choice.place, 0)
    Choice.objects.bulk_update(choices, ["count"])
    vote.closed_at, vote.closed_by_id = at, by.pk if by else None
    if papers:
        vote.papers_returned, vote.papers_invalid = papers.returned, papers.invalid
        Counter.objects.bulk_create(
            Counter(vote=vote, place=place, member_id=member) for place, member in enumerate(papers.counters, start=1)
        )
    vote.save(update_fields=["closed_at", "closed_by", "papers_returned", "papers_invalid"])
    told = {choice.label or choice.meaning: choice.count for choice in choices}
    vote.record(Verb.VOTE_CLOSED, by=by, after={"votes": told, "invalid": vote.papers_invalid or 0})


def require_none_running(meeting: Meeting) -> None:
    """That a meeting may end: no vote of it runs. `open_vote` locks the meeting too. Raises VotesStillRun."""
    running = list(meeting.votes.running().order_by("opened_at", "pk"))
    if running:
        links = [(_("Open the vote: %(vote)s") % {"vote": vote}, vote.get_absolute_url()) for vote in running]
        raise refusals.VotesStillRun(votes="; ".join(str(vote) for vote in running), links=links)


@transaction.atomic
def void(vote: Vote, *, because: str, by: Actor | None, at: dt.datetime) -> None:
    """Declare the vote void, running or closed. Ballots in the urn go unopened, and the key with them.

    Raises VoteVoid, NoReason, ReliedOn.
    """
    locked = vote.locked()
    if locked.voided_at is not None:
        raise refusals.VoteVoid
    if not because.strip():
        raise refusals.NoReason
    if is_relied_on(locked):
        raise refusals.ReliedOn
    locked.voided_at, locked.voided_by_id, locked.voided_because = at, by.pk if by else None, because
    locked.save(update_fields=["voided_at", "voided_by", "voided_because"])
    locked.ballots.all()._raw_delete(using="default")
    locked.record(Verb.VOTE_VOIDED, by=by, after={"because": because})
    transaction.on_commit(sweep, robust=True)


def is_relied_on(vote: Vote) -> bool:
    """Whether a row of a package above rests on this vote, one to one: a resolution that it adopts."""
    above = [
        relation
        for relation in Vote._meta.related_objects
        if relation.one_to_one and relation.related_model not in (Vote, Elector)
    ]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: vote}).exists() for relation in above
    )


def sweep() -> None:
    """Destroy every key that is not needed any more: its vote is closed or void, or there is none. Safe to repeat."""
    lying = keys.lying()
    if not lying:
        return
    known = dict(_known(lying))
    for urn in lying:
        if known.get(urn):
            keys.destroy(urn)
    keys.forget(lying - set(known))


def _known(urns: set[uuid.UUID]) -> list[tuple[uuid.UUID, bool]]:
    rows = Vote.objects.filter(urn__in=urns).values_list("urn", "closed_at", "voided_at")
    return [(urn, bool(closed or voided)) for urn, closed, voided in rows if urn]
