"""One criterion, month by month: what was counted for it, where the rows are, and its three kinds of points."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from fourgood.assessments.vectors import Measured, measured_values
from fourgood.figures.unit_year import CriterionYear, Kind, Month
from fourgood.indicators.catalogue import catalogue
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.regulations.framework import Part
from fourgood.regulations.scoring import given, score_criterion


@dataclass(frozen=True)
class Counted:
    """An indicator of the criterion, with the address of its rows in the month."""

    title: str
    url: str


@dataclass(frozen=True)
class Line:
    """One month. `why`: how the suggestion comes about. `counted`: the indicators behind it, with their rows."""

    month: Month
    suggested: str
    own: str
    confirmed: str
    why: str
    counted: list[Counted]
    is_short: bool

    @property
    def sheet(self) -> str:
        return f"{self.month.row.get_absolute_url()}#point-"


def lines_of(line: CriterionYear, sees_events: bool) -> list[Line]:
    """Of the months that follow its framework. `sees_events`: whether the reader sees events that deduct."""
    return [_line(line, month, sees_events) for month in line.months]


def _line(line: CriterionYear, month: Month, sees_events: bool) -> Line:
    standing = month.points(month.standing, line.number) if month.standing else None
    points = [month.points(kind, line.number) for kind in Kind]
    suggested, own, confirmed = ("–" if p is None else in_figures(p) for p in points)
    is_short = standing is not None and given(line.criterion, standing).is_short
    counted = [
        _counted(part, month.row.unit_id, month.month)
        for part in line.criterion.parts
        if _opens(part, sees_events) and month.is_expected
    ]
    return Line(month, suggested, own, confirmed, _why(line, month, sees_events), counted, is_short)


def _why(line: CriterionYear, month: Month, sees_events: bool) -> str:
    restricted = any(part.indicator and not _opens(part, sees_events) for part in line.criterion.parts)
    if not month.is_expected or restricted:
        return ""
    row = month.row
    found = measured_values(month.layout, Measured(row.amounts, row.bases, row.counts)).get(line.code, {})
    return said(score_criterion(line.criterion, found).explanation) if found else ""


def _opens(part: Part, sees_events: bool) -> bool:
    entry = catalogue().get(part.indicator or "")
    return entry is not None and entry.counted is not None and (sees_events or not entry.is_restricted)


def _counted(part: Part, unit: int, month: dt.date) -> Counted:
    code = part.indicator or ""
    return Counted(str(catalogue()[code].title), reverse("indicator", args=[unit, code, month]))
