"""Who has a vote at a meeting, and who of them is there: the base that stands still once a vote opens.

Sources: QĐ 294-QĐ/TW 9.3.2 and QĐ 208-QĐ/TW, by the rules of the day (`meeting-rules.yaml: vote`). Whoever is exempt or
away belongs to the base only when present.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fourgood.meetings.expected import COMMITTEE, is_of_committee
from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.models import Member, Position
from fourgood.organisation.roll_call import meeting_list
from fourgood.regulations.meeting_rules import Vote


@dataclass(frozen=True)
class Entitled:
    """Ids of members. `due`: whom the rules ask to come (of a committee: all in its positions), `base`: who has a vote.
    `there`: who is present, of both and of others.
    """

    due: frozenset[int]
    base: frozenset[int]
    there: frozenset[int]

    @property
    def present(self) -> frozenset[int]:
        return self.base & self.there

    @property
    def came(self) -> frozenset[int]:
        return self.due & self.there


def entitled_at(meeting: Meeting) -> Entitled:
    """As the roll stands now. At most four queries. Raises NoRule."""
    there = frozenset(meeting.attendances.filter(state=Attendance.State.PRESENT).values_list("member", flat=True))
    if is_of_committee(meeting):
        committee = _committee(meeting)
        return Entitled(committee, committee, there)
    answers = meeting_list(meeting.unit, on=meeting.on).call.answers
    due = frozenset(a.person for a in answers if a.due)
    votes = {Vote.ALWAYS: True, Vote.NEVER: False}
    return Entitled(due, frozenset(a.person for a in answers if votes.get(a.vote, a.person in there)), there)


def came_since(meeting: Meeting, *, voting: Collection[int]) -> list[Member]:
    """Who would have a vote and be there if a vote opened now, but is not among those voting. Five queries at most."""
    late = entitled_at(meeting).present - set(voting)
    return list(Member.objects.filter(pk__in=late).order_by("sort_key", "pk")) if late else []


def _committee(meeting: Meeting) -> frozenset[int]:
    on = Position.objects.on(meeting.on).filter(unit=meeting.unit, kind__role__in=COMMITTEE)
    return frozenset(on.values_list("member", flat=True))
