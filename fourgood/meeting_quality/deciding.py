"""The meeting votes on its score, and the cell sends it up: from then on it does not change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.filling import suggested_values
from fourgood.meeting_quality.models import QualitySheet, Remark
from fourgood.meeting_quality.points import Given, unpacked
from fourgood.meeting_quality.suggesting import suggestions
from fourgood.organisation.roll_call import rule
from fourgood.regulations.quorum import Matter, decision
from fourgood.resolutions.adopting import counted
from fourgood.voting.entitled import entitled_at
from fourgood.voting.models import Vote
from fourgood.voting.ruling import said


@dataclass(frozen=True)
class Hands:
    """Hands as they were counted."""

    in_favour: int
    against: int = 0
    abstaining: int = 0

    @property
    def all(self) -> int:
        return self.in_favour + self.against + self.abstaining


@transaction.atomic
def decide(sheet: QualitySheet, hands: Hands, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises Submitted, MoreVotesThanThere, VoteNotCarried."""
    locked = _to_change(sheet)
    entitled = entitled_at(locked.meeting)
    if hands.all > len(entitled.present):
        raise refusals.MoreVotesThanThere(votes=hands.all, present=len(entitled.present))
    base = len(entitled.base)
    result = decision(Matter.RESOLUTION, in_favour=hands.in_favour, base=base, rule=rule(locked.meeting.on))
    if not result.carried:
        raise refusals.VoteNotCarried(why=said(result.words))
    _keep_vote(locked, hands, base, None, by=by, at=at)


@transaction.atomic
def decide_by(sheet: QualitySheet, vote: Vote, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises Submitted, VoteElsewhere, VoteOpenOrVoid, VoteNotCarried, VoteTaken."""
    locked = _to_change(sheet)
    held = Vote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    if held.meeting_id != locked.meeting_id:
        raise refusals.VoteElsewhere
    if held.closed_at is None or held.voided_at is not None:
        raise refusals.VoteOpenOrVoid
    result = counted(held)
    if not result.carried:
        raise refusals.VoteNotCarried(why=result.words)
    hands = Hands(result.in_favour, result.against, result.abstaining)
    with refusing(meeting_quality_qualitysheet_vote_id_key=refusals.VoteTaken()):
        _keep_vote(locked, hands, result.base, held, by=by, at=at)


def votes_for(sheet: QualitySheet) -> list[Vote]:
    """Votes of its meeting that carry something, on which no score and no resolution rests. Two queries."""
    closed = Vote.objects.filter(
        meeting=sheet.meeting_id, closed_at__isnull=False, voided_at=None, quality=None, resolution=None
    )
    return [vote for vote in closed.prefetch_related("choices") if counted(vote).carried]


def _to_change(sheet: QualitySheet) -> QualitySheet:
    locked = sheet.locked()
    if locked.submitted_at is not None:
        raise refusals.Submitted
    return locked


def _keep_vote(
    sheet: QualitySheet, hands: Hands, base: int, vote: Vote | None, *, by: Actor | None, at: dt.datetime
) -> None:
    sheet.vote, sheet.base = vote, base
    sheet.in_favour, sheet.against, sheet.abstaining = hands.in_favour, hands.against, hands.abstaining
    sheet.voted_at, sheet.voted_by_id = at, by.pk if by else None
    sheet.save()
    sheet.record(Verb.QUALITY_VOTED, by=by, after={"in_favour": hands.in_favour, "base": base})


@transaction.atomic
def submit(sheet: QualitySheet, *, by: Actor | None, at: dt.datetime) -> None:
    """With the suggestions as the records stand now: they stay with it. Raises Submitted, NotEnded, Lacking."""
    locked = _to_change(sheet)
    if locked.meeting.ended_at is None:
        raise refusals.NotEnded
    found = suggestions(locked.criteria, locked.meeting, at=at)
    for name, value in suggested_values(locked.variant, locked.framework, found).items():
        setattr(locked, name, value)
    missing = lacking(locked)
    if missing:
        raise refusals.Lacking(what=" ".join(missing))
    locked.submitted_at, locked.submitted_by_id = at, by.pk if by else None
    locked.save()
    locked.record(Verb.QUALITY_SUBMITTED, by=by, after={"total": locked.own_total, "band": locked.own_band})


def wants_reason(own: Given, suggested: Given) -> bool:
    """Where the cell departs from what the records say; and where it says without them that something doesn't apply."""
    if own.is_empty or own == suggested:
        return False
    return own.aside or not suggested.is_empty


def lacking(sheet: QualitySheet) -> list[str]:
    """What a sheet lacks to be submitted, in sentences. One query. The sheet with its framework."""
    own = unpacked(sheet.criteria, sheet.own, sheet.own_aside)
    suggested = unpacked(sheet.criteria, sheet.suggested, sheet.suggested_aside)
    explained = set(sheet.remarks.filter(side=Remark.Side.OWN).values_list("code", flat=True))
    empty = [code for code, given in own.items() if given.is_empty]
    silent = [code for code, given in own.items() if wants_reason(given, suggested[code]) and code not in explained]
    found = []
    if empty:
        found.append(_("Criteria without points: %(codes)s.") % {"codes": ", ".join(empty)})
    if silent:
        words = _("Other points than the records suggest, without a reason: %(codes)s.")
        found.append(words % {"codes": ", ".join(silent)})
    if not empty and sheet.own_total is None:
        found.append(str(refusals.NothingApplies.reason))
    if sheet.voted_at is None:
        found.append(_("The meeting's vote on it is not recorded."))
    return found
