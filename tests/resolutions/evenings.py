"""A cell's evening as it is recorded: the roll, items, who spoke, a closed vote. What tests start from."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from fourgood.meetings.models import AgendaItem, Attendance, Contribution, Meeting, Speech
from fourgood.organisation.roll_call import meeting_list
from fourgood.resolutions.drafting import Draft
from fourgood.resolutions.models import Resolution, Term
from fourgood.resolutions.tasks_of import TaskDraft
from fourgood.voting.closing import Counted
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote

TOPIC = "Ổn định sản xuất sau bão số 3"
AHEAD = "Khôi phục sản xuất vụ đông; nạo vét kênh mương; thu gom rác thải đồng ruộng."


def now() -> dt.datetime:
    return timezone.now()


def evening(unit, *, kind="regular", minutes_ago=100, ended=False, chair=None, recorder=None, **more) -> Meeting:
    """A meeting at which everyone is present but the last two members on the list: one excused, one absent."""
    begun = now() - dt.timedelta(minutes=minutes_ago)
    lines = meeting_list(unit, on=timezone.localdate(begun)).lines
    meeting = Meeting.objects.create(
        unit=unit, kind=kind, topic=TOPIC, place="Nhà văn hóa khu", starts_at=begun, drafted_at=begun,
        announced_at=begun, begun_at=begun,
        chair=chair or lines[0].member, recorder=recorder or lines[1].member, **more,
    )  # fmt: skip
    due = [line for line in lines if line.answer.due]
    gone = {due[-1].member.pk: ("absent", ""), due[-2].member.pk: ("excused", "ốm")}
    for line in lines:
        state, reason = gone.get(line.member.pk, ("present", ""))
        Attendance.objects.create(
            meeting=meeting, member=line.member, state=state, reason=reason, due=line.answer.due, called_at=begun
        )
    if ended:
        end(meeting)
    return meeting


def end(meeting) -> None:
    meeting.ended_at = now()
    meeting.save()


def item(meeting, place=1, title="Sản xuất vụ đông", **more) -> AgendaItem:
    return AgendaItem.objects.create(meeting=meeting, place=place, title=title, **more)


def contributed(meeting, member, text, **more) -> Contribution:
    return Contribution.objects.create(meeting=meeting, member=member, text=text, written_at=now(), **more)


def spoke(meeting, member, text="", **more) -> Speech:
    return Speech.objects.create(meeting=meeting, member=member, text=text, at=now(), **more)


def voted(meeting, *, in_favour=None, against=0, question="Thông qua nghị quyết", **more) -> Vote:
    """A show of hands, closed. All present are in favour unless said."""
    vote = open_vote(meeting, Motion(question, Way.OPEN, **more), by=None, at=now())
    yes = vote.present - against if in_favour is None else in_favour
    vote.close(Counted({1: yes, 2: against}), by=None, at=now())
    vote.refresh_from_db()
    return vote


def term(unit, *, first_day=dt.date(2024, 12, 15), used=None) -> Term:
    return Term.objects.of(unit, on=timezone.localdate()) or Term.objects.begin(
        unit, first_day=first_day, used=used or {}, by=None
    )


def drafted(
    meeting, *, by=None, kind="monthly", title="nhiệm vụ tháng 12", amends=None, type_code="NQ", **texts
) -> Resolution:
    begun = Draft(kind, type_code, title, timezone.localdate().replace(day=1), amends)
    resolution = Resolution.objects.draft(meeting, begun, by=by, at=now())
    written = {"evaluation": "Đã làm.", "ahead": AHEAD, "organisation": "Chi ủy theo dõi.", "seat": "Đông Mai"}
    resolution.keep(written | texts, by=by, at=now())
    resolution.refresh_from_db()
    return resolution


def task(title="Thu gom vỏ bao thuốc", *, members=(), organisations="", days=20, **more) -> TaskDraft:
    due_on = timezone.localdate() + dt.timedelta(days=days) if days is not None else None
    return TaskDraft(title, due_on=due_on, members=tuple(members), organisations=organisations, **more)


def issued(meeting, *, by=None, tasks=(), **more) -> Resolution:
    """Drafted, voted, adopted and issued."""
    term(meeting.unit)
    resolution = drafted(meeting, by=by, **more)
    for given in tasks:
        resolution.add_task(given, by=by)
    resolution.adopt(voted(meeting), by=by, at=now())
    resolution.issue(by=by, at=now())
    resolution.refresh_from_db()
    return resolution
