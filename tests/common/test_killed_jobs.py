"""A worker killed in the middle of a job: nothing stays locked, and what it left is done by the next one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.audit.models import Seal
from fourgood.audit.sealing import _LOCK
from fourgood.common import tasks
from fourgood.common.alone import alone

WORKER = """
import django
django.setup()
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as worker:
    worker.run_worker(wait=False, listen_notify=False, delete_jobs="successful")
"""
pytestmark = pytest.mark.django_db(transaction=True)


def environment() -> dict[str, str]:
    """The same settings, on the database of the tests."""
    address = os.environ["DATABASE_URL"]
    path, _, name = address.rpartition("/")
    _name, question, rest = name.partition("?")
    own = f"{path}/{connection.settings_dict['NAME']}{question}{rest}"
    return os.environ | {"DATABASE_URL": own, "DJANGO_SETTINGS_MODULE": "fourgood.settings"}


def run_worker() -> None:
    """The real worker on the real database, until no job is left."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful")


@contextmanager
def nobody_seals() -> Iterator[None]:
    """While this is open, a job that seals waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 180
    while not holds():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.1)


def someone_waits_for_the_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory')")
        [found] = cursor.fetchone()
    return bool(found)


def kill_a_worker_that_seals() -> int:
    """The number of its job. Whatever else was queued is gone."""
    execute("DELETE FROM procrastinate_jobs")  # the queue is not emptied between tests
    killed: int = app.configure_task("audit.seal").defer(timestamp=0)
    with nobody_seals():
        worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment())
        try:
            wait_until(someone_waits_for_the_lock)
        finally:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
    wait_until(lambda: not someone_waits_for_the_lock())
    execute(f"DELETE FROM procrastinate_jobs WHERE id <> {killed}")
    assert (status(killed), Seal.objects.exists()) == ("doing", False)
    return killed


def grow_stale() -> None:
    """No worker was heard of for two minutes."""
    execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def status(job: int) -> str | None:
    """None: it is not there any more; it succeeded, or was dropped."""
    return ProcrastinateJob.objects.filter(pk=job).values_list("status", flat=True).first()


def take_up() -> None:
    asyncio.run(_take_up())


async def _take_up() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        async with worker.open_async():
            await tasks.take_up_left(worker.job_manager)


def test_acts_are_sealed_by_the_next_job_after_a_sealer_was_killed(cast):
    killed = kill_a_worker_that_seals()
    app.configure_task("audit.seal").defer(timestamp=60)
    run_worker()
    assert (status(killed), Seal.objects.exists()) == ("doing", True)


def test_what_a_killed_worker_left_is_taken_up_once_it_is_not_heard_of_any_more(cast):
    killed = kill_a_worker_that_seals()
    take_up()
    assert status(killed) == "doing"  # it may still be alive
    grow_stale()
    take_up()
    assert status(killed) == "todo"
    run_worker()
    assert (status(killed), Seal.objects.exists()) == (None, True)


def test_what_waits_in_the_queue_anyway_is_not_taken_up_beside_it(cast):
    killed = kill_a_worker_that_seals()
    grow_stale()
    app.configure_task("audit.seal", schedule_in={"days": 1}).defer(timestamp=60)
    take_up()
    assert (status(killed), Seal.objects.exists()) == (None, False)


def test_what_keeps_killing_its_worker_is_given_up(cast):
    killed = kill_a_worker_that_seals()
    grow_stale()
    execute(f"UPDATE procrastinate_jobs SET attempts = {tasks.MOST_ATTEMPTS}")
    take_up()
    assert status(killed) == "failed"


def test_no_job_holds_a_lock_of_the_queue():
    """Such a lock outlives a killed worker (`procrastinate_fetch_job`), and with it the job that nobody ends."""
    app.perform_import_paths()
    assert [name for name, task in app.tasks.items() if task.lock] == []


def test_one_at_a_time_and_free_again_when_it_ended():
    other = connection.copy()
    try:
        with alone(7) as first, other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(7)")
            assert (first, cursor.fetchone()) == (True, (False,))
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(7)")
            assert cursor.fetchone() == (True,)
        with alone(7) as second:
            assert second is False
    finally:
        other.close()
