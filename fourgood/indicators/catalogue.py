"""Every indicator with what it means: those that FourGood counts, and those that people enter by hand with evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

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
    """One indicator of the catalogue. `counted` is None where it is entered by hand."""

    indicator: Indicator
    counted: Counted | None

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


def catalogue() -> dict[str, Entry]:
    """Every indicator that a criterion may name, in the order of the regulations."""
    return {code: Entry(indicator, COUNTED.get(code)) for code, indicator in INDICATORS.items()}
