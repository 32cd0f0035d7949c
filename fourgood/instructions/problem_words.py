"""Errors of a framework file as a person mends them: the sentence, the lines concerned, the criterion they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fourgood.instructions.criterion_words import here
from fourgood.regulations.framework_problems import Problem
from fourgood.regulations.framework_text import criteria_by_line

AROUND = 1  # lines shown before and after the one with the error
MOST_SHOWN = 50


@dataclass(frozen=True)
class ProblemInWords:
    """`excerpt`: number and text of the lines around it. `criterion`: its code, "" for what lies elsewhere."""

    line: int
    message: str
    instead: str
    excerpt: tuple[tuple[int, str], ...]
    criterion: str


@dataclass(frozen=True)
class ProblemsInWords:
    """The first problems of a text, and how many there are in all."""

    shown: list[ProblemInWords]
    number: int

    def __bool__(self) -> bool:
        return bool(self.number)


def in_words(problems: Sequence[Problem], text: str) -> ProblemsInWords:
    lines, criteria = text.split("\n"), criteria_by_line(text) if problems else {}
    shown = [_in_words(problem, lines, criteria.get(problem.line, "")) for problem in problems[:MOST_SHOWN]]
    return ProblemsInWords(shown, len(problems))


def _in_words(problem: Problem, lines: list[str], criterion: str) -> ProblemInWords:
    first = max(problem.line - 1 - AROUND, 0)
    excerpt = tuple(enumerate(lines[first : problem.line + AROUND], start=first + 1))
    return ProblemInWords(problem.line, here(problem.message), here(problem.instead), excerpt, criterion)
