"""What members bring to a meeting before it begins, and what is answered (M12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.files.models import Sight, StoredFile
from fourgood.files.preparing import Prepared
from fourgood.meetings import refusals
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import AgendaItem, Contribution, Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.models import Member


@transaction.atomic
def contribute(
    meeting: Meeting,
    member: Member,
    *,
    text: str,
    by: Actor | None,
    at: dt.datetime,
    topic: str = "",
    item: AgendaItem | None = None,
    files: Iterable[File[bytes] | Prepared] = (),
) -> Contribution:
    """Write what a member wants to say, with photos and papers that all members of the unit may open.

    Raises NotAnnouncedYet, CalledOff, HasBegun, NotInvited, NothingWritten, what `StoredFile.objects.add_all` raises.
    """
    _require_open(meeting)
    if not text.strip():
        raise refusals.NothingWritten
    if member.pk not in {expected.member.pk for expected in expected_at(meeting)}:
        raise refusals.NotInvited(name=member)
    made = meeting.contributions.create(
        member=member,
        item=item,
        topic=topic.strip(),
        text=text.strip(),
        written_at=at,
        entered_by_id=by.pk if by else None,
    )
    sight = Sight.LEADERS if meeting.kind == Kind.COMMITTEE else Sight.MEMBERS
    made.files.set(StoredFile.objects.add_all(files, unit=meeting.unit, sight=sight, by=by, at=at))
    Act.objects.record(Verb.CONTRIBUTED, meeting, by=by, path=meeting.unit.path, after={"member": str(member)})
    return made


@transaction.atomic
def answer(contribution: Contribution, *, answer: str, by: Actor | None, at: dt.datetime) -> None:
    """Answer it, in place of an earlier answer. Raises AnswerMissing."""
    if not answer.strip():
        raise refusals.AnswerMissing
    contribution.answer, contribution.answered_at = answer.strip(), at
    contribution.answered_by_id = by.pk if by else None
    contribution.save(update_fields=["answer", "answered_at", "answered_by"])
    meeting = contribution.meeting
    told = {"member": str(contribution.member)}
    Act.objects.record(Verb.CONTRIBUTION_ANSWERED, meeting, by=by, path=meeting.unit.path, after=told)


def _require_open(meeting: Meeting) -> None:
    if meeting.announced_at is None:
        raise refusals.NotAnnouncedYet
    if meeting.called_off_at is not None:
        raise refusals.CalledOff
    if meeting.ended_at is not None:
        raise refusals.HasBegun
