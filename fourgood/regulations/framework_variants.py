"""The versions of a framework that one file holds: the general one, and one for each variant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_schema import MEASURED

GENERAL = "general"
"""The code of the variant that fits all sectors not named."""


@dataclass(frozen=True)
class Version:
    """The groups as they read in one variant, or generally (no `variant`)."""

    variant: Entry | None
    groups: tuple[Entry, ...]

    def criteria(self) -> Iterator[Entry]:
        for group in self.groups:
            yield from group.entries("criteria")

    def codes(self) -> list[str] | None:
        """The codes of all criteria; None if some can't be read."""
        if any(group.get("criteria") is None for group in self.groups):
            return None
        codes = [criterion.get("code") for criterion in self.criteria()]
        return None if None in codes else codes


def versions_of(head: Entry) -> list[Version]:
    """The general version first, then the variants in the order of the file."""
    groups = tuple(head.entries("groups"))
    variants = (Version(variant, tuple(_varied(groups, variant))) for variant in head.entries("variants"))
    return [Version(None, groups), *variants]


def own_criteria(variant: Entry) -> Entry:
    """What the variant says of criteria: entries by code."""
    return variant.get("criteria") or Entry(variant.line)


def _varied(groups: tuple[Entry, ...], variant: Entry) -> Iterator[Entry]:
    own = own_criteria(variant)
    for group in groups:
        criteria = [_merged(criterion, own.get(criterion.get("code"))) for criterion in group.entries("criteria")]
        yield Entry(group.line, group.values | {"criteria": criteria}, group.lines)


def _merged(criterion: Entry, own: Entry | None) -> Entry:
    """The general criterion with what is its own in the variant, key by key. A new measure or new parts take the place
    of all that was measured; a key that is wrong in the variant is not taken from the general criterion.
    """
    if own is None:
        return criterion
    anew = "parts" in own or "measure" in own
    gone = set(own.lines) | ({"parts", *MEASURED} if anew else set())
    return Entry(
        line=own.line if anew else criterion.line,
        values={key: value for key, value in criterion.values.items() if key not in gone} | own.values,
        lines={key: line for key, line in criterion.lines.items() if key not in gone} | own.lines,
    )
