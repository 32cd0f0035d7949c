"""A shortfall is answered by an action or a reason, before the sheet goes up and when points are lowered (M8)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Submission
from fourgood.assessments.refusals import IsSettled, NotDue, UnknownCriterion
from fourgood.assessments.sheet import sheet_of
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.corrective import refusals
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import bar_of, short_in, shortfalls_of
from fourgood.corrective.state import State
from fourgood.regulations.framework import Kind
from fourgood.regulations.scoring import given
from fourgood.regulations.values import ratio
from fourgood.tasks.models import Task
from fourgood.tasks.refusals import DueBeforeGiven, NobodyAssigned, NotLater, NotOfThisUnit
from tests.assessments.months import LATE, NOW, fill_in, sheet_again, sheet_row

DUE = dt.date(2026, 4, 30)


def plan(cast, row, code="I.1", **more):
    told = {
        "cause": "Bí thư mới, chưa có sổ theo dõi",
        "measure": "Lập sổ theo dõi văn bản,\nghi ngay khi nhận",
        "due_on": DUE,
        "members": [cast.nam.member],
    } | more
    return CorrectiveAction.objects.plan(row, code, by=cast.bay, at=NOW, **told)


def leave(cast, row, code="I.1", because="Nguyên nhân đã hết"):
    return CorrectiveAction.objects.do_without(row, code, because=because, by=cast.bay, at=NOW)


def state(action, on: dt.date) -> str:
    return CorrectiveAction.objects.with_state(on).get(pk=action.pk).state


def test_bar_is_the_threshold_of_all_points(cast, short):
    """Every number of hundredths beside the bar is judged alike one by one and by the bar."""
    for line in sheet_of(short()).lines:
        bar = bar_of(line.criterion)
        below, at = (given(line.criterion, Decimal(points).scaleb(-2)) for points in (bar - 1, bar))
        assert (below.is_short, at.is_short) == (True, False), line.code


def test_shortfalls_of_one_and_of_many_are_the_same(cast, short):
    first = short("I.1", "II.6")
    second = short("I.2", unit=cast.binh_luc_ha, by=cast.dung)
    assert [line.code for line in shortfalls_of(sheet_of(first))] == ["I.1", "II.6"]
    expected = sorted([(first.pk, "I.1"), (first.pk, "II.6"), (second.pk, "I.2")])
    assert short_in([first.pk, second.pk]) == expected
    assert short_in([]) == []


def test_sheet_with_a_shortfall_does_not_go_up_unanswered(cast, short):
    row = short("I.1", "II.6")
    with pytest.raises(refusals.Unanswered) as refusal:
        row.submit(by=cast.bay, at=NOW)
    assert "I.1, II.6" in str(refusal.value)
    assert [address.split("/")[-3] for _words, address in refusal.value.links] == ["I.1", "II.6"]
    assert not Submission.objects.filter(assessment=row).exists()


def test_action_and_reason_let_it_go_up(cast, short):
    row = short("I.1", "II.6")
    action, without = plan(cast, row), leave(cast, row, "II.6")
    assert row.submit(by=cast.bay, at=NOW).assessment_id == row.pk
    assert (state(action, DUE), state(without, DUE)) == (State.OPEN, State.WITHOUT)


def test_action_is_a_task_with_this_origin(cast, short):
    action = plan(cast, short(), organisations=["Chi hội Phụ nữ khu"])
    task = Task.objects.get(corrects=action)
    assert task.origin == Task.Origin.CORRECTION
    assert task.title == "Khắc phục tiêu chí I.1 tháng 03/2026: Lập sổ theo dõi văn bản, ghi ngay khi nhận"
    assert (task.unit, task.due_on) == (cast.bieu_nghi, DUE)
    assert [str(a) for a in task.assignments.all()] == [str(cast.nam.member), "Chi hội Phụ nữ khu"]
    assert Act.objects.about(action).get().verb == Verb.CORRECTION_PLANNED


def test_title_of_the_task_is_cut_where_it_is_too_long(cast, short):
    title = plan(cast, short(), measure="dài " * 200).task.title
    assert len(title) == 300
    assert title.endswith("…")


REFUSED = {
    "no cause": ({"cause": "  "}, refusals.CauseMissing),
    "no measure": ({"measure": ""}, refusals.MeasureMissing),
    "nobody": ({"members": []}, NobodyAssigned),
    "due before today": ({"due_on": dt.date(2026, 4, 1)}, DueBeforeGiven),
    "no such criterion": ({"code": "V.9"}, UnknownCriterion),
    "not due in March": ({"code": "I.8"}, NotDue),
    "no shortfall": ({"code": "I.2"}, refusals.NotShort),
}


@pytest.mark.parametrize("case", REFUSED)
def test_planning_is_refused(cast, short, case):
    told, refusal = REFUSED[case]
    row = short()
    with pytest.raises(refusal):
        plan(cast, row, **told)
    assert not CorrectiveAction.objects.exists()
    assert not Task.objects.filter(origin=Task.Origin.CORRECTION).exists()


def test_owner_belongs_to_the_unit(cast, short):
    with pytest.raises(NotOfThisUnit):
        plan(cast, short(), members=[cast.dung.member])


def test_nothing_is_decided_for_a_unit_that_is_not_expected(cast, short):
    row = short()
    row.exempt("Chi bộ đi khắc phục bão", by=cast.tuan, at=NOW)
    with pytest.raises(IsSettled):
        plan(cast, row)


def test_reason_is_asked_for(cast, short):
    with pytest.raises(refusals.ReasonMissing):
        leave(cast, short(), because=" ")


def test_action_stands_until_its_task_is_dropped(cast, short):
    row = short()
    action = plan(cast, row)
    for again in (plan, leave):
        with pytest.raises(refusals.AlreadyPlanned):
            again(cast, row)
    action.task.drop(reason="Làm cách khác", by=cast.bay, at=NOW)
    with pytest.raises(refusals.Unanswered):
        row.submit(by=cast.bay, at=NOW)
    assert plan(cast, row, measure="Cách khác").pk == action.pk


def test_action_may_follow_a_reason(cast, short):
    row = short()
    leave(cast, row)
    action = plan(cast, row)
    assert (action.because, CorrectiveAction.objects.get().task) == ("", action.task)


def test_one_answer_to_a_shortfall(cast, short):
    row = short()
    leave(cast, row)
    with pytest.raises(IntegrityError, match="one_answer_to_a_shortfall"), transaction.atomic():
        CorrectiveAction.objects.create(assessment=row, code="I.1", because="hai lần")


def test_row_without_task_reason_or_question_is_refused(cast, short):
    with pytest.raises(IntegrityError, match="an_action_or_a_reason_or_still_asked"), transaction.atomic():
        CorrectiveAction.objects.create(assessment=short(), code="I.1")


def lowered(cast, row, points="1"):
    row.submit(by=cast.bay, at=NOW)
    row.confirm({"I.2": (Decimal(points), "Thiếu minh chứng")}, by=cast.tuan, at=LATE)
    return CorrectiveAction.objects.filter(assessment=row)


def test_lowered_points_ask_for_an_answer_by_a_day(cast, row):
    """5 days after 20/04/2026, as `meeting-rules.yaml: correction` says."""
    asked = lowered(cast, fill_in(row, by=cast.bay)).get()
    assert (asked.code, asked.answer_by) == ("I.2", dt.date(2026, 4, 25))
    assert (state(asked, dt.date(2026, 4, 25)), state(asked, dt.date(2026, 4, 26))) == (State.ASKED, State.OVERDUE)


def test_asked_action_is_planned_after_confirmation(cast, row):
    asked = lowered(cast, fill_in(row, by=cast.bay)).get()
    assert plan(cast, row, "I.2").pk == asked.pk
    assert state(asked, dt.date(2026, 4, 26)) == State.OPEN


def test_points_lowered_above_the_bar_ask_for_nothing(cast, row):
    assert not lowered(cast, fill_in(row, by=cast.bay), points="7").exists()


def test_lowering_what_was_answered_asks_nothing_more(cast, short):
    row = short("I.2")
    action = plan(cast, row, "I.2")
    row.submit(by=cast.bay, at=NOW)
    row.confirm({"I.2": (Decimal("0.5"), "x")}, by=cast.tuan, at=LATE)
    assert CorrectiveAction.objects.get() == action


def test_question_is_let_go_once_a_reopened_sheet_is_mended(cast, row):
    row = fill_in(row, by=cast.bay)
    lowered(cast, row)
    row.reopen("Đã bổ sung minh chứng", by=cast.tuan, at=LATE)
    assert sheet_again(row).submit(by=cast.bay, at=LATE).pk
    assert not CorrectiveAction.objects.exists()


def test_confirmed_points_decide_what_falls_short(cast, short):
    row = short("I.1")
    plan(cast, row)
    row.submit(by=cast.bay, at=NOW)
    row.confirm({"I.1": (Decimal(4), "Đủ minh chứng")}, by=cast.tuan, at=LATE)
    assert shortfalls_of(sheet_of(sheet_again(row))) == []
    assert short_in([row.pk]) == []


# What came of it


def test_checked_action_finishes_its_task(cast, short):
    action = plan(cast, short())
    action.check_done(brought="Đủ sổ", by=cast.bay, at=LATE)
    task = Task.objects.get(corrects=action)
    assert task.finished_on == timezone.localdate(LATE)
    assert state(action, DUE) == State.CHECKED
    assert Act.objects.about(action).get(verb=Verb.CORRECTION_CHECKED).after == {"criterion": "I.1", "brought": "Đủ sổ"}


def test_task_is_finished_on_the_day_that_was_reported(cast, short):
    action = plan(cast, short())
    day = dt.date(2026, 4, 10)
    action.task.assignments.get().mark_done(on=day, text="", amount=None, by=cast.nam, at=LATE)
    action.check_done(by=cast.bay, at=LATE)
    assert Task.objects.get(corrects=action).finished_on == day


def test_finished_task_waits_to_be_checked(cast, short):
    action = plan(cast, short())
    action.task.finish(on=dt.date(2026, 4, 10), by=cast.bay, at=LATE)
    assert state(action, DUE + dt.timedelta(days=9)) == State.TO_CHECK
    action.check_done(by=cast.bay, at=LATE)
    with pytest.raises(refusals.AlreadyChecked):
        action.check_done(by=cast.bay, at=LATE)


def test_carried_on_with_a_reason_and_a_new_day(cast, short):
    action, later = plan(cast, short()), DUE + dt.timedelta(days=20)
    action.carry_on(reason="Bão", to_day=later, by=cast.bay, at=LATE)
    assert Task.objects.get(corrects=action).due_on == later
    assert [look.reason for look in action.follow_ups.all()] == ["Bão"]


NOT_CARRIED_ON = {"no reason": ({"reason": " "}, refusals.ReasonMissing), "earlier": ({"to_day": DUE}, NotLater)}


@pytest.mark.parametrize("case", NOT_CARRIED_ON)
def test_carrying_on_is_refused(cast, short, case):
    told, refusal = NOT_CARRIED_ON[case]
    action = plan(cast, short())
    with pytest.raises(refusal):
        action.carry_on(**{"reason": "Bão"} | told, by=cast.bay, at=LATE)
    assert not action.follow_ups.exists()


def test_only_a_standing_action_is_checked(cast, short):
    row = short("I.1", "II.6")
    without, action = leave(cast, row), plan(cast, row, "II.6")
    with pytest.raises(refusals.NoAction):
        without.check_done(by=cast.bay, at=LATE)
    action.task.drop(reason="Làm cách khác", by=cast.bay, at=NOW)
    with pytest.raises(refusals.TaskDropped):
        action.check_done(by=cast.bay, at=LATE)


def test_action_ends_with_its_unit(cast, short):
    action = plan(cast, short())
    type(cast.bieu_nghi).objects.filter(pk=cast.bieu_nghi.pk).update(is_active=False)
    assert state(action, DUE + dt.timedelta(days=99)) == State.ENDED
    assert not CorrectiveAction.objects.overdue(DUE + dt.timedelta(days=99)).exists()


def test_all_kinds_of_criteria_have_a_bar(cast, row):
    kinds = {part.kind for line in sheet_of(row).lines for part in line.criterion.parts}
    assert {Kind.PERCENTAGE, Kind.DEDUCTIONS, Kind.YES_NO} <= kinds
    assert all(0 < bar_of(line.criterion) <= line.most * 100 for line in sheet_of(row).lines)


def test_reentered_points_are_judged_anew(cast, short):
    row = short()
    row.enter("I.1", Said({"": ratio(20, 20)}), version=2, by=cast.bay, at=NOW)
    assert sheet_again(row).submit(by=cast.bay, at=NOW).pk


@pytest.fixture
def row(cast):
    return sheet_row(cast, cast.bieu_nghi)
