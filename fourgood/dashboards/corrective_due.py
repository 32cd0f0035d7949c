"""Rules about corrective actions: to decide, to check, and those of units below that are long overdue (M8)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.corrective.listing import CLIMBED, climbed
from fourgood.corrective.models import CorrectiveAction
from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.organisation.standing import Can


def shortfalls_to_decide(reader: Reader) -> Asking:
    """Own shortfalls that arose when the level above lowered points, or whose task was dropped."""
    if not reader.standing.may_anywhere(Can.ASSESS):
        return None
    own = reader.standing.reach(Can.ASSESS, "assessment__unit__path")
    found = yield Ask(lambda: CorrectiveAction.objects.unanswered().with_due().filter(own), day="due")
    if not found.count:
        return None
    title = ngettext(
        "%(count)d shortfall waits for your decision", "%(count)d shortfalls wait for your decision", found.count
    )
    return Due(
        title=title % {"count": found.count},
        text=_("Say what you will do, who does it and by when; or why nothing is done."),
        action=_("Decide"),
        url=reverse("corrective_action", args=[found.only]),
        day=found.first,
    )


def actions_to_check(reader: Reader) -> Asking:
    """Own actions whose task is finished: the unit looks at what came of them."""
    if not reader.standing.may_anywhere(Can.ASSESS):
        return None
    own = reader.standing.reach(Can.ASSESS, "assessment__unit__path")
    found = yield Ask(lambda: CorrectiveAction.objects.unchecked().filter(own, task__finished_at__isnull=False))
    if not found.count:
        return None
    title = ngettext("%(count)d corrective action is done", "%(count)d corrective actions are done", found.count)
    return Due(
        title=title % {"count": found.count},
        text=_("Look at what it brought, and check it."),
        action=_("Look at it"),
        url=reverse("corrective_action", args=[found.only]),
    )


def actions_long_overdue(reader: Reader) -> Asking:
    """Of units directly below, or in the person's charge: overdue for longer than is left to the unit alone."""
    if not reader.standing.may_anywhere(Can.CONFIRM_ASSESSMENTS):
        return None
    found = yield Ask(lambda: climbed(reader.standing, on=reader.on), day="due")
    if not found.count:
        return None
    title = ngettext(
        "%(count)d corrective action below is long overdue",
        "%(count)d corrective actions below are long overdue",
        found.count,
    )
    return Due(
        title=title % {"count": found.count},
        text=_("Ask the unit what is in the way, and help where it can't go on alone."),
        action=_("See which"),
        url=f"{reverse('corrective_list')}?state={CLIMBED}",
        day=found.first,
    )


RULES = (shortfalls_to_decide, actions_to_check, actions_long_overdue)
