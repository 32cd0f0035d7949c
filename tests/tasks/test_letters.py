"""Letters about tasks: given, due soon, late; what the weekly letter tells; each once, to those who may see it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.notices.digest import write_for
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Letter, Unsubscription, Written
from fourgood.tasks import reminding
from fourgood.tasks.models import Assignment, Reminder, Task
from tests.notices.conftest import named_server, office, send  # noqa: F401 fixtures
from tests.quiet import forget_tasks

GIVEN = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 31)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture(autouse=True)
def _letters_are_written(cast, named_server):  # noqa: F811
    forget_tasks(cast)
    for user in (cast.bay, cast.nam, cast.thu):
        User.objects.filter(pk=user.pk).update(email=f"{user.pk}@example.org", language="en")
    for user in (cast.bay, cast.nam, cast.thu):
        user.refresh_from_db()


def give(cast, **more) -> Task:
    told = {"title": "Thu gom rác thải đồng ruộng", "due_on": DUE, "members": [cast.nam.member]} | more
    return Task.objects.give(unit=cast.bieu_nghi, by=cast.bay, at=at(GIVEN, 20), **told)


def letters(kind: Kind) -> list[tuple[int, str]]:
    return list(Letter.objects.filter(kind=kind).order_by("pk").values_list("user", "subject"))


def forget_given() -> None:
    Letter.objects.filter(kind=Kind.TASK_GIVEN).delete()


def test_each_who_is_given_a_task_gets_a_letter_and_whoever_gives_it_none(cast):
    task = give(cast, members=[cast.nam.member, cast.thu.member, cast.bay.member], organisations=["Hội Phụ nữ"])
    assert sorted(user for user, _subject in letters(Kind.TASK_GIVEN)) == sorted([cast.nam.pk, cast.thu.pk])
    letter = Letter.objects.get(user=cast.nam)
    assert letter.subject == "A task for you, due 31/03/2026"
    assert letter.text == (
        "Chi bộ khu Biểu Nghi gives you a task, due 31/03/2026.\n\nRead what is to be done, and accept it:\n"
        f"https://fourgood.example.org/tasks/{task.pk}/"
    )
    assert task.title not in letter.subject + letter.text


def test_given_to_more_only_they_get_a_letter(cast):
    task = give(cast)
    forget_given()
    task.assign(members=[cast.thu.member], organisations=[], by=cast.bay, at=at(GIVEN, 21))
    assert [user for user, _subject in letters(Kind.TASK_GIVEN)] == [cast.thu.pk]


def test_task_that_was_not_given_after_all_has_no_letter(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        give(cast)
        raise ZeroDivisionError
    assert letters(Kind.TASK_GIVEN) == []


# The day → what is said to whoever has a task due on 31 March. The rule: 3 days before, 1 after, 14 at most.
DAYS = [
    (dt.date(2026, 3, 27), None),
    (dt.date(2026, 3, 28), "1 task of yours is due soon"),
    (DUE, "1 task of yours is due soon"),
    (dt.date(2026, 4, 1), "1 task of yours is late"),
    (dt.date(2026, 4, 14), "1 task of yours is late"),
    (dt.date(2026, 4, 15), None),
]


@pytest.mark.parametrize(("day", "subject"), DAYS)
def test_days_on_which_one_is_reminded(cast, day, subject):
    give(cast)
    reminding.remind(at(day))
    assert letters(Kind.TASKS_DUE) == ([(cast.nam.pk, subject)] if subject else [])


def test_reminded_once_before_and_once_after_its_day(cast):
    give(cast)
    for day in range(28, 32):
        reminding.remind(at(dt.date(2026, 3, day)))
        reminding.remind(at(dt.date(2026, 3, day), 15))
    for day in range(1, 20):
        reminding.remind(at(dt.date(2026, 4, day)))
    assert [subject for _user, subject in letters(Kind.TASKS_DUE)] == [
        "1 task of yours is due soon",
        "1 task of yours is late",
    ]


def test_one_letter_tells_of_all_tasks(cast):
    late, soon = give(cast, due_on=dt.date(2026, 3, 20)), give(cast)
    reminding.remind(at(dt.date(2026, 3, 30)))
    letter = Letter.objects.get(kind=Kind.TASKS_DUE)
    assert letter.subject == "1 task of yours is late; 1 task of yours is due soon"
    assert letter.text == (
        f"- Chi bộ khu Biểu Nghi: a task was due 20/03/2026.\n  https://fourgood.example.org/tasks/{late.pk}/\n\n"
        f"- Chi bộ khu Biểu Nghi: a task is due 31/03/2026.\n  https://fourgood.example.org/tasks/{soon.pk}/"
    )


def test_carried_over_one_is_reminded_of_the_new_day(cast):
    task = give(cast)
    reminding.remind(at(DUE))
    task.carry_over(to_day=dt.date(2026, 4, 30), reason="Mưa lớn", by=cast.bay, at=at(DUE, 21))
    reminding.remind(at(dt.date(2026, 4, 2)))
    reminding.remind(at(dt.date(2026, 4, 28)))
    assert len(letters(Kind.TASKS_DUE)) == 2


def nothing_more_to_do(cast, task: Task) -> None:
    task.assignments.get().mark_done(on=GIVEN, text="Xong", amount=None, by=cast.nam, at=at(GIVEN, 21))


def dropped(cast, task: Task) -> None:
    task.drop(reason="Phường đã làm", by=cast.bay, at=at(GIVEN, 21))


def no_letters_wanted(cast, _task: Task) -> None:
    Unsubscription.objects.stop(cast.nam, Kind.TASKS_DUE, at=at(GIVEN))


def left_the_cell(cast, _task: Task) -> None:
    cast.nam.member.memberships.all().delete()


@pytest.mark.parametrize("change", [nothing_more_to_do, dropped, no_letters_wanted, left_the_cell])
def test_nobody_is_reminded_of_what_is_no_more_theirs_or_does_not_want_it(cast, change):
    change(cast, give(cast))
    assert reminding.remind(at(DUE)) == Written()
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("hour", [0, 6, 20, 23])
def test_nobody_is_reminded_at_night(cast, hour):
    give(cast)
    assert reminding.remind(at(DUE, hour)) == Written()


def test_refusing_one_kind_leaves_the_other(cast):
    Unsubscription.objects.stop(cast.nam, Kind.TASK_GIVEN, at=at(GIVEN))
    give(cast)
    reminding.remind(at(DUE))
    assert (letters(Kind.TASK_GIVEN), len(letters(Kind.TASKS_DUE))) == ([], 1)


def test_killed_before_the_end_it_goes_on_where_it_was(cast, monkeypatch):
    give(cast, members=[cast.nam.member, cast.thu.member])
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    real, told = Letter.objects.write_many, []

    def die_at_the_second(kind, drafts, **more):
        told.append(kind)
        if len(told) == 2:
            raise KeyboardInterrupt
        return type(Letter.objects.all()).write_many(Letter.objects.all(), kind, drafts, **more)

    monkeypatch.setattr(Letter.objects, "write_many", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        reminding.remind(at(DUE))
    assert (len(letters(Kind.TASKS_DUE)), Reminder.objects.count()) == (1, 1)
    monkeypatch.setattr(Letter.objects, "write_many", real)
    assert reminding.remind(at(DUE)).written == 1
    assert reminding.remind(at(DUE)).written == 0
    assert sorted(user for user, _subject in letters(Kind.TASKS_DUE)) == sorted([cast.nam.pk, cast.thu.pk])


def test_database_keeps_one_reminder_of_a_day(cast):
    give(cast)
    reminding.remind(at(DUE))
    row = Reminder.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="reminded_once_of_a_day_and_why"), transaction.atomic():
        row.save(force_insert=True)


def test_weekly_letter_tells_of_own_tasks_and_of_those_of_the_unit_that_one_leads(cast):
    give(cast)
    give(cast, due_on=dt.date(2026, 3, 20))
    done = give(cast)
    done.assignments.get().mark_done(on=GIVEN, text="Xong", amount=None, by=cast.nam, at=at(GIVEN, 21))
    write_for([cast.nam, cast.bay], day=dt.date(2026, 3, 23), at=at(dt.date(2026, 3, 23)))
    of_nam, of_bay = (Letter.objects.get(kind=Kind.DIGEST, user=user).text for user in (cast.nam, cast.bay))
    assert "- 2 tasks wait for you. The first is due 20/03/2026.\n  https://fourgood.example.org/tasks/" in of_nam
    board = f"https://fourgood.example.org/units/{cast.bieu_nghi.pk}/tasks/"
    assert f"- 1 task of your unit is late.\n  {board}" in of_bay
    assert f"- 1 task was reported as done: look at the result.\n  {board}" in of_bay
    assert "your unit" not in of_nam


def test_queries_do_not_grow_with_rows(cast):
    def queries(day: dt.date) -> int:
        with CaptureQueriesContext(connection) as found:
            reminding.remind(at(day))
            write_for([cast.nam, cast.bay, cast.thu], day=day, at=at(day))
        return len(found)

    give(cast)
    before = queries(dt.date(2026, 3, 30))
    for _ in range(2):
        give(cast, members=[cast.nam.member, cast.thu.member])
    assert queries(DUE) == before


@pytest.mark.django_db(transaction=True)
def test_letters_of_tasks_reach_the_mail_server_once(cast, office):  # noqa: F811
    give(cast)
    reminding.remind(at(DUE))
    Assignment.objects.get().accept(by=cast.nam, at=at(DUE))
    for hour in (10, 11):
        reminding.remind(at(DUE, hour))
        Letter.objects.update(send_by=at(DUE, 23))
        send(at(DUE, hour))
    assert [message["Subject"] for message in office.taken] == [
        "A task for you, due 31/03/2026",
        "1 task of yours is due soon",
    ]
    stop = {message["List-Unsubscribe"] for message in office.taken}
    assert len(stop) == 2  # each kind by a link of its own
