"""What a unit sets for one criterion itself: whether the framework allows it, and what then holds.

Source: the framework names, criterion by criterion, what may be made concrete (`docs/frameworks.md`, `local`). All else
is fixed. Points, scales and frequencies are always the framework's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import get_language

from fourgood.criteria.refusals import (
    FixedByFramework,
    NotAPercentage,
    PlanBelowNothing,
    PlanIncomplete,
    TargetTooLow,
    UnknownPlanUnit,
)
from fourgood.instructions.criterion_words import LOCALS
from fourgood.regulations.framework import Criterion, Local, Words

_WHOLE = Decimal(100)
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Own:
    """What a unit sets itself. Empty fields: as the framework says. `plan_unit` is one of the framework's, by its
    Vietnamese words.
    """

    wording: str = ""
    target: Decimal | None = None
    measure: str = ""
    plan_amount: Decimal | None = None
    plan_unit: str = ""

    @property
    def is_empty(self) -> bool:
        return self == NOTHING_OWN

    @property
    def sets(self) -> frozenset[Local]:
        """What of the criterion it makes concrete."""
        given = {
            Local.WORDING: self.wording,
            Local.TARGET: self.target is not None,
            Local.MEASURE: self.measure,
            Local.PLAN: self.plan_amount is not None or self.plan_unit,
        }
        return frozenset(local for local, is_given in given.items() if is_given)

    def stored(self) -> dict[str, str | None]:
        """For acts and digests: numbers with two places, as text."""
        return {field.name: _as_text(getattr(self, field.name)) for field in fields(self)}


NOTHING_OWN = Own()
FIELDS = {
    Local.WORDING: ("wording",),
    Local.TARGET: ("target",),
    Local.MEASURE: ("measure",),
    Local.PLAN: ("plan_amount", "plan_unit"),
}


def _as_text(value: str | Decimal | None) -> str | None:
    return str(value.quantize(_HUNDREDTH)) if isinstance(value, Decimal) else value


def require_allowed(criterion: Criterion, own: Own) -> None:
    """Raises FixedByFramework, NotAPercentage, TargetTooLow, PlanIncomplete, PlanBelowNothing, UnknownPlanUnit."""
    for local in sorted(own.sets - criterion.local):
        raise FixedByFramework(code=criterion.code, what=LOCALS[local])
    _require_target(criterion, own.target)
    _require_plan(criterion, own)


def _require_target(criterion: Criterion, target: Decimal | None) -> None:
    if target is None:
        return
    if not 0 <= target <= _WHOLE:
        raise NotAPercentage
    least = criterion.target_at_least
    if least is not None and target < least:
        raise TargetTooLow(least=number_format(least.normalize()))


def _require_plan(criterion: Criterion, own: Own) -> None:
    if (own.plan_amount is None) != (own.plan_unit == ""):
        raise PlanIncomplete
    if own.plan_amount is not None and own.plan_amount < 0:
        raise PlanBelowNothing
    if own.plan_unit and own.plan_unit not in {unit.vi for unit in criterion.plan_units}:
        language = get_language() or "vi"
        raise UnknownPlanUnit(units=", ".join(unit.to(language) for unit in criterion.plan_units))


class HasOwn(Protocol):
    """A row of `LocalCriterion`."""

    @property
    def own(self) -> Own: ...


@dataclass(frozen=True)
class Effective:
    """What holds for a unit. `wording` and `plan_unit` in three languages: own words stand alike in all of them.

    `target`: the own one, else the lowest that the framework allows (None: it names none). `measure`: own words on how
    it is measured; "" as the framework says (`measure_words.in_words` of each part). `differs`: what is the unit's own.
    """

    criterion: Criterion
    wording: Words
    target: Decimal | None
    measure: str
    plan_amount: Decimal | None
    plan_unit: Words | None
    differs: frozenset[Local]


def effective(criterion: Criterion, local: HasOwn | None) -> Effective:
    """What holds of the criterion: the unit's own where it set something, else the framework's."""
    own = local.own if local else NOTHING_OWN
    return Effective(
        criterion=criterion,
        wording=_alike(own.wording) if own.wording else criterion.wording,
        target=criterion.target_at_least if own.target is None else own.target,
        measure=own.measure,
        plan_amount=own.plan_amount,
        plan_unit=unit_named(criterion, own.plan_unit),
        differs=own.sets,
    )


def unit_named(criterion: Criterion, name: str) -> Words | None:
    """The unit of the plan in three languages; None for ""."""
    if not name:
        return None
    return next((unit for unit in criterion.plan_units if unit.vi == name), _alike(name))


def _alike(text: str) -> Words:
    return Words(vi=text, ms=text, en=text)
