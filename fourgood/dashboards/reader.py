"""Who reads the first page, and one thing that is due: what the rules ask and answer with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fourgood.accounts.models import User
from fourgood.criteria.agenda import Item
from fourgood.instructions.owed import Answer
from fourgood.organisation.standing import Standing


@dataclass(frozen=True)
class Due:
    """One thing to do: what, why, by when (None: no date), and where it is done. `is_now`: people wait for it."""

    title: str
    text: str
    action: str
    url: str
    day: dt.date | None = None
    is_now: bool = False

    def is_late(self, on: dt.date) -> bool:
        return self.day is not None and self.day < on


@dataclass(frozen=True)
class Reader:
    """Who opens the page, on which day. `cell`: the unit that they lead, where members belong to it directly.
    `registrations`: of the units whose criteria they make, for the years that are open. `owed`: what the units that
    they answer for still owe to documents from above.
    """

    user: User
    on: dt.date
    standing: Standing
    cell: int | None
    registrations: tuple[Item, ...] = ()
    owed: tuple[Answer, ...] = ()
