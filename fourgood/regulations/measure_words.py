"""How a part of a criterion is measured, as a sentence that anyone can check: what is counted, against what, and which
points that gives. The words of the framework file stand in it as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from fourgood.regulations.figures import figure, filled, joined, sentence
from fourgood.regulations.framework import Event, Kind, Part, Scale, Step, Words

_NOTHING = Words(vi="", ms="", en="")


def in_words(part: Part, language: str) -> str:
    """How the part is measured, in "vi", "ms" or "en" (a region is ignored): "Share: present ÷ due; from 85 % on …"."""
    return measure_of(part).to(language)


def measure_of(part: Part) -> Words:
    """The same in all three languages. A part of several begins with its own wording."""
    measured = joined([piece for piece in _pieces(part) if piece != _NOTHING], "; ")
    if part.wording is None:
        return sentence(measured)
    return sentence(joined([part.wording, measured], ": "))


def _pieces(part: Part) -> Iterator[Words]:
    yield _counted(part)
    if part.kind in {Kind.PERCENTAGE, Kind.QUANTITY}:
        yield _by_scale(part)
    yield from (_event(event) for event in part.events)


def _counted(part: Part) -> Words:
    if part.kind in {Kind.PERCENTAGE, Kind.QUANTITY}:
        unit = filled(_IN_UNIT, unit=part.unit) if part.unit else _NOTHING
        template = _SHARE if part.kind is Kind.PERCENTAGE else _AGAINST_PLAN
        return filled(template, amount=part.amount or _NOTHING, base=part.base or _NOTHING, unit=unit)
    if part.kind is Kind.GRADED:
        grades = [filled(_GRADE, grade=grade.wording, points=points_in_words(grade.points)) for grade in part.grades]
        return filled(_GRADED, grades=joined(grades, "; "))
    return filled(_ANSWERED[part.kind], points=points_in_words(part.points))


def _by_scale(part: Part) -> Words:
    """The steps from the highest down; or from which percentage all points are given, and that less gives fewer."""
    if part.scale.steps:
        return joined(list(_steps(part.scale)), ", ")
    template = _PROPORTION if part.scale.full_from == Scale().full_from else _FULL_FROM
    return filled(template, full=part.scale.full_from, points=points_in_words(part.points))


def _steps(scale: Scale) -> Iterator[Words]:
    highest = scale.steps[0]
    yield filled(_TOP, low=highest.at_least, points=points_in_words(highest.points))
    for above, step in pairwise(scale.steps):
        yield _lower(above, step)


def _lower(above: Step, step: Step) -> Words:
    template = _BETWEEN if step.at_least else _BELOW
    return filled(template, low=step.at_least, high=above.at_least, points=points_in_words(step.points))


def _event(event: Event) -> Words:
    if event.minus is not None:
        return filled(_MINUS, points=points_in_words(event.minus), event=event.wording)
    template = _AT_MOST if event.at_most else _NONE_LEFT
    return filled(template, points=points_in_words(event.at_most or Decimal(0)), event=event.wording)


def points_in_words(points: Decimal) -> Words:
    """ "5 điểm", "5 mata", "5 points"."""
    plural = "" if points == 1 else "s"
    return Words(
        vi=f"{figure(points, 'vi')} điểm",
        ms=f"{figure(points, 'ms')} mata",
        en=f"{figure(points, 'en')} point{plural}",
    )


_SHARE = Words(
    vi="tỷ lệ: {amount} ÷ {base}{unit}",
    ms="peratusan: {amount} ÷ {base}{unit}",
    en="share: {amount} ÷ {base}{unit}",
)
_AGAINST_PLAN = Words(
    vi="kết quả so với kế hoạch: {amount} ÷ {base}{unit}",
    ms="hasil berbanding rancangan: {amount} ÷ {base}{unit}",
    en="result against plan: {amount} ÷ {base}{unit}",
)
_IN_UNIT = Words(vi=" (đơn vị tính: {unit})", ms=" (unit: {unit})", en=" (in {unit})")
_ANSWERED = {
    Kind.YES_NO: Words(
        vi="có hoặc không: “có” được {points}, “không” thì không có điểm",
        ms="ya atau tidak: “ya” mendapat {points}, “tidak” tiada mata",
        en="yes or no: yes gives {points}, no gives none",
    ),
    Kind.DEDUCTIONS: Words(
        vi="chấm đủ {points} rồi trừ, không trừ quá 0",
        ms="bermula dengan {points} penuh, kemudian ditolak, tidak kurang daripada 0",
        en="{points} to begin with, then points come off, never below 0",
    ),
    Kind.MET: Words(vi="đạt hoặc không đạt", ms="dicapai atau tidak dicapai", en="met or not met"),
}
_GRADED = Words(vi="xếp theo mức: {grades}", ms="mengikut gred: {grades}", en="by grade: {grades}")
_GRADE = Words(vi="{grade} – {points}", ms="{grade} – {points}", en="{grade} – {points}")
_PROPORTION = Words(
    vi="đạt {full} % được {points}, thấp hơn tính theo tỷ lệ",
    ms="{full} % mendapat {points}, kurang daripada itu mengikut kadar",
    en="{full} % gives {points}, less gives points in proportion",
)
_FULL_FROM = Words(
    vi="từ {full} % trở lên được {points}, thấp hơn tính theo tỷ lệ",
    ms="dari {full} % ke atas mendapat {points}, kurang daripada itu mengikut kadar",
    en="from {full} % on {points}, less gives points in proportion",
)
_TOP = Words(
    vi="từ {low} % trở lên được {points}",
    ms="dari {low} % ke atas mendapat {points}",
    en="from {low} % on {points}",
)
_BETWEEN = Words(
    vi="từ {low} % đến dưới {high} % được {points}",
    ms="dari {low} % hingga di bawah {high} % mendapat {points}",
    en="from {low} % to under {high} % {points}",
)
_BELOW = Words(
    vi="dưới {high} % được {points}",
    ms="di bawah {high} % mendapat {points}",
    en="under {high} % {points}",
)
_MINUS = Words(
    vi="trừ {points} cho mỗi trường hợp: {event}",
    ms="tolak {points} bagi setiap kes: {event}",
    en="{points} off for each case: {event}",
)
_NONE_LEFT = Words(
    vi="không có điểm nếu: {event}",
    ms="tiada mata jika: {event}",
    en="no points if: {event}",
)
_AT_MOST = Words(
    vi="nhiều nhất {points} nếu: {event}",
    ms="paling banyak {points} jika: {event}",
    en="{points} at most if: {event}",
)
