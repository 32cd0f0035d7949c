"""Who may come to a meeting, and who of them is due: members of a cell by the rules, a committee by its positions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.models import Member, Position
from fourgood.organisation.models.reference import Role
from fourgood.organisation.roll_call import DUE, meeting_list
from fourgood.regulations.meeting_rules import State

COMMITTEE = (Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER)
ABOVE = "above"  # in charge of following the unit: comes from the level above
IN_COMMITTEE = "committee"
BECAUSE: dict[str, str | Promise] = {
    **{state.value: words for state, words in DUE.items()},
    ABOVE: _("In charge of following this unit; takes part from the level above."),
    IN_COMMITTEE: _("Belongs to the committee."),
}
FROM_ELSEWHERE = frozenset({ABOVE, State.GUEST.value})


@dataclass(frozen=True)
class Expected:
    """One person on the list of a meeting. `because`: a key of BECAUSE."""

    member: Member
    due: bool
    because: str
    titles: tuple[str, ...] = ()
    role: str = ""

    @property
    def belongs(self) -> bool:
        """Whether it is the person's own cell or committee."""
        return self.because not in FROM_ELSEWHERE


def is_of_committee(meeting: Meeting) -> bool:
    """Whether those due are the committee: where no members belong to the unit directly, it is all there is."""
    return meeting.kind == Kind.COMMITTEE or not meeting.unit.kind.has_members


def expected_at(meeting: Meeting) -> list[Expected]:
    """Everyone on the list of the meeting, by given name, those from above last. Four queries at most. NoRule."""
    positions = _positions(meeting)
    own = _committee(positions) if is_of_committee(meeting) else _members(meeting, positions)
    there = {expected.member.pk for expected in own}
    above = [_of_position(held, ABOVE) for held in positions.values() if held[0].kind.role == Role.IN_CHARGE]
    return own + [expected for expected in above if expected.member.pk not in there]


def _positions(meeting: Meeting) -> dict[int, list[Position]]:
    """What each person holds in the unit on the day, the weightiest first; people by given name."""
    rows = Position.objects.on(meeting.on).filter(unit=meeting.unit).select_related("member", "kind")
    held: dict[int, list[Position]] = defaultdict(list)
    for position in rows.order_by("member__sort_key", "member_id", "kind__place"):
        held[position.member_id].append(position)
    return held


def _committee(positions: dict[int, list[Position]]) -> list[Expected]:
    in_it = (held for held in positions.values() if held[0].kind.role in COMMITTEE)
    return [_of_position(held, IN_COMMITTEE) for held in in_it]


def _of_position(held: list[Position], because: str) -> Expected:
    titles = tuple(str(position.kind) for position in held)
    return Expected(held[0].member, because != ABOVE, because, titles, held[0].kind.role)


def _members(meeting: Meeting, positions: dict[int, list[Position]]) -> list[Expected]:
    lines = meeting_list(meeting.unit, on=meeting.on).lines
    roles = {pk: held[0].kind.role for pk, held in positions.items()}
    return [
        Expected(
            line.member, line.answer.due, line.answer.due_because.value, line.positions, roles.get(line.member.pk, "")
        )
        for line in lines
    ]
