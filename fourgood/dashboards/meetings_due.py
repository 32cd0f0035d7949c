"""What is due about meetings beforehand: to announce the month's, to read a notice, to write for it (M11, M12)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.meetings.models import Contribution, Meeting, Receipt
from fourgood.meetings.models.meetings import REGULAR, Kind
from fourgood.organisation.models import Unit
from fourgood.organisation.roll_call import NoRule, rule
from fourgood.organisation.standing import Can, Holds

IN_COMMITTEE = {Holds.SECRETARY, Holds.DEPUTY, Holds.COMMITTEE_MEMBER}


def to_announce(reader: Reader) -> Asking:
    """The cell that the person leads has announced no regular meeting of this month: a draft of it, or none."""
    days = _notice_days(reader.on)
    if reader.cell is None or days is None:
        return None
    first, last = _month_of(reader.on)
    of_month = Meeting.objects.standing().filter(
        unit=OuterRef("pk"), kind__in=REGULAR, starts_at__date__range=(first, last)
    )
    announced = of_month.filter(announced_at__isnull=False)
    own = Unit.objects.filter(~Exists(announced), pk=reader.cell)
    found = yield Ask(lambda: own)
    if not found.count:
        return None
    draft = Meeting.objects.standing().filter(unit=reader.cell, kind__in=REGULAR, starts_at__date__range=(first, last))
    meeting = draft.filter(announced_at=None).order_by("starts_at", "pk").first()
    held_by = meeting.on if meeting else last
    return Due(
        title=_("Announce the meeting of %(month)s") % {"month": date_format(reader.on, "m/Y")},
        text=_("Look at the agenda, add what members should read, then announce it: they get time, place and content.")
        if meeting
        else _("Choose day, place and topic. The agenda is written for you; unfinished tasks come onto it."),
        action=_("Open the draft") if meeting else _("Prepare the meeting"),
        url=meeting.get_absolute_url() if meeting else reverse("meeting_new", args=[reader.cell]),
        day=held_by - dt.timedelta(days=days),
    )


def notice_to_read(reader: Reader) -> Asking:
    """The next meeting of the person's own whose notice they have not opened."""
    if reader.user.member_id is None:
        return None
    seen = Receipt.objects.filter(meeting=OuterRef("pk"), member=reader.user.member_id)
    unread = _coming(reader).filter(~Exists(seen))
    found = yield Ask(lambda: unread, day=TruncDate("starts_at"))
    if not found.count:
        return None
    meeting = unread.select_related("unit").earliest("starts_at", "pk")
    return Due(
        title=_("Read the notice: %(meeting)s") % {"meeting": meeting},
        text=_("%(time)s, %(place)s. %(about)s") % _told(meeting),
        action=_("Read the notice"),
        url=meeting.get_absolute_url(),
        day=meeting.on,
    )


def contribution_to_write(reader: Reader) -> Asking:
    """The next meeting that the person has read of, and written nothing for."""
    if reader.user.member_id is None:
        return None
    member = reader.user.member_id
    seen = Receipt.objects.filter(meeting=OuterRef("pk"), member=member)
    written = Contribution.objects.filter(meeting=OuterRef("pk"), member=member)
    silent = _coming(reader).filter(Exists(seen), ~Exists(written)).exclude(kind=Kind.COMMITTEE)
    found = yield Ask(lambda: silent, day=TruncDate("starts_at"))
    if not found.count:
        return None
    meeting = silent.select_related("unit").earliest("starts_at", "pk")
    return Due(
        title=_("Write what you bring to the %(meeting)s") % {"meeting": meeting},
        text=_("What have you seen where you live, what do you propose? A few sentences or a photo are enough."),
        action=_("Write a contribution"),
        url=reverse("contribution_new", args=[meeting.pk]),
        day=meeting.on,
    )


def _coming(reader: Reader) -> QuerySet[Meeting]:
    """Announced meetings ahead of the units in which the person takes part; of a committee only for its members."""
    held = reader.standing.holdings
    own = {h.unit_id for h in held if h.grants(Can.TAKE_PART)}
    led = {h.unit_id for h in held if h.what in IN_COMMITTEE}
    asked = Q(unit__in=own) & (~Q(kind=Kind.COMMITTEE) | Q(unit__in=led))
    return Meeting.objects.standing().filter(
        asked, announced_at__isnull=False, begun_at=None, starts_at__date__gte=reader.on
    )


def _told(meeting: Meeting) -> dict[str, str]:
    starts = timezone.localtime(meeting.starts_at)
    about = meeting.topic or str(meeting.unit)
    return {"time": date_format(starts, "SHORT_DATETIME_FORMAT"), "place": meeting.place, "about": about}


def _month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _notice_days(on: dt.date) -> int | None:
    """How many days before it members have the notice; None where no rule holds."""
    try:
        return rule(on).conduct.sent_days_ahead
    except NoRule:
        return None


RULES = (to_announce, notice_to_read, contribution_to_write)
