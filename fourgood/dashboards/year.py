"""The programme's year as a row of steps: register → meet → act → assess → review."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class YearStep:
    """One step. `state` is done, now, next or later, as `parts/steps.html` draws it."""

    label: str
    state: str
    note: str


def year_steps() -> list[YearStep]:
    """The steps with the time of year each is for. None of them is open yet: the pages for them don't exist."""
    steps = [
        (pgettext("step of the year", "Register"), _("January to March")),
        (pgettext("step of the year", "Meet"), _("every month")),
        (pgettext("step of the year", "Act"), _("every month")),
        (pgettext("step of the year", "Assess"), _("every month")),
        (pgettext("step of the year", "Review"), _("November and December")),
    ]
    return [YearStep(label, "later", note) for label, note in steps]
