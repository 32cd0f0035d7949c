"""The vote of the meeting on the sheet, where the framework asks for one: a vote held here, or counts entered by hand.

It carries by the rules of meetings (`meeting-rules.yaml`), on the base of its day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fourgood.assessments.deadlines import asks_for_vote
from fourgood.assessments.evidence import meetings_of
from fourgood.assessments.models import Assessment, Submission, Voted
from fourgood.assessments.refusals import ChangedSinceVote, MetLater, NotTheirVote, VoteLost, VoteMissing
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria import adopting
from fourgood.criteria.voices import vote_base
from fourgood.instructions.frameworks import framework_of
from fourgood.voting.models import Choice, Vote

_COUNTS = ("base", "present", "in_favour", "against", "abstaining")


@dataclass(frozen=True)
class Counts:
    """A vote as it was counted; `base`: who had a vote, present or not."""

    met_on: dt.date
    base: int
    present: int
    in_favour: int
    against: int
    abstaining: int


@transaction.atomic
def record(
    assessment: Assessment,
    *,
    met_on: dt.date | None = None,
    present: int = 0,
    in_favour: int = 0,
    against: int = 0,
    abstaining: int = 0,
    vote: Vote | None = None,
    by: Actor | None,
    at: dt.datetime,
) -> Voted:
    """`vote`, or the counts. Raises NotTheirVote, VoteLost, MetLater, what `adopting.require_carried` raises, and
    IsSettled, Submitted, Confirmed.
    """
    row = assessment.lock()
    row.require_editable()
    if vote is not None:
        counted = _of_vote(row, vote)
    else:
        entered = adopting.Vote(met_on or timezone.localdate(at), "", present, in_favour, against, abstaining)
        counted = _of_counts(row, entered, today=timezone.localdate(at))
    who = by.pk if by else None
    voted = Voted.objects.create(
        assessment=row, vote=vote, own=row.own, recorded_at=at, recorded_by_id=who, **vars(counted)
    )
    after = {name: getattr(counted, name) for name in _COUNTS} | {"met_on": counted.met_on.isoformat()}
    Act.objects.record(Verb.ASSESSMENT_VOTED, row, by=by, path=row.unit.path, after=after)
    return voted


def _of_counts(row: Assessment, vote: adopting.Vote, *, today: dt.date) -> Counts:
    if vote.met_on > today:
        raise MetLater
    base = vote_base(row.unit, on=vote.met_on)
    adopting.require_carried(base, vote)
    return Counts(vote.met_on, base.count, vote.present, vote.in_favour, vote.against, vote.abstaining)


def _of_vote(row: Assessment, vote: Vote) -> Counts:
    if not votes_for(row).filter(pk=vote.pk).exists():
        raise NotTheirVote
    counts = dict(vote.choices.values_list("meaning", "count"))
    in_favour = counts.get(Choice.Meaning.FOR) or 0
    if in_favour < vote.needed:
        raise VoteLost(in_favour=in_favour, needed=vote.needed)
    against, abstaining = counts.get(Choice.Meaning.AGAINST) or 0, counts.get(Choice.Meaning.ABSTAIN) or 0
    return Counts(vote.meeting.on, vote.base, vote.present, in_favour, against, abstaining)


def votes_for(row: Assessment) -> QuerySet[Vote]:
    """Counted votes of the unit from the first day of the month on, the newest first."""
    rows = Vote.objects.filter(meeting__unit=row.unit_id, closed_at__isnull=False, voided_at=None)
    since = timezone.make_aware(dt.datetime.combine(row.month, dt.time()))
    return rows.filter(opened_at__gte=since).select_related("meeting__unit").order_by("-opened_at")


def met_on(row: Assessment) -> dt.date | None:
    """The day of the unit's last meeting from the month on until the sheet is due: there it has voted, if anywhere."""
    meetings = meetings_of(row)
    meeting = (meetings.filter(starts_at__date__lte=row.last_day) if row.last_day else meetings).first()
    return meeting.on if meeting else None


def last_vote(row: Assessment) -> Voted | None:
    """One query."""
    return row.votes.order_by("-recorded_at", "-pk").first()


def require_vote(row: Assessment) -> None:
    """Raises VoteMissing, ChangedSinceVote. What the level above asked to change needs no second vote."""
    if not asks_for_vote(framework_of(row.framework)):
        return
    last = last_vote(row)
    if last is None:
        raise VoteMissing
    if last.own != row.own and not came_back_since(row, last.recorded_at):
        raise ChangedSinceVote(day=last.met_on)


def came_back_since(row: Assessment, moment: dt.datetime) -> bool:
    """Whether the sheet was returned or reopened after the moment. One query."""
    sent = Submission.objects.filter(assessment=row)
    return (sent.filter(returned_at__gt=moment) | sent.filter(reopened_at__gt=moment)).exists()
