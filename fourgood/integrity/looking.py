"""Looking through the sheets of a window of months: one statement for each rule, whatever the number of units.

Only sheets that were submitted and stand are looked at. A question that the rows no longer ask leaves, unless it was
put to the unit; one that was put to it is not raised again until a newer month gives cause.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.vectors import layout_of
from fourgood.instructions.models import FrameworkFile
from fourgood.integrity.finding import STATEMENTS
from fourgood.integrity.models import Question
from fourgood.integrity.rules import rule
from fourgood.regulations.framework import Criterion, Kind
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.integrity_rules import IntegrityRule
from fourgood.regulations.measures import worth


@transaction.atomic
def look_through(*, on: dt.date, at: dt.datetime) -> int:
    """Renew the questions, as of a day, by the rules of that day. Returns how many wait to be asked.

    Seven statements and one for each variant's file, whatever the number of units. No sheets yet: no questions.
    """
    last = Period.objects.filter(month__lte=on).aggregate(last=Max("month"))["last"]
    if last is not None:
        params = _window(rule(on), last) | {"at": at, "zone": settings.TIME_ZONE}
        params |= _full_marks(params["first"], last)
        with connection.cursor() as cursor:
            for statement in STATEMENTS.values():
                cursor.execute(statement, params)
    Question.objects.open().filter(found_at__lt=at).delete()
    return Question.objects.open().count()


def _window(rule: IntegrityRule, last: dt.date) -> dict[str, Any]:
    """The numbers of the rules as the statements name them; points in hundredths, times in minutes."""
    return {
        "first": _months_before(last, rule.window - 1),
        "last": last,
        "much": rule.apart.much * 100,
        "some": rule.apart.some * 100,
        "often": rule.apart.often,
        "alike": rule.alike.months,
        "per_cent": rule.unbacked.per_cent,
        "unbacked": rule.unbacked.months,
        "entries": rule.hurried.entries,
        "last_minutes": dt.timedelta(minutes=rule.hurried.last_minutes),
        "sitting": dt.timedelta(minutes=rule.hurried.sitting_minutes),
        "hurried": rule.hurried.months,
        "waved": rule.waved_through.sheets,
        "running": rule.waved_through.months,
        "at_once": dt.timedelta(minutes=rule.waved_through.minutes),
    }


def _months_before(month: dt.date, count: int) -> dt.date:
    number = month.year * 12 + month.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1)


def _full_marks(first: dt.date, last: dt.date) -> dict[str, list[Any]]:
    """Full marks of each criterion for which something could be shown, by variant, as columns.

    Where points are only lost by events, there is nothing to attach when none happened.
    """
    rows = Assessment.objects.filter(period__month__range=(first, last)).order_by()
    variants = list(rows.values_list("framework", "variant").distinct())
    files = FrameworkFile.objects.in_bulk({file for file, _variant in variants})
    found: dict[str, list[Any]] = {"file": [], "variant": [], "number": [], "most": [], "code": []}
    for file, variant in variants:
        for number, criterion in enumerate(layout_of(files[file], variant).criteria, start=1):
            if _can_be_shown(criterion):
                values = (file, variant, number, hundredths_of(worth(criterion)), criterion.code)
                for column, value in zip(found.values(), values, strict=True):
                    column.append(value)
    return found


def _can_be_shown(criterion: Criterion) -> bool:
    return any(part.kind is not Kind.DEDUCTIONS for part in criterion.parts)
