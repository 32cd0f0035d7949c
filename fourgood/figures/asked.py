"""What a table is asked for: which unit, month and points. What is wrong in an address is as if not asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Period
from fourgood.common.widgets import DayInput
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Standing, Viewer

MONTHS_TO_CHOOSE = 60


class Points(models.TextChoices):
    """Which of the three points a table shows. BEST: the confirmed ones, where there are none yet the own."""

    BEST = "best", _("confirmed, otherwise own")
    CONFIRMED = "confirmed", _("confirmed only")
    OWN = "own", _("the units' own")
    SUGGESTED = "suggested", _("suggested from the records")


class Rows(models.TextChoices):
    """What is one row of a table: a unit directly under the one asked about, or a committee that assesses itself."""

    BELOW = "", _("units directly under it")
    COMMITTEES = "committees", _("grassroots committees")


class Measure(models.TextChoices):
    """What of a sheet is shown: its total, or one good in per cent of its points."""

    TOTAL = "", _("total")
    GOOD_1 = "1", _("Tasks done well")
    GOOD_2 = "2", _("Good quality of activities")
    GOOD_3 = "3", _("Good solidarity and discipline")
    GOOD_4 = "4", _("Good cadres and members")


@dataclass(frozen=True)
class Asked:
    """Of which unit and who asks; the month, by its first day; `today`: as of which day something counts as missing.
    `on`: a day in the past, as whose end everything is shown; None: as it is now.
    """

    unit: Unit
    standing: Standing
    month: dt.date
    today: dt.date
    points: Points = Points.BEST
    rows: Rows = Rows.BELOW
    on: dt.date | None = None

    @property
    def until(self) -> dt.datetime | None:
        """The moment up to which people's acts count; None: all."""
        return None if self.on is None else timezone.make_aware(dt.datetime.combine(self.on, dt.time.max))

    @property
    def months_of_year(self) -> list[dt.date]:
        return [self.month.replace(month=number) for number in range(1, 13)]


class AskedForm(forms.Form):
    """The filters that every table has, drawn with what holds. `months`: those that were opened, the newest first."""

    month = forms.ChoiceField(label=_("month"), required=False)
    points = forms.ChoiceField(label=_("points"), required=False, choices=Points.choices)
    rows = forms.ChoiceField(label=_("one row for each of"), required=False, choices=Rows.choices)
    on = forms.DateField(label=_("as of"), required=False, widget=DayInput())

    def __init__(self, data: QueryDict, *, months: list[dt.date], today: dt.date) -> None:
        offered = {f"{month:%Y-%m}": month for month in months}
        month, on = data.get("month", ""), _past(data.get("on", ""), today)
        holds: dict[str, Any] = {
            "month": month if month in offered else next((key for key, m in offered.items() if m <= (on or today)), ""),
            "points": _one_of(Points, data.get("points", ""), Points.BEST),
            "rows": _one_of(Rows, data.get("rows", ""), Rows.BELOW),
            "on": on,
        }
        super().__init__(holds)
        self.fields["month"].choices = [(key, f"{one:%m/%Y}") for key, one in offered.items()]  # type: ignore[attr-defined]
        self.chosen_month, self.today = offered.get(holds["month"]), today

    def asked(self, unit: Unit, viewer: Viewer) -> Asked:
        """Where no month was opened yet, this month: its table is empty."""
        on: dt.date | None = self.data["on"]
        month = self.chosen_month or self.today.replace(day=1)
        points, rows = Points(self.data["points"]), Rows(self.data["rows"])
        return Asked(unit, viewer.standing(), month, on or self.today, points, rows, on)


def _one_of(choices: type[models.TextChoices], asked: str, otherwise: str) -> str:
    return asked if asked in choices.values else otherwise


def _past(asked: str, today: dt.date) -> dt.date | None:
    """A day before today; nothing else needs to be asked as of."""
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        return None
    return day if day < today else None


def months_of(viewer: Viewer) -> list[dt.date]:
    """The months that the viewer can choose, the newest first. One query."""
    months = Period.objects.visible_to(viewer).order_by("-month").values_list("month", flat=True)
    return list(months.distinct()[:MONTHS_TO_CHOOSE])
