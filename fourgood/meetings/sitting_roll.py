"""The roll is called: present, excused with a reason, absent; who is due is frozen when the member is called."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.expected import Expected, expected_at
from fourgood.meetings.models import Attendance, Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.meetings.sitting import locked, record, require_open, to_correct
from fourgood.organisation.roll_call import rule
from fourgood.regulations.quorum import excused_running

State = Attendance.State


@transaction.atomic
def call(
    meeting: Meeting, member: int, *, state: str, reason: str = "", by: Actor | None, at: dt.datetime
) -> Attendance:
    """Say of one person on the list whether they are there. The same again changes nothing, and leaves no act.

    Raises NotBegun, MeetingOver, NotOnTheList, ReasonForAbsence.
    """
    row = locked(meeting)
    require_open(row, at=at)
    attendance, before = _said(row, member, state=state, reason=reason)
    if before != _told(attendance):
        _keep(attendance, by=by, at=at)
        record(row, Verb.MEMBER_CALLED, by=by, before=before, after=_told(attendance))
    return attendance


@transaction.atomic
def call_others(meeting: Meeting, *, by: Actor | None, at: dt.datetime) -> list[Attendance]:
    """All who are due and not called yet are present. Raises NotBegun, MeetingOver."""
    row = locked(meeting)
    require_open(row, at=at)
    called = set(row.attendances.values_list("member", flat=True))
    others = [expected for expected in expected_at(row) if expected.due and expected.member.pk not in called]
    made = Attendance.objects.bulk_create(
        _new(row, expected, state=State.PRESENT, called_at=at, called_by_id=by.pk if by else None)
        for expected in others
    )
    if made:
        names = ", ".join(str(expected.member) for expected in others)
        record(row, Verb.OTHERS_CALLED, by=by, after={"members": names})
    return made


@transaction.atomic
def correct(
    meeting: Meeting, member: int, *, state: str, reason: str = "", because: str, by: Actor | None, at: dt.datetime
) -> Attendance:
    """Change the roll call of a meeting that has ended. Raises as `to_correct`; NotOnTheList, ReasonForAbsence."""
    row, why = to_correct(meeting, because=because)
    attendance, before = _said(row, member, state=state, reason=reason)
    _keep(attendance, by=by, at=at)
    record(row, Verb.ROLL_CORRECTED, by=by, before=before, after=_told(attendance) | {"because": why})
    return attendance


def _said(meeting: Meeting, member: int, *, state: str, reason: str) -> tuple[Attendance, dict[str, str] | None]:
    """The row with what is said now, not saved yet, and what it told before (None: nothing)."""
    if state not in State.values:
        raise refusals.NotUnderstood
    reason = reason.strip() if state == State.EXCUSED else ""
    if state == State.EXCUSED and not reason:
        raise refusals.ReasonForAbsence
    attendance = meeting.attendances.select_related("member").filter(member=member).first()
    before = _told(attendance) if attendance else None
    if attendance is None:
        attendance = _new(meeting, on_the_list(meeting, member))
    attendance.state, attendance.reason = state, reason
    return attendance, before


def on_the_list(meeting: Meeting, member: int) -> Expected:
    for expected in expected_at(meeting):
        if expected.member.pk == member:
            return expected
    raise refusals.NotOnTheList


def _new(meeting: Meeting, expected: Expected, **said: object) -> Attendance:
    return Attendance(meeting=meeting, member=expected.member, due=expected.due, because=expected.because, **said)


def _keep(attendance: Attendance, *, by: Actor | None, at: dt.datetime) -> None:
    attendance.called_at, attendance.called_by_id = at, by.pk if by else None
    attendance.save()


def _told(attendance: Attendance) -> dict[str, str]:
    return {"member": str(attendance.member), "state": attendance.state, "reason": attendance.reason}


def often_excused(meeting: Meeting) -> dict[int, int]:
    """Members whom one more excuse makes absent more often in a row than is in order (HD 12), with how often they were.

    Counted at the unit's meetings of the same kind of list, in the year, before this one. One query.
    """
    states: dict[int, list[str]] = defaultdict(list)
    for member, state in _called_before(meeting):
        states[member].append(state)
    most = rule(meeting.on).conduct.excused_in_a_row
    running = {member: excused_running(said, excused=State.EXCUSED) for member, said in states.items()}
    return {member: times for member, times in running.items() if times >= most}


def _called_before(meeting: Meeting) -> Iterable[tuple[int, str]]:
    committee = Q(meeting__kind=Kind.COMMITTEE)
    rows = Attendance.objects.filter(
        committee if meeting.kind == Kind.COMMITTEE else ~committee,
        due=True,
        meeting__unit=meeting.unit_id,
        meeting__begun_at__year=meeting.on.year,
        meeting__begun_at__lt=meeting.begun_at or meeting.starts_at,
    )
    return rows.order_by("meeting__begun_at", "meeting_id").values_list("member_id", "state")
