"""A meeting begins and ends: with the chair and the secretary of the meeting, and times that may be entered by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.asked_above import require_may_change, require_may_end
from fourgood.meetings.expected import Expected, expected_at
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Member
from fourgood.organisation.models.reference import Role


@transaction.atomic
def begin(
    meeting: Meeting,
    *,
    chair: Member,
    recorder: Member | None,
    by: Actor | None,
    at: dt.datetime,
    entered_at: dt.datetime | None = None,
) -> None:
    """The meeting begins at `at`, announced or not. `entered_at`: only if the time was entered by hand afterwards.

    Raises CalledOff, AlreadyBegun, InTheFuture.
    """
    row = locked(meeting)
    if row.called_off_at:
        raise refusals.CalledOff
    if row.begun_at:
        raise refusals.AlreadyBegun(time=clock(row.begun_at))
    if at > (entered_at or at):
        raise refusals.InTheFuture
    row.chair, row.recorder = chair, recorder
    row.begun_at, row.begun_by_id, row.times_entered_at = at, by.pk if by else None, entered_at
    row.save(update_fields=["chair", "recorder", "begun_at", "begun_by", "times_entered_at"])
    told = {"begun_at": at.isoformat(), "chair": str(chair), "recorder": str(recorder or "")}
    record(row, Verb.MEETING_BEGUN, by=by, after=told | {"by_hand": bool(entered_at)})
    take_over(meeting, row)


@transaction.atomic
def undo_begin(meeting: Meeting, *, by: Actor | None, at: dt.datetime) -> None:
    """It was begun by mistake. Raises NotBegun, TooLateToUndo, SomethingRecorded."""
    row = locked(meeting)
    if row.begun_at is None:
        raise refusals.NotBegun
    if row.ended_at or anything_recorded(row):
        raise refusals.SomethingRecorded
    if timezone.localdate(row.times_entered_at or row.begun_at) != timezone.localdate(at):
        raise refusals.TooLateToUndo
    record(row, Verb.MEETING_BEGIN_UNDONE, by=by, before={"begun_at": row.begun_at.isoformat()})
    row.begun_at = row.begun_by = row.times_entered_at = None
    row.save(update_fields=["begun_at", "begun_by", "times_entered_at"])
    row.received.all().delete()
    take_over(meeting, row)


def anything_recorded(meeting: Meeting) -> bool:
    """Whether the roll call, a speech, a note or a conclusion is there. Three queries."""
    noted = meeting.items.exclude(notes="", conclusion="")
    return meeting.attendances.exists() or meeting.speeches.exists() or noted.exists()


@transaction.atomic
def end(meeting: Meeting, *, by: Actor | None, at: dt.datetime, entered_at: dt.datetime | None = None) -> None:
    """The meeting ends at `at`. Everyone due has been called by then; acts keep what was noted of each item.

    Raises NotBegun, AlreadyEnded, EndsBeforeItBegins, InTheFuture, RollIncomplete, and what packages above say against
    it (`asked_above`): a vote that runs.
    """
    row = locked(meeting)
    require_begun(row)
    if row.ended_at:
        raise refusals.AlreadyEnded(time=clock(row.ended_at))
    if row.begun_at and at <= row.begun_at:
        raise refusals.EndsBeforeItBegins(time=clock(row.begun_at))
    if at > (entered_at or at):
        raise refusals.InTheFuture
    if missing := uncalled(row):
        raise refusals.RollIncomplete(names=", ".join(str(expected.member) for expected in missing))
    require_may_end(row)
    row.ended_at, row.ended_by_id = at, by.pk if by else None
    row.times_entered_at = entered_at or row.times_entered_at
    row.save(update_fields=["ended_at", "ended_by", "times_entered_at"])
    for item in row.items.exclude(notes="", conclusion=""):
        record(
            row, Verb.ITEM_NOTED, by=by, after={"item": item.title, "text": item.notes, "conclusion": item.conclusion}
        )
    record(row, Verb.MEETING_ENDED, by=by, after={"ended_at": at.isoformat(), "by_hand": bool(entered_at)})
    take_over(meeting, row)


def uncalled(meeting: Meeting) -> list[Expected]:
    """Those due of whom the roll call says nothing yet."""
    called = set(meeting.attendances.values_list("member", flat=True))
    return [expected for expected in expected_at(meeting) if expected.due and expected.member.pk not in called]


def require_begun(meeting: Meeting) -> None:
    if meeting.begun_at is None:
        raise refusals.NotBegun


def require_open(meeting: Meeting, *, at: dt.datetime) -> None:
    """That the meeting ran, or was at least not known to be over, when something was said. NotBegun, MeetingOver.

    What arrives late, from a device without signal, is refused if the minutes were approved since (`asked_above`).
    """
    require_begun(meeting)
    if meeting.ended_at and meeting.over_since and at > meeting.over_since:
        raise refusals.MeetingOver(time=clock(meeting.ended_at))
    if meeting.ended_at:
        require_may_change(meeting)


def to_correct(meeting: Meeting, *, because: str) -> tuple[Meeting, str]:
    """The row of a meeting that has ended, locked, and the reason without spaces around it: for a correction.

    Raises NotBegun, NotOverYet, ReasonForCorrection, and what packages above say against it: minutes that are approved.
    """
    row = locked(meeting)
    require_over(row)
    if not because.strip():
        raise refusals.ReasonForCorrection
    return row, because.strip()


def require_over(meeting: Meeting) -> None:
    """That it has ended, and that what it recorded may still change. Raises as `to_correct`."""
    require_begun(meeting)
    if meeting.ended_at is None:
        raise refusals.NotOverYet
    require_may_change(meeting)


def proposed(expected: list[Expected]) -> tuple[Member | None, Member | None]:
    """Who chairs and who keeps the minutes, unless someone else is chosen: the secretary and the deputy."""

    def holder(role: str) -> Member | None:
        return next((person.member for person in expected if person.role == role), None)

    return holder(Role.SECRETARY), holder(Role.DEPUTY)


def locked(meeting: Meeting) -> Meeting:
    """The row as it is now, for this transaction alone: whatever is entered at a meeting happens one after another."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("unit__kind", "chair", "recorder")
    return rows.get(pk=meeting.pk)


def take_over(meeting: Meeting, row: Meeting) -> None:
    """Let the caller's copy know what has become of the row."""
    for name in ("chair", "recorder", "begun_at", "begun_by_id", "ended_at", "ended_by_id", "times_entered_at"):
        setattr(meeting, name, getattr(row, name))


def record(meeting: Meeting, verb: Verb, *, by: Actor | None, **states: dict[str, Any] | None) -> None:
    Act.objects.record(verb, meeting, by=by, path=meeting.unit.path, **states)


def clock(at: dt.datetime) -> str:
    """19:05, or with its day where that is another one."""
    at = timezone.localtime(at)
    return date_format(at, "TIME_FORMAT" if at.date() == timezone.localdate() else "SHORT_DATETIME_FORMAT")
