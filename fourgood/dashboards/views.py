"""Home: what now. The lists behind its figures. And the page that shows every part of the look."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourgood.common.deadlines import when
from fourgood.common.paging import page_of
from fourgood.common.requests import PersonRequest
from fourgood.dashboards.coming import coming_for
from fourgood.dashboards.due import Due, due_for, reader_of, secretaries_without_account, without_secretary
from fourgood.dashboards.navigation import places_of
from fourgood.dashboards.patterns import COLOURS, samples, sections
from fourgood.dashboards.year import year_steps
from fourgood.organisation.standing import Can


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """What now: what is due for this person, the next dates, where they work, and the year."""
    today = timezone.localdate()
    reader = reader_of(request.user, on=today)
    context = {
        "cards": [_card(due, on=today) for due in due_for(reader)],
        "coming": coming_for(reader),
        "places": places_of(request.user, on=today),
        "steps": year_steps(reader),
        "today": today,
    }
    return render(request, "dashboards/home.html", context)


def _card(due: Due, *, on: dt.date) -> dict[str, object]:
    return {"due": due, "when": when(due.day, on=on), "late": due.is_late(on)}


@require_GET
def units_without_secretary(request: PersonRequest) -> HttpResponse:
    """The units behind the figure on the home page."""
    standing = request.user.standing()
    standing.require_anywhere(Can.KEEP_POSITIONS)
    units = without_secretary(standing).select_related("kind", "parent").order_by("sort_key", "id")
    return render(request, "dashboards/units_without_secretary.html", {"page": page_of(request, units, count=True)})


@require_GET
def secretaries(request: PersonRequest) -> HttpResponse:
    """The secretaries behind the figure on the home page, each with the way to a code."""
    standing = request.user.standing()
    standing.require_anywhere(Can.HAND_OVER_CODES)
    found = secretaries_without_account(standing).select_related("member", "unit").order_by("unit__sort_key", "id")
    page = page_of(request, found, count=True)
    return render(request, "dashboards/secretaries_without_account.html", {"page": page})


@require_GET
def patterns(request: PersonRequest) -> HttpResponse:
    """Every shared part, live, in both themes. Holds samples only, so everyone who signed in may see it."""
    context = {"sections": sections(), "themes": [samples("light"), samples("dark")], "colours": COLOURS}
    return render(request, "dashboards/patterns.html", context)
