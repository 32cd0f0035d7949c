"""What a framework says beside its criteria, in sentences: bonus, bands, recognition, classification, the year's dates.
In the language that is active.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fourgood.instructions.criterion_words import STYLES, here, number
from fourgood.regulations.difference import Beside
from fourgood.regulations.framework import Cap, CapBase, Condition, Deadline, Extra, Framework, QualityClass, Rounding


@dataclass(frozen=True)
class Block:
    """A heading and sentences under it."""

    title: str
    lines: tuple[str, ...]


def blocks(framework: Framework) -> tuple[Block, ...]:
    """Everything beside the criteria that the framework says, in the order of the annex."""
    said = (Block(title_of(beside, framework), lines_of(beside, framework)) for beside in _LINES)
    return tuple(block for block in said if block.lines and block.title)


def title_of(beside: Beside, framework: Framework) -> str:
    """The heading over a block; "" for what stands at the head of the annex."""
    most = framework.bonus.most if framework.bonus else None
    share = framework.recognition.most if framework.recognition else None
    titles = {
        Beside.BONUS: _("Bonus points, %(most)s at most") % {"most": number(most)} if most is not None else "",
        Beside.DEDUCTIONS: _("Points off for how the process was kept"),
        Beside.BANDS: _("Names of totals"),
        Beside.RECOGNITION: _("Recognition, of %(share)s %% of those registered at most") % {"share": number(share)}
        if share is not None
        else _("Recognition"),
        Beside.CLASSIFICATION: _("Classification"),
        Beside.CALENDAR: _("The year's dates"),
    }
    return titles.get(beside, "")


def lines_of(beside: Beside, framework: Framework) -> tuple[str, ...]:
    """The sentences of a block. Also for the page of differences, where the head counts too."""
    return tuple(_LINES[beside](framework)) if beside in _LINES else tuple(_HEAD_LINES[beside](framework))


def _bonus(framework: Framework) -> Iterable[str]:
    return (_plus(item) for item in framework.bonus.items) if framework.bonus else ()


def _plus(extra: Extra) -> str:
    return _("%(wording)s: +%(points)s") % {"wording": here(extra.wording), "points": number(extra.points)}


def _deductions(framework: Framework) -> Iterable[str]:
    return (
        _("%(wording)s: −%(points)s each time") % {"wording": here(extra.wording), "points": number(extra.points)}
        for extra in framework.deductions
    )


def _bands(framework: Framework) -> Iterable[str]:
    return (
        _("%(title)s: from %(points)s points on") % {"title": here(b.title), "points": number(b.at_least)}
        for b in framework.bands
    )


def _recognition(framework: Framework) -> Iterable[str]:
    if framework.recognition is None:
        return
    for condition in framework.recognition.conditions:
        yield _("Asked for: %(wording)s") % {"wording": _asked(condition)}
    for condition in framework.recognition.disqualifications:
        yield _("Rules it out: %(wording)s") % {"wording": _asked(condition)}


def _asked(condition: Condition) -> str:
    return here(condition.wording)


def _classification(framework: Framework) -> Iterable[str]:
    classification = framework.classification
    if classification is None:
        return
    titles = {c.code: here(c.title) for c in classification.classes}
    for quality in classification.classes:
        yield from _class(quality)
    for trigger in classification.triggers:
        values = {"title": titles.get(trigger.quality_class, ""), "wording": _asked(trigger.condition)}
        yield _("Always “%(title)s”: %(wording)s") % values
    yield from (_cap(cap, titles) for cap in classification.caps)


def _class(quality: QualityClass) -> Iterable[str]:
    title = here(quality.title)
    yield _("%(title)s: from %(points)s points on") % {"title": title, "points": number(quality.at_least)}
    for condition in quality.conditions:
        yield _("Asked for “%(title)s”: %(wording)s") % {"title": title, "wording": _asked(condition)}


def _cap(cap: Cap, titles: dict[str, str]) -> str:
    sentence = _("“%(title)s” at most %(share)s %% (outstanding: %(more)s %%) of those %(of)s, %(rounding)s.")
    of = _("in “%(title)s”") if cap.base is CapBase.BELOW else _("in “%(title)s” or above")
    return sentence % {
        "title": titles.get(cap.quality_class, cap.quality_class),
        "of": of % {"title": titles.get(cap.of, cap.of)},
        "share": number(cap.share),
        "more": number(cap.outstanding_share),
        "rounding": _("rounded down") if cap.rounding is Rounding.DOWN else _("rounded to the nearest"),
    }


def _calendar(framework: Framework) -> Iterable[str]:
    titles = {deadline.step: here(deadline.title) for deadline in framework.calendar}
    return (
        _("%(step)s: %(day)s") % {"step": here(deadline.title), "day": _day(deadline, titles)}
        for deadline in framework.calendar
    )


def _day(deadline: Deadline, titles: dict[str, str]) -> str:
    if deadline.after is not None:
        step = titles.get(deadline.after) or (_("the meeting") if deadline.after == "meeting" else deadline.after)
        sentence = (
            _("%(days)s working days after: %(step)s") if deadline.working_days else _("%(days)s days after: %(step)s")
        )
        return sentence % {"days": deadline.days_after, "step": step}
    if deadline.months_later is not None:
        return _month(deadline.months_later) % {"day": deadline.day, "months": deadline.months_later}
    return _year(deadline) % {"day": f"{deadline.day:02}", "month": f"{deadline.month:02}"}


def _year(deadline: Deadline) -> str:
    if deadline.years_earlier:
        return _("%(day)s/%(month)s of the year before")
    return _("by %(day)s/%(month)s of the year after") if deadline.years_later else _("by %(day)s/%(month)s each year")


def _month(later: int) -> str:
    if later == 0:
        return _("by day %(day)s of the month")
    return _("by day %(day)s of the month after") if later == 1 else _("by day %(day)s, %(months)s months later")


_LINES: dict[Beside, Callable[[Framework], Iterable[str]]] = {
    Beside.BANDS: _bands,
    Beside.BONUS: _bonus,
    Beside.DEDUCTIONS: _deductions,
    Beside.RECOGNITION: _recognition,
    Beside.CLASSIFICATION: _classification,
    Beside.CALENDAR: _calendar,
}
_HEAD_LINES: dict[Beside, Callable[[Framework], Iterable[str]]] = {
    Beside.TITLE: lambda framework: [here(framework.title)],
    Beside.STYLE: lambda framework: [str(STYLES[framework.style])],
    Beside.WHOLE: lambda framework: [number(framework.whole)],
}
