"""The programme's year as a row of steps: register → meet → act → assess → review."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fourgood.common.deadlines import how_late, when
from fourgood.criteria.agenda import Item
from fourgood.dashboards.reader import Reader
from fourgood.organisation.standing import Can


@dataclass(frozen=True)
class YearStep:
    """One step. `state` is done, now, late, next or later, as `parts/steps.html` draws it; `url`: where it is done."""

    label: str
    state: str
    note: str
    url: str = ""


def year_steps(reader: Reader) -> list[YearStep]:
    """The steps with the time of year each is for and the pages where it is done. How far the reader's unit is, is said
    of registering; the review has no page yet.
    """
    opened = reader.standing.may_anywhere(Can.SEE_UNIT)
    every_month = [
        (pgettext("step of the year", "Meet"), "meeting_list"),
        (pgettext("step of the year", "Act"), "task_list"),
        (pgettext("step of the year", "Assess"), "assessment_list"),
    ]
    monthly = [YearStep(label, "next", _("every month"), reverse(url) if opened else "") for label, url in every_month]
    review = YearStep(pgettext("step of the year", "Review"), "later", _("November and December"))
    return [_registering(reader), *monthly, review]


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
