"""Biểu Nghi's meetings of autumn 2024 as the source tells them (M11 to M14), and the one that comes next.

Told by the same verbs that its secretary uses, each at its time.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.province import member_codes, unit_codes
from fourgood.meetings import announcing, contributing, sitting, sitting_notes, sitting_roll, sitting_speech
from fourgood.meetings.models import Attendance, Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.organisation.models import Member, Unit
from fourgood.resolutions.drafting import Draft
from fourgood.resolutions.models import Minutes, Resolution
from fourgood.resolutions.tasks_of import TaskDraft
from fourgood.tasks.models import Assignment, Task
from fourgood.voting.closing import Counted
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote

FILE = Path(__file__).with_name("meetings.yaml")
MINUTE = dt.timedelta(minutes=1)
TEXTS = ("evaluation", "ahead", "organisation", "seat")


def tell(people: dict[str, User]) -> None:
    """The meetings of the file, one after another. A committee's prepares the one that follows it."""
    told, tasks, prepares = yaml.safe_load(FILE.read_text(encoding="utf-8")), [], None
    codes = member_codes()
    members = {key: member for key in codes for member in Member.objects.filter(code=codes[key])}
    for row in told:
        evening = Evening(row, people, members)
        evening.hold()
        if prepares:
            prepares.prepares = evening.meeting
            prepares.save(update_fields=["prepares"])
        prepares = evening.meeting if row.get("prepares_next") else None
        evening.tell_of(tasks, row.get("carried", []))
        given = evening.resolve()
        tasks = given or tasks
        evening.tell_of(tasks, row.get("resolution", {}).get("after", []))


def _moment(told: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(told))


class Evening:
    """One meeting of the file, from its draft to its minutes."""

    def __init__(self, row: dict[str, Any], people: dict[str, User], members: dict[str, Member]) -> None:
        self.row, self.people, self.members = row, people, members
        self.by = people[row["by"]]
        self.begun, self.ended = _moment(row["begun"]), _moment(row["ended"])
        self.vote: Vote | None = None
        unit = Unit.objects.select_related("kind", "sector", "parent").get(code=unit_codes()[row["unit"]])
        head = {name: row[name] for name in ("kind", "topic", "place", "note", "draft_resolution") if name in row}
        drafted = _moment(row["drafted"])
        self.meeting = announcing.draft(unit=unit, by=self.by, at=drafted, starts_at=self.begun, **head)

    def hold(self) -> None:
        self._announce()
        secretary, recorder = self.members[self.row["by"]], self.members[self.row["recorder"]]
        sitting.begin(self.meeting, chair=secretary, recorder=recorder, by=self.by, at=self.begun)
        self._call_the_roll()
        self._speak()
        if "vote" in self.row:
            self._vote(**self.row["vote"])
        sitting.end(self.meeting, by=self.by, at=self.ended)

    def _announce(self) -> None:
        at = _moment(self.row["announced"])
        announcing.announce(self.meeting, by=self.by, at=at)
        for key in self.row.get("read", []):
            reader = self.people.get(key, self.by)
            announcing.confirm_read(self.meeting, self.members[key], by=reader, at=at + 60 * MINUTE)
        for said in self.row.get("contributions", []):
            at = _moment(said["at"])
            writer = self.people[said.get("told_to", said["member"])] if self._signs_in(said) else self.by
            made = contributing.contribute(
                self.meeting, self.members[said["member"]], text=said["text"], topic=said["topic"], by=writer, at=at
            )
            contributing.answer(made, answer=said["answer"], by=self.by, at=at + 120 * MINUTE)

    def _signs_in(self, said: dict[str, Any]) -> bool:
        return said.get("told_to", said["member"]) in self.people

    def _call_the_roll(self) -> None:
        at, state = self.begun + 2 * MINUTE, Attendance.State
        for key, reason in self.row.get("excused", {}).items():
            member = self.members[key].pk
            sitting_roll.call(self.meeting, member, state=state.EXCUSED, reason=reason, by=self.by, at=at)
        for key in self.row.get("present_too", []):
            sitting_roll.call(self.meeting, self.members[key].pk, state=state.PRESENT, by=self.by, at=at)
        sitting_roll.call_others(self.meeting, by=self.by, at=at)

    def _speak(self) -> None:
        at = self.begun + 40 * MINUTE
        for key in self.row.get("raised", []):
            written = self.meeting.contributions.get(member=self.members[key])
            sitting_speech.raise_contribution(self.meeting, written.pk, by=self.by, at=at)
        for key in self.row.get("spoke", []):
            sitting_speech.speak(self.meeting, self.members[key].pk, item=None, by=self.by, at=at)
        items = {item.title: item.pk for item in self.meeting.items.all()}
        for title, (notes, conclusion) in self.row.get("notes", {}).items():
            sitting_notes.write(self.meeting, items[title], "notes", notes, at=at)
            sitting_notes.write(self.meeting, items[title], "conclusion", conclusion, at=at)

    def _vote(self, question: str, against: int, abstain: int) -> None:
        at = self.ended - 10 * MINUTE
        self.vote = open_vote(self.meeting, Motion(question, Way.OPEN), by=self.by, at=at)
        in_favour = self.vote.present - against - abstain
        self.vote.close(Counted({1: in_favour, 2: against, 3: abstain}), by=self.by, at=at + 2 * MINUTE)

    def resolve(self) -> list[Task]:
        """The minutes and the resolution; the tasks that it gives."""
        kept = self.row["minutes"]
        minutes = Minutes.objects.write(self.meeting, by=self.by, at=self.ended + 30 * MINUTE)
        minutes.approve(by=self.by, at=_moment(kept["approved"]))
        if "sent" in kept:
            minutes.send(by=self.by, at=_moment(kept["sent"]))
        return self._issue(self.row["resolution"]) if "resolution" in self.row else []

    def _issue(self, row: dict[str, Any]) -> list[Task]:
        begun = Draft(row["kind"], "NQ", row["title"], row["month"])
        resolution = Resolution.objects.draft(self.meeting, begun, by=self.by, at=self.begun + 60 * MINUTE)
        resolution.keep({name: row[name] for name in TEXTS}, by=self.by, at=self.begun + 70 * MINUTE)
        for task in row["tasks"]:
            resolution.add_task(self._task(task), by=self.by)
        assert self.vote
        resolution.adopt(self.vote, by=self.by, at=_moment(row["adopted"]))
        resolution.issue(by=self.by, at=_moment(row["issued"]))
        return [given.task for given in resolution.resolved.select_related("task__unit") if given.task]

    def _task(self, row: dict[str, Any]) -> TaskDraft:
        return TaskDraft(
            row["title"],
            expected=row["expected"],
            area=row.get("area", ""),
            measure=row.get("measure", ""),
            target=Decimal(row["target"]) if "target" in row else None,
            due_on=row["due"],
            members=tuple(self.members[key] for key in row["members"]),
            organisations=row.get("organisations", ""),
        )

    def tell_of(self, tasks: list[Task], events: list[list[Any]]) -> None:
        """What became of tasks: [when, what, number of the task, who or to which day, words, amount]."""
        for told, what, number, *more in events:
            at, task = _moment(told), tasks[number - 1]
            task.refresh_from_db()
            if what == "carry":
                task.carry_over(to_day=more[0], reason=more[1], by=self.by, at=at)
            elif what == "check":
                for assignment in task.assignments.order_by("pk"):
                    assignment.check_done(by=self.by, at=at)
            else:
                self._tell_of_one(task, what, *more, at=at)

    def _tell_of_one(
        self, task: Task, what: str, who: str, text: str = "", amount: object = None, *, at: dt.datetime
    ) -> None:
        assignment: Assignment = task.assignments.get(
            **{"member": self.members[who]} if who in self.members else {"organisation": who}
        )
        by, exact = self.people.get(who, self.by), Decimal(str(amount)) if amount is not None else None
        if what == "accept":
            assignment.accept(by=by, at=at)
        elif what == "report":
            assignment.report(text=text, amount=exact, by=by, at=at)
        elif what == "done":
            assignment.mark_done(on=timezone.localdate(at), text=text, amount=exact, by=by, at=at)


def announce_next(people: dict[str, User], *, now: dt.datetime) -> Meeting:
    """The regular meeting of next month, announced and not begun: what comes next in the sample province."""
    unit = Unit.objects.select_related("kind", "sector", "parent").get(code=unit_codes()["bieu_nghi"])
    day = (timezone.localdate(now).replace(day=1) + dt.timedelta(days=32)).replace(day=5)
    meeting = announcing.draft(
        unit=unit,
        by=people["bay"],
        at=now,
        kind=Kind.REGULAR,
        starts_at=timezone.make_aware(dt.datetime.combine(day, dt.time(19, 30))),
        place="Nhà văn hóa khu Biểu Nghi",
        note="Mỗi đảng viên chuẩn bị ý kiến về việc giữ vệ sinh môi trường trong nhóm hộ mình phụ trách.",
    )
    announcing.announce(meeting, by=people["bay"], at=now)
    nam = people["nam"].member
    assert nam
    announcing.confirm_read(meeting, nam, by=people["nam"], at=now)
    text = "Điểm thu gom rác đầu xóm Đông hay đầy vào chiều Chủ nhật; đề nghị thêm một thùng."
    contributing.contribute(meeting, nam, text=text, topic="Môi trường", by=people["nam"], at=now)
    return meeting
