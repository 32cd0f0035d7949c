"""The jobs of imports: run by the real worker, killed in the middle of writing, left alone."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.exchange import tasks
from fourgood.exchange.models import MOST_ATTEMPTS, File, Import, Progress, State
from fourgood.exchange.progress import working_on
from fourgood.organisation.models import Member
from tests.exchange.files import MEMBER_HEADER, xlsx
from tests.exchange.test_member_import import good

NOW = timezone.now()


def uploaded(by, rows):
    data = xlsx([MEMBER_HEADER, *rows])
    return Import.objects.upload(kind="members", name="danh sach.xlsx", data=data, by=by, at=NOW)


def confirmed(by, rows):
    upload = uploaded(by, rows)
    tasks.check(upload.pk)
    upload.refresh_from_db()
    upload.confirm(at=NOW)
    return upload


def state(upload):
    return Import.objects.get(pk=upload.pk).state


def run_worker():
    """The real worker on the real database, until no job is left."""
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful")


def queued():
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return [(job.task_name, job.args.get("import_id")) for job in jobs]


@pytest.mark.django_db(transaction=True)
def test_worker_checks_and_writes(cast):
    upload = uploaded(cast.bay, [good()])
    assert queued() == [("exchange.check", upload.pk)]
    run_worker()
    assert state(upload) == State.READY
    Import.objects.get(pk=upload.pk).confirm(at=NOW)
    run_worker()
    assert state(upload) == State.FINISHED
    assert Member.objects.get(code="22.900001").unit == cast.bieu_nghi


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_writing_leaves_nothing_and_is_taken_up_again(cast):
    upload = confirmed(cast.bay, [good(f"22.90000{n}") for n in range(3)])
    ProcrastinateJob.objects.all()._raw_delete(using="default")
    blocker = connection.copy()
    blocker.set_autocommit(False)
    with blocker.cursor() as cursor:  # the last row of the list can't be written while this is open
        cursor.execute(
            "INSERT INTO organisation_member"
            " (code, full_name, admitted_on, phone, email, is_active, sort_key, search_key) VALUES"
            " ('22.900002', 'x', '2000-01-01', '', '', true, '', '')"
        )
    worker = subprocess.Popen([sys.executable, "-c", WORKER, str(upload.pk)], env=environment())
    wait_until(waits_for_a_lock)
    assert upload.is_being_worked_on()
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    blocker.rollback()
    blocker.close()
    wait_until(lambda: not upload.is_being_worked_on())
    assert state(upload) == State.WRITING
    assert not Member.objects.filter(code__startswith="22.90000").exists()
    tasks.look_after(0)
    assert queued() == [("exchange.write", upload.pk)]
    run_worker()
    assert state(upload) == State.FINISHED
    assert Member.objects.filter(code__startswith="22.90000").count() == 3


WORKER = """
import os, sys, django
django.setup()
from fourgood.exchange import tasks
tasks.write(int(sys.argv[1]))
"""


def environment():
    """The same settings, but on the database of the tests."""
    address = os.environ["DATABASE_URL"]
    path, _, name = address.rpartition("/")
    _name, question, rest = name.partition("?")
    own = f"{path}/{connection.settings_dict['NAME']}{question}{rest}"
    return os.environ | {"DATABASE_URL": own, "DJANGO_SETTINGS_MODULE": "fourgood.settings"}


def wait_until(condition, seconds=60):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.1)


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid')")
        return cursor.fetchone()[0]


def test_second_worker_leaves_the_import_to_the_first(cast):
    upload = uploaded(cast.bay, [good()])
    with working_on(upload.pk) as first:
        assert first is not None
        with working_on(upload.pk) as second:
            assert second is None
        tasks.check(upload.pk)
        assert state(upload) == State.CHECKING
    tasks.check(upload.pk)
    assert state(upload) == State.READY


@pytest.mark.django_db(transaction=True)
def test_started_too_often_it_fails_with_a_sentence_and_can_be_started_again(cast, client):
    upload = confirmed(cast.bay, [good()])
    Progress.objects.filter(upload=upload).update(attempts=MOST_ATTEMPTS)
    tasks.write(upload.pk)
    assert state(upload) == State.FAILED
    client.force_login(cast.bay)
    page = client.get(upload.get_absolute_url()).content.decode()
    assert "Công việc bị gián đoạn ba lần, chưa ghi gì." in page
    client.post(f"{upload.get_absolute_url()}again/")
    assert state(upload) == State.CHECKING
    tasks.check(upload.pk)
    assert state(upload) == State.READY


def test_finished_import_is_not_written_twice(cast):
    upload = confirmed(cast.bay, [good()])
    tasks.write(upload.pk)
    tasks.write(upload.pk)
    assert Member.objects.filter(code="22.900001").count() == 1
    assert state(upload) == State.FINISHED


def test_what_changed_since_the_check_is_shown_again_instead_of_written(cast):
    upload = confirmed(cast.bay, [good(cast.nam.member.code, **{"Full name": "Phạm Hải Nam Anh"})])
    cast.nam.member.change(by=cast.bay, full_name="Phạm Nam")
    tasks.write(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.notice) == (State.READY, "changed_meanwhile")
    assert upload.differences.get(column_key="full_name").old == "Phạm Nam"
    assert Member.objects.get(pk=cast.nam.member_id).full_name == "Phạm Nam"


def test_position_lost_since_the_check_means_nothing_is_written(cast):
    upload = confirmed(cast.bay, [good()])
    cast.bay.member.positions.filter(unit=cast.bieu_nghi).delete()
    tasks.write(upload.pk)
    upload.refresh_from_db()
    assert upload.state == State.WRONG
    assert [problem.code for problem in upload.problems.all()] == ["may_not_import"]
    assert not Member.objects.filter(code="22.900001").exists()


def test_files_that_nobody_comes_back_to_are_deleted(cast, settings):
    old, new = uploaded(cast.bay, [good()]), uploaded(cast.bay, [good()])
    tasks.check(old.pk)
    tasks.check(new.pk)
    Import.objects.filter(pk=old.pk).update(touched_at=NOW - dt.timedelta(days=settings.IMPORT_KEEP_DAYS + 1))
    tasks.look_after(0)
    assert (state(old), state(new)) == (State.DISCARDED, State.READY)
    assert list(File.objects.values_list("upload", flat=True)) == [new.pk]
