"""By which frameworks units may register, and for which years it is open to them. The days are those of calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from fourgood.criteria.years import asked_on, opens_on
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit

UnitYear = tuple[int, int]
_NEWEST_FIRST = ("-edition__first_day", "code", "pk")


def frameworks_for(unit: Unit, on: dt.date) -> list[FrameworkFile]:
    """The files of the unit's model that are in force on the day."""
    return list(FrameworkFile.objects.in_force_for(unit, on).order_by(*_NEWEST_FIRST))


def newest_frameworks(units: Collection[Unit], year: int, *, today: dt.date) -> dict[UnitYear, FrameworkFile]:
    """By unit and year, the newest framework by which the unit may register for the year; none where none holds. One
    query.
    """
    return {(unit, year): files[0] for unit, files in _frameworks(units, year, today=today)}


def next_open(units: Collection[Unit], *, today: dt.date) -> dict[UnitYear, FrameworkFile]:
    """By unit and year, the newest framework by which the unit may register for the next year already. One query."""
    year, found = today.year + 1, {}
    for unit, files in _frameworks(units, year, today=today):
        if opened := [file for file in files if open_now(file, year, today=today)]:
            found[unit, year] = opened[0]
    return found


def open_now(file: FrameworkFile, year: int, *, today: dt.date) -> bool:
    """Whether one may register by the framework for the year."""
    return opens_on(framework_of(file), year) <= today


def open_years(unit: Unit, *, today: dt.date) -> list[int]:
    """The year that runs, and the next once it is open. One query."""
    return [today.year, *(year for _unit, year in next_open([unit], today=today))]


def _frameworks(units: Collection[Unit], year: int, *, today: dt.date) -> Iterator[tuple[int, list[FrameworkFile]]]:
    """Units for which frameworks hold in the year, with these, the newest edition first."""
    files = FrameworkFile.objects.in_force_for_any(units, asked_on(year, today=today))
    for unit in units:
        if fitting := [file for file in files if file.is_for(unit)]:
            yield unit.pk, fitting
