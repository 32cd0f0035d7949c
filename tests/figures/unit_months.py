"""Sheets of a unit that are there already: months with the points, stages and days that a test says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from fourgood.assessments.models import Assessment, Period, Submission
from fourgood.assessments.vectors import due_in, layout_of
from fourgood.demo.cast import Cast
from fourgood.organisation.models import Unit
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth

YEAR = 2031


def period(cast: Cast, month: int, *, year: int = YEAR) -> Period:
    day = dt.date(year, month, 1)
    new = {"opened_at": at(day)}
    return Period.objects.get_or_create(instruction=cast.edition.instruction, month=day, defaults=new)[0]


def at(day: dt.date, hour: int = 9, minute: int = 0, second: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute, second)))


def most_of(cast: Cast, month: int) -> list[int | None]:
    """All points of each criterion that is due in the month, in hundredths."""
    layout = layout_of(cast.criteria_set.framework, cast.criteria_set.variant)
    due = due_in(layout, month)
    return [hundredths_of(worth(c)) if d else None for c, d in zip(layout.criteria, due, strict=True)]


def sheet(cast: Cast, unit: Unit, month: int, *, year: int = YEAR, **given: Any) -> Assessment:
    """The sheet of a month. `suggested`, `own`, `confirmed`: arrays of points; with them groups and totals follow."""
    layout = layout_of(cast.criteria_set.framework, cast.criteria_set.variant)
    row = Assessment(
        period=period(cast, month, year=year),
        unit=unit,
        path=unit.path,
        framework=cast.criteria_set.framework,
        variant=cast.criteria_set.variant,
        due_on=dt.date(year, month, 28),
    )
    for kind in ("suggested", "own", "confirmed"):
        points: Sequence[int | None] = given.pop(kind, None) or [None] * len(layout.criteria)
        _keep(row, kind, list(points), most_of(cast, month), layout)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    return row


def _keep(row: Assessment, kind: str, points: list[int | None], most: list[int | None], layout: Any) -> None:
    groups = [sum(points[n] or 0 for n in numbers) for _group, numbers in layout.groups]
    due = [sum(most[n] or 0 for n in numbers if points[n] is not None) for _group, numbers in layout.groups]
    is_whole = all(p is not None for p, m in zip(points, most, strict=True) if m is not None)
    setattr(row, kind, points)
    setattr(row, f"{kind}_groups", groups)
    setattr(row, f"{kind}_due", due)
    setattr(row, f"{kind}_total", 10000 * sum(groups) // sum(due) if is_whole and sum(due) else None)


def send(row: Assessment, day: dt.date | None = None, **given: Any) -> Submission:
    """Submitted on the day (the 20th of its month if none is said), in time until the 28th; and what else is said."""
    sent = at(day or row.period.month.replace(day=20))
    given = {"in_time_until": row.due_on, "submitted_at": sent} | given
    return Submission.objects.create(assessment=row, **given)


def confirmed_month(cast: Cast, unit: Unit, month: int, **given: Any) -> Assessment:
    """A month at full marks, or with the points given, confirmed the day after."""
    full = most_of(cast, month)
    row = sheet(cast, unit, month, **({"own": full, "confirmed": given.get("own", full)} | given))
    send(row, confirmed_at=at(row.period.month.replace(day=21)))
    return row


def less(points: Sequence[int | None], number: int, by: int) -> list[int | None]:
    """The same points, with so many hundredths less for one criterion."""
    changed = list(points)
    value = changed[number]
    changed[number] = None if value is None else value - by
    return changed
