"""A meeting in numbers, as far as it has come: who came of those due, who spoke, how long it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import get_language

from fourgood.meetings.expected import FROM_ELSEWHERE, Expected
from fourgood.meetings.models import Attendance, Meeting, Speech
from fourgood.organisation.roll_call import rule
from fourgood.regulations.durations import required_minutes
from fourgood.regulations.figures import percent
from fourgood.regulations.quorum import Presence, quorum

State = Attendance.State
HUNDRED = 100


@dataclass(frozen=True)
class Figures:
    """`came`: of those due. `beside`: present without being due (exempt, guest, from above). `uncalled`: of those due.

    `speakers` of `there`: members who spoke, of all members of the cell or committee who are present, due or not.
    `minutes`: so far, or in all. `required`: None where the rules ask nothing.
    """

    due: int
    came: int
    beside: int
    excused: int
    absent: int
    uncalled: int
    presence: Presence
    speakers: int
    there: int
    minutes: int | None
    required: int | None

    @property
    def rate(self) -> str:
        """Attendance in per cent, as the reader writes it; empty: nobody is due."""
        return _share(self.came, self.due)

    @property
    def speaking(self) -> str:
        """Members speaking in per cent, likewise; empty: nobody is there."""
        return _share(self.speakers, self.there)

    @property
    def why(self) -> str:
        """Whether the meeting may decide, with its numbers, in the reader's language."""
        return self.presence.words.to(get_language() or "vi")

    @property
    def is_long_enough(self) -> bool:
        return self.required is None or (self.minutes is not None and self.minutes >= self.required)

    @property
    def missing_minutes(self) -> int:
        return max((self.required or 0) - (self.minutes or 0), 0)


def _share(part: int, whole: int) -> str:
    return percent(Fraction(part * HUNDRED, whole), get_language() or "vi") if whole else ""


def figures_of(
    meeting: Meeting,
    expected: Iterable[Expected],
    called: Iterable[Attendance],
    speeches: Iterable[Speech],
    *,
    at: dt.datetime,
) -> Figures:
    """From rows that the page has read anyway: no query. Who of those called is due was frozen. Raises NoRule."""
    rows, in_force, people = list(called), rule(meeting.on), list(expected)
    uncalled = 0 if meeting.ended_at else _uncalled(people, rows)
    due, came = sum(row.due for row in rows) + uncalled, _count(rows, State.PRESENT)
    there = {row.member_id for row in rows if row.state == State.PRESENT and row.because not in FROM_ELSEWHERE}
    members = sum(person.belongs for person in people)
    return Figures(
        due=due,
        came=came,
        beside=sum(row.state == State.PRESENT and not row.due for row in rows),
        excused=_count(rows, State.EXCUSED),
        absent=_count(rows, State.ABSENT),
        uncalled=uncalled,
        presence=quorum(present=came, due=due, rule=in_force),
        speakers=len(there & {speech.member_id for speech in speeches}),
        there=len(there),
        minutes=_minutes(meeting, at),
        required=required_minutes(meeting.kind, members=members, rule=in_force),
    )


def _uncalled(people: list[Expected], rows: list[Attendance]) -> int:
    called = {row.member_id for row in rows}
    return sum(person.due and person.member.pk not in called for person in people)


def _count(rows: list[Attendance], state: str) -> int:
    return sum(row.due and row.state == state for row in rows)


def _minutes(meeting: Meeting, at: dt.datetime) -> int | None:
    if meeting.begun_at is None:
        return None
    return max(int(((meeting.ended_at or at) - meeting.begun_at).total_seconds() // 60), 0)
