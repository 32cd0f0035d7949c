"""The resolutions of the meetings in `months.yaml`, and what became of the tasks they gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourgood.meetings.models import Meeting
from fourgood.resolutions.drafting import Draft
from fourgood.resolutions.models import Resolution
from fourgood.resolutions.tasks_of import TaskDraft
from fourgood.tasks.models import Assignment, Task
from fourgood.voting.models import Vote

if TYPE_CHECKING:
    from fourgood.demo.months import Telling

EVENING = "18:30"


def draft(meeting: Meeting, row: dict[str, Any], told: Telling) -> Resolution:
    """Written at the meeting, with its tasks, before the vote."""
    month = row.get("month", told.today.replace(day=1))
    at = told.at(row["drafted"])
    resolution = Resolution.objects.draft(meeting, Draft(row["kind"], "NQ", row["title"], month), by=told.by, at=at)
    resolution.keep(row["texts"] | {"seat": "Đông Mai"}, by=told.by, at=at)
    for written in row["tasks"]:
        resolution.add_task(_draft_of(written, told), by=told.by)
    return resolution


def _draft_of(written: dict[str, Any], told: Telling) -> TaskDraft:
    target = written.get("target")
    return TaskDraft(
        written["title"],
        expected=written["expected"],
        area=written.get("area", ""),
        measure=written.get("measure", ""),
        target=Decimal(target) if target else None,
        due_on=told.day + dt.timedelta(days=written["due"]),
        members=tuple(told.members[key] for key in written["members"]),
        organisations=written.get("organisations", ""),
    )


def become(vote: Vote | None, story: dict[str, Any], told: Telling) -> None:
    """The vote adopts it, it is issued, and its tasks are done, or not yet."""
    assert vote is not None
    row = story["resolution"]
    resolution = Resolution.objects.get(meeting=vote.meeting_id)
    resolution.adopt(vote, by=told.by, at=told.at(story["held"]["counted"]))
    resolution.issue(by=told.by, at=told.at(row["issued"]))
    for given, written in zip(resolution.resolved.select_related("task__unit"), row["tasks"], strict=True):
        for step in written["steps"]:
            _step(given.task, step, told)


def _step(task: Task | None, step: list[Any], told: Telling) -> None:
    assert task is not None  # issued: given
    days, what, *more = step
    STEPS[what](task, told, told.at([days, EVENING]), *more)


def _progress(task: Task, told: Telling, at: dt.datetime, who: str, amount: Any, text: str) -> None:
    _assignment(task, who, told).report(text=text, amount=_amount(amount), by=told.voice(who), at=at)


def _done(task: Task, told: Telling, at: dt.datetime, who: str, amount: Any, text: str) -> None:
    done = _assignment(task, who, told)
    done.mark_done(on=at.date(), text=text, amount=_amount(amount), by=told.voice(who), at=at)


def _carried_over(task: Task, told: Telling, at: dt.datetime, due: int, reason: str) -> None:
    task.carry_over(to_day=told.day + dt.timedelta(days=due), reason=reason, by=told.by, at=at)


def _checked(task: Task, told: Telling, at: dt.datetime) -> None:
    for assignment in task.assignments.select_related("task__unit", "member"):
        assignment.check_done(by=told.by, at=at + dt.timedelta(hours=1))


def _assignment(task: Task, who: str, told: Telling) -> Assignment:
    member = told.members.get(who)
    of_task = task.assignments.select_related("task__unit", "member")
    return of_task.get(member=member) if member else of_task.get(organisation=who)


def _amount(written: Any) -> Decimal | None:
    return None if written is None else Decimal(str(written))


STEPS: dict[str, Callable[..., None]] = {
    "progress": _progress,
    "done": _done,
    "carried_over": _carried_over,
    "checked": _checked,
}
