"""What units of the sample province do about their shortfalls, read from `corrected.yaml`: most act, and in time (M8).

What happened is drawn for each shortfall, the same every time. Who has an account by then is given no task here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.assessments.models import Assessment, Period, Submission
from fourgood.assessments.models.periods import last_day_of
from fourgood.assessments.sheet import sheet_of
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import short_in, shortfalls_of
from fourgood.demo.assessed_sheets import moment
from fourgood.demo.assessed_values import drawn
from fourgood.demo.province import unit_codes
from fourgood.organisation.models import Member, Membership, Position
from fourgood.organisation.people import COMMITTEE
from fourgood.organisation.roll_call import rule
from fourgood.tasks.models import Assignment, Task

FILE = Path(__file__).with_name("corrected.yaml")
_DAY = dt.timedelta(days=1)
_WITHOUT, _IN_TIME, _LATE = 8, 84, 94  # of a hundred shortfalls: below; the rest is still not done
_EVENING = 20 * 60


@cache
def source() -> dict[str, Any]:
    """What the file says."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def answer(row: Assessment, *, by: User, at: dt.datetime) -> None:
    """Plan an action for every shortfall of a sheet that is about to go up, through the same verb as on the page."""
    owner = _owners({row.unit_id}, timezone.localdate(at)).get(row.unit_id)
    for line in shortfalls_of(sheet_of(row.lock())):
        words = _words(row, line.code)
        due = max(last_day_of(last_day_of(row.month) + _DAY), timezone.localdate(at))
        CorrectiveAction.objects.plan(
            row, line.code, **words, due_on=due, members=[owner] if owner else [], by=by, at=at
        )


def tell(period: Period, *, today: dt.date) -> None:
    """Answer what sheets of the month fall short of, at once for all that went up and have no answer yet."""
    sent = Submission.objects.filter(assessment__period=period, returned_at=None, reopened_at=None)
    submissions = {s.assessment_id: s for s in sent.select_related("assessment__unit", "assessment__period")}
    lowered = set(sent.filter(remarks__isnull=False).values_list("assessment", "remarks__code"))
    answered = set(CorrectiveAction.objects.filter(assessment__period=period).values_list("assessment", "code"))
    owners = _owners({s.assessment.unit_id for s in submissions.values()}, period.last_day)
    plans = [
        _planned(submissions[pk], code, owners, today=today, is_lowered=(pk, code) in lowered)
        for pk, code in short_in(submissions)
        if (pk, code) not in answered
    ]
    _write(plans)
    _follow_up(today)


def _follow_up(today: dt.date) -> None:
    """What was promised through the verbs is done two days before its day, and checked four days after it."""
    promised = CorrectiveAction.objects.unchecked().filter(decided_by__isnull=False)
    for action in promised.filter(task__due_on__lt=today - 4 * _DAY).select_related("task", "decided_by"):
        assert action.task
        day, by = action.task.due_on - 2 * _DAY, action.decided_by
        for assignment in action.task.assignments.all():
            assignment.mark_done(on=day, text="", amount=None, by=by, at=moment(day, _EVENING))
        action.check_done(brought=source()["brought"], by=by, at=moment(day + 6 * _DAY, _EVENING))


@dataclass
class Planned:
    """One answer, with the task that goes with it; `done`: when it was done and looked at, if it was."""

    action: CorrectiveAction
    owner: Member | None
    due: dt.date
    done: dt.date | None = None


def _planned(sent: Submission, code: str, owners: dict[int, Member], *, today: dt.date, is_lowered: bool) -> Planned:
    row, about = sent.assessment, (sent.assessment.unit.code, sent.assessment.month, code)
    action = CorrectiveAction(assessment=row, code=code, decided_at=sent.submitted_at - dt.timedelta(hours=1))
    number = drawn(*about, "answered")
    if row.unit.code in {unit_codes()[key] for key in source()["punctual"]}:
        number %= _IN_TIME
    if is_lowered and sent.confirmed_at:
        asked = timezone.localdate(sent.confirmed_at)
        action.answer_by = asked + rule(asked).correction.answer_within * _DAY
        decided = moment(asked + (1 + number % 4) * _DAY, _EVENING)
        action.decided_at = decided if decided < moment(today, 0) else None
    due = last_day_of(last_day_of(max(row.month, timezone.localdate(sent.submitted_at).replace(day=1) - _DAY)) + _DAY)
    planned = Planned(action, owners.get(row.unit_id), due)
    if action.decided_at is None:
        return planned
    if number < _WITHOUT or planned.owner is None:
        action.because = source()["because"][number % 2]
        return planned
    action.cause, action.measure = _words(row, code).values()
    planned.done = _done(planned, number, today)
    return planned


def _done(planned: Planned, number: int, today: dt.date) -> dt.date | None:
    """In time, or late; never before it was decided, nor today. What has lain for a year was done in the end."""
    days = -(number % 9) if number < _IN_TIME else 6 + number % 5 if number < _LATE else 70
    assert planned.action.decided_at
    done = max(planned.due + days * _DAY, timezone.localdate(planned.action.decided_at))
    return done if done < today else None


def _words(row: Assessment, code: str) -> dict[str, str]:
    choices = source()["groups"][code.partition(".")[0]]
    words: dict[str, str] = choices[drawn(row.unit.code, row.month, code, "words") % len(choices)]
    return words


def _owners(units: set[int], on: dt.date) -> dict[int, Member]:
    """Of each unit someone who answers for it: a member of the cell, or of the committee."""
    without = {"unit__in": units, "member__account": None}
    cells = Membership.objects.on(on).official().filter(**without)
    leaders = Position.objects.on(on).filter(**without, kind__role__in=COMMITTEE, unit__kind__has_members=False)
    found: dict[int, list[Member]] = defaultdict(list)
    for held in (*cells.select_related("member").order_by("pk"), *leaders.select_related("member").order_by("pk")):
        found[held.unit_id or 0].append(held.member)
    return {unit: members[drawn(unit, on, "owner") % len(members)] for unit, members in found.items()}


# Rows


def _write(plans: list[Planned]) -> None:
    acting = [plan for plan in plans if plan.action.measure]
    for plan, task in zip(acting, Task.objects.bulk_create(_task(plan) for plan in acting), strict=True):
        plan.action.task = task
    Assignment.objects.bulk_create(_assignment(plan) for plan in acting)
    for plan in acting:
        if plan.done and (looked := moment(plan.done + 4 * _DAY, _EVENING)) < timezone.now():
            plan.action.checked_at = looked
    asked_or_answered = [p.action for p in plans if p.action.measure or p.action.because or p.action.answer_by]
    CorrectiveAction.objects.bulk_create(asked_or_answered)


def _task(plan: Planned) -> Task:
    action, finished = plan.action, plan.done and moment(plan.done, _EVENING)
    assert action.decided_at
    given = timezone.localdate(action.decided_at)
    title = f"Khắc phục tiêu chí {action.code} tháng {action.assessment.month:%m/%Y}: {action.measure}"
    return Task(
        unit=action.assessment.unit,
        origin=Task.Origin.CORRECTION,
        title=title,
        due_on=max(plan.due, given),
        given_on=given,
        given_at=action.decided_at,
        finished_on=plan.done,
        finished_at=finished,
    )


def _assignment(plan: Planned) -> Assignment:
    done = moment(plan.done, _EVENING) if plan.done else None
    return Assignment(
        task=plan.action.task,
        member=plan.owner,
        accepted_at=plan.action.decided_at,
        done_at=done,
        done_on=plan.done,
        checked_at=done,
    )
