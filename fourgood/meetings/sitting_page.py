"""All that the page of a sitting shows, read at once: the number of queries depends neither on members nor on items."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise

from fourgood.common.arrivals import milliseconds
from fourgood.meetings.expected import BECAUSE, Expected, expected_at
from fourgood.meetings.models import AgendaItem, Attendance, Contribution, Meeting, Speech
from fourgood.meetings.reporting import report_by
from fourgood.meetings.sitting_figures import Figures, figures_of
from fourgood.meetings.sitting_reasons import reason_choices, reason_in_words
from fourgood.meetings.sitting_roll import often_excused
from fourgood.organisation.models import Member


@dataclass(frozen=True)
class RollLine:
    """One person in the roll call, as far as it has come. `running`: excused so often that more is too often."""

    member: Member
    due: bool
    titles: tuple[str, ...]
    because: str
    attendance: Attendance | None
    running: int | None

    @property
    def state(self) -> str:
        return self.attendance.state if self.attendance else ""

    @property
    def reason(self) -> str:
        return reason_in_words(self.attendance.reason) if self.attendance else ""

    @property
    def why(self) -> str | Promise:
        return BECAUSE.get(self.because, "")


@dataclass(frozen=True)
class ItemPart:
    """One item of the agenda, or what is outside it (None), with who spoke and what was written before."""

    item: AgendaItem | None
    speeches: dict[int, Speech] = field(default_factory=dict)
    contributions: list[Contribution] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The id of its part of the page."""
        return f"item-{self.item.pk}" if self.item else "item-none"

    @property
    def item_pk(self) -> int:
        """0: outside the agenda."""
        return self.item.pk if self.item else 0

    @property
    def is_open(self) -> bool:
        return bool(self.item and not self.item.conclusion)


@dataclass(frozen=True)
class Sitting:
    """The page of one meeting. The parts are read when they are asked for, each once."""

    meeting: Meeting
    at: dt.datetime

    @cached_property
    def expected(self) -> list[Expected]:
        return expected_at(self.meeting)

    @cached_property
    def called(self) -> list[Attendance]:
        return list(self.meeting.attendances.select_related("member").order_by("member__sort_key", "pk"))

    @cached_property
    def speeches(self) -> list[Speech]:
        return list(self.meeting.speeches.select_related("member").order_by("at", "pk"))

    @cached_property
    def figures(self) -> Figures:
        return figures_of(self.meeting, self.expected, self.called, self.speeches, at=self.at)

    @cached_property
    def lines(self) -> list[RollLine]:
        """Those who are on the list; then whoever was called and is not on it any more."""
        rows, often = {row.member_id: row for row in self.called}, often_excused(self.meeting)
        lines = [_line(person, rows.pop(person.member.pk, None), often) for person in self.expected]
        return lines + [RollLine(row.member, row.due, (), row.because, row, None) for row in rows.values()]

    @cached_property
    def parts(self) -> list[ItemPart]:
        """The items in their order, then what belongs to none of them."""
        items = list(self.meeting.items.order_by("place"))
        written: dict[int | None, list[Contribution]] = defaultdict(list)
        for contribution in self.meeting.contributions.select_related("member").order_by("written_at", "pk"):
            written[contribution.item_id].append(contribution)
        return [self._part(item, written) for item in [*items, None]]

    def _part(self, item: AgendaItem | None, written: dict[int | None, list[Contribution]]) -> ItemPart:
        pk = item.pk if item else None
        spoken = {s.member_id: s for s in self.speeches if s.item_id == pk and s.contribution_id is None}
        return ItemPart(item, spoken, written.get(pk, []))

    @cached_property
    def raised(self) -> set[int]:
        return {s.contribution_id for s in self.speeches if s.contribution_id}

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return reason_choices()

    @cached_property
    def first_open(self) -> str:
        """Which step the page opens: the roll call until it is complete, then the first item not concluded."""
        if self.figures.uncalled:
            return "roll"
        part = next((part for part in self.parts if part.is_open), None)
        return part.key if part else "end"

    @property
    def milliseconds(self) -> int:
        """When it was read, as browsers count."""
        return milliseconds(self.at)

    @property
    def begun_milliseconds(self) -> int | None:
        return milliseconds(self.meeting.begun_at) if self.meeting.begun_at else None

    @property
    def report_by(self) -> dt.date | None:
        """The day by which the level above has the report; None for what stays in the unit."""
        return report_by(self.meeting)

    @property
    def standing_text(self) -> str:
        """What has been entered on all devices, for the buttons of this one: JSON."""
        return json.dumps(self._standing(), ensure_ascii=False)

    def _standing(self) -> dict[str, object]:
        spoken = [f"{s.member_id}:{s.item_id or ''}" for s in self.speeches if s.contribution_id is None]
        return {
            "at": self.milliseconds,
            "roll": {str(row.member_id): [row.state, reason_in_words(row.reason)] for row in self.called},
            "spoken": spoken,
            "raised": sorted(self.raised),
            "begun": self.begun_milliseconds,
            "ended": self.meeting.ended_at is not None,
        }


def _line(person: Expected, row: Attendance | None, often: dict[int, int]) -> RollLine:
    due, because = (row.due, row.because or person.because) if row else (person.due, person.because)
    return RollLine(person.member, due, person.titles, because, row, often.get(person.member.pk))
