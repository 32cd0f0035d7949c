"""A vote of the meeting adopts a resolution: what was voted on is kept beside it, and the vote's numbers speak for it.

Where the meeting adopts criteria too, their adoption is recorded with the same numbers once the resolution has its own
(`adopt_criteria`), so that nothing is typed twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.state import State
from fourgood.criteria.voices import vote_base
from fourgood.resolutions import refusals
from fourgood.resolutions.models.resolutions import TEXTS, Resolution
from fourgood.resolutions.records import share
from fourgood.voting.models import Choice, Vote
from fourgood.voting.ruling import verdict

TO_ADOPT = frozenset({State.OPEN, State.RETURNED})


@dataclass(frozen=True)
class Counted:
    """A closed vote in numbers: in favour of the base, against, abstaining; the share in per cent; in words."""

    in_favour: int
    against: int
    abstaining: int
    base: int
    present: int
    share: str
    words: str
    carried: bool

    @property
    def line(self) -> str:
        """ "18 of 20 members with a vote in favour (90 %)"."""
        gaps = {"votes": self.in_favour, "base": self.base, "share": self.share}
        return _("%(votes)s of %(base)s members with a vote in favour (%(share)s %%)") % gaps


def counted(vote: Vote) -> Counted:
    """Of a closed vote. One query, or none if its choices are fetched."""
    choices = list(vote.choices.all())
    got = {choice.meaning: choice.count or 0 for choice in choices}
    result = verdict(vote, choices)
    in_favour = got.get(Choice.Meaning.FOR, 0)
    return Counted(
        in_favour=in_favour,
        against=got.get(Choice.Meaning.AGAINST, 0),
        abstaining=got.get(Choice.Meaning.ABSTAIN, 0),
        base=vote.base,
        present=vote.present,
        share=share(in_favour, vote.base),
        words=result.words,
        carried=result.chosen is not None and result.chosen.meaning == Choice.Meaning.FOR,
    )


def votes_for(resolution: Resolution) -> list[Vote]:
    """Votes of its meeting that carry it and carry no other resolution. Two queries."""
    closed = Vote.objects.filter(
        meeting=resolution.meeting_id, closed_at__isnull=False, voided_at=None, resolution=None
    )
    return [vote for vote in closed.prefetch_related("choices") if counted(vote).carried]


@transaction.atomic
def adopt(resolution: Resolution, vote: Vote, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises Issued, AdoptedAlready, VoteElsewhere, VoteIsVoid, VoteRuns, VoteNotCarried, VoteTaken."""
    locked = resolution.locked()
    locked.require_draft()
    if locked.adopted_at is not None:
        raise refusals.AdoptedAlready
    held = Vote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    result = _require_carried(locked, held)
    locked.record_changes()
    locked = resolution.locked()
    locked.vote, locked.adopted_at, locked.adopted_by_id = held, at, by.pk if by else None
    locked.adopted_content = content_of(locked)
    with refusing(resolutions_resolution_vote_id_key=refusals.VoteTaken()):
        locked.save(update_fields=["vote", "adopted_at", "adopted_by", "adopted_content"])
    after = {"vote": held.pk, "in_favour": result.in_favour, "base": result.base}
    locked.record(Verb.RESOLUTION_ADOPTED, by=by, after=after)


def _require_carried(resolution: Resolution, vote: Vote) -> Counted:
    if vote.meeting_id != resolution.meeting_id:
        raise refusals.VoteElsewhere
    if vote.voided_at is not None:
        raise refusals.VoteIsVoid
    if vote.closed_at is None:
        raise refusals.VoteRuns
    result = counted(vote)
    if not result.carried:
        raise refusals.VoteNotCarried(why=result.words)
    return result


def content_of(resolution: Resolution) -> dict[str, Any]:
    """What a resolution says, as JSON: the subject, the texts, the tasks with who and by when."""
    rows = resolution.resolved.prefetch_related("members")
    return {name: getattr(resolution, name) for name in ("title", *TEXTS)} | {
        "tasks": [
            {
                "title": row.title,
                "expected": row.expected,
                "area": row.area,
                "measure": f"{row.target.normalize():f} {row.measure}" if row.target else row.measure,
                "due_on": row.due_on.isoformat() if row.due_on else "",
                "owners": sorted(row.owners()),
            }
            for row in rows
        ]
    }


def changed_since(resolution: Resolution) -> list[str]:
    """What differs from what was voted on, in words. Empty before there was a vote."""
    voted = resolution.adopted_content
    if voted is None:
        return []
    now = content_of(resolution)
    names = [name for name in ("title", *TEXTS) if voted[name] != now[name]]
    changed = [str(Resolution._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    return changed + ([_("the tasks")] if voted["tasks"] != now["tasks"] else [])


def criteria_to_adopt(resolution: Resolution) -> list[tuple[CriteriaSet, Vote | None]]:
    """Criteria on the meeting's agenda that no resolution has adopted yet, each with the vote that carries them: the
    one under their own item, else that of the resolution. None: their own vote did not carry them. Four queries.
    """
    items = resolution.meeting.items.filter(criteria_set__isnull=False).select_related("criteria_set")
    by_set = {item.criteria_set_id: item for item in items}
    sets = CriteriaSet.objects.with_state().filter(pk__in=by_set, state__in=TO_ADOPT)
    open_sets = sets.select_related("registration__unit__kind", "framework").order_by("pk")
    own = _votes_by_item(resolution)
    return [(row, _carrying(own.get(by_set[row.pk].pk), resolution.vote)) for row in open_sets]


def _votes_by_item(resolution: Resolution) -> dict[int | None, Vote]:
    closed = Vote.objects.filter(meeting=resolution.meeting_id, closed_at__isnull=False, voided_at=None)
    return {vote.item_id: vote for vote in closed.prefetch_related("choices").order_by("closed_at") if vote.item_id}


def _carrying(own: Vote | None, of_resolution: Vote | None) -> Vote | None:
    if own is None:
        return of_resolution
    return own if counted(own).carried else None


def adopt_criteria(resolution: Resolution, *, by: Actor | None, at: dt.datetime) -> int:
    """Record the adoption of the criteria that the meeting adopted, with the resolution's number; returns how many.

    Within the transaction that issues the resolution. Raises what `CriteriaSet.adopt` raises.
    """
    number = resolution.sign(on=timezone.localdate(at))
    told = [(row, vote) for row, vote in criteria_to_adopt(resolution) if vote is not None]
    for row, vote in told:
        result, met_on = counted(vote), resolution.meeting.on
        also = max(vote.base - vote_base(row.unit, on=met_on).count, 0)
        row.adopt(
            met_on=met_on,
            number=number,
            present=vote.present,
            in_favour=result.in_favour,
            against=result.against,
            abstaining=result.abstaining,
            also_present=also,
            by=by,
            at=at,
        )
    return len(told)
