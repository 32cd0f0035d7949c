"""What is due about meetings on their day: to begin one, to go on with one that runs (M11)."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.meetings.models import Meeting
from fourgood.organisation.standing import Can


def meeting_under_way(reader: Reader) -> Asking:
    """A meeting that the person records and that has not ended: the one that began first."""
    own = Q(chair=reader.user.member_id) | Q(recorder=reader.user.member_id)
    runs = reader.standing.reach(Can.RUN_MEETINGS, "unit__path")
    recorded = runs | own if reader.user.member_id else runs
    running = Meeting.objects.standing().filter(recorded, begun_at__isnull=False, ended_at=None)
    found = yield Ask(lambda: running)
    if not found.count:
        return None
    meeting = running.earliest("begun_at", "pk")
    return Due(
        title=_("The meeting is under way: %(meeting)s") % {"meeting": meeting},
        text=_("Roll call, who spoke, notes and conclusions; then end it."),
        action=_("Go on"),
        url=reverse("sitting", args=[meeting.pk]),
        day=reader.on,
    )


def meeting_today(reader: Reader) -> Asking:
    """A meeting of the day that the person runs and that has not begun: the first."""
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    today = Meeting.objects.standing().filter(
        reader.standing.reach(Can.RUN_MEETINGS, "unit__path"),
        announced_at__isnull=False,
        begun_at=None,
        starts_at__date=reader.on,
    )
    found = yield Ask(lambda: today)
    if not found.count:
        return None
    meeting = today.earliest("starts_at", "pk")
    time = date_format(timezone.localtime(meeting.starts_at), "TIME_FORMAT")
    return Due(
        title=_("Today at %(time)s: %(meeting)s") % {"time": time, "meeting": meeting},
        text=_("Open the page before you leave a good signal: it goes on working without one."),
        action=_("Open the page of the meeting"),
        url=reverse("sitting", args=[meeting.pk]),
        day=reader.on,
    )


RULES = (meeting_under_way, meeting_today)
