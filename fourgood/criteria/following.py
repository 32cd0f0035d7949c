"""From the criteria of one framework to those of the next: where each goes, and what of a unit's own still fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fourgood.common.refusal import Refusal
from fourgood.criteria.own import FIELDS, NOTHING_OWN, Own, require_allowed
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Criterion, Framework, Variant


@dataclass(frozen=True)
class Way:
    """From one framework to the next, for one variant: where each criterion goes, and which read otherwise there."""

    file: FrameworkFile
    variant: str
    found: dict[str, Criterion]
    reworded: frozenset[str]

    @property
    def renumbered(self) -> dict[str, str]:
        return {code: criterion.code for code, criterion in self.found.items() if criterion.code != code}


def variant_in(framework: Framework, code: str, sector: str | None) -> Variant:
    """The variant of that code, or else the one for the sector."""
    codes = {variant.code for variant in framework.variants}
    return framework.variant(code) if code in codes else framework.variant_for(sector)


def matches(old: Variant, new: Variant) -> dict[str, Criterion]:
    """For the code of each old criterion the new one: that says the same in Vietnamese, the language of record,
    whatever its number; else the one with the same number. Criteria that are gone are left out.
    """
    asked = list(new.criteria())
    by_words = {criterion.wording.vi: criterion for criterion in reversed(asked)}
    by_both = {(criterion.code, criterion.wording.vi): criterion for criterion in asked}
    same = {c.code: by_both.get((c.code, c.wording.vi)) or by_words.get(c.wording.vi) for c in old.criteria()}
    taken = {criterion.code for criterion in same.values() if criterion}
    by_code = {criterion.code: criterion for criterion in asked if criterion.code not in taken}
    return {code: found for code, words in same.items() if (found := words or by_code.get(code))}


def way_between(before: FrameworkFile, variant: str, files: Iterable[FrameworkFile], sector: str | None) -> Way:
    """From a variant of one file to the follower among the files, in the variant for the sector."""
    file = follower(before, files)
    old, new = framework_of(before).variant(variant), variant_in(framework_of(file), variant, sector)
    found = matches(old, new)
    reworded = (code for code, criterion in found.items() if old.criterion(code).wording.vi != criterion.wording.vi)
    return Way(file, new.code, found, frozenset(reworded))


def follower(before: FrameworkFile, files: Iterable[FrameworkFile]) -> FrameworkFile:
    """Which of the files takes over: the one of that code, else one that counts alike, else the first by code."""
    style = framework_of(before).style
    return min(files, key=lambda file: (file.code != before.code, framework_of(file).style is not style, file.code))


def fitting(criterion: Criterion, own: Own) -> Own:
    """What of it the criterion allows."""
    try:
        require_allowed(criterion, own)
    except Refusal:
        kept = NOTHING_OWN
        for local in own.sets:
            part = {name: getattr(own, name) for name in FIELDS[local]}
            kept = replace(kept, **part) if _allows(criterion, replace(NOTHING_OWN, **part)) else kept
        return kept
    return own


def _allows(criterion: Criterion, own: Own) -> bool:
    try:
        require_allowed(criterion, own)
    except Refusal:
        return False
    return True
