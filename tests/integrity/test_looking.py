"""Each rule with made sheets: just below and just at each of its thresholds (domain 6.4)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourgood.assessments.models import Assessment, Entry, Evidence
from fourgood.assessments.vectors import layout_of
from fourgood.integrity.looking import look_through
from fourgood.integrity.models import Question, Rule
from fourgood.integrity.rules import rule
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Kind
from tests.figures.unit_months import YEAR, at, less, most_of, send, sheet

TODAY = dt.date(YEAR, 6, 30)
NOW = at(TODAY)


def found(rule: Rule) -> list[Question]:
    look_through(on=TODAY, at=NOW)
    return list(Question.objects.filter(rule=rule, month__year=YEAR).order_by("unit_id", "month"))


def confirmed(row: Assessment, moment: dt.datetime = NOW) -> Assessment:
    send(row, confirmed_at=moment)
    return row


def like_the_records(cast, unit: Unit, month: int) -> Assessment:
    """A sheet that gives no cause to ask: every point is the suggested one, and confirmed."""
    full = most_of(cast, month)
    return confirmed(sheet(cast, unit, month, suggested=full, own=full, confirmed=full))


def test_nothing_is_asked_about_sheets_like_the_records(cast):
    for month in range(1, 7):
        like_the_records(cast, cast.bieu_nghi, month)
    look_through(on=TODAY, at=NOW)
    assert not Question.objects.filter(month__year=YEAR).exists()


# Apart


def apart_by(cast, month: int, hundredths: int, kind: str = "suggested") -> Assessment:
    """Own points so many hundredths below the full ones, spread over criteria; the other kind is full."""
    full, own, left = most_of(cast, month), most_of(cast, month), hundredths
    for number, points in enumerate(full):
        step = min(left, points or 0)
        own, left = less(own, number, step), left - step
    other = {"suggested": {"suggested": full, "confirmed": own}, "confirmed": {"suggested": own, "confirmed": full}}
    return confirmed(sheet(cast, cast.bieu_nghi, month, own=own, **other[kind]))


@pytest.mark.parametrize("kind", ["suggested", "confirmed"])
@pytest.mark.parametrize(("hundredths", "is_asked"), [(999, False), (1000, True)])
def test_points_apart_in_one_month(cast, kind, hundredths, is_asked):
    row = apart_by(cast, 3, hundredths, kind)
    questions = found(Rule.APART)
    assert bool(questions) is is_asked
    if is_asked:
        other = "confirmed" if kind == "suggested" else "suggested"
        assert questions[0].rows == [{"month": "2031-03-01", "sheets": [row.pk], kind: 1000, other: 0}]


@pytest.mark.parametrize(
    ("months", "hundredths", "is_asked"), [((1, 3), 300, False), ((1, 3, 6), 299, False), ((1, 3, 6), 300, True)]
)
def test_points_apart_often(cast, months, hundredths, is_asked):
    for month in months:
        apart_by(cast, month, hundredths)
    questions = found(Rule.APART)
    assert [q.month for q in questions] == ([dt.date(YEAR, 6, 1)] if is_asked else [])
    assert [len(q.rows) for q in questions] == ([3] if is_asked else [])


def test_months_before_the_window_do_not_count(cast):
    apart_by(cast, 1, 1000)
    sheet(cast, cast.binh_luc_ha, 7)
    look_through(on=dt.date(YEAR, 7, 31), at=NOW)
    assert not Question.objects.filter(month__year=YEAR).exists()


# Alike


def by_hand(cast, month: int, by: int = 100) -> Assessment:
    """A sheet with a point of its own: one criterion lower than suggested."""
    full = most_of(cast, month)
    own = less(full, 0, by)
    return confirmed(sheet(cast, cast.bieu_nghi, month, suggested=full, own=own, confirmed=own))


@pytest.mark.parametrize(("months", "is_asked"), [((2, 3), False), ((2, 3, 4), True), ((1, 2, 4, 5), False)])
def test_same_points_month_after_month(cast, months, is_asked):
    rows = [by_hand(cast, month) for month in months]
    questions = found(Rule.ALIKE)
    assert [q.sheets for q in questions] == ([[row.pk for row in rows]] if is_asked else [])


def test_one_other_point_breaks_the_row(cast):
    for month, by in ((2, 100), (3, 101), (4, 100)):
        by_hand(cast, month, by)
    assert found(Rule.ALIKE) == []


def test_month_in_which_all_is_suggested_breaks_the_row(cast):
    by_hand(cast, 2)
    by_hand(cast, 3)
    full = most_of(cast, 4)
    own = less(full, 0, 100)
    confirmed(sheet(cast, cast.bieu_nghi, 4, suggested=own, own=own, confirmed=own))
    assert found(Rule.ALIKE) == []


# Unbacked


def shown(cast, month: int) -> list[int]:
    """Places of the criteria due for which something could be shown."""
    layout = layout_of(cast.criteria_set.framework, cast.criteria_set.variant)
    full = most_of(cast, month)
    can = [n for n, c in enumerate(layout.criteria) if any(p.kind is not Kind.DEDUCTIONS for p in c.parts)]
    return [n for n in can if full[n] is not None]


def unbacked(cast, month: int, *, backed: int = 0) -> Assessment:
    """A sheet at full marks, with a suggestion for so many of the criteria that something could show."""
    full, can = most_of(cast, month), shown(cast, month)
    bare = can[backed:]
    suggested = [None if n in bare else points for n, points in enumerate(full)]
    row = sheet(cast, cast.bieu_nghi, month, suggested=suggested, own=full, confirmed=full)
    send(row)
    return row


@pytest.mark.parametrize(("months", "is_asked"), [((1, 4), False), ((1, 4, 5), True)])
def test_full_marks_with_nothing_to_show(cast, months, is_asked):
    rows = [unbacked(cast, month) for month in months]
    questions = found(Rule.UNBACKED)
    assert [q.sheets for q in questions] == ([[row.pk for row in rows]] if is_asked else [])
    if is_asked:
        count = len(shown(cast, 1))
        assert (len(questions[0].rows[0]["criteria"]), questions[0].rows[0]["of"]) == (count, count)


def test_just_at_and_just_below_the_share_of_criteria(cast):
    months = [month for month in (3, 6) if len(shown(cast, month)) >= 20]
    assert months == [3, 6]
    count = len(shown(cast, 3))
    at_most = count * 5 // 100  # so many may be backed, and it is 95 per cent still
    unbacked(cast, 1)
    unbacked(cast, 3, backed=at_most)
    unbacked(cast, 6, backed=at_most)
    assert [len(q.rows) for q in found(Rule.UNBACKED)] == [3]
    row = Assessment.objects.get(unit=cast.bieu_nghi, period__month=dt.date(YEAR, 6, 1))
    row.suggested = [p if n in shown(cast, 6)[: at_most + 1] else None for n, p in enumerate(most_of(cast, 6))]
    row.save()
    Question.objects.all().delete()
    assert found(Rule.UNBACKED) == []


def test_evidence_counts(cast):
    rows = [unbacked(cast, month) for month in (1, 4, 5)]
    layout = layout_of(cast.criteria_set.framework, cast.criteria_set.variant)
    meeting = Meeting.objects.filter(unit=cast.bieu_nghi).first()
    code = layout.criteria[shown(cast, 1)[0]].code
    Evidence.objects.create(assessment=rows[0], code=code, meeting=meeting, added_at=NOW)
    assert found(Rule.UNBACKED) == []


def test_less_than_full_marks_are_not_asked_about(cast):
    rows = [unbacked(cast, month) for month in (1, 4, 5)]
    rows[0].own = less(rows[0].own, shown(cast, 1)[0], 1)
    rows[0].save()
    assert found(Rule.UNBACKED) == []


# Hurried


def typed(cast, month: int, start: dt.datetime, seconds: int, entries: int = 8) -> Assessment:
    """A sheet with so many entries, evenly from the start to so many seconds later."""
    full = most_of(cast, month)
    row = sheet(cast, cast.bieu_nghi, month, suggested=full, own=full, confirmed=full)
    for number in range(entries):
        moment = start + dt.timedelta(seconds=seconds * number // (entries - 1))
        Entry.objects.create(assessment=row, code=f"X.{number}", changed_at=moment)
    send(row)
    return row


def early(month: int) -> dt.datetime:
    return at(dt.date(YEAR, month, 10))


@pytest.mark.parametrize(
    ("months", "seconds", "entries", "is_asked"),
    [
        ((2, 4), 300, 8, True),
        ((2, 4), 301, 8, False),
        ((2, 4), 300, 7, False),
        ((2,), 300, 8, False),
    ],
)
def test_one_short_sitting(cast, months, seconds, entries, is_asked):
    rows = [typed(cast, month, early(month), seconds, entries) for month in months]
    questions = found(Rule.HURRIED)
    assert [q.sheets for q in questions] == ([[row.pk for row in rows]] if is_asked else [])
    if is_asked:
        assert questions[0].rows[0] | {"sheets": []} == {
            "month": "2031-02-01",
            "sheets": [],
            "entries": 8,
            "seconds": 300,
            "at_the_end": False,
        }


@pytest.mark.parametrize(("minute", "is_asked"), [(0, True), (-1, False)])
def test_last_hour_of_the_last_day(cast, minute, is_asked):
    for month in (2, 4):
        start = at(dt.date(YEAR, month, 28), 23) + dt.timedelta(minutes=minute)
        typed(cast, month, start, 50 * 60)
    assert bool(found(Rule.HURRIED)) is is_asked


def test_after_the_last_day_it_is_late_not_hurried(cast):
    for month in (2, 4):
        typed(cast, month, at(dt.date(YEAR, month, 28), 23, 30), 40 * 60)
    assert found(Rule.HURRIED) == []


# Waved through


def cells(cast, count: int) -> list[Unit]:
    ward = cast.bieu_nghi.parent
    made = [
        Unit.objects.found(
            code=f"22.168.053.901.{n:03d}",
            name=f"Chi bộ thử {n}",
            kind=cast.bieu_nghi.kind,
            sector=cast.bieu_nghi.sector,
            parent=ward,
            on=dt.date(2030, 1, 1),
        )
        for n in range(count)
    ]
    return [Unit.objects.get(pk=unit.pk) for unit in made]


def waved(cast, units: list[Unit], month: int, *, seconds: int = 3600, changed: bool = False) -> list[Assessment]:
    """Sheets a point above what is suggested, confirmed one after the other over so many seconds."""
    full = most_of(cast, month)
    rows = []
    for number, unit in enumerate(units):
        own = less(full, 0, 50) if changed and number == 0 else full
        row = sheet(cast, unit, month, suggested=less(full, 0, 100), own=full, confirmed=own)
        moment = at(dt.date(YEAR, month, 27)) + dt.timedelta(seconds=seconds * number // (len(units) - 1))
        rows.append(confirmed(row, moment))
    return rows


@pytest.mark.parametrize(
    ("count", "months", "is_asked"),
    [(5, (2, 3, 4), True), (4, (2, 3, 4), False), (5, (2, 3), False), (5, (1, 2, 4), False)],
)
def test_committee_that_confirms_everything_unchanged(cast, count, months, is_asked):
    units = cells(cast, count)
    for month in months:
        waved(cast, units, month)
    questions = found(Rule.WAVED_THROUGH)
    assert [q.unit for q in questions] == ([cast.bieu_nghi.parent] if is_asked else [])
    assert [[len(r["sheets"]) for r in q.rows] for q in questions] == ([[5, 5, 5]] if is_asked else [])


def test_one_changed_sheet_shows_that_it_was_looked_at(cast):
    units = cells(cast, 5)
    for month in (2, 3, 4):
        waved(cast, units, month, changed=month == 3)
    assert found(Rule.WAVED_THROUGH) == []


def test_one_returned_sheet_shows_that_it_was_looked_at(cast):
    units = cells(cast, 5)
    for month in (2, 3, 4):
        rows = waved(cast, units, month)
        if month == 3:
            send(rows[0], dt.date(YEAR, 3, 15), returned_at=NOW)
    assert found(Rule.WAVED_THROUGH) == []


@pytest.mark.parametrize(("seconds", "is_asked"), [(60, True), (61, False)])
def test_all_confirmed_in_one_minute(cast, seconds, is_asked):
    waved(cast, cells(cast, 5), 3, seconds=seconds, changed=True)
    questions = found(Rule.WAVED_THROUGH)
    assert bool(questions) is is_asked
    if is_asked:
        assert (questions[0].rows[0]["running"], questions[0].rows[0]["at_once"]) == (False, True)


def test_sheets_like_the_records_may_be_confirmed_at_once(cast):
    for unit in cells(cast, 5):
        like_the_records(cast, unit, 3)
    assert found(Rule.WAVED_THROUGH) == []


# Looking again


def test_question_leaves_when_the_rows_no_longer_ask(cast):
    row = apart_by(cast, 3, 1000)
    assert len(found(Rule.APART)) == 1
    row.submissions.update(reopened_at=NOW, reopened_because="Sai")
    look_through(on=TODAY, at=NOW + dt.timedelta(days=1))
    assert not Question.objects.filter(month__year=YEAR).exists()


def test_question_keeps_its_address_and_is_renewed_until_asked(cast):
    apart_by(cast, 3, 1000)
    (first,) = found(Rule.APART)
    apart_by(cast, 2, 400)
    look_through(on=TODAY, at=NOW + dt.timedelta(days=1))
    again = Question.objects.get(pk=first.pk)
    assert len(again.rows) == 2
    again.ask("", by=None, at=NOW)
    apart_by(cast, 1, 400)
    look_through(on=TODAY, at=NOW + dt.timedelta(days=2))
    assert len(Question.objects.get(pk=first.pk).rows) == 2
    assert Question.objects.filter(month__year=YEAR).count() == 1


def test_newer_month_raises_the_question_anew(cast):
    apart_by(cast, 3, 1000)
    found(Rule.APART)[0].ask("", by=None, at=NOW)
    apart_by(cast, 4, 1000)
    assert [q.month.month for q in found(Rule.APART)] == [3, 4]


def test_number_of_statements_does_not_grow_with_units(cast):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            look_through(on=TODAY, at=NOW)
        return len(seen)

    units = cells(cast, 5)
    waved(cast, units[:2], 2)
    statements()
    few = statements()
    waved(cast, units, 3)
    assert statements() == few


def test_no_point_follows_from_a_question(cast):
    row = apart_by(cast, 3, 1000)
    before = Assessment.objects.values_list("own", "confirmed", "own_total", "confirmed_total").get(pk=row.pk)
    (question,) = found(Rule.APART)
    question.ask("Vì sao?", by=None, at=NOW)
    question.note_answer("Mưa bão.", by=None, at=NOW)
    assert Assessment.objects.values_list("own", "confirmed", "own_total", "confirmed_total").get(pk=row.pk) == before


def test_rules_of_the_day_are_asked():
    assert rule(TODAY).code == "2018"
