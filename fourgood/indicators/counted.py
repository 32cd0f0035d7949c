"""How an indicator is counted: one query gives the rows that count; the figure and the list are both read from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourgood.regulations.framework import Frequency

if TYPE_CHECKING:
    from django.utils.functional import Promise


OF_UNITS = "= ANY(%(units)s)"
"""How a query names the units that it is asked for."""


class Together(StrEnum):
    """What the rows of a unit come to: sums; one yes is enough; or all must be yes."""

    SUM = "sum"
    ANY = "any"
    ALL = "all"


@dataclass(frozen=True)
class Counted:
    """One indicator that FourGood counts.

    `sql`: a query over units `= ANY(%(units)s)` with one row for each thing that counts: `unit_id`, `thing` (a key of
    `things.THINGS`), `row_id`, `amount` and `base` (numeric or NULL), and, where the indicator has events, `event`.
    No row: nothing is recorded. `events`: those that are known to be 0 once there is any row.
    The words: what it means, what stands above and below the line, and where it comes from.
    """

    code: str
    sql: str
    meaning: str | Promise
    numerator: str | Promise
    denominator: str | Promise
    source: str
    every: Frequency = Frequency.MONTH
    together: Together = Together.SUM
    events: tuple[str, ...] = ()
    restricted: bool = False

    @property
    def has_events(self) -> bool:
        """Whether its query has the column `event`."""
        return self.restricted or bool(self.events)
