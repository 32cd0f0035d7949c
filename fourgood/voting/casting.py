"""A ballot goes into the urn; a paper is handed out.

Casting is one transaction: that the elector has voted, and the ballot, sealed. There is no act in the log for it, since
an act carries a time and the acts of voters would stand there in the order of their ballots. Whoever is told
"in the urn" is counted; whoever is refused is not, and can try again as long as the vote runs.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.voting import refusals, sealing
from fourgood.voting.models import Ballot, Choice, Elector, Vote, Way


@sensitive_variables()
@transaction.atomic
def cast(vote: Vote, elector: Elector, choice: Choice) -> None:
    """Put a ballot for the choice into the urn.

    Raises NoUrn, VoteVoid, VoteClosed, NotThere, HoldsPaper, VotedAlready.
    """
    _commit_means_kept()
    locked = vote.locked()
    if locked.way != Way.SECRET or locked.public_key is None:
        raise refusals.NoUrn
    locked.require_running()
    _require_may_vote(locked.electors.get(pk=elector.pk))
    locked.electors.filter(pk=elector.pk).update(voted=True)
    Ballot.objects.create(vote=locked, sealed=sealing.seal(choice.place, bytes(locked.public_key)))


def _require_may_vote(elector: Elector) -> None:
    if not elector.present:
        raise refusals.NotThere
    if elector.paper:
        raise refusals.HoldsPaper
    if elector.voted:
        raise refusals.VotedAlready


def _commit_means_kept() -> None:
    """Also on a server that is set to answer before it has written: nobody is told "in the urn" too early."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")


@transaction.atomic
def hand_out(vote: Vote, members: set[int], *, by: Actor | None) -> int:
    """From now on these members vote on paper; others of those present do not. How many papers that makes.

    Who has voted on the phone gets no paper. Raises NotSecret, VoteVoid, VoteClosed, PaperTooLate.
    """
    locked = vote.locked()
    if not locked.is_secret:
        raise refusals.NotSecret
    locked.require_running()
    there = locked.electors.filter(present=True)
    if there.filter(member__in=members, voted=True).exists():
        raise refusals.PaperTooLate
    there.filter(paper=True).exclude(member__in=members).update(paper=False)
    there.filter(member__in=members).update(paper=True)
    papers = there.filter(paper=True).count()
    locked.record(Verb.PAPERS_HANDED_OUT, by=by, after={"papers": papers})
    return papers
