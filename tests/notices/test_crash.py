"""Whatever happens to what sends: a letter goes out once at most; one in doubt is told, and not repeated."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.notices import sending, tasks
from fourgood.notices.kinds import Kind
from fourgood.notices.mail_message import message_id
from fourgood.notices.models import Draft, Letter
from fourgood.notices.models.letter_queries import IN_DOUBT_AFTER
from fourgood.operations.selftest import _letters
from tests.notices.conftest import person

WORKER = """
import django
django.setup()
from fourgood.notices import tasks
tasks.send(0)
"""
COUNT = 12


@pytest.fixture
def real(transactional_db, office):
    """Transactions that are committed, since other processes and threads look at the same rows."""
    return office


def write(count: int) -> list[Letter]:
    drafts = [Draft(person(f"p{n}"), "task 7", "Việc mới", "Mở trang") for n in range(count)]
    Letter.objects.write_many(Kind.TASK_GIVEN, drafts, at=timezone.now())
    return list(Letter.objects.order_by("pk"))


def environment(port: int) -> dict[str, str]:
    """The same settings, on the database of the tests and with their mail server."""
    address = os.environ["DATABASE_URL"]
    path, _, name = address.rpartition("/")
    _name, question, rest = name.partition("?")
    own = f"{path}/{connection.settings_dict['NAME']}{question}{rest}"
    ours = {"DATABASE_URL": own, "DJANGO_SETTINGS_MODULE": "fourgood.settings"}
    return os.environ | ours | {"FOURGOOD_EMAIL_URL": f"smtp://127.0.0.1:{port}"}


def listed() -> str:
    told = io.StringIO()
    call_command("letters", stdout=told)
    return told.getvalue()


def pass_the_time() -> None:
    """Let the claims be as old as those of a process that is gone."""
    Letter.objects.filter(claimed_at__isnull=False).update(claimed_at=timezone.now() - IN_DOUBT_AFTER)


def test_killed_between_claim_and_answer_the_letter_is_in_doubt_and_not_sent_again(real):
    real.holds.set()
    letter, other = write(2)
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment(real.port))
    try:
        assert real.holding.wait(60)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    real.holds.clear()
    letter.refresh_from_db()
    assert (letter.claimed_at is None, letter.sent_at) == (False, None)
    tasks.send(0)
    tasks.send(0)
    assert real.asked.count("p0@example.org") == 1
    other.refresh_from_db()
    assert other.sent_at
    pass_the_time()
    assert list(Letter.objects.in_doubt(timezone.now())) == [letter]
    assert message_id(letter) in listed()
    assert "p0" not in listed()
    assert _letters().sentence.startswith("1 letters are in doubt")


def test_operator_sends_a_letter_in_doubt_again_under_the_same_id(real):
    [letter] = write(1)
    Letter.objects.claim(timezone.now())
    with pytest.raises(CommandError):  # too fresh: a process may be at it
        call_command("letters", again=[letter.pk])
    pass_the_time()
    call_command("letters", again=[letter.pk])
    tasks.send(0)
    assert [taken["Message-ID"] for taken in real.taken] == [message_id(letter)]
    with pytest.raises(CommandError):
        call_command("letters", again=[letter.pk])


def test_operator_leaves_a_letter_in_doubt(real):
    [letter] = write(1)
    Letter.objects.claim(timezone.now())
    pass_the_time()
    call_command("letters", leave=[letter.pk])
    assert str(message_id(letter)) not in listed()
    tasks.send(0)
    assert real.taken == []
    assert not Letter.objects.in_doubt(timezone.now()).exists()


def test_operator_sends_again_what_was_given_up(real):
    [letter] = write(1)
    real.to_recipients["p0@example.org"] = "550 Unknown"
    tasks.send(0)
    assert "refused" in listed()
    real.to_recipients.clear()
    call_command("letters", again=[letter.pk])
    tasks.send(0)
    assert real.addressees() == ["p0@example.org"]


def test_two_workers_at_once_send_each_letter_once(real):
    letters = write(COUNT)
    real.holds.set()  # both are in the middle of a letter before either goes on
    threads = [threading.Thread(target=_send_and_hang_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert real.holding.wait(30)
    _wait_for(lambda: Letter.objects.filter(claimed_at__isnull=False).count() == 2)
    real.holds.clear()
    for thread in threads:
        thread.join(60)
    assert sorted(real.addressees()) == sorted(f"p{n}@example.org" for n in range(COUNT))
    assert Letter.objects.filter(sent_at__isnull=False).count() == len(letters)


def _send_and_hang_up() -> None:
    until = timezone.now() + dt.timedelta(seconds=60)
    try:
        sending.send_waiting(clock=timezone.now, until=until)
    finally:
        connection.close()


def _wait_for(holds) -> None:
    for _round in range(300):
        if holds():
            return
        threading.Event().wait(0.1)
    raise AssertionError("nothing happened")


def test_what_one_run_has_no_time_for_is_left_to_another_job(real, monkeypatch):
    write(3)
    moments = iter([timezone.now()] * 8)  # enough of them for one letter; then the time is over
    later = timezone.now() + dt.timedelta(hours=1)
    monkeypatch.setattr(tasks.timezone, "now", lambda: next(moments, later))
    tasks.send(0)
    assert 1 <= len(real.taken) < 3
    jobs = ProcrastinateJob.objects.filter(task_name="notices.send", status="todo")
    assert jobs.count() == 1
    tasks._go_on()  # it waits already
    assert jobs.count() == 1


def test_letters_that_wait_too_long_are_told(real):
    write(1)
    assert _letters().right is True
    Letter.objects.update(written_at=timezone.now() - dt.timedelta(hours=2))
    assert (_letters().right, _letters().sentence[:22]) == (False, "1 letters have waited ")


def test_old_letters_are_forgotten_and_those_that_wait_are_not(real):
    first, second = write(2)
    old = timezone.now() - tasks.KEEP - dt.timedelta(days=1)
    Letter.objects.update(written_at=old, next_try_at=old)
    Letter.objects.filter(pk=first.pk).update(claimed_at=old, sent_at=old, text="")
    tasks.forget(0)
    assert list(Letter.objects.all()) == [second]
