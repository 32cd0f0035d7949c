"""The class of the annual classification that points and facts lead to, and how many may be in a capped one.

A proposal only: people vote and decide. Sources: 366-QĐ/TW, art. 11 (classes, triggers, the cap on "excellent"). The
numbers are the framework's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fourgood.regulations.conditions import Facts, Finding, Names, Outcome, check, checked
from fourgood.regulations.figures import filled
from fourgood.regulations.framework import (
    Cap,
    CapBase,
    Classification,
    Condition,
    QualityClass,
    Rounding,
    Trigger,
    Words,
)

TOTAL = "total"
_POINTS = Words(vi="{title}, từ {points} điểm", ms="{title}, dari {points} mata", en="{title}, from {points} points")


@dataclass(frozen=True)
class Examined:
    """One class against the points and facts: the finding on its points first, then those on its conditions."""

    quality_class: QualityClass
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """Fails as soon as one finding does, whatever is still unknown."""
        outcomes = {finding.outcome for finding in self.findings}
        if Outcome.FAILS in outcomes:
            return Outcome.FAILS
        return Outcome.UNKNOWN if Outcome.UNKNOWN in outcomes else Outcome.HOLDS


@dataclass(frozen=True)
class Triggered:
    """One trigger and what came of its condition."""

    trigger: Trigger
    finding: Finding


@dataclass(frozen=True)
class Proposal:
    """The class proposed, with every reason. `lowest` if all that is unknown turns out badly, `highest` if well."""

    total: Decimal | None
    lowest: QualityClass
    highest: QualityClass
    classes: tuple[Examined, ...]
    triggers: tuple[Triggered, ...]

    @property
    def quality_class(self) -> QualityClass | None:
        """The class proposed; None as long as something unknown could change it."""
        return self.lowest if self.lowest == self.highest else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, of triggers first."""
        of_classes = (finding for examined in self.classes for finding in examined.findings)
        return (*(triggered.finding for triggered in self.triggers), *of_classes)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        """What is to be found out or entered before a class can be proposed; empty once one is."""
        if self.quality_class:
            return ()
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.UNKNOWN)


def classify(
    classification: Classification, total: Decimal | None, facts: Facts, *, names: Names | None = None
) -> Proposal:
    """The highest class whose points and conditions hold, the last one otherwise; a trigger that holds overrides it.

    `total` is compared as it is: 89.5 is not 90. Where triggers for different classes hold, the worst counts.
    """
    known = {**facts, TOTAL: total}
    examined = tuple(_examined(one, known, names) for one in classification.classes)
    triggers = tuple(
        Triggered(trigger, check(trigger.condition, known, names=names)) for trigger in classification.triggers
    )
    lowest, highest = _bounds(classification, examined, triggers)
    return Proposal(total, lowest=lowest, highest=highest, classes=examined, triggers=triggers)


def _examined(quality_class: QualityClass, facts: Facts, names: Names | None) -> Examined:
    wording = filled(_POINTS, title=quality_class.title, points=quality_class.at_least)
    points = Condition(fact=TOTAL, wording=wording, at_least=quality_class.at_least)
    return Examined(quality_class, checked((points, *quality_class.conditions), facts, names=names))


def _bounds(
    classification: Classification, examined: Sequence[Examined], triggers: Sequence[Triggered]
) -> tuple[QualityClass, QualityClass]:
    """The lowest and the highest class that are still possible. Places count from the best class, 0, on."""
    order = classification.classes
    place = {one.code: number for number, one in enumerate(order)}
    by = {outcome: [place[one.quality_class.code] for one in examined if one.outcome is outcome] for outcome in Outcome}
    triggered = {
        outcome: [place[one.trigger.quality_class] for one in triggers if one.finding.outcome is outcome]
        for outcome in Outcome
    }
    surely = min(by[Outcome.HOLDS], default=len(order) - 1)
    highest = min([surely, *by[Outcome.UNKNOWN], *triggered[Outcome.UNKNOWN]])
    if triggered[Outcome.HOLDS]:
        surely = highest = max(triggered[Outcome.HOLDS])
    return order[max([surely, *triggered[Outcome.UNKNOWN]])], order[highest]


# The cap on a class


def excellent_allowed(cap: Cap, counts: Mapping[str, int], outstanding: bool) -> int:
    """How many of a group of similar units, or members, may be in the capped class. Exact.

    `counts`: how many the points and facts put into each class, by code. Those who don't fit under the cap go to the
    class `of`, so both are one pool: of 40 in good or above, 6 may be excellent where the cap is 20 % of those who are
    good in the end (6 ≤ 20 % of 34), 8 where it is 20 % of all 40. What is rounded is the percentage of the base.
    """
    share = _share(cap, outstanding)
    pool = counts.get(cap.quality_class, 0) + counts.get(cap.of, 0)
    half = Fraction(1, 2) if cap.rounding is Rounding.HALF_UP else Fraction(0)
    # x ≤ share × (pool − x) + half, solved for x; or x ≤ share × pool + half.
    divisor = 1 + share if cap.base is CapBase.BELOW else Fraction(1)
    return math.floor((share * pool + half) / divisor)


def over_cap(cap: Cap, counts: Mapping[str, int], outstanding: bool) -> int:
    """How many in the capped class are too many, to go down to the class `of`; 0 if the cap is kept."""
    return max(0, counts.get(cap.quality_class, 0) - excellent_allowed(cap, counts, outstanding))


def _share(cap: Cap, outstanding: bool) -> Fraction:
    return Fraction(cap.outstanding_share if outstanding else cap.share) / 100
