"""The sheet is filled in: suggestions, values by hand, reasons; totals always belong to the points."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Entry
from fourgood.assessments.refusals import IsSettled, NotDue, NothingSuggested, SomeoneElseTyped, UnknownCriterion
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.suggesting import count_anew, suggest
from fourgood.assessments.vectors import tally
from fourgood.audit.models import Act
from fourgood.regulations.values import DOES_NOT_APPLY, Value, ratio
from tests.assessments.months import NOW, all_of, fill_in, opened, sheet_again

ATTENDED = ratio(18, 21, {"unexcused": 0})


def line(row: Assessment, code: str):
    return sheet_of(row).line(code)


def test_nothing_is_there_before_anyone_enters_something(row):
    sheet = sheet_of(row)
    assert [found.code for found in sheet.lacking] == [found.code for found in sheet.due]
    assert (row.own_total, sheet.total(), set(row.own)) == (None, None, {None})


def test_suggestion_is_explained_and_is_nobodys_own_yet(row, found):
    row = found(row, attendance_rate=ATTENDED)
    point = line(row, "II.2")
    assert point.suggestion.points == Decimal("5.00")
    assert point.why_suggested.startswith("Đảng viên") and "18" in point.why_suggested
    assert (point.has_own, row.suggested[sheet_of(row).line("II.2").number]) == (False, 500)


def test_agreeing_takes_the_suggestion_without_a_row(cast, row, found):
    row = found(row, attendance_rate=ATTENDED, tasks_done_on_time=ratio(8, 10))
    assert row.agree(by=cast.bay, at=NOW) == ["I.2", "II.2"]
    row = sheet_again(row)
    assert line(row, "II.2").own.points == Decimal(5)
    assert Entry.objects.count() == 0
    assert Act.objects.about(row).first().after == {"I.2": "7.00", "II.2": "5.00"}


def test_agreeing_with_does_not_apply_is_kept_as_such(cast, row, found):
    row = found(row, documents_on_time=ratio(0, 0))
    row.agree(["I.1"], by=cast.bay, at=NOW)
    point = line(sheet_again(row), "I.1")
    assert (point.has_own, point.own.applies, point.differs) == (True, False, False)


def test_values_by_hand_become_points_and_totals_at_once(cast, row):
    row.enter("I.1", Said({"": ratio(1, 2)}), version=0, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert (line(row, "I.1").own.points, row.own_groups[0], row.own_due[0]) == (Decimal(2), 200, 400)
    assert row.own_total is None


def test_whole_sheet_has_a_total_that_its_points_give(cast, row):
    row = fill_in(row, by=cast.bay)
    sheet = sheet_of(row)
    again = tally(sheet.layout, sheet.scores(), month=3)
    assert sheet.lacking == []
    assert (row.own, row.own_groups, row.own_due, row.own_total) == (again.points, again.groups, again.due, 10000)


def test_other_points_than_suggested_need_a_reason(cast, row, found):
    row = found(row, attendance_rate=ratio(10, 21, {"unexcused": 0}))
    row.enter("II.2", Said(all_of(line(row, "II.2").criterion)), version=0, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert line(row, "II.2").differs and line(row, "II.2").lacks
    row.enter("II.2", Said({"": ATTENDED}, reason="Ba đồng chí đi công tác"), version=1, by=cast.bay, at=NOW)
    assert line(sheet_again(row), "II.2").lacks == ""


def test_unit_may_give_itself_fewer_points_than_its_values(cast, row, found):
    row = found(row, attendance_rate=ATTENDED)
    said = Said({"": ATTENDED}, stated=Decimal("3.50"), reason="Nhiều đồng chí đến muộn")
    row.enter("II.2", said, version=0, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert row.own[line(row, "II.2").number] == 350


def test_values_taken_out_leave_nothing(cast, row):
    row.enter("I.1", Said({"": ratio(1, 2)}), version=0, by=cast.bay, at=NOW)
    row.enter("I.1", Said({}), version=1, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert (line(row, "I.1").has_own, set(row.own)) == (False, {None})


def test_remark_alone_leaves_what_was_agreed(cast, row, found):
    row = found(row, attendance_rate=ATTENDED)
    row.agree(by=cast.bay, at=NOW)
    row.enter("II.2", Said({}, remark="Họp buổi tối"), version=0, by=cast.bay, at=NOW)
    assert line(sheet_again(row), "II.2").own.points == Decimal(5)


def test_what_cannot_hold_is_kept_and_lacks(cast, row):
    row.enter("I.1", Said({}, typed={"p0_amount": "9", "p0_base": "3"}), version=0, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert line(row, "I.1").entry.typed == {"p0_amount": "9", "p0_base": "3"}
    assert "I.1" in [point.code for point in sheet_of(row).lacking]


def test_second_of_two_who_type_overwrites_nothing(cast, row):
    row.enter("I.1", Said({"": ratio(1, 2)}), version=0, by=cast.bay, at=NOW)
    with pytest.raises(SomeoneElseTyped) as refusal:
        row.enter("I.1", Said({"": ratio(2, 2)}), version=0, by=cast.bay, at=NOW)
    assert refusal.value.entry.values == {"": {"amount": "1", "base": "2"}}
    assert line(sheet_again(row), "I.1").own.points == Decimal(2)


def test_suggestion_that_changes_asks_again(cast, row, found):
    row = found(row, attendance_rate=ATTENDED)
    row.agree(by=cast.bay, at=NOW)
    row = found(row, attendance_rate=ratio(10, 21, {"unexcused": 0}))
    assert line(row, "II.2").differs and line(row, "II.2").lacks


def test_does_not_apply_gives_points_to_the_others(cast, row):
    row = fill_in(row, by=cast.bay, leave=("I.1",))
    row.enter("I.1", Said({"": DOES_NOT_APPLY}), version=0, by=cast.bay, at=NOW)
    row = sheet_again(row)
    assert (row.own[0], row.own_total, sheet_of(row).lacking) == (None, 10000, [])


def test_many_and_one_suggestion_are_the_same(cast, row, found):
    row = found(row, attendance_rate=ATTENDED)
    suggest(Assessment.objects.filter(period=row.period), at=NOW)
    assert sheet_again(row).suggested == row.suggested


def test_sheet_that_is_counted_to_be_submitted_is_counted_as_all_are(row, found):
    """What is wrong (more than there are) or not whole (nobody counted absences) suggests nothing either way."""
    values = {"documents_on_time": ratio(3, 2), "attendance_rate": ratio(18, 21), "tasks_done_on_time": ratio(8, 10)}
    row = found(row, **values, minutes_in_time=Value(answer=False), discipline_events=Value(events=(("warning", 1),)))
    again = sheet_again(row)
    again.amounts, again.suggested, again.suggested_groups = [None] * len(row.amounts), [], []
    again.suggested_due = []
    _sheet, names = count_anew(again, at=NOW)
    assert {name: getattr(again, name) for name in names} == {name: getattr(row, name) for name in names}
    assert {"amounts", "suggested", "suggested_groups", "suggested_due", "looked_at"} <= set(names)
    assert any(point is not None for point in row.suggested)


def test_where_the_facts_are_the_same_the_suggestion_stays(row, found):
    row = found(row, tasks_done_on_time=ratio(8, 10))
    again = sheet_again(row)
    sheet, names = count_anew(again, at=NOW)
    assert (names, again.looked_at, again.suggested) == (["looked_at"], NOW, row.suggested)
    assert {line.code for line in sheet.lines if line.has_suggestion} == {line.code for line in sheet_of(row).to_agree}


@pytest.mark.parametrize(
    ("code", "refusal"), [("I.99", UnknownCriterion), ("IV.2", NotDue), ("I.3", None), ("I.1", NothingSuggested)]
)
def test_criterion_that_cannot_be_agreed_with_is_refused(cast, row, code, refusal):
    with pytest.raises(refusal or NothingSuggested):
        row.agree([code], by=cast.bay, at=NOW)


def test_what_is_not_due_this_month_has_no_entry(cast, row):
    with pytest.raises(NotDue):
        row.enter("IV.2", Said({"": Value(answer=True)}), version=0, by=cast.bay, at=NOW)


def test_exempt_unit_enters_nothing(cast, row):
    row.exempt("Mới thành lập", by=cast.tuan, at=NOW)
    with pytest.raises(IsSettled):
        row.agree(by=cast.bay, at=NOW)
    assert row.pk not in opened(cast).assessments.expected().values_list("pk", flat=True)


def test_typing_is_told_once(cast, row):
    row.enter("I.1", Said({"": ratio(1, 2)}), version=0, by=cast.bay, at=NOW)
    row.enter("I.1", Said({"": ratio(2, 2)}), version=1, by=cast.bay, at=NOW)
    assert Act.objects.about(row).count() == 0
    row = fill_in(row, by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    told = [act for act in Act.objects.about(row) if (act.after or {}).get("criterion") == "I.1"]
    assert [act.after["values"] for act in told] == [{"": {"amount": "2", "base": "2"}}]
