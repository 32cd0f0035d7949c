"""The programme's year as a row of steps: register → meet → act → assess → review."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fourgood.common.deadlines import how_late, when
from fourgood.criteria.agenda import Item
from fourgood.dashboards.reader import Reader


@dataclass(frozen=True)
class YearStep:
    """One step. `state` is done, now, late, next or later, as `parts/steps.html` draws it; `url`: where it is done."""

    label: str
    state: str
    note: str
    url: str = ""


def year_steps(reader: Reader) -> list[YearStep]:
    """The steps with the time of year each is for, or how far the reader's unit is. Only registering is open yet: the
    pages for the others don't exist.
    """
    later = [
        (pgettext("step of the year", "Meet"), _("every month")),
        (pgettext("step of the year", "Act"), _("every month")),
        (pgettext("step of the year", "Assess"), _("every month")),
        (pgettext("step of the year", "Review"), _("November and December")),
    ]
    return [_registering(reader), *(YearStep(label, "later", note) for label, note in later)]


def _registering(reader: Reader) -> YearStep:
    """How far the first unit whose criteria the reader makes has come this year."""
    label = pgettext("step of the year", "Register")
    item = next((item for item in reader.registrations if item.year == reader.on.year), None)
    if item is None:
        return YearStep(label, "later", _("January to March"))
    url = item.registration.get_absolute_url() if item.registration else ""
    if item.is_registered:
        return YearStep(label, "done", _done(item), url)
    is_late = item.due is not None and item.due < reader.on
    return YearStep(label, "late" if is_late else "now", when(item.due, on=reader.on), url)


def _done(item: Item) -> str:
    """When it was registered, and how late."""
    at = item.registration.registered_at if item.registration else None
    day: dt.date | None = timezone.localdate(at) if at else None
    return ", ".join(filter(None, [date_format(day), how_late(day, item.due)])) if day else ""
