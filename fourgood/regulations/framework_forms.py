"""The forms of single values in a framework file: words, numbers, dates, choices, codes, scales."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from fourgood.regulations.framework import LANGUAGES, NotApplicable, Scale, Step, Words
from fourgood.regulations.framework_messages_form import LANGUAGE_NAMES
from fourgood.regulations.framework_problems import Gap, close_to
from fourgood.regulations.framework_reading import (
    LONGEST_SHOWN,
    UNREAD,
    Form,
    Spot,
    misspelt,
    must,
    read_mapping,
    shown,
)
from fourgood.regulations.hundredths import half_up, has_two_places
from fourgood.regulations.yaml_lines import Items, Lines


def _text(value: Any, spot: Spot) -> Any:
    if not isinstance(value, str):
        return spot.wrong("not_text", value=shown(value))
    return value.strip() or spot.wrong("empty_value")


def _words(value: Any, spot: Spot) -> Any:
    if not isinstance(value, Lines):
        return spot.wrong("not_words", value=shown(value))
    meant = misspelt(value, _LANGUAGE_KEYS, spot.notes)
    texts = [UNREAD if language in meant else _translation(value, language, spot) for language in LANGUAGES]
    return UNREAD if any(text is UNREAD for text in texts) else Words(*texts)


def _translation(value: Lines, language: str, spot: Spot) -> Any:
    name = LANGUAGE_NAMES[language]
    if language not in value:
        return replace(spot, line=value.line).wrong("missing_translation", language=name, code=language)
    here, text = replace(spot, line=value.lines[language]), value[language]
    if text is None or (isinstance(text, str) and not text.strip()):
        return here.wrong("empty_translation", language=name, code=language)
    return _text(text, replace(here, key=language, example='"…"'))


def _day(value: Any, spot: Spot) -> Any:
    return value if isinstance(value, dt.date) else spot.wrong("not_a_date", value=shown(value))


def _yes_or_no(value: Any, spot: Spot) -> Any:
    return value if isinstance(value, bool) else spot.wrong("not_yes_or_no", value=shown(value))


TEXT = Form(_text, '"…"')
_LANGUAGE_KEYS = {language: must(TEXT) for language in LANGUAGES}
WORDS = Form(_words, "{vi: …, ms: …, en: …}")
DAY = Form(_day, "2024-05-19")
YES_OR_NO = Form(_yes_or_no, "yes")


def number(*, above_zero: bool = False, most: int | None = None) -> Form:
    """A number from 0 (or above) with at most two decimal places, as Decimal."""

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return spot.wrong("not_a_number", value=shown(value))
        exact = Decimal(value)
        if not has_two_places(exact):
            return spot.wrong("too_many_decimals", value=exact, example=half_up(exact))
        if above_zero and exact <= 0:
            return spot.wrong("not_above_zero", value=exact)
        return exact if _within(exact, 0, most, spot) else UNREAD

    return Form(read, "1" if most is None else str(most))


def whole_number(*, least: int, most: int | None = None) -> Form:
    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return spot.wrong("not_a_whole_number", value=shown(value))
        return value if _within(value, least, most, spot) else UNREAD

    return Form(read, str(least))


def _within(value: int | Decimal, least: int, most: int | None, spot: Spot) -> bool:
    if value >= least and (most is None or value <= most):
        return True
    if most is None:
        spot.wrong("too_small", value=value, low=least)
    else:
        spot.wrong("out_of_range", value=value, low=least, high=most)
    return False


def choice(options: type[StrEnum]) -> Form:
    """One of the options, as the member of the enum."""

    def read(value: Any, spot: Spot) -> Any:
        if isinstance(value, str) and value in list(options):
            return options(value)
        return not_one_of(value, list(options), spot)

    return Form(read, str(next(iter(options))))


def not_one_of(value: Any, known: Iterable[str], spot: Spot) -> Any:
    """Notes that the value is none of those known, and which one may have been meant."""
    names = [str(name) for name in known]
    close = close_to(value, names) if isinstance(value, str) else ""
    return spot.wrong("unknown_choice", value=shown(value), close=close, known=", ".join(names))


# Codes

_LETTERS = Words(
    vi="chữ thường không dấu, chữ số, gạch nối, gạch dưới",
    ms="huruf kecil, angka, sempang dan garis bawah",
    en="lower-case letters, digits, hyphens and underscores",
)
_SLUG = Words(
    vi="chữ thường không dấu, chữ số, gạch nối",
    ms="huruf kecil, angka dan sempang",
    en="lower-case letters, digits and hyphens",
)
_PLAIN = Words(vi="chữ cái và chữ số", ms="huruf dan angka", en="letters and digits")
_DOTTED = Words(
    vi="mã nhóm, dấu chấm, chữ cái hoặc chữ số",
    ms="kod kumpulan, titik, huruf atau angka",
    en="the code of the group, a point, letters or digits",
)


def _code(pattern: str, made_of: Words, example: str) -> Form:
    def read(value: Any, spot: Spot) -> Any:
        if not isinstance(value, str):
            return spot.wrong("not_text", value=shown(value), example=f'"{shown(value)}"')
        if not re.fullmatch(pattern, value):
            return spot.wrong("bad_code", value=value[:LONGEST_SHOWN], made_of=made_of)
        return value

    return Form(read, example)


CODE = _code("[a-z0-9]+([_-][a-z0-9]+)*", _LETTERS, "not_completed")
FRAMEWORK_CODE = _code("[a-z0-9]+(-[a-z0-9]+)*", _SLUG, "cell-2024")
GROUP_CODE = _code("[A-Za-z0-9]+", _PLAIN, "II")
CRITERION_CODE = _code(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)+", _DOTTED, "II.3")


# What happens when a criterion does not apply


def _not_applicable(value: Any, spot: Spot) -> Any:
    """The option, and the code of the criterion that is given the points."""
    if isinstance(value, Lines):
        given = read_mapping(value, {"give": must(CRITERION_CODE)}, spot.notes).get("give")
        return UNREAD if given is None else (NotApplicable.GIVE, given)
    alone = [NotApplicable.SHARE, NotApplicable.NEVER]
    if isinstance(value, str) and value in alone:
        return NotApplicable(value), None
    return not_one_of(value, [*alone, "{give: I.3}"], spot)


NOT_APPLICABLE = Form(_not_applicable, "share")


# Scales

PERCENT = number(most=100)
POINTS = number()
_FULL_FROM = {"full_from": must(number(above_zero=True, most=100))}


def _scale(value: Any, spot: Spot) -> Any:
    if value == "proportional":
        return Scale()
    if isinstance(value, Lines):
        full_from = read_mapping(value, _FULL_FROM, spot.notes).get("full_from")
        return UNREAD if full_from is None else Scale(full_from=full_from)
    if not isinstance(value, Items) or not value:
        return spot.wrong("not_a_scale", value=shown(value))
    spots = [replace(spot, line=line) for line in value.lines]
    steps = [_step(item, here) for item, here in zip(value, spots, strict=True)]
    if any(step is UNREAD for step in steps) or not _descends(steps, spots):
        return UNREAD
    return Scale(steps=tuple(steps))


def _step(value: Any, spot: Spot) -> Any:
    if not isinstance(value, Items) or len(value) != 2:
        return spot.wrong("not_a_scale", value=shown(value))
    at_least, points = PERCENT.read(value[0], spot), POINTS.read(value[1], spot)
    return UNREAD if at_least is UNREAD or points is UNREAD else Step(at_least, points)


def _descends(steps: list[Step], spots: list[Spot]) -> bool:
    """Whether each step is lower than the one before, in percentage and points, and the last is from 0."""
    wrong = list(out_of_order([step.at_least for step in steps]))
    for place, (before, step) in enumerate(pairwise(steps), start=1):
        if step.points >= before.points and step.at_least < before.at_least:
            wrong.append((place, "points_not_descending", {"value": step.points, "before": before.points}))
    for place, rule, gaps in wrong:
        spots[place].wrong(rule, **gaps)
    return not wrong


def out_of_order(levels: list[Decimal]) -> Iterator[tuple[int, str, dict[str, Gap]]]:
    """Place, rule and gaps of each level that isn't lower than the one before; if all are, of a last one above 0."""
    descends = True
    for place, (before, level) in enumerate(pairwise(levels), start=1):
        if level >= before:
            descends = False
            yield place, "not_descending", {"value": level, "before": before}
    if descends and levels[-1] > 0:
        yield len(levels) - 1, "last_not_from_zero", {"value": levels[-1]}


SCALE = Form(_scale, "proportional")
