"""Reminding people of tasks that are due soon, or late: one letter of a day for each, and nothing twice.

The days stand in `meeting-rules.yaml: tasks`. Letters and the rows that say who was told what are written in one
transaction; killed in between, the next job goes on where it was. Letters are sent by the job of notices.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.common.alone import alone
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Letter, Written
from fourgood.notices.recipients import has_mail_server, reachable
from fourgood.organisation.roll_call import rule
from fourgood.regulations.meeting_rules import LetterDays
from fourgood.tasks.letters import reminder
from fourgood.tasks.models import Assignment, Reminder
from fourgood.tasks.models.assignments import AssignmentQuerySet

_REMINDING = 405_004  # the number of an advisory lock
AT_ONCE = 500  # people
LAST_HOUR = 20  # nobody is reminded late in the evening


def remind(now: dt.datetime) -> Written:
    """Write what is to be written now (local time). Nothing without a mail server, at night, or beside another."""
    if not has_mail_server() or not settings.DIGEST_HOUR <= now.hour < LAST_HOUR:
        return Written()
    written = Written()
    with alone(_REMINDING) as is_alone:
        for users in _in_batches(now.date()) if is_alone else ():
            written += _remind(users, now)
    return written


def due_to_be_told(on: dt.date) -> AssignmentQuerySet:
    """Assignments whose members are to be told, and were not, that they are due soon, or late. Not on the first day:
    that it was given, another letter says.
    """
    days: LetterDays = rule(on).tasks
    soon = Q(task__due_on__range=(on, on + dt.timedelta(days=days.due_soon)), task__given_on__lt=on)
    late = Q(
        task__due_on__range=(on - dt.timedelta(days=days.late_for_at_most), on - dt.timedelta(days=days.late_after))
    )
    told = Reminder.objects.filter(assignment=OuterRef("pk"), due_on=OuterRef("task__due_on"))
    not_told = ~Exists(told.filter(about=Reminder.About.SOON)), ~Exists(told.filter(about=Reminder.About.LATE))
    return Assignment.objects.open().of_people_on(on).filter((soon & not_told[0]) | (late & not_told[1]))


def _in_batches(on: dt.date) -> Iterator[list[User]]:
    """Who is to be told something, by id, some at a time; each batch is read when the one before has been written."""
    waiting = due_to_be_told(on).filter(member=OuterRef("member"))
    people: QuerySet[User] = reachable(Kind.TASKS_DUE).filter(Exists(waiting))
    last = 0
    while batch := list(people.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def _remind(users: Iterable[User], now: dt.datetime) -> Written:
    on, by_member = timezone.localdate(now), {user.member_id: user for user in users}
    rows = due_to_be_told(on).filter(member__in=by_member).select_related("task__unit").order_by("task__due_on", "pk")
    of_user: dict[User, list[Assignment]] = defaultdict(list)
    for row in rows:
        of_user[by_member[row.member_id]].append(row)
    Reminder.objects.bulk_create(_noted(row, on, now) for found in of_user.values() for row in found)
    drafts = [reminder(user, found, on=on) for user, found in of_user.items()]
    return Letter.objects.write_many(Kind.TASKS_DUE, drafts, at=now)


def _noted(row: Assignment, on: dt.date, now: dt.datetime) -> Reminder:
    about = Reminder.About.LATE if row.task.due_on < on else Reminder.About.SOON
    return Reminder(assignment=row, about=about, due_on=row.task.due_on, at=now)
