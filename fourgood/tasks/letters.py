"""Letters about tasks: that one was given, that some are due soon or late; and the lines of the weekly digest (M13).

They name the day and the unit; what is to be done is read after signing in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.accounts.models import User
from fourgood.audit.models import Actor
from fourgood.notices.digest import Line
from fourgood.notices.kinds import Kind
from fourgood.notices.links import address_of
from fourgood.notices.models import Draft, Letter, Written
from fourgood.organisation.models import Member, Position
from fourgood.organisation.standing import GRANTS, Can

if TYPE_CHECKING:
    from fourgood.tasks.models import Assignment, Task

_GIVING = [held.value for held, grants in GRANTS.items() if Can.GIVE_TASKS in grants]


def write_given(task: Task, members: Sequence[Member], *, by: Actor | None, at: dt.datetime) -> Written:
    """To each of the members who has an account, in the transaction of the verb; not to whoever gives it."""
    found = task.assignments.filter(member__in=members, member__account__is_active=True)
    rows = found.exclude(member__account=by.pk if by else None).select_related("member__account")
    drafts = [_given(row, task) for row in rows]
    return Letter.objects.write_many(Kind.TASK_GIVEN, drafts, at=at)


def _given(row: Assignment, task: Task) -> Draft:
    assert row.member is not None  # an organisation has no letterbox here
    address = address_of(task.get_absolute_url())
    return Draft(
        user=row.member.account,
        key=f"task {task.pk}, assignment {row.pk}",
        subject=lambda: _("A task for you, due %(day)s") % {"day": day_words(task.due_on)},
        text=lambda: (
            _("%(unit)s gives you a task, due %(day)s.\n\nRead what is to be done, and accept it:\n%(address)s")
            % {"unit": task.unit, "day": day_words(task.due_on), "address": address}
        ),
    )


def reminder(user: User, rows: Sequence[Assignment], *, on: dt.date) -> Draft:
    """One letter of a day about all tasks that are due soon or late. Fetch the rows with their tasks."""
    late = sum(row.task.due_on < on for row in rows)
    named = " ".join(str(row.pk) for row in rows)
    return Draft(
        user=user,
        key=f"{on.isoformat()}, assignments {named}"[:200],
        subject=lambda: "; ".join(_counted(late=late, soon=len(rows) - late)),
        text=lambda: "\n\n".join(_told(row.task, on) for row in rows),
    )


def _counted(*, late: int, soon: int) -> Iterator[str]:
    if late:
        yield ngettext("%(count)d task of yours is late", "%(count)d tasks of yours are late", late) % {"count": late}
    if soon:
        words = ngettext("%(count)d task of yours is due soon", "%(count)d tasks of yours are due soon", soon)
        yield words % {"count": soon}


def _told(task: Task, on: dt.date) -> str:
    late, soon = _("%(unit)s: a task was due %(day)s."), _("%(unit)s: a task is due %(day)s.")
    sentence = (late if task.due_on < on else soon) % {"unit": task.unit, "day": day_words(task.due_on)}
    return f"- {sentence}\n  {address_of(task.get_absolute_url())}"


def tell(users: Sequence[User], on: dt.date) -> Iterator[Line]:
    """What waits for people in their own tasks, and in those of the units that they lead. Three queries."""
    yield from _own(users, on)
    yield from _led(users, on)


def _own(users: Sequence[User], on: dt.date) -> Iterator[Line]:
    from fourgood.tasks.models import Assignment

    open_ = Assignment.objects.filter(member__account__in=users).open().of_people_on(on).order_by()
    counted = open_.values(user=F("member__account")).annotate(count=Count("pk"), first=Min("task__due_on"))
    for row in counted:
        yield _line(row["user"], _own_words, row["count"], reverse("task_list"), row["first"])


def _led(users: Sequence[User], on: dt.date) -> Iterator[Line]:
    """For each unit: what is late, and what waits to be checked."""
    leading = Position.objects.on(on).filter(
        member__account__in=users, kind__role__in=_GIVING, unit__is_active=True, unit__spans__valid__contains=on
    )
    pairs = set(leading.order_by().values_list("member__account", "unit"))
    for unit, figures in _of_units({unit for _user, unit in pairs}, on).items():
        for user in sorted(user for user, led in pairs if led == unit):
            for name, words in (("late", _late_words), ("to_check", _to_check_words)):
                if figures[name]:
                    yield _line(user, words, figures[name], reverse("unit_tasks", args=[unit]))


def _of_units(units: set[int], on: dt.date) -> dict[int, dict[str, Any]]:
    from fourgood.tasks.models import Task

    done = Q(assignments__done_at__isnull=False, assignments__checked_at=None)
    late, to_check = Count("pk", filter=Q(due_on__lt=on), distinct=True), Count("pk", filter=done, distinct=True)
    counted = (
        Task.objects.open().filter(unit__in=units).order_by().values("unit").annotate(late=late, to_check=to_check)
    )
    return {row["unit"]: dict(row) for row in counted}


def _own_words(count: int) -> str:
    return ngettext("%(count)d task waits for you.", "%(count)d tasks wait for you.", count) % {"count": count}


def _late_words(count: int) -> str:
    words = ngettext("%(count)d task of your unit is late.", "%(count)d tasks of your unit are late.", count)
    return words % {"count": count}


def _to_check_words(count: int) -> str:
    words = ngettext(
        "%(count)d task was reported as done: look at the result.",
        "%(count)d tasks were reported as done: look at the results.",
        count,
    )
    return words % {"count": count}


def _line(user: int, words: Any, count: int, path: str, first: dt.date | None = None) -> Line:
    return Line(user, lambda: _with_day(words(count), first), path)


def _with_day(words: str, first: dt.date | None) -> str:
    return words if first is None else f"{words} " + _("The first is due %(day)s.") % {"day": day_words(first)}


def day_words(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
