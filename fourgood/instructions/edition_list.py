"""The list of instructions: what holds now, what comes, drafts, and what held before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fourgood.common.paging import Page, page_of
from fourgood.common.requests import PersonRequest
from fourgood.instructions.models import Edition
from fourgood.instructions.models.edition_queries import State


@dataclass(frozen=True)
class Listed:
    """An edition as the list shows it on a day."""

    edition: Edition
    state: State
    until: dt.date | None


@dataclass(frozen=True)
class Editions:
    """The sections of the page. `earlier` comes page by page; the others are few."""

    now: list[Listed]
    coming: list[Listed]
    drafts: list[Listed]
    earlier: list[Listed]
    page: Page[Edition]

    @property
    def is_empty(self) -> bool:
        return not (self.now or self.coming or self.drafts or self.earlier)


def editions_for(request: PersonRequest, *, today: dt.date) -> Editions:
    """Four queries, however many editions there are."""
    seen = Edition.objects.visible_to(request.user).with_follower(today)
    in_force = seen.in_force(today)
    coming = seen.standing(today).filter(first_day__gt=today)
    earlier = seen.issued().exclude(pk__in=in_force.values("pk")).exclude(pk__in=coming.values("pk"))
    page = page_of(request, earlier.order_by("-dated", "-place"))
    return Editions(
        now=_listed(in_force, today),
        coming=_listed(coming, today),
        drafts=_listed(seen.drafts(), today),
        earlier=_listed(page.rows, today),
        page=page,
    )


def _listed(editions: object, today: dt.date) -> list[Listed]:
    return [Listed(e, e.state(today), None if e.is_draft else e.holds_until()) for e in editions]  # type: ignore[attr-defined]
