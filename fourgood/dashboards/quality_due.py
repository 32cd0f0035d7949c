"""Rules about the score of a meeting: to be filled in and sent up by the cell, to be confirmed from above (M11)."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.meeting_quality.frame import SCORED, files_for
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meetings.models import Meeting
from fourgood.meetings.reporting import report_by
from fourgood.organisation.standing import Can


def score_to_give(reader: Reader) -> Asking:
    """A meeting of the person's cell that has ended and whose score has not gone up: the latest.

    Only the latest is asked for, and only where a sheet is in force: what was never scored is not caught up on.
    """
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    runs = reader.standing.reach(Can.RUN_MEETINGS, "unit__path")
    ended = Meeting.objects.held().filter(kind__in=SCORED)
    later = ended.filter(unit=OuterRef("unit"), ended_at__gt=OuterRef("ended_at"))
    latest = ended.filter(runs, ~Exists(later), unit__kind__has_members=True)
    unscored = latest.filter(quality__submitted_at=None)
    found = yield Ask(lambda: unscored)
    if not found.count:
        return None
    meeting = unscored.select_related("unit", "quality").order_by("ended_at", "pk")[0]
    if not files_for(meeting).exists():
        return None
    sheet: QualitySheet | None = getattr(meeting, "quality", None)
    return Due(
        title=_("Score the meeting: %(meeting)s") % {"meeting": meeting},
        text=_("What was recorded suggests the points and says why. The meeting votes on them; then they go up."),
        action=_("Go on with the score") if sheet else _("Fill in the score"),
        url=sheet.get_absolute_url() if sheet else reverse("quality_fill", args=[meeting.pk]),
        day=report_by(meeting),
    )


def scores_to_confirm(reader: Reader) -> Asking:
    """Scores that cells have sent up, for whoever confirms them: those in their own charge first."""
    if not reader.standing.may_anywhere(Can.CONFIRM_MEETINGS):
        return None
    rows: Any = QualitySheet.objects.waiting_for(reader.standing)
    count = (yield Ask(lambda: rows.order_by())).count
    if not count:
        return None
    meeting, unit, _others = rows.values_list("meeting", "meeting__unit__name", "is_of_others")[0]
    title = ngettext("%(count)d score of a meeting to confirm", "%(count)d scores of meetings to confirm", count)
    return Due(
        title=title % {"count": count},
        text=_("%(unit)s and its meeting: what the records suggest stands beside what the cell gave.") % {"unit": unit},
        action=_("Confirm it") if count == 1 else _("See which"),
        url=reverse("quality_confirm", args=[meeting]) if count == 1 else reverse("quality_list"),
    )


RULES = (score_to_give, scores_to_confirm)
