"""What tests of assessments begin with: an open month, found values, a filled-in sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fourgood.assessments.entering import Said, locked_sheet, put, record_changes
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.sheet import sheet_of
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import shortfalls_of
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Criterion, Kind, Part
from fourgood.regulations.values import RATIOS, Value, counts

MONTH = dt.date(2026, 3, 1)
NOW = timezone.make_aware(dt.datetime(2026, 4, 3, 9))
LATE = timezone.make_aware(dt.datetime(2026, 4, 20, 9))


def opened(cast, month: dt.date = MONTH, at: dt.datetime = NOW) -> Period:
    return Period.objects.open(cast.edition.instruction, month, by=None, at=at)


def sheet_row(cast, unit: Unit, month: dt.date = MONTH) -> Assessment:
    return Assessment.objects.select_related("period", "unit", "framework").get(period=opened(cast, month), unit=unit)


def best(part: Part) -> Value:
    """The value that earns all points."""
    none = counts({event.code: 0 for event in part.events})
    if part.kind in RATIOS:
        return Value(amount=Decimal(20), base=Decimal(20), events=none)
    if part.kind is Kind.DEDUCTIONS:
        return Value(events=none)
    if part.kind is Kind.GRADED:
        return Value(grade=max(part.grades, key=lambda grade: grade.points).code, events=none)
    return Value(answer=True, events=none)


def all_of(criterion: Criterion) -> dict[str, Value]:
    return {part.code: best(part) for part in criterion.parts}


def fill_in(row: Assessment, *, by, at: dt.datetime = NOW, leave: tuple[str, ...] = ()) -> Assessment:
    """Enter by hand what the best month would have; what `leave` names stays empty."""
    for line in sheet_of(row).lacking:
        if line.code not in leave:
            row.enter(line.code, Said(all_of(line.criterion)), version=line.version, by=by, at=at)
    return sheet_again(row)


def enter_all(row: Assessment, said: Mapping[str, tuple[Said, int]], *, by, at: dt.datetime = NOW) -> None:
    """What was typed of many criteria, as the page saves them: by code, what, and the version seen."""
    with transaction.atomic():
        locked, sheet = locked_sheet(row)
        put(locked, sheet, said, by=by, at=at)
        record_changes(locked)


def without_action(row: Assessment, *, by, at: dt.datetime = NOW) -> Assessment:
    """A reason beside every shortfall, so that the sheet may go up."""
    for line in shortfalls_of(sheet_of(row)):
        CorrectiveAction.objects.do_without(row, line.code, because="Nguyên nhân đã hết", by=by, at=at)
    return row


def sheet_again(row: Assessment) -> Assessment:
    return Assessment.objects.select_related("period", "unit", "framework").get(pk=row.pk)
