"""Meetings that have begun, with the roll called: what tests of votes start from."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.models import Member
from fourgood.organisation.roll_call import meeting_list
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote

QUESTION = "Thông qua nghị quyết tháng 11"


def now() -> dt.datetime:
    return timezone.now()


def meeting_of(unit, *, absent=(), kind="regular", members=None) -> Meeting:
    """A meeting that began a minute ago. Everyone on the list is there but for `absent`."""
    begun = now() - dt.timedelta(minutes=1)
    meeting = Meeting.objects.create(
        unit=unit,
        kind=kind,
        topic="Thử",
        starts_at=begun,
        drafted_at=begun,
        announced_at=begun,
        begun_at=begun,
    )
    if members is None:
        members = [line.member for line in meeting_list(unit, on=meeting.on).lines]
    gone = {member.pk for member in absent}
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            member=member,
            state="absent" if member.pk in gone else "present",
            due=True,
            called_at=begun,
        )
        for member in members
    )
    return meeting


def opened(meeting, *, way=Way.SECRET, by=None, question=QUESTION, **more) -> Vote:
    return open_vote(meeting, Motion(question, way, **more), by=by, at=now())


def cast_for(vote, member: Member | User, place: int) -> None:
    member = getattr(member, "member", member)
    vote.cast(vote.electors.get(member=member), vote.choices.get(place=place))


def accounts_for(vote) -> list[User]:
    """An account for every elector who is present and has none; all of them, by the elector's number."""
    found = []
    for elector in vote.electors.filter(present=True).select_related("member__account").order_by("pk"):
        user = User.objects.filter(member=elector.member).first()
        if user is None:
            user = User(name=elector.member.full_name, member=elector.member, email=f"e{elector.member_id}@mau.example")
            user.set_unusable_password()
            user.save()
        found.append(user)
    return found


def totals(vote) -> list[int | None]:
    return list(vote.choices.order_by("place").values_list("count", flat=True))
