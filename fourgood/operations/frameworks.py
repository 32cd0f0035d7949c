"""Framework files at the console: are they in order, and what to write where they are not. No database, no Django."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fourgood
from fourgood.regulations import yaml_lines
from fourgood.regulations.framework import LANGUAGES, Framework, Style, Words
from fourgood.regulations.framework_file import FrameworkFileError, Problem, load
from fourgood.regulations.framework_problems import fill

IN_ORDER, WRONG, UNREADABLE = 0, 1, 2
"""The exit codes of the command."""

_REFERENCE = Path(fourgood.__file__).parent / "organisation" / "reference.yaml"
_WITH_POINTS = Words(
    vi="{file}: đúng quy cách: {criteria} tiêu chí, {points} điểm, {variants}",
    ms="{file}: teratur: {criteria} kriteria, {points} mata, {variants}",
    en="{file}: in order: {criteria} criteria, {points} points, {variants}",
)
_MET_OR_NOT = Words(
    vi="{file}: đúng quy cách: {criteria} tiêu chí đạt hoặc không đạt, {variants}",
    ms="{file}: teratur: {criteria} kriteria dicapai atau tidak, {variants}",
    en="{file}: in order: {criteria} criteria met or not met, {variants}",
)
_ONE_VARIANT = Words(vi="1 biến thể", ms="1 varian", en="1 variant")
_VARIANTS = Words(vi="{number} biến thể", ms="{number} varian", en="{number} variants")
_HAS_ERRORS = Words(
    vi="{file}: số lỗi: {errors}", ms="{file}: bilangan kesilapan: {errors}", en="{file}: errors: {errors}"
)


@dataclass(frozen=True)
class Checked:
    """What came of one file: a framework, problems, or the reason why it can't be opened."""

    file: Path
    framework: Framework | None = None
    problems: tuple[Problem, ...] = ()
    unreadable: str = ""

    @property
    def exit_code(self) -> int:
        if self.unreadable:
            return UNREADABLE
        return WRONG if self.problems else IN_ORDER


def check(files: Sequence[Path]) -> list[Checked]:
    """Every file, with the sectors that FourGood knows."""
    known = sectors()
    return [_checked(file, known) for file in files]


def as_text(checked: Checked, language: str) -> str:
    """One line for a file in order; all its errors, numbered, for a wrong one. A file not opened has no text."""
    if checked.framework is not None:
        return _summary(checked.file, checked.framework).to(language)
    if checked.unreadable:
        return ""
    return "\n".join(_listed(checked, language))


def as_json(results: Sequence[Checked], language: str) -> str:
    """All results, for other programs. The rules of errors stay the same; messages are in the language."""
    return json.dumps([_plain(checked, language) for checked in results], ensure_ascii=False, indent=2)


def language_of(terminal: str) -> str:
    """The language for a terminal whose LANG is that: English for a bare one (C), Vietnamese for one not ours."""
    if terminal.partition(".")[0] in {"C", "POSIX"}:
        return "en"
    return terminal[:2] if terminal[:2] in LANGUAGES else "vi"


def sectors() -> frozenset[str]:
    """The codes of the sectors that FourGood knows."""
    content = yaml_lines.load(_REFERENCE.read_text(encoding="utf-8"))
    return frozenset(sector["code"] for sector in content["sectors"])


def _checked(file: Path, known: frozenset[str]) -> Checked:
    try:
        return Checked(file, framework=load(file, known))
    except FrameworkFileError as error:
        return Checked(file, problems=error.problems)
    except OSError as error:
        return Checked(file, unreadable=error.strerror or str(error))


def _summary(file: Path, framework: Framework) -> Words:
    template = _MET_OR_NOT if framework.style is Style.MET else _WITH_POINTS
    criteria, number = len(list(framework.variants[0].criteria())), len(framework.variants)
    variants = _ONE_VARIANT if number == 1 else fill(_VARIANTS, number=number)
    return fill(template, file=str(file), criteria=criteria, points=framework.whole, variants=variants)


def _listed(checked: Checked, language: str) -> Iterator[str]:
    yield fill(_HAS_ERRORS, file=str(checked.file), errors=len(checked.problems)).to(language)
    for number, problem in enumerate(checked.problems, start=1):
        yield f"{number:4}. {problem.file}:{problem.line}: [{problem.rule}] {problem.message.to(language)}"
        yield f"      {problem.instead.to(language)}"


def _plain(checked: Checked, language: str) -> dict[str, Any]:
    framework = checked.framework
    return {
        "file": str(checked.file),
        "in_order": framework is not None,
        "framework": framework.code if framework else None,
        "unreadable": checked.unreadable or None,
        "errors": [
            {
                "line": problem.line,
                "rule": problem.rule,
                "message": problem.message.to(language),
                "instead": problem.instead.to(language),
            }
            for problem in checked.problems
        ],
    }
