"""Twelve months of assessments of the generated province, and how long a month takes: opened, counted anew, saved.

Months are opened by the verb of the product. A few sheets of each framework are filled as in the sample province; every
other sheet of the month takes after one of them, within the database. Nothing here goes through submission: what one
costs is measured over HTTP.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks.results import Result, percentile, timed

MONTHS = 12
PATTERNS = 12  # sheets that are filled one by one, of each framework and variant
SHARES = (70, 20, 10)  # of a hundred: as asked, a little short, not reached
SENT, CONFIRMED = 95, 90  # of a hundred
OPENED_LIMIT_S, SUGGESTED_LIMIT_S = 5, 10
AUTOSAVE_LIMIT_MS, SHEET_LIMIT_MS = 40, 150
WARM_UP, SAVES = 3, 30


def assess() -> Iterator[Result]:
    """The months before this one are filled; this one is opened and stays open. Limits hold for a whole province."""
    from fourgood.assessments.models import Assessment, Entry, Submission
    from fourgood.common import bulk
    from fourgood.instructions.models import Instruction

    instruction, opened = Instruction.objects.get(), []
    for month in months():
        with timed() as clock:
            period = _open(instruction, month)
        opened.append(clock.seconds)
        if month != _this_month():
            _fill(period)
        bulk.analyse(Assessment, Entry, Submission)
    number, sheets = Assessment.objects.count(), period.assessments.count()
    note = f"of {len(opened)} months; {number:,} assessments, {Entry.objects.count():,} entries by hand"
    yield Result(
        benchmark="months",
        what=f"open a month, {sheets:,} units",
        value=max(opened),
        unit="s most",
        limit=OPENED_LIMIT_S,
        note=note,
    )
    yield _suggested_again(period)


def _suggested_again(period: Any) -> Result:
    from django.utils import timezone

    from fourgood.assessments.models import Assessment
    from fourgood.assessments.suggesting import suggest

    with timed() as clock:
        count = suggest(Assessment.objects.filter(period=period), at=timezone.now())
    what = f"all suggestions of a month, {count:,} sheets"
    return Result(benchmark="months", what=what, value=clock.seconds, unit="s", limit=SUGGESTED_LIMIT_S)


def _this_month() -> dt.date:
    from django.utils import timezone

    return timezone.localdate().replace(day=1)


def months() -> list[dt.date]:
    """The first days of the last twelve, this one included."""
    this = _this_month()
    last = this.year * 12 + this.month - 1
    return [dt.date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def _open(instruction: Any, month: dt.date) -> Any:
    from fourgood.assessments.models import Period
    from fourgood.demo.assessed_sheets import moment

    return Period.objects.open(instruction, month, by=None, at=moment(month + dt.timedelta(days=27), 60))


# Filling


def _fill(period: Any) -> None:
    """The patterns through the sample province's own writing; then the others after them, in four statements."""
    from django.db import connection, transaction

    from fourgood.demo.assessed_sheets import Manner, planned, write

    patterns = list(period.assessments.expected().filter(pk__in=_patterns(period)).select_related(*_WITH))
    sheets = [planned(row, Manner(SHARES)) for row in patterns]
    for number, sheet in enumerate(sheets):
        sheet.submitted = _sent(period.month, number)
    with transaction.atomic(), connection.cursor() as cursor:
        write(sheets, remark="Tháng {month:%m/%Y}", because="")
        values = {"period": period.pk, "patterns": [row.pk for row in patterns], "sent": SENT, "confirmed": CONFIRMED}
        for statement in (_TAKE_AFTER, _POINTS, _ENTRIES, _CONFIRMED_POINTS, _SUBMISSIONS, _DECIDED):
            cursor.execute(statement, values)


def fill_open_month(count: int) -> list[Any]:
    """So many sheets of cells, of this month, that nobody submitted: whole, every shortfall answered, ready to be."""
    from django.utils import timezone

    from fourgood.assessments.models import Assessment
    from fourgood.corrective.models import CorrectiveAction
    from fourgood.corrective.shortfalls import short_in
    from fourgood.demo.assessed_sheets import Manner, planned, write_typed

    of_cells = Assessment.objects.filter(period__month=_this_month(), framework__model="cell")
    rows = of_cells.filter(entries=None).to_fill_in()  # nobody has typed anything yet
    sheets = [planned(row, Manner(SHARES)) for row in rows.order_by("pk").select_related(*_WITH)[:count]]
    for number, sheet in enumerate(sheets):
        sheet.submitted = _sent(sheet.row.month, number)  # when it was typed
    write_typed(sheets)
    found = Assessment.objects.filter(pk__in=[sheet.row.pk for sheet in sheets]).select_related("unit").order_by("pk")
    answers = short_in(row.pk for row in found)
    CorrectiveAction.objects.bulk_create(
        CorrectiveAction(assessment_id=pk, code=code, because="Đã khắc phục.", decided_at=timezone.now())
        for pk, code in answers
    )
    return list(found)


_WITH = ("unit", "framework", "period")


def _sent(month: dt.date, number: int) -> dt.datetime:
    from fourgood.demo.assessed_sheets import moment

    return moment(month + dt.timedelta(days=27), 120 + number)


def _patterns(period: Any) -> list[int]:
    """Some sheets of each framework and variant."""
    rows: dict[tuple[int, str], list[int]] = {}
    expected = period.assessments.expected().order_by("pk").values_list("framework", "variant", "pk")
    for framework, variant, pk in expected:
        rows.setdefault((framework, variant), []).append(pk)
    return [pk for found in rows.values() for pk in found[:PATTERNS]]


_TAKE_AFTER = """
    CREATE TEMPORARY TABLE takes_after ON COMMIT DROP AS
    WITH pattern AS (
      SELECT id, framework_id, variant,
             row_number() OVER (PARTITION BY framework_id, variant ORDER BY id) - 1 AS place,
             count(*) OVER (PARTITION BY framework_id, variant) AS number
        FROM assessments_assessment WHERE id = ANY(%(patterns)s))
    SELECT a.id, p.id AS pattern, a.id %% 100 < %(sent)s AS is_sent, a.id %% 100 < %(confirmed)s AS is_confirmed
      FROM assessments_assessment a
      JOIN pattern p USING (framework_id, variant)
     WHERE a.period_id = %(period)s AND a.settled_as = '' AND a.id <> ALL(%(patterns)s)
       AND a.id / 100 %% p.number = p.place"""
_POINTS = """
    UPDATE assessments_assessment a
       SET own = p.own, own_groups = p.own_groups, own_due = p.own_due, own_total = p.own_total
      FROM takes_after t JOIN assessments_assessment p ON p.id = t.pattern
     WHERE a.id = t.id AND t.is_sent"""
_ENTRIES = """
    INSERT INTO assessments_entry (assessment_id, code, version, values, stated, reason, remark, changed_at)
    SELECT t.id, e.code, e.version, e.values, e.stated, e.reason, e.remark, e.changed_at
      FROM takes_after t JOIN assessments_entry e ON e.assessment_id = t.pattern WHERE t.is_sent"""
_CONFIRMED_POINTS = """
    UPDATE assessments_assessment a
       SET confirmed = own, confirmed_groups = own_groups, confirmed_due = own_due, confirmed_total = own_total
      FROM takes_after t WHERE a.id = t.id AND t.is_confirmed"""
_SUBMISSIONS = """
    INSERT INTO assessments_submission (assessment_id, in_time_until, submitted_at, words, reopened_because)
    SELECT t.id, s.in_time_until, s.submitted_at, '', ''
      FROM takes_after t JOIN assessments_submission s ON s.assessment_id = t.pattern WHERE t.is_sent"""
# Last, because from then on nothing of a sheet changes any more.
_DECIDED = """
    UPDATE assessments_submission s SET confirmed_at = s.submitted_at + interval '2 days'
      FROM takes_after t WHERE s.assessment_id = t.id AND t.is_confirmed"""


# Saving


def saving(client: Any, unit: Any) -> Iterator[Result]:
    """One criterion as a device sends it with every pause; all of them by the form of the page. Each time anew."""
    row = unit.assessments.select_related("framework", "period").get(period__month=_this_month())
    yield from _saved("one criterion autosaved", partial(_autosaved, client, row), limit_ms=AUTOSAVE_LIMIT_MS)
    yield from _saved("whole sheet saved in one request", partial(_sheet_saved, client, row), limit_ms=SHEET_LIMIT_MS)


def _saved(what: str, save: Callable[[int], float], *, limit_ms: float) -> Iterator[Result]:
    """`save`: says something else for each number; gives the milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = sorted([save(number) for number in range(WARM_UP + SAVES)][WARM_UP:])
    with CaptureQueriesContext(connection) as queries:
        save(WARM_UP + SAVES)
    note = f"p50 {percentile(times, 0.5):.1f} ms, {len(queries)} queries"
    slow = percentile(times, 0.95)
    yield Result(benchmark="months", what=what, value=slow, unit="ms p95", limit=limit_ms, note=note)


def _autosaved(client: Any, row: Any, number: int) -> float:
    from django.urls import reverse
    from django.utils import timezone

    from fourgood.assessments.forms import CriterionForm
    from fourgood.assessments.sheet import sheet_of

    line = next(line for line in sheet_of(row).due if not line.has_suggestion)
    fields = _typed(CriterionForm(line=line), number) | {"kind": "write", "code": line.code}
    key, now = str(uuid.uuid4()), int(timezone.now().timestamp() * 1000)
    parcel = {"sent_at": now, "entries": [{"key": key, "at": now, "fields": fields}]}
    with timed() as clock:
        answer = client.post(reverse("sheet_entries", args=[row.pk]), parcel, content_type="application/json")
    said = answer.json()["answers"][key]
    assert said["taken"] and not said["errors"], said
    return clock.seconds * 1000


def _sheet_saved(client: Any, row: Any, number: int) -> float:
    from django.urls import reverse

    from fourgood.assessments.filling_in import parts_of
    from fourgood.assessments.sheet import sheet_of

    posted: dict[str, str] = {}
    for part in parts_of(sheet_of(row)):
        posted |= _typed(part.form, number)
    with timed() as clock:
        answer = client.post(reverse("assessment_fill", args=[row.pk]), posted)
    assert answer.status_code == 302, answer.content.decode()
    return clock.seconds * 1000


def _typed(form: Any, number: int) -> dict[str, str]:
    """What someone types into the form of a criterion."""
    from django.forms import ChoiceField

    typed = {"version": str(form.line.version), "remark": f"Lần {number}"}
    for name in (name for name in form.fields if name.startswith("p") and name != "points"):
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            typed[name] = field.choices[number % len(field.choices)][0]
        else:
            typed[name] = "20" if name.endswith("_base") else str(number % 3)
    return {form.add_prefix(name): text for name, text in typed.items()}
