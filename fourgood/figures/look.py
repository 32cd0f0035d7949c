"""What one look at the figures begins with: the unit, what is asked, and where its sheets of the months are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.common.requests import PersonRequest
from fourgood.figures.asked import Asked, AskedForm, months_of
from fourgood.figures.frames import Frames, frames_of
from fourgood.figures.places import Place, periods_of, places_of
from fourgood.organisation.models import Unit

KEPT = ("month", "points", "rows", "on")


@dataclass(frozen=True)
class Look:
    """One request for figures. `periods`: of the month, or of the year, by id."""

    unit: Unit
    asked: Asked
    form: AskedForm
    periods: dict[int, dt.date]
    places: list[Place]
    address: QueryDict

    @cached_property
    def frames(self) -> Frames:
        """One query."""
        return frames_of(self.periods)

    @property
    def is_opened(self) -> bool:
        return bool(self.periods)

    @property
    def kept(self) -> str:
        """What of the address holds for all tables."""
        address = QueryDict(mutable=True)
        address.update({name: str(self.address[name]) for name in KEPT if name in self.address})
        return address.urlencode()

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(str(self.unit), self.unit.get_absolute_url())]

    def sections(self, tab: str) -> list[tuple[str, str, bool]]:
        tabs = [
            ("month", "figures", _("The month")),
            ("year", "figures_year", _("Change over the year")),
            ("months", "figures_months", _("Units by month")),
            ("criteria", "figures_criteria", _("Units by criterion")),
        ]
        tail = f"?{self.kept}" if self.kept else ""
        return [(words, f"{reverse(name, args=[self.unit.pk])}{tail}", key == tab) for key, name, words in tabs]


def look_at(request: PersonRequest, pk: int, *, year: bool = False) -> Look:
    """Raises Http404 for a unit that the reader does not see."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    form = AskedForm(request.GET, months=months_of(request.user), today=timezone.localdate())
    asked = form.asked(unit, request.user)
    periods = periods_of(asked.months_of_year if year else [asked.month], until=asked.until)
    return Look(unit, asked, form, periods, places_of(unit, periods), request.GET)
