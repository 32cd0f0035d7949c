"""Whether the points of a framework file add up: parts to criteria, criteria to groups, groups to the whole.

A number mistyped somewhere makes a sum wrong on every level above it. It is told once: a level is passed over where it
would be right if the level below had the points that its own parts say.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fourgood.regulations.framework import Scale, Style, Words
from fourgood.regulations.framework_checks import Frame
from fourgood.regulations.framework_messages import IN_VARIANT
from fourgood.regulations.framework_problems import fill
from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_variants import Version, own_criteria

_NOWHERE = Words(vi="", ms="", en="")


def check_sums(head: Entry, versions: list[Version], frame: Frame) -> None:
    """Nothing is added up in style met."""
    if frame.style is not Style.POINTS:
        return
    for version in versions:
        for criterion in version.criteria():
            _check_parts(criterion, frame)
    general, *variants = versions
    sound = [_check_group(group, frame, line=group.line_of("points")) for group in general.groups]
    for version in variants:
        _check_variant(version, sound, frame)
    _check_whole(head, general, frame)


def _check_parts(criterion: Entry, frame: Frame) -> None:
    points, total = criterion.get("points"), _sum(part.get("points") for part in criterion.entries("parts"))
    if "parts" in criterion and points is not None and total and total != points:
        line = criterion.line_of("parts", "points")
        frame.notes.add(line, "parts_do_not_add_up", points=points, sum=total)


def _check_group(group: Entry, frame: Frame, *, line: int, where: Words = _NOWHERE) -> bool:
    """Whether the group is known to be right."""
    points, total = group.get("points"), _sum(criterion.get("points") for criterion in group.entries("criteria"))
    if points is None or not total:
        return False
    if points in (total, _sum(map(_from_below, group.entries("criteria")))):
        return bool(points == total)
    code = group.get("code") or "–"
    frame.notes.add(line, "points_do_not_add_up", group=code, points=points, sum=total, where=where)
    return False


def _check_variant(version: Version, sound: list[bool], frame: Frame) -> None:
    """The groups whose points the variant changes, where they were right before."""
    if version.variant is None:
        return
    own = own_criteria(version.variant)
    where = fill(IN_VARIANT, code=version.variant.get("code") or "–")
    for group, was_right in zip(version.groups, sound, strict=True):
        entries = [own.get(code) for code in group.codes("criteria")]
        lines = [entry.line_of("points") for entry in entries if entry is not None and "points" in entry]
        if lines and was_right:
            _check_group(group, frame, line=max(lines), where=where)


def _check_whole(head: Entry, general: Version, frame: Frame) -> None:
    whole, groups = head.get("whole"), _sum(group.get("points") for group in general.groups)
    below = [
        _sum(criterion.get("points") for criterion in general.criteria()),
        _sum(map(_from_below, general.criteria())),
    ]
    if whole is None or not groups or None in below or whole in (groups, *below):
        return
    frame.notes.add(head.line_of("whole"), "whole_does_not_add_up", points=whole, sum=groups)


def _from_below(criterion: Entry) -> Decimal | None:
    """The points of a criterion as its parts, its first step or its best grade say them."""
    points: Decimal | None = criterion.get("points")
    scale = criterion.get("scale")
    if "parts" in criterion:
        return _sum(part.get("points") for part in criterion.entries("parts"))
    if isinstance(scale, Scale) and scale.steps and "events" not in criterion:
        return scale.steps[0].points
    grades = [grade.get("points") for grade in criterion.entries("grades")]
    return max(grades) if grades and None not in grades else points


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """None if one of them is not known."""
    found = list(numbers)
    known = [number for number in found if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None
