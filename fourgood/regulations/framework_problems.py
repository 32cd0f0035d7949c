"""What is wrong with a framework file: one problem per mistake, with its line, its rule, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches

from fourgood.regulations.framework import LANGUAGES, Words
from fourgood.regulations.framework_messages import DID_YOU_MEAN, MESSAGES

LONGEST_SHOWN = 60
"""So many characters of a wrong value are shown."""

Gap = Words | Decimal | int | str


@dataclass(frozen=True)
class Problem:
    """One mistake of a file. `rule` is a short code that stays the same; `message` says what is wrong, `instead` what
    to write.
    """

    file: str
    line: int
    rule: str
    message: Words
    instead: Words

    def to(self, language: str) -> str:
        """One line for people: "cell.yaml:12: … …"."""
        return f"{self.file}:{self.line}: {self.message.to(language)} {self.instead.to(language)}"


class FrameworkFileError(ValueError):
    """The file is wrong. `problems` are all its mistakes, in the order of lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.to("en") for problem in self.problems))


@dataclass(frozen=True)
class Notes:
    """Collects the problems of one file."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int, rule: str, **gaps: Gap) -> None:
        """Note a problem. Gaps fill the sentences of the rule; with a gap `close`, it is suggested."""
        message, instead = MESSAGES[rule]
        if gaps.get("close"):
            instead = DID_YOU_MEAN
        self.found.append(Problem(self.file, line, rule, fill(message, **gaps), fill(instead, **gaps)))

    def in_order(self) -> list[Problem]:
        """By line, each once: a criterion is checked anew in every variant."""
        return sorted(dict.fromkeys(self.found), key=lambda problem: problem.line)


def close_to(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant, or ""."""
    return next(iter(get_close_matches(word, list(known), n=1)), "")


def fill(template: Words, **gaps: Gap) -> Words:
    """The template with its gaps filled, in each language."""
    texts = (template.to(language).format(**_written(gaps, language)) for language in LANGUAGES)
    return Words(*texts)


def _written(gaps: dict[str, Gap], language: str) -> dict[str, str]:
    """Numbers as the file writes them: with a point, whatever the language."""
    return {name: gap.to(language) if isinstance(gap, Words) else _shown(gap) for name, gap in gaps.items()}


def _shown(gap: Decimal | int | str) -> str:
    if isinstance(gap, Decimal):
        text = f"{gap:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(gap)
