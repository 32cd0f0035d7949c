"""Rules about minutes and resolutions: to be written, approved and sent within the days of the rules (M12)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.meetings.reporting import report_by
from fourgood.organisation.standing import Can
from fourgood.resolutions.late import Which, late_minutes
from fourgood.resolutions.models import Minutes
from fourgood.resolutions.models.resolutions import Resolution


def _held(reader: Reader) -> QuerySet[Meeting]:
    """Meetings that have ended, of units whose meetings the person runs, the first one first."""
    run = reader.standing.reach(Can.RUN_MEETINGS, "unit__path")
    return Meeting.objects.held().filter(run).select_related("unit").order_by("ended_at", "pk")


def minutes_to_write(reader: Reader) -> Asking:
    """A meeting that has ended and has no minutes."""
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    unwritten = _held(reader).filter(minutes=None)
    found = yield Ask(lambda: unwritten)
    if not found.count:
        return None
    meeting = unwritten[0]
    return Due(
        title=_("Write the minutes: %(meeting)s") % {"meeting": meeting},
        text=_("What was recorded becomes the first text. Read it, change what you like, and approve it."),
        action=_("Write the minutes"),
        url=reverse("minutes", args=[meeting.pk]),
        day=report_by(meeting),
    )


def minutes_to_approve(reader: Reader) -> Asking:
    """Minutes that are a draft although the meeting has ended."""
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    drafts = _minutes(reader).filter(approved_at=None, meeting__ended_at__isnull=False)
    found = yield Ask(lambda: drafts)
    if not found.count:
        return None
    row = drafts[0]
    return Due(
        title=_("Approve the minutes: %(meeting)s") % {"meeting": row.meeting},
        text=_("Once approved they are numbered and locked; then they go to the level above."),
        action=_("Read and approve"),
        url=row.get_absolute_url(),
        day=report_by(row.meeting),
    )


def minutes_to_send(reader: Reader) -> Asking:
    """Approved minutes that have not gone to the level above."""
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    reporting = Meeting.objects.reporting()
    kept = _minutes(reader).filter(approved_at__isnull=False, sent_at=None, meeting__in=reporting)
    found = yield Ask(lambda: kept)
    if not found.count:
        return None
    row = kept[0]
    return Due(
        title=_("Send the minutes to the level above: %(meeting)s") % {"meeting": row.meeting},
        text=_("The rules name the days within which they are there. Late is shown."),
        action=_("Send them"),
        url=row.get_absolute_url(),
        day=report_by(row.meeting),
    )


def _minutes(reader: Reader) -> QuerySet[Minutes]:
    """Minutes of units whose meetings the person runs, those of the first meeting first."""
    run = reader.standing.reach(Can.RUN_MEETINGS, "meeting__unit__path")
    return Minutes.objects.filter(run).select_related("meeting__unit").order_by("meeting__ended_at", "pk")


def resolution_to_issue(reader: Reader) -> Asking:
    """A regular or thematic meeting that has ended, with a draft not issued or with no resolution at all.

    Once a later meeting's resolution is issued, an earlier meeting without one is not asked for any more.
    """
    if not reader.standing.may_anywhere(Can.RUN_MEETINGS):
        return None
    issued = Resolution.objects.issued().filter(unit=OuterRef("unit"), meeting__starts_at__gte=OuterRef("starts_at"))
    drafts = Resolution.objects.drafts().filter(meeting=OuterRef("pk"))
    resolving = Q(kind__in=[Kind.REGULAR, Kind.COMBINED, Kind.THEMATIC]) & ~Exists(issued)
    unresolved = _held(reader).filter(resolving | Exists(drafts))
    found = yield Ask(lambda: unresolved)
    if not found.count:
        return None
    meeting = unresolved[0]
    draft = Resolution.objects.drafts().filter(meeting=meeting).order_by("pk").first()
    return Due(
        title=_("Issue the resolution: %(meeting)s") % {"meeting": meeting},
        text=_("The draft says what is missing. Once issued, members see it and their tasks.")
        if draft
        else _("Draft it from the meeting: the last tasks and the conclusions are there already."),
        action=_("Go on with the draft") if draft else _("Draft the resolution"),
        url=reverse("resolution_edit", args=[draft.pk]) if draft else reverse("resolution_new", args=[meeting.pk]),
        day=report_by(meeting),
    )


def minutes_missing(reader: Reader) -> Asking:
    """Minutes that units below owe, for whoever the minutes go to; the person's own are asked for above."""
    if not reader.standing.may_anywhere(Can.CONFIRM_MEETINGS):
        return None
    late = late_minutes(reader.user, Which.MISSING, on=reader.on)
    below = late.filter(reader.standing.reach(Can.CONFIRM_MEETINGS, "unit__path"))
    owed = below.exclude(reader.standing.reach(Can.RUN_MEETINGS, "unit__path"))
    count = (yield Ask(lambda: owed.order_by())).count
    if not count:
        return None
    title = ngettext("Minutes of %(count)d meeting are late", "Minutes of %(count)d meetings are late", count)
    first = owed[0]
    return Due(
        title=title % {"count": count},
        text=_("%(unit)s, %(meeting)s: by now they should be here. Ask the unit for them.")
        % {"unit": first.unit, "meeting": first},
        action=_("See which are late"),
        url=reverse("minutes_late"),
    )


RULES = (minutes_to_write, minutes_to_approve, minutes_to_send, resolution_to_issue, minutes_missing)
