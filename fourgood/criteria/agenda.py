"""What a person's own units have before them: for each open year whether they are registered, and how far they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fourgood.common.kept import Kept, given_many
from fourgood.criteria.beginning import own_among, own_units
from fourgood.criteria.concretising import variant_of
from fourgood.criteria.deadlines import adopt_by
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.opening import newest_frameworks, next_open
from fourgood.criteria.state import State
from fourgood.criteria.years import register_by, years_around
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Standing


@dataclass(frozen=True)
class Item:
    """One unit and year. `due`: by when to register. What follows is there once the registration is begun: the newest
    version, its state, by when to adopt it, and of how many criteria so many were gone through.
    """

    unit: Unit
    year: int
    due: dt.date | None
    registration: Registration | None = None
    newest: CriteriaSet | None = None
    state: State = State.DRAFT
    adopt_by: dt.date | None = None
    looked_at: int = 0
    total: int = 0

    @property
    def is_registered(self) -> bool:
        return self.registration is not None and self.registration.registered_at is not None

    @property
    def is_being_drafted(self) -> bool:
        """Whether there are criteria that nobody has gone through yet."""
        return self.newest is not None and self.state is State.DRAFT and self.looked_at < self.total


def agenda_of(standing: Standing, *, on: dt.date, among: Iterable[Unit] | None = None) -> tuple[Item, ...]:
    """For each unit that the person makes criteria of and each open year for which a framework holds; years upward.

    `among`: units of the person with their kinds, where they were fetched before. Four queries, three once all have
    begun, one less `among` units. None for those who make no criteria.
    """
    if not standing.may_anywhere(Can.CONCRETISE_CRITERIA):
        return ()
    units, years = own_units(standing) if among is None else own_among(standing, among), years_around(on)
    if not units:
        return ()
    begun = _begun(units, years)
    waiting = [unit for unit in units if (unit.pk, on.year) not in begun]
    offered = newest_frameworks(waiting, on.year, today=on) | next_open(units, today=on)
    asked = [(unit, year) for year in years for unit in units]
    items = [_item(unit, year, begun.get((unit.pk, year)), offered.get((unit.pk, year))) for unit, year in asked]
    return tuple(item for item in items if item is not None)


def _begun(units: list[Unit], years: tuple[int, ...]) -> dict[tuple[int, int], Any]:
    """The newest version of each registration, by unit and year."""
    found = _NEWEST.rows(units=[unit.pk for unit in units], years=list(years))
    return {(newest.registration.unit_id, newest.registration.year): newest for newest in found}


def _newest() -> Any:
    sets = CriteriaSet.objects.newest().with_state().with_progress().select_related("registration", "framework")
    own = sets.filter(registration__unit__in=given_many("units"), registration__year__in=given_many("years", "int"))
    return own.defer("framework__content")


_NEWEST: Kept[Any] = Kept(_newest)


def _item(unit: Unit, year: int, newest: Any, offered: FrameworkFile | None) -> Item | None:
    if newest is None:
        return Item(unit, year, register_by(framework_of(offered), year)) if offered else None
    return Item(
        unit=unit,
        year=year,
        due=register_by(framework_of(newest.framework), year),
        registration=newest.registration,
        newest=newest,
        state=State(newest.state),
        adopt_by=adopt_by(newest),
        looked_at=newest.looked_at,
        total=len(list(variant_of(newest).criteria())),
    )
