"""Days on which offices do not work: weekends, holidays by either calendar, days swapped (`days-off-rules.yaml`)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Weekend:
    """Days of the week (0: Monday) that are off from a day on."""

    first_day: dt.date
    days: frozenset[int]


@dataclass(frozen=True)
class DaysOff:
    """`every_year`: month and day. `off`: further days of one year. `worked`: days at a weekend that are not off."""

    weekends: tuple[Weekend, ...] = ()
    every_year: frozenset[tuple[int, int]] = frozenset()
    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_off(self, day: dt.date) -> bool:
        if day in self.worked:
            return False
        return (day.month, day.day) in self.every_year or day in self.off or day.weekday() in self._weekend(day)

    def _weekend(self, day: dt.date) -> frozenset[int]:
        known = [weekend for weekend in self.weekends if weekend.first_day <= day]
        return max(known, key=lambda weekend: weekend.first_day).days if known else frozenset()

    def working_day_from(self, day: dt.date) -> dt.date:
        """The day itself, or the first working day after it."""
        while self.is_off(day):
            day += _DAY
        return day

    def working_days_after(self, day: dt.date, count: int) -> dt.date:
        """The day that is so many working days later; with 0, the day itself."""
        for _number in range(count):
            day = self.working_day_from(day + _DAY)
        return day


NO_DAYS_OFF = DaysOff()
