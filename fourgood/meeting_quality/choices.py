"""What a criterion can be given, as the framework has it: grades, yes or no, steps of a scale; else a number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourgood.instructions.criterion_words import number
from fourgood.meeting_quality.points import Given
from fourgood.regulations.explanation_words import ANSWERS
from fourgood.regulations.framework import Criterion, Kind, NotApplicable, Part

ASIDE_KEY = "aside"
Choices = list[tuple[str, str]]


def key_of(given: Given) -> str:
    """How it is written in a form: "4.50", "aside", or "" for nothing."""
    if given.aside:
        return ASIDE_KEY
    return "" if given.points is None else f"{given.points:.2f}"


def given_of(key: str) -> Given:
    """The other way round. Raises decimal.InvalidOperation for what is neither."""
    if key == ASIDE_KEY:
        return Given(aside=True)
    return Given(Decimal(key)) if key else Given()


def may_be_aside(criterion: Criterion) -> bool:
    return criterion.not_applicable is not NotApplicable.NEVER


def points_in_words(points: Decimal | None) -> str:
    """ "7,5" in the reader's way; "–" for none."""
    return "–" if points is None else number(points)


def in_words(given: Given) -> str:
    """Points, "does not apply", or "–"."""
    return _("does not apply") if given.aside else points_in_words(given.points)


def choices_of(criterion: Criterion, *offered: Given) -> Choices | None:
    """The first is "nothing yet". None where any number will do. `offered`: what is to be among them in any case."""
    named = _named(criterion.parts[0]) if len(criterion.parts) == 1 else None
    if named is None:
        return None
    rows = {f"{points:.2f}": words for points, words in named}
    for given in offered:
        if given.points is not None:
            rows.setdefault(key_of(given), "")
    ordered = sorted(rows, key=Decimal, reverse=True)
    found = [("", _("– choose –")), *((key, _labelled(Decimal(key), rows[key])) for key in ordered)]
    return [*found, (ASIDE_KEY, _("does not apply"))] if may_be_aside(criterion) else found


def _named(part: Part) -> list[tuple[Decimal, str]] | None:
    """Points with their words, in the reader's language; None where they follow in proportion."""
    language = get_language() or "vi"
    if part.kind is Kind.YES_NO:
        answers = [(part.points, ANSWERS[part.kind, True]), (Decimal(0), ANSWERS[part.kind, False])]
        return [(points, words.to(language)) for points, words in answers]
    if part.kind is Kind.GRADED:
        return [(grade.points, grade.wording.to(language)) for grade in part.grades]
    return [(points, "; ".join([words, *_limits(part, points, language)])) for points, words in _steps(part)] or None


def _limits(part: Part, points: Decimal, language: str) -> list[str]:
    """Events that leave so many points at most."""
    return [event.wording.to(language) for event in part.events if event.at_most == points]


def _steps(part: Part) -> Iterator[tuple[Decimal, str]]:
    """ "at least 90 %" of a scale in steps; the last by the one above it."""
    above: Decimal | None = None
    for step in part.scale.steps:
        if step.at_least > 0:
            yield step.points, _("from %(share)s %%") % {"share": points_in_words(step.at_least)}
        elif above is not None:
            yield step.points, _("below %(share)s %%") % {"share": points_in_words(above)}
        above = step.at_least


def _labelled(points: Decimal, words: str) -> str:
    written = points_in_words(points)
    return f"{written} – {words}" if words else written
