"""Every indicator with what it means: those that FourGood counts, and those that people enter by hand with evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from fourgood.indicators.by_hand import BY_HAND, ByHand
from fourgood.indicators.counted import Counted
from fourgood.indicators.counting.meetings import OF_MEETINGS
from fourgood.indicators.counting.others import OF_OTHERS
from fourgood.indicators.counting.tasks import OF_TASKS
from fourgood.regulations.indicators import INDICATORS, Indicator

COUNTED: dict[str, Counted] = {counted.code: counted for counted in (*OF_TASKS, *OF_MEETINGS, *OF_OTHERS)}
"""By code. What the regulations name beside these has no facts in FourGood."""

RESTRICTED = frozenset(code for code, counted in COUNTED.items() if counted.restricted)
"""Those that only leaders and the levels above read."""


@dataclass(frozen=True)
class Entry:
    """One indicator of the catalogue. `counted` is None where it is entered by hand. `words`: what it means."""

    indicator: Indicator
    counted: Counted | None
    words: Counted | ByHand

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def by_hand(self) -> bool:
        return self.counted is None

    @property
    def is_restricted(self) -> bool:
        """Whether only leaders and the levels above read it."""
        return self.code in RESTRICTED

    @property
    def has_events(self) -> bool:
        return self.counted is not None and self.counted.has_events

    @property
    def title(self) -> str:
        return self.indicator.title.to(get_language() or "vi")


@cache
def catalogue() -> dict[str, Entry]:
    """Every indicator that a criterion may name, in the order of the regulations."""
    counted = ((code, indicator, COUNTED.get(code)) for code, indicator in INDICATORS.items())
    return {code: Entry(indicator, found, found or BY_HAND[code]) for code, indicator, found in counted}
