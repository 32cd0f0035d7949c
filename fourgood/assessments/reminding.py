"""Reminding people of monthly sheets: their own, due soon or late, and those that wait for their decision (M8).

One letter of a day for each person, whatever the number of sheets, and nothing twice; on working days only. The days
stand in `meeting-rules.yaml: assessments`. Letters and the rows that say who was told what are written in one
transaction for some people at a time; killed in between, the next job goes on with those who lack.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.assessments import people
from fourgood.assessments.letters import Told, reminder
from fourgood.assessments.models import Assessment, Reminder, Submission
from fourgood.assessments.state import EDITABLE
from fourgood.assessments.waiting import WAITING
from fourgood.common.alone import alone
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Letter, Written
from fourgood.notices.recipients import has_mail_server, reachable
from fourgood.organisation.roll_call import rule
from fourgood.regulations.days_off_file import days_off
from fourgood.regulations.meeting_rules import LetterDays

_REMINDING = 405_005  # the number of an advisory lock
AT_ONCE = 500  # people
LAST_HOUR = 20  # nobody is reminded late in the evening
About = Reminder.About


def remind(now: dt.datetime) -> Written:
    """Write what is to be written now (local time). Nothing without a mail server, at night, on a day off, or beside
    another process.
    """
    at_work = settings.DIGEST_HOUR <= now.hour < LAST_HOUR and not days_off().is_off(now.date())
    if not has_mail_server() or not at_work:
        return Written()
    written = Written()
    with alone(_REMINDING) as is_alone:
        for users in _in_batches(now.date()) if is_alone else ():
            written += _remind(users, now)
    return written


@dataclass(frozen=True)
class Window:
    """Days that are told of on one day: due from `first_soon` to `last_soon`, or from `first_late` to `last_late`."""

    first_soon: dt.date
    last_soon: dt.date
    first_late: dt.date
    last_late: dt.date

    def is_late(self, day: dt.date) -> bool:
        return day < self.first_soon


def window_of(on: dt.date, days: LetterDays) -> Window:
    last_soon = days_off().working_days_after(on, days.due_soon)
    return Window(on, last_soon, on - dt.timedelta(days=days.late_for_at_most), on - dt.timedelta(days=days.late_after))


def due_to_be_told(on: dt.date) -> dict[int, list[Told]]:
    """By account, what is to be told on the day and was not yet. The same few queries for any number of sheets."""
    window = window_of(on, rule(on).assessments)
    found = [*_own(window, on), *_to_confirm(window, on)]
    sheets = {told.assessment for _user, told in found}
    known = set(Reminder.objects.filter(assessment__in=sheets).values_list("user", "assessment", "about", "due_on"))
    lines: dict[int, list[Told]] = defaultdict(list)
    for user, told in found:
        if (user, told.assessment, told.about, told.day) not in known:
            lines[user].append(told)
    return lines


def _own(window: Window, on: dt.date) -> Iterator[tuple[int, Told]]:
    """Sheets that are still to be filled in, for whoever leads the unit."""
    rows = Assessment.objects.expected().with_state().filter(state__in=EDITABLE, unit__is_active=True)
    rows = rows.annotate(day=Greatest("due_on", "grace_until", "extended_until"))
    yield from _told(rows, window, (About.SOON, About.LATE), people.filling_in, on)


def _to_confirm(window: Window, on: dt.date) -> Iterator[tuple[int, Told]]:
    """Sheets that wait, for whoever decides on them."""
    waiting = Submission.objects.filter(WAITING).order_by().values("assessment")
    rows = Assessment.objects.expected().filter(pk__in=waiting).annotate(day=F("confirm_by"))
    yield from _told(rows, window, (About.CONFIRM_SOON, About.CONFIRM_LATE), people.deciding, on)


def _told(
    rows: Any, window: Window, about: tuple[str, str], whom: Callable[..., people.People], on: dt.date
) -> Iterator[tuple[int, Told]]:
    soon, late = about
    due = rows.filter(day__range=(window.first_soon, window.last_soon))
    due |= rows.filter(day__range=(window.first_late, window.last_late))
    found = list(due.order_by("day", "pk").values_list("pk", "unit", "unit__name", "period__month", "day"))
    told_to = whom({unit for _pk, unit, *_rest in found}, on=on)
    for pk, unit, name, month, day in found:
        for user in told_to.get(unit, ()):
            yield user, Told(pk, late if window.is_late(day) else soon, name, month, day)


def _in_batches(on: dt.date) -> Iterator[dict[User, list[Told]]]:
    """Who gets a letter, some at a time."""
    lines = due_to_be_told(on)
    users = reachable(Kind.ASSESSMENTS_DUE).filter(pk__in=lines)
    rows = users.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        yield {user: lines[user.pk] for user in some}


@transaction.atomic
def _remind(lines: dict[User, list[Told]], now: dt.datetime) -> Written:
    Reminder.objects.bulk_create(_noted(user, told, now) for user, told in _pairs(lines))
    drafts = [reminder(user, told, on=timezone.localdate(now)) for user, told in lines.items()]
    return Letter.objects.write_many(Kind.ASSESSMENTS_DUE, drafts, at=now)


def _pairs(lines: dict[User, list[Told]]) -> Iterable[tuple[User, Told]]:
    return ((user, told) for user, all_told in lines.items() for told in all_told)


def _noted(user: User, told: Told, now: dt.datetime) -> Reminder:
    return Reminder(assessment_id=told.assessment, user=user, about=told.about, due_on=told.day, at=now)
