"""Whether the codes of a framework file are right: each once, criteria named after their group, known where named."""

from __future__ import annotations

from fourgood.regulations.framework import Model, NotApplicable
from fourgood.regulations.framework_checks import Frame, note_duplicates
from fourgood.regulations.framework_problems import close_to
from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_schema import GROUP
from fourgood.regulations.framework_variants import GENERAL, Version, own_criteria

_OF_FOUR_GOODS = (Model.CELL, Model.COMMITTEE)
_GOODS = (1, 2, 3, 4)


def check_codes(head: Entry, versions: list[Version], frame: Frame, sectors: frozenset[str] | None) -> None:
    general = versions[0]
    note_duplicates(general.groups, frame.notes)
    note_duplicates(general.criteria(), frame.notes)
    codes = [group.get("code") for group in general.groups]
    for place, group in enumerate(general.groups):
        if group.get("code") not in codes[:place]:  # else the code of the group is the mistake, and was told
            _check_prefixes(group, frame)
    _check_goods(head, general, frame)
    _check_variants(head, general, frame, sectors)
    for version in versions:
        _check_gifts(version, frame)


def circles(following: dict[str, str]) -> list[list[str]]:
    """The circles among codes each of which leads to one other, each circle once."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in following:
        path: list[str] = []
        code = start
        while code in following and code not in done and code not in path:
            path.append(code)
            code = following[code]
        if code in path:
            found.append(path[path.index(code) :])
        done.update(path)
    return found


def _check_prefixes(group: Entry, frame: Frame) -> None:
    """If no criterion begins with the code of the group, that code is the mistake."""
    code, criteria = group.get("code"), [entry for entry in group.entries("criteria") if entry.get("code")]
    if code is None:
        return
    strangers = [entry for entry in criteria if not entry.get("code").startswith(f"{code}.")]
    if len(strangers) == len(criteria) > 1:
        frame.notes.add(group.line_of("code"), "group_code_differs", code=code)
        return
    for entry in strangers:
        frame.notes.add(entry.line_of("code"), "code_not_of_group", code=entry.get("code"), group=code)


def _check_goods(head: Entry, general: Version, frame: Frame) -> None:
    if frame.model is None:
        return
    if frame.model not in _OF_FOUR_GOODS:
        for group in general.groups:
            if "good" in group:
                frame.notes.add(group.line_of("good"), "not_for_model", key="good", model=frame.model)
        return
    seen: dict[int, int] = {}
    for group in general.groups:
        _check_good(group, seen, frame)
    absent = [good for good in _GOODS if good not in seen]
    if general.groups and len(seen) == len(general.groups):
        for good in absent:
            frame.notes.add(head.line_of("groups"), "absent_good", good=good)


def _check_good(group: Entry, seen: dict[int, int], frame: Frame) -> None:
    good = group.get("good")
    if group.lines and "good" not in group and frame.model is not None:
        example = GROUP["good"].form.example
        frame.notes.add(group.line, "needed_for_model", key="good", model=frame.model, example=example)
    elif good in seen:
        frame.notes.add(group.line_of("good"), "repeated_good", good=good, other=seen[good])
    elif good is not None:
        seen[good] = group.line_of("good")


def _check_variants(head: Entry, general: Version, frame: Frame, sectors: frozenset[str] | None) -> None:
    variants = head.entries("variants")
    note_duplicates(variants, frame.notes)
    codes = general.codes()
    seen: dict[str, str] = {}
    for variant in variants:
        if variant.get("code") == GENERAL:
            frame.notes.add(variant.line_of("code"), "reserved_code", code=GENERAL)
        _check_sectors(variant, seen, frame, sectors)
        own = own_criteria(variant)
        for code in own.values:
            if codes is not None and code not in codes:
                _note_unknown_criterion(code, codes, own.line_of(code), frame)


def _note_unknown_criterion(code: str, known: list[str], line: int, frame: Frame) -> None:
    frame.notes.add(line, "unknown_criterion", value=code, close=close_to(code, known), known=", ".join(known))


def _check_sectors(variant: Entry, seen: dict[str, str], frame: Frame, known: frozenset[str] | None) -> None:
    """A sector stands in one variant only; all are known, if those known are given."""
    line = variant.line_of("sectors")
    for sector in variant.get("sectors") or ():
        if known is not None and sector not in known:
            names = sorted(known)
            close = close_to(sector, names)
            frame.notes.add(line, "unknown_sector", value=sector, close=close, known=", ".join(names))
        elif sector in seen:
            frame.notes.add(line, "repeated_sector", value=sector, other=seen[sector])
        else:
            seen[sector] = variant.get("code") or "–"


def _check_gifts(version: Version, frame: Frame) -> None:
    """Points are given to another criterion of the group, and not round in a circle."""
    for group in version.groups if version.codes() is not None else ():
        criteria = {entry.get("code"): entry for entry in group.entries("criteria")}
        gifts = {code: heir for code, entry in criteria.items() if (heir := _heir(entry)) is not None}
        good = {code: heir for code, heir in gifts.items() if _check_heir(criteria[code], heir, group, version, frame)}
        for circle in circles(good):
            line = max(criteria[code].line_of("not_applicable") for code in circle)
            frame.notes.add(line, "gives_in_a_circle", circle=" → ".join([*circle, circle[0]]))


def _heir(criterion: Entry) -> str | None:
    option, heir = criterion.get("not_applicable") or (None, None)
    return heir if option is NotApplicable.GIVE else None


def _check_heir(criterion: Entry, heir: str, group: Entry, version: Version, frame: Frame) -> bool:
    """Whether points may be given to the criterion named."""
    line, others = criterion.line_of("not_applicable"), group.codes("criteria")
    if heir == criterion.get("code"):
        frame.notes.add(line, "gives_to_itself", value=heir)
        return False
    known = [code for code in others if code != criterion.get("code")]
    if heir in known:
        return True
    if heir in (version.codes() or ()):
        frame.notes.add(line, "gives_outside_group", value=heir, known=", ".join(known) or "–")
    else:
        _note_unknown_criterion(heir, known, line, frame)
    return False
