"""Pages of tasks: on the phone of a member, of the secretary, of the committee above (M13, M15)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.dashboards import tasks_due
from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.due import reader_of
from fourgood.organisation.people import people_of
from fourgood.tasks.models import Assignment, Task


def give(cast, title="Vệ sinh đường làng", days=5, unit=None, by=None, members=None):
    today = timezone.localdate()
    return Task.objects.give(
        unit=unit or cast.bieu_nghi,
        title=title,
        due_on=today + dt.timedelta(days=days),
        given_on=today - dt.timedelta(days=30),
        members=members or [cast.nam.member],
        by=by or cast.bay,
        at=timezone.now(),
    )


def test_member_accepts_reports_and_says_that_it_is_done(client, cast):
    task = give(cast)
    assignment = task.assignments.get()
    client.force_login(cast.nam)
    assert "Vệ sinh đường làng" in client.get("/tasks/").content.decode()
    client.post(f"/assignments/{assignment.pk}/accept/")
    client.post(f"/assignments/{assignment.pk}/report/", {"text": "Đã xong một nửa"})
    client.post(f"/assignments/{assignment.pk}/done/", {"on": timezone.localdate().isoformat(), "text": "Xong"})
    assignment.refresh_from_db()
    assert (assignment.accepted_at is not None, assignment.done_on) == (True, timezone.localdate())
    assert [step.text for step in assignment.progress.all()] == ["Đã xong một nửa", "Xong"]


def test_lists_are_of_mine_of_those_i_gave_and_of_those_that_ended(client, cast):
    Assignment.objects.all().delete()
    mine, of_another, ended = give(cast), give(cast, members=[cast.thu.member]), give(cast)
    ended.finish(on=timezone.localdate(), by=cast.bay, at=timezone.now())
    listed = {}
    for person, which in (("nam", ""), ("nam", "ended"), ("bay", "given")):
        client.force_login(getattr(cast, person))
        page = client.get("/tasks/", {"show": which}).context["page"]
        listed[which] = {task for task in page.rows if task in (mine, of_another, ended)}
    assert listed == {"": {mine}, "ended": {ended}, "given": {mine, of_another}}


def test_only_the_own_step_is_the_main_button(client, cast):
    """The secretary can enter it for others too, by name; their own comes first."""
    task = give(cast, members=[cast.nam.member, cast.bay.member])
    Task.objects.filter(pk=task.pk).update(target=40, measure="hộ")
    client.force_login(cast.bay)
    shown = client.get(task.get_absolute_url())
    assert [row.member for row, _may_act, _is_own in shown.context["rows"]] == [cast.bay.member, cast.nam.member]
    page = shown.content.decode()
    assert page.count("Nhận việc</button>") == 1
    assert f"{cast.nam.member} nhận việc</button>" in page
    assert "0 trên 40 hộ" in page
    task.assignments.get(member=cast.nam.member).accept(by=cast.bay, at=timezone.now())
    page = client.get(task.get_absolute_url()).content.decode()
    assert f"{cast.nam.member} đã hoàn thành" in page
    assert f"Báo cáo tiến độ thay {cast.nam.member}" in page


def test_secretary_checks_what_was_done(client, cast):
    task = give(cast)
    assignment = task.assignments.get()
    assignment.mark_done(on=timezone.localdate(), text="", amount=None, by=cast.nam, at=timezone.now())
    client.force_login(cast.bay)
    assert "Xác nhận hoàn thành" in client.get(task.get_absolute_url()).content.decode()
    client.post(f"/assignments/{assignment.pk}/check/")
    task.refresh_from_db()
    assert task.finished_on == timezone.localdate()


def test_secretary_gives_a_task_to_all_members_with_one_tick(client, cast):
    client.force_login(cast.bay)
    due = timezone.localdate() + dt.timedelta(days=9)
    posted = {"title": "Treo cờ", "due_on": due.isoformat(), "everyone": "on", "organisations": "Hội Phụ nữ\n\nĐoàn"}
    client.post(f"/units/{cast.bieu_nghi.pk}/tasks/new/", posted)
    task = Task.objects.get(title="Treo cờ")
    everyone = set(people_of(cast.bieu_nghi, on=timezone.localdate()).values_list("pk", flat=True))
    assert set(task.assignments.filter(member__isnull=False).values_list("member", flat=True)) == everyone
    assert set(task.assignments.exclude(organisation="").values_list("organisation", flat=True)) == {
        "Hội Phụ nữ",
        "Đoàn",
    }


def test_secretary_reports_for_a_member_without_a_phone(client, cast):
    assignment = give(cast).assignments.get()
    client.force_login(cast.bay)
    client.post(f"/assignments/{assignment.pk}/report/", {"text": "Bác Nam báo đã xong"})
    assert assignment.progress.get().by == cast.bay


def test_other_members_look_and_do_not_touch(client, cast):
    assignment = give(cast).assignments.get()
    client.force_login(cast.mai)
    assert client.get(assignment.task.get_absolute_url()).status_code == 200
    assert client.post(f"/assignments/{assignment.pk}/accept/").status_code == 403
    assignment.refresh_from_db()
    assert assignment.accepted_at is None


def test_nothing_typed_is_lost(client, cast):
    client.force_login(cast.bay)
    page = client.post(
        f"/units/{cast.bieu_nghi.pk}/tasks/new/", {"title": "Việc chưa rõ người", "expected": "Rõ kết quả"}
    )
    assert page.status_code == 200
    assert "Việc chưa rõ người" in page.content.decode()
    assert "Rõ kết quả" in page.content.decode()


def test_committee_sees_the_numbers_of_its_cells(client, cast):
    give(cast, days=5)
    give(cast, days=-5)
    client.force_login(cast.hoa)
    page = client.get(f"/units/{cast.dong_mai.pk}/tasks/below/")
    row = next(row for row in page.context["rows"] if row.pk == cast.bieu_nghi.pk)
    before = row
    done = give(cast, days=5)
    done.assignments.get().mark_done(on=timezone.localdate(), text="", amount=None, by=cast.nam, at=timezone.now())
    page = client.get(f"/units/{cast.dong_mai.pk}/tasks/below/")
    row = next(row for row in page.context["rows"] if row.pk == cast.bieu_nghi.pk)
    assert (row.open, row.late, row.to_check) == (before.open + 1, before.late, before.to_check + 1)


@pytest.mark.parametrize(
    ("person", "path"),
    [("nam", "/tasks/"), ("bay", "/tasks/?show=given"), ("nam", "unit"), ("hoa", "below"), ("bay", "task")],
)
def test_queries_do_not_grow_with_rows(client, cast, person, path):
    task = give(cast)
    paths = {
        "unit": f"/units/{cast.bieu_nghi.pk}/tasks/",
        "below": f"/units/{cast.dong_mai.pk}/tasks/below/",
        "task": task.get_absolute_url(),
    }
    client.force_login(getattr(cast, person))

    def queries():
        client.get(paths.get(path, path))
        with CaptureQueriesContext(connection) as found:
            client.get(paths.get(path, path))
        return len(found)

    before = queries()
    for _ in range(2):
        give(cast)
    task.assign(members=[cast.mai.member, cast.thu.member], organisations=[], by=cast.bay, at=timezone.now())
    assert queries() == before
    assert before <= {"below": 5}.get(path, 15)


def due(cast, person, rule):
    with translation.override("en"):
        found = answer_of(rule, reader_of(getattr(cast, person), on=timezone.localdate()))
    return found.title if found else None


def test_home_tells_whose_turn_it_is(cast):
    Assignment.objects.all().delete()
    assert due(cast, "nam", tasks_due.tasks_of_mine) is None
    task = give(cast, days=30)
    assert due(cast, "nam", tasks_due.tasks_of_mine) == "1 task waits for you"
    assert due(cast, "mai", tasks_due.tasks_of_mine) is None
    task.assignments.get().accept(by=cast.nam, at=timezone.now())
    assert due(cast, "nam", tasks_due.tasks_of_mine) is None
    task.assignments.get().mark_done(on=timezone.localdate(), text="", amount=None, by=cast.nam, at=timezone.now())
    assert due(cast, "bay", tasks_due.tasks_to_check) == "1 task was reported as done"
    give(cast, days=-3)
    assert due(cast, "bay", tasks_due.tasks_late) == "1 task of your unit is late"
    assert due(cast, "nam", tasks_due.tasks_late) is None
