"""Where a person may import: the units that a list names, and what may be done with each. Few queries for any list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from fourgood.audit.models import Actor
from fourgood.organisation.models import Span, Unit
from fourgood.organisation.standing import Can, Standing


class Importer(Actor, Protocol):
    """Who imports."""

    def standing(self, on: dt.date | None = None) -> Standing: ...


@dataclass
class Scope:
    """Units by code and by id, as far as asked for, with what `by` may do there. Without `by` (at the console): all."""

    by: Importer | None
    needs: tuple[Can, ...]
    by_code: dict[str, Unit] = field(default_factory=dict)
    by_id: dict[int, Unit] = field(default_factory=dict)
    first_days: dict[int, dt.date] = field(default_factory=dict)
    _may: dict[int, bool] = field(default_factory=dict)

    def learn_codes(self, codes: Iterable[str]) -> None:
        wanted = set(codes) - self.by_code.keys()
        if wanted:
            self._keep(Unit.objects.filter(code__in=wanted))

    def learn_ids(self, ids: Iterable[int | None]) -> None:
        wanted = {pk for pk in ids if pk is not None} - self.by_id.keys()
        if wanted:
            self._keep(Unit.objects.filter(pk__in=wanted))

    def learn_first_days(self, units: Iterable[Unit]) -> None:
        """Since when each unit has been active without a gap."""
        wanted = {unit.pk for unit in units} - self.first_days.keys()
        if wanted:
            self.first_days |= first_days(wanted)

    def _keep(self, units: Iterable[Unit]) -> None:
        for unit in units.select_related("kind", "sector", "parent"):  # type: ignore[attr-defined]
            self.by_code[unit.code] = self.by_id[unit.pk] = unit

    def sees(self, unit: Unit) -> bool:
        return self.by is None or self.by.standing().may(Can.SEE_UNIT, unit)

    def may_import(self, unit: Unit) -> bool:
        if unit.pk not in self._may:
            standing = self.by.standing() if self.by else None
            self._may[unit.pk] = standing is None or all(standing.may(can, unit) for can in self.needs)
        return self._may[unit.pk]


def first_days(units: Iterable[int]) -> dict[int, dt.date]:
    """Unit id → the first day of the interval of activity that is open now. Closed units are left out."""
    rows = Span.objects.filter(unit__in=list(units)).order_by("unit_id", "-valid").values_list("unit_id", "valid")
    found: dict[int, dt.date] = {}
    broken: set[int] = set()
    for unit, valid in rows:
        if unit in broken:
            continue
        if (unit not in found and valid.upper is None) or found.get(unit) == valid.upper:
            found[unit] = valid.lower
        else:
            broken.add(unit)
    return found
