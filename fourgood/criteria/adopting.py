"""Adopting criteria by a resolution: a minimal record of the meeting and its vote, until meetings are held here.

Source: a resolution is valid with more than half of the base in favour (`meeting-rules.yaml: resolution`); the base is
that of the day (`voices.vote_base`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria import concretising
from fourgood.criteria.decision_refusals import (
    MetLater,
    MetTooEarly,
    MoreCame,
    MorePresent,
    MoreVotes,
    NotAskedYet,
    NotCarried,
    NumberMissing,
)
from fourgood.criteria.models import Adoption, CriteriaSet
from fourgood.criteria.snapshots import content_of
from fourgood.criteria.voices import VoteBase, vote_base


@dataclass(frozen=True)
class Vote:
    """A meeting and how it voted; see `CriteriaSet.adopt`."""

    met_on: dt.date
    number: str
    present: int
    in_favour: int
    against: int
    abstaining: int
    also_present: int = 0

    @property
    def votes(self) -> int:
        return self.in_favour + self.against + self.abstaining


@transaction.atomic
def adopt(criteria_set: CriteriaSet, vote: Vote, *, by: Actor | None, at: dt.datetime) -> Adoption:
    criteria_set.lock()
    criteria_set.require_editable()
    _require_met(criteria_set, vote, today=timezone.localdate(at))
    base = vote_base(criteria_set.unit, on=vote.met_on)
    require_carried(base, vote)
    criteria_set.record_changes()
    concretising.refresh_digest(criteria_set)
    numbers = {name: value for name, value in asdict(vote).items() if name != "also_present"}
    adoption = Adoption.objects.create(
        criteria_set=criteria_set,
        base=base.count + vote.also_present,
        digest=criteria_set.current_digest,
        content=content_of(criteria_set),
        recorded_at=at,
        recorded_by_id=by.pk if by else None,
        **numbers,
    )
    after = numbers | {"met_on": vote.met_on.isoformat(), "base": adoption.base, "digest": adoption.digest}
    Act.objects.record(Verb.CRITERIA_ADOPTED, criteria_set, by=by, path=criteria_set.unit.path, after=after)
    return adoption


def _require_met(criteria_set: CriteriaSet, vote: Vote, *, today: dt.date) -> None:
    if criteria_set.opened_at is None:
        raise NotAskedYet
    if not vote.number:
        raise NumberMissing
    opened = timezone.localdate(criteria_set.opened_at)
    if vote.met_on < opened:
        raise MetTooEarly(opened=opened)
    if vote.met_on > today:
        raise MetLater(on=vote.met_on)


def require_carried(base: VoteBase, vote: Vote) -> None:
    """Raises MoreCame, MorePresent, MoreVotes, NotCarried."""
    if vote.also_present > base.if_present:
        raise MoreCame(most=base.if_present)
    entitled = base.count + vote.also_present
    if vote.present > entitled:
        raise MorePresent(present=vote.present, base=entitled)
    if vote.votes > vote.present:
        raise MoreVotes(votes=vote.votes, present=vote.present)
    needed = base.needed(vote.also_present)
    if vote.in_favour < needed:
        raise NotCarried(
            in_favour=vote.in_favour,
            base=entitled,
            share=base.majority.more_than,
            needed=needed,
            missing=needed - vote.in_favour,
        )


def adoption_of(criteria_set: CriteriaSet) -> Adoption | None:
    """See `CriteriaSet.adoption`."""
    on_these = criteria_set.adoptions.filter(digest=criteria_set.current_digest)
    return on_these.order_by("-recorded_at", "-pk").first()
