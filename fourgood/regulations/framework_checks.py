"""Whether what a framework file says of its criteria fits together: measure, style, model, what units may change.

Each check looks at what could be read; what was noted as wrong already is passed over: one mistake is told once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fourgood.regulations.framework import Frequency, Kind, Local, Model, Scale, Style
from fourgood.regulations.framework_problems import Notes, close_to
from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_schema import CRITERION, MEASURED
from fourgood.regulations.indicators import INDICATORS

_NEEDED: dict[Kind, tuple[str, ...]] = {
    Kind.PERCENTAGE: ("amount", "base"),
    Kind.QUANTITY: ("amount", "base"),
    Kind.YES_NO: (),
    Kind.DEDUCTIONS: ("events",),
    Kind.GRADED: ("grades",),
    Kind.MET: (),
}
_ALSO: dict[Kind, tuple[str, ...]] = {
    Kind.PERCENTAGE: ("scale", "events"),
    Kind.QUANTITY: ("unit", "scale", "events"),
    Kind.YES_NO: ("events",),
    Kind.DEDUCTIONS: (),
    Kind.GRADED: ("events",),
    Kind.MET: ("events",),
}
_INDICATED_BY = {kind: {kind} for kind in Kind} | {
    Kind.MET: {Kind.YES_NO},
    Kind.GRADED: {Kind.GRADED, Kind.PERCENTAGE, Kind.QUANTITY},  # by the limits of its grades
}
_LOCAL_KEYS = {Local.TARGET: "target_at_least", Local.PLAN: "plan_units"}


@dataclass(frozen=True)
class Frame:
    """What holds for the whole file; None: not readable."""

    model: Model | None
    style: Style | None
    notes: Notes

    def points_of(self, entry: Entry) -> Decimal | None:
        """The points that a criterion or part is worth. What is met or not met counts 1."""
        return Decimal(1) if self.style is Style.MET else entry.get("points")


def note_duplicates(entries: Iterable[Entry], notes: Notes, *, key: str = "code") -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        code = entry.get(key)
        if code in seen:
            notes.add(entry.line_of(key), "duplicate_code", code=code, other=seen[code])
        elif code is not None:
            seen[code] = entry.line_of(key)


def check_style(entry: Entry, frame: Frame, *, of_points: str = "points") -> None:
    """Points are given in style points only; "mandatory" means something in style met only."""
    if frame.style is Style.POINTS and of_points not in entry:
        frame.notes.add(entry.line, "needed_for_style", key=of_points, style=Style.POINTS, example="…")
    not_used = {Style.MET: of_points, Style.POINTS: "mandatory"}.get(frame.style) if frame.style else None
    if not_used in entry.lines:
        frame.notes.add(entry.line_of(not_used), "not_for_style", key=not_used, style=str(frame.style))


def check_criterion(criterion: Entry, frame: Frame) -> None:
    if not criterion.lines:
        return
    check_style(criterion, frame)
    _check_frequency(criterion, frame)
    _check_local(criterion, frame)
    if "parts" in criterion:
        _check_parts(criterion, frame)
    elif "measure" in criterion:
        _check_measured(criterion, frame)
    else:
        frame.notes.add(criterion.line, "missing_key", key="measure", example=MEASURED["measure"].form.example)


def _check_frequency(criterion: Entry, frame: Frame) -> None:
    every = criterion.get("every")
    if every is Frequency.MEETING and frame.model not in (Model.MEETING, None):
        frame.notes.add(criterion.line_of("every"), "frequency_not_for_model", model=frame.model)


def _check_local(criterion: Entry, frame: Frame) -> None:
    allowed = criterion.get("local")
    if allowed is None and "local" in criterion:
        return
    for local, key in _LOCAL_KEYS.items():
        if local in (allowed or ()) and key not in criterion:
            line, example = criterion.line_of("local"), CRITERION[key].form.example
            frame.notes.add(line, "needed_for_local", key=key, local=local, example=example)
        if local not in (allowed or ()) and key in criterion:
            frame.notes.add(criterion.line_of(key), "not_without_local", key=key, local=local)


def _check_parts(criterion: Entry, frame: Frame) -> None:
    for key in MEASURED:
        if key in criterion:
            frame.notes.add(criterion.line_of(key), "not_beside_parts", key=key)
    parts = criterion.entries("parts")
    note_duplicates(parts, frame.notes)
    for part in parts:
        if part.lines:
            check_style(part, frame)
            _check_measured(part, frame)


def _check_measured(part: Entry, frame: Frame) -> None:
    """A part, or a criterion that is its own only part."""
    if "measure" not in part:
        frame.notes.add(part.line, "missing_key", key="measure", example=MEASURED["measure"].form.example)
    measure = part.get("measure")
    if measure is not None:
        _check_measure(part, measure, frame)
        _check_indicator(part, measure, frame)
    _check_scale(part, frame)
    _check_grades(part, frame)
    _check_events(part, frame)


def _check_measure(part: Entry, measure: Kind, frame: Frame) -> None:
    if frame.style is not None and (measure is Kind.MET) != (frame.style is Style.MET):
        frame.notes.add(part.line_of("measure"), "measure_not_for_style", measure=measure, style=frame.style)
        return
    needed = _NEEDED[measure]
    for key, expected in MEASURED.items():
        if key in needed and key not in part:
            line = part.line_of("measure")
            frame.notes.add(line, "needed_for_measure", key=key, measure=measure, example=expected.form.example)
        if key in part and key not in (*needed, *_ALSO[measure], "measure", "indicator"):
            frame.notes.add(part.line_of(key), "not_for_measure", key=key, measure=measure)


def _check_indicator(part: Entry, measure: Kind, frame: Frame) -> None:
    code = part.get("indicator")
    if code is None:
        return
    fitting = [known.code for known in INDICATORS.values() if known.kind in _INDICATED_BY[measure]]
    line, known = part.line_of("indicator"), ", ".join(fitting) or "–"
    if code not in INDICATORS:
        frame.notes.add(line, "unknown_indicator", value=code, close=close_to(code, fitting), known=known)
    elif code not in fitting:
        kind = INDICATORS[code].kind
        frame.notes.add(line, "wrong_indicator", value=code, kind=kind, measure=measure, known=known)


def _check_scale(part: Entry, frame: Frame) -> None:
    """No step gives more than there is, and the first gives all of it, unless events or other parts are in play."""
    scale, points = part.get("scale"), frame.points_of(part)
    if not isinstance(scale, Scale) or points is None or not scale.steps:
        return
    line = part.line_of("scale", "points")
    above = [step.points for step in scale.steps if step.points > points]
    for step_points in above:
        frame.notes.add(line, "step_above_points", value=step_points, points=points)
    first = scale.steps[0].points
    if not above and first != points and "events" not in part:
        frame.notes.add(line, "first_step_not_all", value=first, points=points)


def _check_grades(part: Entry, frame: Frame) -> None:
    grades, points = part.entries("grades"), frame.points_of(part)
    note_duplicates(grades, frame.notes)
    worth = [grade.get("points") for grade in grades]
    if not grades or points is None or None in worth or max(worth) == points:
        return
    frame.notes.add(part.line_of("grades", "points"), "best_grade_not_all", value=max(worth), points=points)


def _check_events(part: Entry, frame: Frame) -> None:
    points = frame.points_of(part)
    note_duplicates(part.entries("events"), frame.notes)
    for event in part.entries("events"):
        given = [key for key in ("minus", "at_most") if key in event]
        if event.lines and len(given) != 1:
            frame.notes.add(event.line, "event_needs_one", given=", ".join(given) or "–")
            continue
        for key in given:
            amount = event.get(key)
            if amount is not None and points is not None and amount > points:
                line = max(event.line_of(key), part.line_of("points"))
                frame.notes.add(line, "event_above_points", key=key, value=amount, points=points)
