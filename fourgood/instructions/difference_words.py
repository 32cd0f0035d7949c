"""What two editions say differently, in sentences: file by file, criterion by criterion, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from fourgood.instructions.beside_words import lines_of, title_of
from fourgood.instructions.criterion_words import ASPECTS, here, in_words, number
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.difference import (
    Aspect,
    Beside,
    CriterionChange,
    Difference,
    GroupChange,
    VariantChange,
    difference,
)
from fourgood.regulations.framework import LANGUAGES, Criterion, Framework, Group

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One thing that differs: what it is, how it was, how it is."""

    what: str
    before: Lines
    after: Lines


@dataclass(frozen=True)
class ChangedCriterion:
    """A criterion that came (`is_new`), went (`is_gone`) or changed."""

    code: str
    title: str
    is_new: bool
    is_gone: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class ChangedTable:
    """Differences of the general framework, or of a variant: what of the groups, then the criteria."""

    title: str
    about: str
    groups: tuple[Change, ...]
    criteria: tuple[ChangedCriterion, ...]


@dataclass(frozen=True)
class ChangedFile:
    """Differences of one framework; `state` is a sentence where one of the two editions has no such framework."""

    title: str
    state: str
    beside: tuple[Change, ...] = ()
    tables: tuple[ChangedTable, ...] = ()

    @property
    def is_same(self) -> bool:
        return not (self.state or self.beside or self.tables)


def changes_between(before: Sequence[FrameworkFile], after: Sequence[FrameworkFile]) -> list[ChangedFile]:
    """File by file: those of the same code, else of the same model and style. All must be without errors."""
    old, new = [framework_of(file) for file in before], [framework_of(file) for file in after]
    return [_changed_file(one, two) for one, two in _pairs(old, new)]


def _pairs(old: list[Framework], new: list[Framework]) -> list[tuple[Framework | None, Framework | None]]:
    keys: list[Callable[[Framework], object]] = [lambda f: f.code, lambda f: (f.model, f.style)]
    left, found = list(old), dict[str, Framework]()
    for key in keys:
        for framework in new:
            same = next((one for one in left if key(one) == key(framework)), None)
            if framework.code not in found and same is not None:
                found[framework.code] = same
                left.remove(same)
    return [*((found.get(framework.code), framework) for framework in new), *((one, None) for one in left)]


def _changed_file(before: Framework | None, after: Framework | None) -> ChangedFile:
    if before is None or after is None:
        framework = after or before
        sentence = _("This framework is new.") if after else _("This framework is no longer there.")
        return ChangedFile(here(framework.title) if framework else "", sentence)
    found = difference(before, after)
    beside = tuple(_beside(aspect, before, after) for aspect in found.beside)
    return ChangedFile(here(after.title), "", beside, tuple(_tables(found)))


def _beside(aspect: Beside, before: Framework, after: Framework) -> Change:
    """Of a list of sentences, only those that came or went."""
    names = {Beside.TITLE: _("Title"), Beside.STYLE: _("How it counts"), Beside.WHOLE: _("All points together")}
    was, now = _differing(lambda: lines_of(aspect, before), lambda: lines_of(aspect, after))
    what = names.get(aspect) or title_of(aspect, after) or title_of(aspect, before)
    gone, come = (tuple(line for line in was if line not in now), tuple(line for line in now if line not in was))
    return Change(what, gone, come)


def _tables(found: Difference) -> Iterator[ChangedTable]:
    if not found.general.is_empty:
        yield _table(found.general, "", "")
    for variant in found.variants:
        reads = variant.after or variant.before
        yield _table(variant, here(reads.title) if reads else "", _about(variant))


def _about(variant: VariantChange) -> str:
    if variant.before is None:
        return _("For these sectors there is now a framework of their own.")
    if variant.after is None:
        return _("For these sectors the general framework holds from now on.")
    return _("It now reads for other sectors.") if variant.has_other_sectors else ""


def _table(change: VariantChange, title: str, about: str) -> ChangedTable:
    groups = tuple(_group(group) for group in change.groups)
    return ChangedTable(title, about, groups, tuple(_criterion(criterion) for criterion in change.criteria))


def _group(change: GroupChange) -> Change:
    group = change.after or change.before
    code = group.code if group else ""
    return Change(
        _("Group %(code)s") % {"code": code}, *_differing(lambda: _said(change.before), lambda: _said(change.after))
    )


def _said(group: Group | None) -> Lines:
    if group is None:
        return ()
    return (_("%(title)s: %(points)s points") % {"title": here(group.title), "points": number(group.points)},)


def _criterion(change: CriterionChange) -> ChangedCriterion:
    is_new, is_gone = change.before is None, change.after is None
    criterion = change.after or change.before
    assert criterion is not None, "a change has a criterion before or after"
    changes = () if is_new or is_gone else tuple(_aspects(change.aspects, change.before, change.after))
    return ChangedCriterion(criterion.code, here(criterion.wording), is_new, is_gone, changes)


def _aspects(aspects: Iterable[Aspect], before: Criterion | None, after: Criterion | None) -> Iterator[Change]:
    if before is None or after is None:
        return
    for aspect in aspects:
        was, now = _differing(lambda a=aspect: in_words(a, before), lambda a=aspect: in_words(a, after))  # type: ignore[misc]
        yield Change(str(ASPECTS[aspect]), was, now)


def _differing(before: Callable[[], Lines], after: Callable[[], Lines]) -> tuple[Lines, Lines]:
    """Both in the reader's language; where they are the same there, in the first language in which they differ."""
    was, now = before(), after()
    for language in LANGUAGES if was == now else ():
        with override(language):
            was_there, now_there = before(), after()
        if was_there != now_there:
            return _in(was_there, language), _in(now_there, language)
    return was, now


def _in(lines: Lines, language: str) -> Lines:
    return tuple(f"{line} ({get_language_info(language)['name_local']})" for line in lines)
