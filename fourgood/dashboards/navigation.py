"""What the signed-in person can go to, drawn from the same policy that guards the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from fourgood.accounts.models import User
from fourgood.organisation.standing import Can, Holding, Holds, Standing

LEADERS = {Holds.SECRETARY, Holds.DEPUTY}


@dataclass(frozen=True)
class Link:
    """One entry of the main menu; `icon` is the name of a lucide picture."""

    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    """The menu of one person. `capacity` is the first thing the person holds, in words."""

    links: tuple[Link, ...] = ()
    capacity: str = ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: `navigation`, worked out only by pages that draw the bar; `is_trial` for the footer."""
    return {"navigation": SimpleLazyObject(lambda: navigation_of(request)), "is_trial": not settings.PRODUCTION}


def navigation_of(request: HttpRequest) -> Navigation:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation()
    standing: Standing = user.standing()
    links = tuple(_link(request, *entry) for entry in _entries(standing))
    capacity = standing.holdings[0].title if standing.holdings else ""
    return Navigation(links, capacity)


def _entries(standing: Standing) -> Iterator[tuple[str, str, str]]:
    """(label, name of the address, picture) of every page the person may open."""
    yield _("What now"), "home", "house"
    if standing.may_anywhere(Can.SEE_UNIT):
        yield _("Meetings"), "meeting_list", "calendar-days"
        yield _("Tasks"), "task_list", "list-checks"
        yield _("Monthly assessment"), "assessment_list", "calendar-check"
        yield _("Figures"), "figures_home", "chart-column"
        yield _("From above"), "document_list", "inbox"
        yield _("Organisation"), "unit_tree", "network"
        yield _("Instructions"), "instruction_list", "book-marked"
        yield _("Registration and criteria"), "registration_list", "clipboard-list"
        yield _("Resolutions"), "resolution_list", "scroll"
        if standing.may_anywhere(Can.CONFIRM_MEETINGS):
            yield _("Scores of meetings"), "quality_list", "clipboard-check"
        if standing.may_anywhere(Can.SEE_QUESTIONS):
            yield _("Questions about sheets"), "question_list", "message-circle-question-mark"
        yield _("Mobilisation"), "project_list", "hand-coins"
        yield _("Indicators"), "indicator_list", "gauge"
    if standing.may_anywhere(Can.DRAFT_ORDERS):
        yield _("Orders"), "order_list", "file-pen-line"
    if standing.may_anywhere(Can.IMPORT_LISTS):
        yield _("Imports"), "import_list", "file-up"
    if standing.may_anywhere(Can.SEE_ACTS):
        yield _("Acts"), "acts", "scroll-text"
    if standing.may_anywhere(Can.LOCK_ACCOUNTS):
        yield _("Accounts"), "account_list", "user-cog"
    if standing.may_anywhere(Can.GIVE_OFFICES):
        yield _("Offices"), "office_list", "stamp"


def _link(request: HttpRequest, label: str, name: str, icon: str) -> Link:
    url = reverse(name)
    is_current = request.path == url if name == "home" else request.path.startswith(url)
    return Link(label, url, icon, is_current)


@dataclass(frozen=True)
class Place:
    """A unit on which the person holds something: its name, what is held there, and the page to open.

    `year`: the page of its months; "" where the person doesn't see the unit. `figures`: of what stands under it; "" for
    whoever does not look down from there.
    """

    name: str
    what: str
    url: str
    action: str
    year: str = ""
    figures: str = ""


def places_of(user: User, *, on: dt.date) -> list[Place]:
    """Where the person works, each unit once: what they lead first, then the nearest to the ground."""
    held: dict[int, list[Holding]] = {}
    for holding in sorted(user.standing(on).holdings, key=lambda h: (h.what not in LEADERS, -len(h.path))):
        held.setdefault(holding.unit_id, []).append(holding)
    return [_place(holdings) for holdings in held.values()]


def _place(holdings: list[Holding]) -> Place:
    """A title is "Secretary, Chi bộ khu Biểu Nghi": what is held, then the unit's name."""
    titles = [holding.title.split(", ", 1) for holding in holdings]
    what = ", ".join(dict.fromkeys(title[0] for title in titles))
    name = titles[0][-1]
    if any(h.grants(Can.SEE_UNIT) for h in holdings):
        unit, action = [holdings[0].unit_id], _("Open %(unit)s") % {"unit": name}
        figures = reverse("figures", args=unit) if any(h.grants(Can.EXPORT_LISTS) for h in holdings) else ""
        return Place(name, what, reverse("unit", args=unit), action, reverse("unit_year", args=unit), figures)
    return Place(name, what, reverse("account_list"), _("Open the accounts"))
