"""The months that the sample province has assessed: whole, exact, and some of them not so good (M8, M9)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.assessments.models import Assessment, Period, Submission
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.state import State
from fourgood.assessments.vectors import layout_of, tally
from fourgood.demo import assessed
from fourgood.demo.assessed_values import Luck, completed, luck_of
from fourgood.demo.cast import Cast
from fourgood.demo.instructions import FRAMEWORKS
from fourgood.demo.province import unit_codes
from fourgood.regulations.complaints import wrong
from fourgood.regulations.framework_file import load
from fourgood.regulations.scoring import score_criterion

NOVEMBER = dt.date(2024, 11, 1)


def last() -> dt.date:
    return assessed.last_month(timezone.localdate())


def of(unit: object, month: dt.date) -> Assessment:
    rows = Assessment.objects.with_state().select_related("period", "framework", "unit")
    return rows.get(unit=unit, period__month=month)


def test_months_are_those_of_the_source_and_the_last_that_are_over() -> None:
    found = assessed.months(dt.date(2026, 11, 26))
    assert found == [*(dt.date(2024, m, 1) for m in range(6, 13)), *(dt.date(2026, m, 1) for m in range(1, 11))]


def test_in_january_they_reach_back_over_the_turn_of_the_year() -> None:
    found = assessed.months(dt.date(2027, 1, 9))
    assert found[-1] == dt.date(2026, 12, 1)
    assert found[7] == dt.date(2026, 3, 1)


def test_every_month_is_opened(cast: Cast) -> None:
    opened = Period.objects.order_by("month").values_list("month", flat=True)
    assert list(opened) == assessed.months(timezone.localdate())


def test_what_was_sent_lacks_nothing_and_adds_up(cast: Cast) -> None:
    """Counted one by one, as the page does."""
    sent = Assessment.objects.filter(period__month=NOVEMBER, submissions__isnull=False).distinct()
    rows = list(sent.select_related("period", "framework", "unit"))
    assert len(rows) > 60
    for row in rows:
        sheet = sheet_of(row)
        assert not sheet.lacking, row
        counted = tally(layout_of(row.framework, row.variant), sheet.scores(), month=11)
        stored = (row.own, row.own_groups, row.own_due, row.own_total)
        assert stored == (counted.points, counted.groups, counted.due, counted.total), row


def test_what_was_confirmed_is_the_own_or_lower_with_a_remark(cast: Cast) -> None:
    rows = Submission.objects.filter(confirmed_at__isnull=False).select_related("assessment")
    lowered = 0
    for sent in rows.prefetch_related("remarks"):
        row, remarked = sent.assessment, list(sent.remarks.all())
        assert row.confirmed_total is not None
        assert (row.confirmed == row.own) == (not remarked)
        assert row.own_total is not None
        assert row.confirmed_total <= row.own_total
        lowered += bool(remarked)
    assert lowered > 50


def test_nothing_happened_later_than_today_or_before_the_month_was_over(cast: Cast) -> None:
    now = timezone.now()
    for sent in Submission.objects.select_related("assessment__period"):
        begun = sent.assessment.period.last_day
        steps = [sent.submitted_at, sent.confirmed_at, sent.accepted_at]
        happened = [step for step in steps if step]
        assert happened == sorted(happened)
        assert begun < timezone.localdate(happened[0])
        assert happened[-1] <= now


def test_november_of_the_source(cast: Cast) -> None:
    row = of(cast.bieu_nghi, NOVEMBER)
    sent = row.submissions.get()
    assert (sent.submitted_by, sent.confirmed_by) == (cast.bay, cast.tuan)
    assert row.state == State.CONFIRMED
    assert not sent.is_late


def test_last_month_came_back_to_bieu_nghi(cast: Cast) -> None:
    row = of(cast.bieu_nghi, last())
    assert row.state == State.RETURNED
    assert [remark.code for remark in row.submissions.get().remarks.all()] == ["II.5"]


@pytest.mark.parametrize(("key", "state"), [("trai_thanh", State.SUBMITTED), ("quan_su_dong_mai", State.OPEN)])
def test_last_month_waits_or_was_not_sent(cast: Cast, key: str, state: State) -> None:
    assert of(getattr(cast, key), last()).state == state


def test_some_are_late_in_every_year(cast: Cast) -> None:
    late = {s.assessment.month.year for s in Submission.objects.select_related("assessment__period") if s.is_late}
    assert {2024, last().year} <= late


def test_who_is_always_full_says_nothing_and_hurries(cast: Cast) -> None:
    for key in assessed.source()["full"]:
        rows = Assessment.objects.filter(unit__code=unit_codes()[key], submissions__isnull=False).distinct()
        for row in rows.select_related("period", "framework").prefetch_related("entries", "submissions"):
            [sent] = row.submissions.all()
            by_hand = [line for line in sheet_of(row).due if line.entry]
            assert all(line.own.points == line.most for line in by_hand)
            for entry in row.entries.all():
                assert entry.remark == ""
                assert sent.submitted_at - entry.changed_at < dt.timedelta(hours=1)


@pytest.mark.parametrize("code", ["cell-2024", "cell-2026", "committee-2024", "committee-2026"])
@pytest.mark.parametrize("luck", list(Luck))
def test_values_by_hand_are_right_in_every_framework(code: str, luck: Luck) -> None:
    for variant in load(FRAMEWORKS / f"{code}.yaml").variants:
        for criterion in variant.criteria():
            values = completed(criterion, {}, luck, code, criterion.code)
            assert not [c for part in criterion.parts for c in wrong(part, criterion, values[part.code])]
            assert not score_criterion(criterion, values).is_missing


def test_luck_is_as_often_as_said() -> None:
    drawn = [luck_of([70, 20, 10], "unit", number) for number in range(5000)]
    assert [round(drawn.count(luck) / 50) for luck in Luck] == pytest.approx([70, 20, 10], abs=3)
