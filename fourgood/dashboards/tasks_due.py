"""Rules about tasks: to accept, falling due, late; done ones to look at (M13)."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.organisation.standing import Can
from fourgood.tasks.models import Assignment, Task

SOON = dt.timedelta(days=7)


def tasks_of_mine(reader: Reader) -> Asking:
    """The person's open tasks that are late, fall due within a week, or are not accepted yet."""
    if reader.user.member_id is None:
        return None
    found = yield Ask(lambda: _pressing(reader), day="task__due_on", only="task")
    count = found.count
    if not count:
        return None
    title = ngettext("%(count)d task waits for you", "%(count)d tasks wait for you", count)
    return Due(
        title=title % {"count": count},
        text=_("Accept it, say how far it is, or report it as done."),
        action=_("Open the task") if count == 1 else _("Open my tasks"),
        url=reverse("task", args=[found.only]) if count == 1 else reverse("task_list"),
        day=found.first,
    )


def _pressing(reader: Reader) -> QuerySet[Assignment]:
    open_ = Assignment.objects.visible_to(reader.user).filter(member=reader.user.member_id).open()
    return open_.filter(task__due_on__lte=reader.on + SOON) | open_.filter(accepted_at=None)


def tasks_to_check(reader: Reader) -> Asking:
    """Tasks of units that the person leads, reported as done."""
    led = [h.unit_id for h in reader.standing.holdings if h.grants(Can.GIVE_TASKS)]
    if not led:
        return None
    done = Assignment.objects.to_be_checked()
    found = yield Ask(lambda: Task.objects.open().filter(unit__in=led, assignments__in=done), only="unit")
    count = found.count
    if not count:
        return None
    title = ngettext("%(count)d task was reported as done", "%(count)d tasks were reported as done", count)
    return Due(
        title=title % {"count": count},
        text=_("Look at the result: check it as done, or send it back with what is missing."),
        action=_("Look at them"),
        url=reverse("unit_tasks", args=[found.only]),
    )


def tasks_late(reader: Reader) -> Asking:
    """Late tasks of units that the person leads."""
    led = [h.unit_id for h in reader.standing.holdings if h.grants(Can.GIVE_TASKS)]
    if not led:
        return None
    found = yield Ask(lambda: Task.objects.overdue(reader.on).filter(unit__in=led), day="due_on", only="unit")
    count = found.count
    if not count:
        return None
    title = ngettext("%(count)d task of your unit is late", "%(count)d tasks of your unit are late", count)
    return Due(
        title=title % {"count": count},
        text=_("Speak to whoever has it, or carry it over with the reason."),
        action=_("See which"),
        url=reverse("unit_tasks", args=[found.only]),
        day=found.first,
    )


RULES = (tasks_of_mine, tasks_to_check, tasks_late)
