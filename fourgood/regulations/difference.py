"""What one framework says that another did not: criteria added, taken out and changed, aspect by aspect.

For the page that explains a new edition. Criteria are the same when they say the same in Vietnamese (the language of
record), whatever their number; else when they have the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from fourgood.regulations.framework import Criterion, Framework, Group, Part, Variant


class Aspect(StrEnum):
    """What of a criterion differs."""

    CODE = "code"
    WORDING = "wording"
    POINTS = "points"
    MEASURE = "measure"
    FREQUENCY = "frequency"
    EVIDENCE = "evidence"
    THRESHOLD = "threshold"
    NOT_APPLICABLE = "not_applicable"
    MANDATORY = "mandatory"
    LOCAL = "local"
    INDICATOR = "indicator"


class Beside(StrEnum):
    """What of a framework differs beside its criteria."""

    TITLE = "title"
    STYLE = "style"
    WHOLE = "whole"
    BONUS = "bonus"
    DEDUCTIONS = "deductions"
    BANDS = "bands"
    RECOGNITION = "recognition"
    CLASSIFICATION = "classification"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class CriterionChange:
    """A criterion that came (`before` is None), went (`after` is None), or differs in `aspects`."""

    before: Criterion | None
    after: Criterion | None
    aspects: tuple[Aspect, ...] = ()


@dataclass(frozen=True)
class GroupChange:
    """A group that came, went, or has another title or other points."""

    before: Group | None
    after: Group | None


@dataclass(frozen=True)
class VariantChange:
    """A variant that came, went, reads for other sectors, or has changes that the general framework has not."""

    before: Variant | None
    after: Variant | None
    groups: tuple[GroupChange, ...] = ()
    criteria: tuple[CriterionChange, ...] = ()

    @property
    def has_other_sectors(self) -> bool:
        return bool(self.before and self.after) and _sectors(self.before) != _sectors(self.after)

    @property
    def is_empty(self) -> bool:
        both = self.before is not None and self.after is not None
        return both and not (self.groups or self.criteria or self.has_other_sectors)


@dataclass(frozen=True)
class Difference:
    """All that differs. `general` holds for every sector, `variants` only for some."""

    general: VariantChange
    variants: tuple[VariantChange, ...]
    beside: tuple[Beside, ...]

    @property
    def is_empty(self) -> bool:
        return self.general.is_empty and not self.variants and not self.beside


def difference(before: Framework, after: Framework) -> Difference:
    """What `after` says that `before` did not, and the other way round. Head and provenance are not compared."""
    general = _between(_general(before), _general(after))
    pairs = _by_code(_special(before), _special(after))
    variants = [_less(_between(one, two), general) for one, two in pairs]
    return Difference(
        general=general,
        variants=tuple(variant for variant in variants if not variant.is_empty),
        beside=tuple(aspect for aspect in Beside if getattr(before, aspect) != getattr(after, aspect)),
    )


def _general(framework: Framework) -> Variant:
    return framework.variant_for(None)


def _special(framework: Framework) -> list[Variant]:
    return [variant for variant in framework.variants if variant is not _general(framework)]


def _between(before: Variant | None, after: Variant | None) -> VariantChange:
    if before is None or after is None:
        return VariantChange(before, after)
    return VariantChange(before, after, tuple(_groups(before, after)), tuple(_criteria(before, after)))


def _less(change: VariantChange, general: VariantChange) -> VariantChange:
    """The change of a variant without what it only inherits."""
    criteria = (_without_inherited(criterion, general) for criterion in change.criteria)
    return replace(
        change,
        groups=tuple(group for group in change.groups if group not in general.groups),
        criteria=tuple(criterion for criterion in criteria if criterion is not None),
    )


def _without_inherited(change: CriterionChange, general: VariantChange) -> CriterionChange | None:
    """The change of a variant's criterion in the aspects in which the general one did not change the same way."""
    told = [one for one in general.criteria if _codes(one) == _codes(change)]
    if not change.aspects:
        return None if told and not told[0].aspects else change
    same = {aspect for one in told for aspect in one.aspects if _said(one, aspect) == _said(change, aspect)}
    aspects = tuple(aspect for aspect in change.aspects if aspect not in same)
    return replace(change, aspects=aspects) if aspects else None


def _codes(change: CriterionChange) -> tuple[str | None, ...]:
    return tuple(criterion.code if criterion else None for criterion in (change.before, change.after))


def _said(change: CriterionChange, aspect: Aspect) -> tuple[Any, ...]:
    return tuple(_ASPECTS[aspect](criterion) for criterion in (change.before, change.after) if criterion)


def _groups(before: Variant, after: Variant) -> Iterable[GroupChange]:
    for one, two in _by_code(before.groups, after.groups):
        if one is None or two is None or (one.title, one.points) != (two.title, two.points):
            yield GroupChange(one, two)


def _criteria(before: Variant, after: Variant) -> Iterable[CriterionChange]:
    for one, two in _matched(list(before.criteria()), list(after.criteria())):
        aspects = tuple(_aspects(one, two)) if one and two else ()
        if aspects or one is None or two is None:
            yield CriterionChange(one, two, aspects)


def _matched(before: list[Criterion], after: list[Criterion]) -> list[tuple[Criterion | None, Criterion | None]]:
    """Pairs in the order of `after`, then those that went."""
    left, found = list(before), dict[int, Criterion]()
    for key in _KEYS:
        for place, criterion in enumerate(after):
            same = next((one for one in left if key(one) == key(criterion)), None)
            if place not in found and same is not None:
                found[place] = same
                left.remove(same)
    return [*((found.get(place), criterion) for place, criterion in enumerate(after)), *((one, None) for one in left)]


_KEYS: Sequence[Callable[[Criterion], Any]] = (
    lambda criterion: (criterion.code, criterion.wording.vi),
    lambda criterion: criterion.wording.vi,
    lambda criterion: criterion.code,
)


def _aspects(before: Criterion, after: Criterion) -> Iterable[Aspect]:
    return (aspect for aspect, of in _ASPECTS.items() if of(before) != of(after))


def _measured(part: Part) -> Part:
    return replace(part, indicator=None)


def _measure(criterion: Criterion) -> tuple[Part, ...]:
    """How it is measured. The points of a single part are those of the criterion, and said there."""
    parts = tuple(_measured(part) for part in criterion.parts)
    return parts if len(parts) > 1 else tuple(replace(part, points=Decimal(0)) for part in parts)


_ASPECTS: dict[Aspect, Callable[[Criterion], Any]] = {
    Aspect.CODE: lambda c: c.code,
    Aspect.WORDING: lambda c: c.wording,
    Aspect.POINTS: lambda c: c.points,
    Aspect.MEASURE: _measure,
    Aspect.FREQUENCY: lambda c: c.every,
    Aspect.EVIDENCE: lambda c: c.evidence,
    Aspect.THRESHOLD: lambda c: c.threshold,
    Aspect.NOT_APPLICABLE: lambda c: (c.not_applicable, c.gives_to),
    Aspect.MANDATORY: lambda c: c.mandatory,
    Aspect.LOCAL: lambda c: (c.local, c.target_at_least, c.plan_units),
    Aspect.INDICATOR: lambda c: tuple(part.indicator for part in c.parts),
}


def _by_code(before: Sequence[Any], after: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Groups or variants in pairs, in the order of `after`, then those that went."""
    old, new = {one.code: one for one in before}, {one.code: one for one in after}
    return [
        *((old.get(code), one) for code, one in new.items()),
        *((old[code], None) for code in old if code not in new),
    ]


def _sectors(variant: Variant | None) -> set[str]:
    return set(variant.sectors) if variant else set()
