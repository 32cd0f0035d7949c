"""What the records tell of a meeting, by indicator: a value for the framework's scale, and a sentence that says why.

None where the records can't tell: then people give the points without any suggestion.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from fourgood.meetings.expected import COMMITTEE
from fourgood.meetings.models import Attendance, Meeting, PlannedTopic
from fourgood.meetings.models.meetings import Kind
from fourgood.meetings.reporting import report_by
from fourgood.meetings.sitting_figures import Figures
from fourgood.meetings.sitting_page import Sitting
from fourgood.organisation.models import Position
from fourgood.organisation.models.reference import Role
from fourgood.organisation.roll_call import rule
from fourgood.regulations.meeting_rules import MeetingRule
from fourgood.regulations.quorum import absent_too_often
from fourgood.regulations.values import DOES_NOT_APPLY, Value, ratio
from fourgood.resolutions.models import Minutes
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.tasks.models import Task

YES, NO = Value(answer=True), Value(answer=False)
UNEXCUSED = "unexcused"  # the event of the shipped sheets that the roll call counts


@dataclass(frozen=True)
class Found:
    """`said`: a key of `told.SENTENCES`, with its gaps; days as ISO text, numbers as numbers."""

    value: Value
    said: str
    gaps: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Records:
    """The records of one meeting, read when they are asked for, each once. The meeting with its unit."""

    meeting: Meeting
    at: dt.datetime

    @cached_property
    def figures(self) -> Figures:
        return Sitting(self.meeting, self.at).figures

    @cached_property
    def rule(self) -> MeetingRule:
        return rule(self.meeting.on)

    @cached_property
    def states_of_the_year(self) -> dict[int, list[str]]:
        """What the roll call said of each member due, at the cell's meetings of the year up to this one, in order."""
        rows = Attendance.objects.filter(
            ~Q(meeting__kind=Kind.COMMITTEE),
            due=True,
            meeting__unit=self.meeting.unit_id,
            meeting__begun_at__year=self.meeting.on.year,
            meeting__begun_at__lte=self.meeting.begun_at,
        ).order_by("meeting__begun_at", "meeting_id")
        states: dict[int, list[str]] = defaultdict(list)
        for member, state in rows.values_list("member", "state"):
            states[member].append(state)
        return states

    @cached_property
    def last_resolution(self) -> Resolution | None:
        """The one issued last before the meeting began: the monthly one, if there is any."""
        issued = Resolution.objects.issued().filter(unit=self.meeting.unit_id, issued_at__lt=self.meeting.begun_at)
        monthly = issued.filter(kind=Resolution.Kind.MONTHLY)
        return monthly.order_by("-issued_at", "-pk").first() or issued.order_by("-issued_at", "-pk").first()


def regular_meeting_held(records: Records) -> Found | None:
    if not records.meeting.is_regular:
        return None
    return Found(YES, "held", {"day": records.meeting.on.isoformat()})


def attendance_rate(records: Records) -> Found | None:
    figures = records.figures
    if not figures.due or figures.uncalled:
        return None
    value = ratio(figures.came, figures.due, {UNEXCUSED: figures.absent})
    return Found(value, "came", {"came": figures.came, "due": figures.due, "absent": figures.absent})


def nobody_absent_without_reason(records: Records) -> Found | None:
    figures = records.figures
    if not figures.due or figures.uncalled:
        return None
    return Found(NO if figures.absent else YES, "absent", {"absent": figures.absent})


def nobody_excused_too_often(records: Records) -> Found | None:
    if records.figures.uncalled or not records.states_of_the_year:
        return None
    excused = Attendance.State.EXCUSED
    many = [s for s in records.states_of_the_year.values() if absent_too_often(s, excused=excused, rule=records.rule)]
    gaps: dict[str, str | int] = {"members": len(many), "times": records.rule.conduct.excused_in_a_row}
    return Found(NO if many else YES, "too_often", gaps)


def members_speaking(records: Records) -> Found | None:
    """Nothing can be told where nobody is noted as speaking: that was not recorded."""
    figures = records.figures
    if not figures.speakers:
        return None
    return Found(ratio(figures.speakers, figures.there), "spoke", {"spoke": figures.speakers, "there": figures.there})


def meeting_duration(records: Records) -> Found | None:
    minutes, required = records.figures.minutes, records.figures.required
    if minutes is None or required is None:
        return None
    return Found(ratio(minutes, required), "minutes", {"minutes": minutes, "required": required})


def committee_met_before(records: Records) -> Found | None:
    """Held for this meeting, and over before it began. A cell without a committee has no such record."""
    meeting = records.meeting
    held = meeting.prepared_by.held().filter(ended_at__lte=meeting.begun_at).order_by("ended_at").last()
    if held:
        return Found(YES, "committee_met", {"day": held.on.isoformat()})
    committee = Position.objects.on(meeting.on).filter(unit=meeting.unit_id, kind__role__in=COMMITTEE)
    if not committee.filter(kind__role=Role.COMMITTEE_MEMBER).exists():
        return None
    return Found(NO, "committee_not_met")


def announced_ahead(records: Records) -> Found | None:
    meeting = records.meeting
    if meeting.announced_at is None or meeting.announced_at >= meeting.starts_at:
        return Found(NO, "not_announced")
    return Found(YES, "announced", {"day": timezone.localdate(meeting.announced_at).isoformat()})


def sent_ahead(records: Records) -> Found | None:
    """Material, or the draft that goes out with the notice, so many days before as the rules say. A meeting that was
    not announced here, and for which nothing was sent, may have been prepared on paper.
    """
    meeting, ahead = records.meeting, records.rule.conduct.sent_days_ahead
    sent_at = meeting.materials.values_list("sent_at", flat=True)
    out = [moment for moment in sent_at if moment is not None]
    if meeting.draft_resolution and meeting.announced_at:
        out.append(meeting.announced_at)
    if not out:
        return Found(NO, "nothing_sent") if meeting.announced_at else None
    first = timezone.localdate(min(out))
    in_time = first <= timezone.localdate(meeting.starts_at) - dt.timedelta(days=ahead)
    return Found(YES if in_time else NO, "sent", {"day": first.isoformat(), "days": ahead})


def draft_resolution_ready(records: Records) -> Found | None:
    """The text that goes out with the notice. A draft on paper alone is not in the records."""
    return Found(YES, "draft_ready") if records.meeting.draft_resolution else None


def thematic_part(records: Records) -> Found | None:
    """Does not apply where the meeting takes up no topic and the year's plan names none for the month."""
    meeting = records.meeting
    planned = PlannedTopic.objects.filter(
        plan__unit=meeting.unit_id, plan__year=meeting.on.year, month=meeting.on.month
    )
    if meeting.is_thematic or planned.exists():
        return None
    return Found(DOES_NOT_APPLY, "not_thematic")


def last_resolution_done(records: Records) -> Found | None:
    """Tasks done by the day of the meeting, of those that were due by then, by the day first agreed, or done already.

    Dropped ones are left out (our reading, as is that a day put off later still counts).
    """
    if records.last_resolution is None:
        return None
    tasks = Task.objects.filter(resolved__resolution=records.last_resolution, dropped_at=None)
    on = records.meeting.on
    rows = [(_first_due(task), _is_done(task, on)) for task in tasks.prefetch_related("postponements", "assignments")]
    counted = [done for due, done in rows if done or due <= on]
    if not counted:
        return None
    return Found(ratio(sum(counted), len(counted)), "tasks_done", {"done": sum(counted), "tasks": len(counted)})


def _first_due(task: Task) -> dt.date:
    moved = [postponement.from_day for postponement in task.postponements.all()]
    return min([*moved, task.due_on])


def _is_done(task: Task, on: dt.date) -> bool:
    if task.finished_on is not None:
        return task.finished_on <= on
    assignments = list(task.assignments.all())
    return bool(assignments) and all(a.done_on is not None and a.done_on <= on for a in assignments)


def minutes_in_time(records: Records) -> Found | None:
    """Approved and sent up within the days of the rules. Can't be told before these are over."""
    due = report_by(records.meeting)
    if due is None:
        return None
    sent_at = Minutes.objects.filter(meeting=records.meeting).values_list("sent_at", flat=True).first()
    sent = timezone.localdate(sent_at) if sent_at else None
    if sent is None:
        return Found(NO, "minutes_missing", {"due": due.isoformat()}) if timezone.localdate(records.at) > due else None
    gaps: dict[str, str | int] = {"day": sent.isoformat(), "due": due.isoformat()}
    return Found(YES if sent <= due else NO, "minutes_sent", gaps)


FINDERS: dict[str, Callable[[Records], Found | None]] = {
    finder.__name__: finder
    for finder in (
        regular_meeting_held,
        attendance_rate,
        nobody_absent_without_reason,
        nobody_excused_too_often,
        members_speaking,
        meeting_duration,
        committee_met_before,
        announced_ahead,
        sent_ahead,
        draft_resolution_ready,
        thematic_part,
        last_resolution_done,
        minutes_in_time,
    )
}
"""By code of the indicator (`regulations.indicators`)."""
