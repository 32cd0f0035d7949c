"""What the signed-in person can go to, drawn from the same policy that guards the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from fourgood.organisation.standing import Can, Standing


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
    profile_url: str = ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context: `navigation`, worked out only by pages that draw the bar."""
    return {"navigation": SimpleLazyObject(lambda: navigation_of(request))}


def navigation_of(request: HttpRequest) -> Navigation:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Navigation()
    standing: Standing = user.standing()
    links = tuple(_link(request, *entry) for entry in _entries(standing) if _address(entry[1]))
    capacity = standing.holdings[0].title if standing.holdings else ""
    return Navigation(links, capacity, _address("profile"))


def _entries(standing: Standing) -> Iterator[tuple[str, str, str]]:
    """(label, name of the address, picture) of every page the person may open."""
    yield _("What now"), "home", "house"
    if standing.may_anywhere(Can.SEE_UNIT):
        yield _("Organisation"), "unit_tree", "network"
    if standing.may_anywhere(Can.DRAFT_ORDERS):
        yield _("Orders"), "order_list", "file-pen-line"
    if standing.may_anywhere(Can.IMPORT_LISTS):
        yield _("Imports"), "import_list", "file-up"
    if standing.may_anywhere(Can.SEE_ACTS):
        yield _("Acts"), "acts", "scroll-text"


def _link(request: HttpRequest, label: str, name: str, icon: str) -> Link:
    url = _address(name)
    is_current = request.path == url if name == "home" else request.path.startswith(url)
    return Link(label, url, icon, is_current)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
