"""Rules about the monthly assessment: to fill in, to submit, to mend what came back, to confirm (M8)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.waiting import WAITING, near
from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.organisation.standing import Can


def _own(reader: Reader) -> Any:
    """Own sheets to go on with: what came back first, then the oldest month. Adds `came_back`."""
    own = Assessment.objects.to_fill_in().filter(reader.standing.reach(Can.ASSESS, "unit__path"), unit__is_active=True)
    rows = own.annotate(came_back=Exists(Submission.objects.filter(assessment=OuterRef("pk"))))
    return rows.order_by("-came_back", "period__month", "unit__sort_key")


def sheet_to_fill_in(reader: Reader) -> Asking:
    """A month of an own unit that is open, or that the level above has sent back."""
    if not reader.standing.may_anywhere(Can.ASSESS):
        return None
    own = _own(reader)
    found = yield Ask(lambda: own)
    if not found.count:
        return None
    row = own.without_vectors().select_related("period", "unit")[0]
    came = _("The sheet of %(unit)s for %(month)s came back")
    title = came if row.came_back else _("Assess %(unit)s for %(month)s")
    return Due(
        title=title % {"unit": row.unit, "month": f"{row.month:%m/%Y}"},
        text=_("Read why, change what is asked, and submit it again.")
        if row.came_back
        else _("What your records show is suggested already. Agree with it, fill in the rest, and submit."),
        action=_("Open the sheet"),
        url=row.get_absolute_url(),
        day=row.last_day,
    )


def sheets_to_confirm(reader: Reader) -> Asking:
    """Sheets of units directly below, or in the person's charge, that wait to be confirmed."""
    if not reader.standing.may_anywhere(Can.CONFIRM_ASSESSMENTS):
        return None
    reach = reader.standing.reach(Can.CONFIRM_ASSESSMENTS, "assessment__unit__path")
    waiting = Submission.objects.filter(WAITING)
    found = yield Ask(lambda: waiting.filter(near(reader.standing), reach), day="assessment__confirm_by")
    if not found.count:
        return None
    title = ngettext(
        "%(count)d sheet waits for your confirmation", "%(count)d sheets wait for your confirmation", found.count
    )
    return Due(
        title=title % {"count": found.count},
        text=_("Where nothing differs from the records, confirm at once; look at the rest one by one."),
        action=_("Open the list"),
        url=reverse("assessment_queue"),
        day=found.first,
    )


RULES = (sheet_to_fill_in, sheets_to_confirm)
