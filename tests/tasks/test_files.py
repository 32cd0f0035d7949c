"""Photos and papers on how far a task is: kept with the report, seen by whoever sees the task (M13)."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourgood.files.models import Sight, StoredFile
from fourgood.tasks.models import Assignment, Task
from tests.files import papers


@pytest.fixture
def assignment(cast) -> Assignment:
    now = timezone.now()
    task = Task.objects.give(
        unit=cast.bieu_nghi,
        title="Vệ sinh đường làng",
        due_on=timezone.localdate(now) + dt.timedelta(days=5),
        members=[cast.nam.member],
        by=cast.bay,
        at=now,
    )
    return task.assignments.get()


def photos(count: int = 1) -> list:
    return [papers.upload(papers.photo(), f"ruong-{n}.jpg") for n in range(count)]


def test_member_adds_photos_to_a_report(client, cast, assignment):
    client.force_login(cast.nam)
    form = client.get(f"/assignments/{assignment.pk}/report/").content.decode()
    assert 'enctype="multipart/form-data"' in form
    client.post(f"/assignments/{assignment.pk}/report/", {"text": "", "files": photos(2)})
    step = assignment.progress.get()
    kept = list(step.files.all())
    assert [file.name for file in kept] == ["ruong-0.jpg", "ruong-1.jpg"]
    assert {(file.unit, file.sight, file.added_by) for file in kept} == {(cast.bieu_nghi, Sight.MEMBERS, cast.nam)}
    page = client.get(assignment.task.get_absolute_url()).content.decode()
    assert all(file.get_absolute_url() in page for file in kept)
    content = b"".join(client.get(kept[0].get_absolute_url()).streaming_content)
    assert hashlib.sha256(content).hexdigest() == kept[0].digest


def test_photo_comes_along_when_it_is_done(client, cast, assignment):
    client.force_login(cast.nam)
    client.post(f"/assignments/{assignment.pk}/done/", {"on": timezone.localdate().isoformat(), "files": photos()})
    assignment.refresh_from_db()
    assert (assignment.done_on, assignment.progress.get().files.count()) == (timezone.localdate(), 1)


def test_what_is_no_photo_is_told_and_nothing_is_reported(client, cast, assignment):
    client.force_login(cast.nam)
    bad = papers.upload(papers.HTML, "anh.jpg")
    page = client.post(f"/assignments/{assignment.pk}/report/", {"text": "Đã xong một nửa", "files": [bad]})
    assert "anh.jpg" in page.content.decode()
    assert "Đã xong một nửa" in page.content.decode()
    assert (assignment.progress.exists(), StoredFile.objects.filter(name="anh.jpg").exists()) == (False, False)


SEEN = [("bay", 200), ("mai", 200), ("hoa", 200), ("dung", 404), (None, 302)]


@pytest.mark.parametrize(("person", "status"), SEEN)
def test_photo_is_served_to_whoever_sees_the_task(client, cast, assignment, person, status):
    client.force_login(cast.nam)
    client.post(f"/assignments/{assignment.pk}/report/", {"text": "Ảnh", "files": photos()})
    file = assignment.progress.get().files.get()
    client.logout()
    if person:
        client.force_login(getattr(cast, person))
    assert client.get(file.get_absolute_url()).status_code == status


def test_queries_do_not_grow_with_photos(client, cast, assignment):
    client.force_login(cast.nam)
    address = f"/assignments/{assignment.pk}/report/"

    def queries() -> int:
        client.get(assignment.task.get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            client.get(assignment.task.get_absolute_url())
        return len(found)

    client.post(address, {"text": "Ảnh", "files": photos()})
    before = queries()
    for _ in range(2):
        client.post(address, {"text": "Ảnh", "files": photos(2)})
    assert queries() == before
