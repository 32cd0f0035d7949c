"""Whether what stands beside the criteria fits: days of the instruction, bands, conditions, classes, the calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from decimal import Decimal

from fourgood.regulations.framework import Model, Style
from fourgood.regulations.framework_checks import Frame, note_duplicates
from fourgood.regulations.framework_codes import circles
from fourgood.regulations.framework_forms import out_of_order
from fourgood.regulations.framework_problems import close_to
from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_schema import COMPARISONS, DEADLINES

OCCASIONS = ("meeting",)
"""What a deadline may count days from, beside the steps of the calendar."""

STEPS_OF_THE_YEAR = ("registration_opens", "registration", "local_criteria")
"""Steps that fall on a day of the year, so that month and day are all that is needed to find it."""

_WITH_CLASSES = (Model.COLLECTIVE, Model.LEADER, Model.MEMBER, Model.OUTSIDE_MEMBER)
_OF_DEADLINES = frozenset().union(*DEADLINES, {"years_later", "years_earlier", "working_days"})
_LONGEST_FEBRUARY_IN = 2024
_ALL_PERCENT = Decimal(100)


def check_beside(head: Entry, frame: Frame) -> None:
    _check_days(_part_of(head, "instruction"), frame)
    note_duplicates(_part_of(head, "bonus").entries("items"), frame.notes)
    note_duplicates(head.entries("deductions"), frame.notes)
    _check_levels(head.entries("bands"), head, frame)
    recognition = _part_of(head, "recognition")
    _check_conditions([*recognition.entries("conditions"), *recognition.entries("disqualifications")], frame)
    _check_classification(head, frame)
    _check_calendar(head.entries("calendar"), frame)


def _part_of(head: Entry, key: str) -> Entry:
    return head.get(key) or Entry(head.line)


def _check_days(instruction: Entry, frame: Frame) -> None:
    first, last = instruction.get("from"), instruction.get("until")
    if first is not None and last is not None and last < first:
        frame.notes.add(instruction.line_of("until"), "until_before_from", value=str(last), first=str(first))


def _check_levels(levels: list[Entry], head: Entry, frame: Frame) -> None:
    """Bands or classes: each code once, highest first, the last from 0, none above the whole."""
    note_duplicates(levels, frame.notes)
    whole = _ALL_PERCENT if frame.style is Style.MET else head.get("whole")
    heights = [level.get("at_least") for level in levels]
    if not levels or None in heights:
        return
    for place, rule, gaps in out_of_order(heights):
        frame.notes.add(levels[place].line_of("at_least"), rule, **gaps)
    for level, height in zip(levels, heights, strict=True):
        if whole is not None and height > whole:
            frame.notes.add(level.line_of("at_least"), "above_whole", value=height, whole=whole)


def _check_conditions(conditions: list[Entry], frame: Frame) -> None:
    for condition in conditions:
        given = [key for key in COMPARISONS if key in condition]
        if condition.lines and len(given) != 1:
            frame.notes.add(condition.line, "condition_needs_one", given=", ".join(given) or "–")


def _check_classification(head: Entry, frame: Frame) -> None:
    if "classification" not in head:
        return
    if frame.model not in (*_WITH_CLASSES, None):
        line = head.line_of("classification")
        frame.notes.add(line, "not_for_model", key="classification", model=str(frame.model))
    classification = _part_of(head, "classification")
    classes, triggers = classification.entries("classes"), classification.entries("triggers")
    _check_levels(classes, head, frame)
    for quality_class in classes:
        _check_conditions(quality_class.entries("conditions"), frame)
    _check_conditions(triggers, frame)
    caps = classification.entries("caps")
    note_duplicates(caps, frame.notes, key="class")
    codes = [entry.get("code") for entry in classes]
    if None not in codes and codes:
        _check_classes_named(triggers, caps, codes, frame)


def _check_classes_named(triggers: list[Entry], caps: list[Entry], codes: list[str], frame: Frame) -> None:
    named = [(entry, "class") for entry in (*triggers, *caps)] + [(entry, "of") for entry in caps]
    for entry, key in named:
        code = entry.get(key)
        if code is not None and code not in codes:
            close, known = close_to(code, codes), ", ".join(codes)
            frame.notes.add(entry.line_of(key), "unknown_class", value=code, close=close, known=known)
    for cap in caps:
        code, of = cap.get("class"), cap.get("of")
        if code in codes and of in codes and codes.index(of) <= codes.index(code):
            known = ", ".join(codes[codes.index(code) + 1 :]) or "–"
            frame.notes.add(cap.line_of("of"), "cap_of_not_below", value=of, code=code, known=known)


def _check_calendar(deadlines: list[Entry], frame: Frame) -> None:
    note_duplicates(deadlines, frame.notes, key="step")
    for deadline in deadlines:
        if deadline.lines:
            _check_shape(deadline, frame)
            _check_day(deadline, frame)
    _check_registration(deadlines, frame)
    followed = dict(_followed(deadlines, frame))
    for circle in circles(followed):
        line = max(entry.line_of("after") for entry in deadlines if entry.get("step") in circle)
        frame.notes.add(line, "steps_in_a_circle", circle=" → ".join([*circle, circle[0]]))


def _check_registration(deadlines: list[Entry], frame: Frame) -> None:
    """Steps of the year have a month; one can't have to register before one may."""
    by_step = {entry.get("step"): entry for entry in reversed(deadlines)}
    for step in STEPS_OF_THE_YEAR:
        entry = by_step.get(step)
        if entry is not None and "month" not in entry.lines and {"months_later", "after"} & set(entry.lines):
            frame.notes.add(entry.line, "step_of_the_year", step=step)
    opening, closing = (_place_in_time(by_step.get(step)) for step in STEPS_OF_THE_YEAR[:2])
    if opening and closing and opening > closing:
        frame.notes.add(by_step[STEPS_OF_THE_YEAR[0]].line, "opens_too_late")


def _place_in_time(deadline: Entry | None) -> tuple[int, int, int] | None:
    """Year beside that of the programme, month, day; None if they are not all there."""
    month, day = (deadline.get("month"), deadline.get("day")) if deadline else (None, None)
    if deadline is None or month is None or day is None:
        return None
    return (deadline.get("years_later") or 0) - (deadline.get("years_earlier") or 0), month, day


def _check_shape(deadline: Entry, frame: Frame) -> None:
    """The keys of one of the three ways; a year later or earlier with a month, "working_days" with days after
    something.
    """
    given = _OF_DEADLINES & set(deadline.lines)
    one_year = {"years_later"} if "years_later" in given else {"years_earlier"}
    also = {"month": one_year, "after": {"working_days"}}
    for keys in DEADLINES:
        if keys <= given <= keys.union(*(also[key] for key in keys if key in also)):
            return
    in_order = [key for key in deadline.lines if key in given]
    frame.notes.add(deadline.line, "deadline_shape", given=", ".join(in_order) or "–")


def _check_day(deadline: Entry, frame: Frame) -> None:
    month, day = deadline.get("month"), deadline.get("day")
    if month is None or day is None:
        return
    last = calendar.monthrange(_LONGEST_FEBRUARY_IN, month)[1]
    if day > last:
        frame.notes.add(deadline.line_of("day"), "impossible_day", value=day, month=month, last=last)


def _followed(deadlines: list[Entry], frame: Frame) -> Iterator[tuple[str, str]]:
    """Steps with the step that they follow; notes those that follow something unknown."""
    steps = [entry.get("step") for entry in deadlines]
    for deadline in deadlines:
        step, after = deadline.get("step"), deadline.get("after")
        if after is None or None in steps:
            continue
        known = [*OCCASIONS, *(other for other in steps if other != step)]
        if after == step or after in known:
            yield step, after
        else:
            line, close = deadline.line_of("after"), close_to(after, known)
            frame.notes.add(line, "unknown_step", value=after, close=close, known=", ".join(known))
