"""Tasks: given to many at once, accepted, reported, done, checked; late, carried over, dropped (M13, M15)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.tasks import refusals
from fourgood.tasks.board import Column, card_of
from fourgood.tasks.models import Task

GIVEN = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 31)
NOW = timezone.make_aware(dt.datetime(2026, 3, 2, 20))


def give(cast, **more):
    told = {"title": "Vận động thu gom rác thải đồng ruộng", "due_on": DUE, "members": [cast.nam.member]} | more
    return Task.objects.give(unit=cast.bieu_nghi, by=cast.bay, at=NOW, **told)


def at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(20)))


def done(task, on=DUE, by=None):
    for assignment in task.assignments.all():
        assignment.mark_done(on=on, text="Xong", amount=None, by=by, at=at(on))


def test_one_task_is_given_to_many_at_once(cast):
    task = give(cast, members=[cast.nam.member, cast.thu.member], organisations=["Chi hội Phụ nữ khu"])
    assert [str(a) for a in task.assignments.all()] == [
        str(cast.nam.member),
        str(cast.thu.member),
        "Chi hội Phụ nữ khu",
    ]
    assert Act.objects.about(task).get().after["to"] == [str(a) for a in task.assignments.all()]


REFUSED = {
    "nobody": ({"members": []}, refusals.NobodyAssigned),
    "due before it is given": ({"due_on": GIVEN - dt.timedelta(days=1)}, refusals.DueBeforeGiven),
    "a target without a measure": ({"target": Decimal(40)}, refusals.MeasureMissing),
    "only spaces": ({"members": [], "organisations": ["  "]}, refusals.NobodyAssigned),
}


@pytest.mark.parametrize("case", REFUSED)
def test_giving_is_refused(cast, case):
    told, refusal = REFUSED[case]
    with pytest.raises(refusal):
        give(cast, **told)
    assert not Task.objects.filter(unit=cast.bieu_nghi, given_at=NOW).exists()


def test_task_is_not_given_to_someone_of_another_cell(cast):
    with pytest.raises(refusals.NotOfThisUnit):
        give(cast, members=[cast.dung.member])


# What was done by when → late, on time. Due on 31 March.
COURSES = [
    ("open, before its day", None, DUE, False, False),
    ("open, the day after", None, DUE + dt.timedelta(days=1), True, False),
    ("done on its day", DUE, DUE + dt.timedelta(days=9), False, True),
    ("done a day late", DUE + dt.timedelta(days=1), DUE + dt.timedelta(days=9), True, False),
]


@pytest.mark.parametrize(("course", "done_on", "on", "late", "on_time"), COURSES, ids=[row[0] for row in COURSES])
def test_lateness_is_what_the_days_say(cast, course, done_on, on, late, on_time):
    task = give(cast)
    if done_on:
        done(task, on=done_on)
        task.assignments.get().check_done(by=cast.bay, at=at(done_on))
        task.refresh_from_db()
    assert (task.is_late(on), Task.objects.finished_on_time().filter(pk=task.pk).exists()) == (late, on_time)
    assert Task.objects.overdue(on).filter(pk=task.pk).exists() is (late and done_on is None)


def test_task_is_finished_when_the_last_of_its_people_is_checked(cast):
    task = give(cast, members=[cast.nam.member, cast.thu.member])
    first, second = task.assignments.all()
    first.mark_done(on=GIVEN, text="", amount=None, by=cast.nam, at=NOW)
    first.check_done(by=cast.bay, at=NOW)
    task.refresh_from_db()
    assert task.finished_at is None
    second.mark_done(on=DUE, text="", amount=None, by=cast.thu, at=at(DUE))
    second.check_done(by=cast.bay, at=at(DUE))
    task.refresh_from_db()
    assert task.finished_on == DUE


def test_columns_of_the_board(cast):
    task = give(cast, members=[cast.nam.member])
    assignment = task.assignments.get()
    seen = [card_of(task, on=GIVEN).column]
    assignment.accept(by=cast.nam, at=NOW)
    seen += [card_of(Task.objects.get(pk=task.pk), on=day).column for day in (GIVEN, DUE + dt.timedelta(days=1))]
    done(task)
    seen.append(card_of(Task.objects.get(pk=task.pk), on=DUE + dt.timedelta(days=1)).column)
    task.assignments.get().check_done(by=cast.bay, at=at(DUE))
    seen.append(card_of(Task.objects.get(pk=task.pk), on=DUE).column)
    assert seen == [Column.NEW, Column.UNDER_WAY, Column.LATE, Column.TO_CHECK, Column.ENDED]


def test_what_is_sent_back_is_open_again_with_the_reason(cast):
    task = give(cast)
    done(task, by=cast.nam)
    assignment = task.assignments.get()
    with pytest.raises(refusals.ReasonMissing):
        assignment.send_back(reason=" ", by=cast.bay, at=NOW)
    assignment.send_back(reason="Còn ba hộ chưa thu gom", by=cast.bay, at=at(DUE) + dt.timedelta(hours=1))
    assignment.refresh_from_db()
    assert (assignment.done_at, assignment.progress.last().text) == (None, "Còn ba hộ chưa thu gom")
    with pytest.raises(refusals.NotDoneYet):
        assignment.check_done(by=cast.bay, at=NOW)


def test_carried_over_with_a_reason_to_a_later_day(cast):
    task = give(cast)
    with pytest.raises(refusals.NotLater):
        task.carry_over(to_day=DUE, reason="Mưa", by=cast.bay, at=NOW)
    task.carry_over(to_day=DUE + dt.timedelta(days=30), reason="Mưa lớn kéo dài", by=cast.bay, at=NOW)
    moved = task.postponements.get()
    assert (moved.from_day, moved.to_day, task.due_on) == (DUE, task.due_on, DUE + dt.timedelta(days=30))
    assert Task.objects.carried_over().filter(pk=task.pk).exists()


def test_amounts_add_up(cast):
    task = give(cast, target=Decimal(40), measure="hộ")
    assignment = task.assignments.get()
    assignment.report(text="", amount=Decimal("12.5"), by=cast.nam, at=NOW)
    assignment.mark_done(on=DUE, text="", amount=Decimal(27), by=cast.nam, at=at(DUE))
    assert task.amount_done() == Decimal("39.5")


def test_ended_task_is_not_changed(cast):
    task = give(cast)
    task.drop(reason="Phường đã làm", by=cast.bay, at=NOW)
    assignment = task.assignments.get()
    for act in (
        lambda: task.finish(on=GIVEN, by=cast.bay, at=NOW),
        lambda: task.carry_over(to_day=DUE + dt.timedelta(days=9), reason="x", by=cast.bay, at=NOW),
        lambda: task.assign(members=[cast.thu.member], organisations=[], by=cast.bay, at=NOW),
        lambda: assignment.accept(by=cast.nam, at=NOW),
        lambda: assignment.report(text="x", amount=None, by=cast.nam, at=NOW),
        lambda: assignment.mark_done(on=GIVEN, text="x", amount=None, by=cast.nam, at=NOW),
    ):
        with pytest.raises(refusals.Ended):
            act()


def test_last_one_keeps_the_task(cast):
    task = give(cast, members=[cast.nam.member, cast.thu.member])
    first, second = task.assignments.all()
    task.take_back(first, reason="Ốm", by=cast.bay)
    with pytest.raises(refusals.LastAssignment):
        task.take_back(second, reason="Ốm", by=cast.bay)


def test_nothing_is_done_in_the_future(cast):
    task = give(cast)
    with pytest.raises(refusals.DoneInTheFuture):
        task.assignments.get().mark_done(on=DUE, text="x", amount=None, by=cast.nam, at=NOW)
    with pytest.raises(refusals.DoneInTheFuture):
        task.finish(on=DUE, by=cast.bay, at=NOW)
