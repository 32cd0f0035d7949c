"""A deadline as people say it: how many days are left, or how late it is. Late is shown, not hidden."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def when(day: dt.date | None, *, on: dt.date) -> str:
    """ "by 05/12/2024, 3 days left", or how late it is; empty without a date."""
    if day is None:
        return ""
    days = (day - on).days
    if days == 0:
        return _("today")
    if days > 0:
        words = ngettext("by %(day)s, %(count)d day left", "by %(day)s, %(count)d days left", days)
    else:
        words = ngettext("since %(day)s, %(count)d day late", "since %(day)s, %(count)d days late", -days)
    return words % {"day": date_format(day), "count": abs(days)}


def how_late(done_on: dt.date, due: dt.date | None) -> str:
    """ "5 days late", for what was done after its day; empty when in time."""
    days = (done_on - due).days if due else 0
    return ngettext("%(count)d day late", "%(count)d days late", days) % {"count": days} if days > 0 else ""
