"""What the page of a sheet shows besides the sheet itself: how far it has come, what comes next, who decided what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from fourgood.assessments.deadlines import asks_for_vote
from fourgood.assessments.models import Remark, Submission, Voted
from fourgood.assessments.sheet import Sheet, sheet_of
from fourgood.assessments.state import EDITABLE, LOCKED, State
from fourgood.assessments.voting_on import came_back_since, last_vote
from fourgood.common.deadlines import how_late, when
from fourgood.criteria.overview import Source, source_of
from fourgood.instructions.frameworks import framework_of
from fourgood.organisation.standing import Can, Standing


@dataclass(frozen=True)
class Page:
    """`needs_vote`: the framework asks for one, and there is none on the points as they stand."""

    row: Any
    sheet: Sheet
    state: State
    source: Source
    submissions: list[Submission]
    vote: Voted | None
    needs_vote: bool
    is_ours: bool
    may_decide: bool
    when: str
    lateness: str

    @property
    def is_open(self) -> bool:
        """Whether the reader fills it in now."""
        return self.is_ours and self.state in EDITABLE

    @property
    def is_ready(self) -> bool:
        return not self.sheet.lacking and not self.needs_vote

    @property
    def waits(self) -> bool:
        return self.state is State.SUBMITTED

    @property
    def is_locked(self) -> bool:
        return self.state in LOCKED

    @property
    def kind(self) -> str:
        """Which points the mark shows: the confirmed ones once there are any."""
        return "confirmed" if self.is_locked else "own"

    @property
    def shares(self) -> list[Any]:
        return self.sheet.shares(self.kind)

    @property
    def total(self) -> Any:
        return self.sheet.total(self.kind)

    @property
    def goods(self) -> Any:
        return self.sheet.goods(self.kind)

    @property
    def last(self) -> Submission | None:
        return self.submissions[0] if self.submissions else None


def page_of(row: Any, standing: Standing, *, on: dt.date) -> Page:
    """A constant number of queries. Fetch the row with its state."""
    people = ("submitted_by", "returned_by", "confirmed_by", "accepted_by", "reopened_by")
    submissions = list(row.submissions.select_related(*people).order_by("-submitted_at", "-pk"))
    last = submissions[0] if submissions else None
    remarks = dict(Remark.objects.filter(submission=last).values_list("code", "text")) if last else {}
    asks = asks_for_vote(framework_of(row.framework))
    vote = last_vote(row) if asks else None
    state = State(row.state)
    day = row.last_day
    sheet = sheet_of(row, remarks=remarks)
    return Page(
        row=row,
        sheet=sheet if standing.may(Can.SEE_EVENTS, row.unit) else sheet.without_events(),
        state=state,
        source=source_of(row.framework),
        submissions=submissions,
        vote=vote,
        needs_vote=asks and state in EDITABLE and not _stands(row, vote),
        is_ours=standing.may(Can.ASSESS, row.unit),
        may_decide=standing.may(Can.CONFIRM_ASSESSMENTS, row.unit),
        when=when(day, on=on) if state in EDITABLE else "",
        lateness=how_late(last.submitted_on, last.in_time_until) if last else "",
    )


def _stands(row: Any, vote: Voted | None) -> bool:
    return vote is not None and (vote.own == row.own or came_back_since(row, vote.recorded_at))
