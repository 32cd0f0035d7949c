"""A month of facts in Biểu Nghi, made by hand: rows as the verbs leave them, in a year that nobody has lived yet."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from fourgood.meetings.models import AgendaItem, Attendance, Meeting, Speech
from fourgood.organisation.models import Member
from fourgood.resolutions.models import Resolution, ResolvedTask
from fourgood.tasks.models import Assignment, Task
from fourgood.voting.models import Vote
from tests.resolutions.evenings import term

MONTH = dt.date(2031, 3, 1)
LAST = dt.date(2031, 3, 31)


def at(day: int, hour: int = 19, minute: int = 0, month: int = 3) -> dt.datetime:
    return timezone.make_aware(dt.datetime(2031, month, day, hour, minute))


def day(number: int, month: int = 3) -> dt.date:
    return dt.date(2031, month, number)


def meeting(unit, begun: dt.datetime, *, kind="regular", minutes=95, ended=True, **more) -> Meeting:
    """One that was held, announced three days before."""
    head = {"topic": "Chuyên đề thử", "announced_at": begun - dt.timedelta(days=3)} | more
    return Meeting.objects.create(
        unit=unit,
        kind=kind,
        starts_at=begun,
        drafted_at=begun,
        begun_at=begun,
        ended_at=begun + dt.timedelta(minutes=minutes) if ended else None,
        **head,
    )


def members(unit, count: int) -> list[Member]:
    return list(Member.objects.filter(unit=unit, is_active=True).order_by("pk")[:count])


def call(held: Meeting, member: Member, state: str, *, due=True, because="official") -> Attendance:
    reason = "ốm" if state == "excused" else ""
    return Attendance.objects.create(
        meeting=held, member=member, state=state, reason=reason, due=due, because=because, called_at=held.begun_at
    )


def roll(held: Meeting, states: str) -> list[Member]:
    """One letter for each member: p present, e excused, a absent, x present without being due, g a guest present."""
    people = members(held.unit, len(states))
    names = {"p": "present", "e": "excused", "a": "absent", "x": "present", "g": "present"}
    because = {"x": "exempt", "g": "guest"}
    for letter, member in zip(states, people, strict=True):
        call(held, member, names[letter], due=letter in "pea", because=because.get(letter, "official"))
    return people


def speak(held: Meeting, member: Member, times: int = 1) -> None:
    for place in range(times):
        item = AgendaItem.objects.create(meeting=held, place=held.items.count() + 1, title=f"Mục {place}")
        Speech.objects.create(meeting=held, member=member, item=item, at=held.begun_at)


def task(unit, due: dt.date, *, finished: dt.date | None = None, members=(), given=None, **more) -> Task:
    now = at(1)
    row = Task.objects.create(
        unit=unit,
        title="Việc thử",
        due_on=due,
        given_on=given or dt.date(2031, 1, 5),
        given_at=now,
        finished_on=finished,
        finished_at=now if finished else None,
        **more,
    )
    for member in members:
        Assignment.objects.create(task=row, member=member)
    return row


def done(row: Task, member: Member, on: dt.date) -> None:
    row.assignments.filter(member=member).update(done_on=on, done_at=at(on.day, month=on.month))


def resolution(held: Meeting, month: dt.date) -> Resolution:
    """A draft. What it gives is added before it is issued."""
    return Resolution.objects.create(
        unit=held.unit, meeting=held, type_code="NQ", title="Thử", month=month, language="vi", drafted_at=held.begun_at
    )


def issue(row: Resolution) -> None:
    held = row.meeting
    vote = Vote.objects.create(
        meeting=held,
        question="Thông qua",
        way="open",
        opened_at=held.begun_at,
        **dict.fromkeys(["due", "came", "base", "present", "needed"], 1),
    )
    Resolution.objects.filter(pk=row.pk).update(
        vote=vote,
        adopted_at=held.begun_at,
        adopted_content={},
        term=term(held.unit),
        number=900 + row.pk % 10_000,
        issued_at=held.begun_at,
    )


def resolved(row: Resolution, place: int, *, due=None, to=None, organisations="", gives: Task | None = None):
    given = ResolvedTask.objects.create(
        resolution=row, place=place, title="Việc", due_on=due, organisations=organisations, task=gives
    )
    if to:
        given.members.add(to)
    return given
