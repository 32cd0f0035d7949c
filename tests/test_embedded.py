"""The embedded PostgreSQL: shared by processes, and found back to order after anything was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from fourgood import embedded
from tests.running import wait_until

USE = """
import sys, pathlib
from fourgood import embedded
print(embedded.start(pathlib.Path(sys.argv[1]), throw_away=True), flush=True)
input()
"""


class User:
    """Another process that uses the server until told to end."""

    def __init__(self, folder: Path) -> None:
        words = [sys.executable, "-c", USE, str(folder)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.communicate("\n")

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def folder(tmp_path: Path):
    folder = tmp_path / "postgres"
    yield folder
    embedded.leave(folder)
    embedded.stop(folder)


def start(folder: Path) -> str:
    return embedded.start(folder, throw_away=True)


def postmaster(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().split()[0])


def answers(address: str) -> bool:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT lower('ĐẶNG')").fetchone() == ("đặng",)


def test_start_gives_a_database_that_knows_vietnamese(folder):
    assert answers(start(folder))


def test_last_to_leave_stops_the_server(folder):
    first, second = User(folder), User(folder)
    assert first.address == second.address
    first.end()
    assert embedded.is_running(folder)
    second.end()
    assert not embedded.is_running(folder)


def test_killed_user_holds_nothing_up(folder):
    killed, other = User(folder), User(folder)
    killed.kill()
    other.end()
    assert not embedded.is_running(folder)


def test_server_left_by_killed_users_is_joined(folder):
    User(folder).kill()
    left = postmaster(folder)
    assert answers(start(folder))
    assert postmaster(folder) == left


def test_start_after_the_postmaster_was_killed(folder):
    address = embedded.start(folder)  # as safe as for real data
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 4 AS goods")
    os.kill(postmaster(folder), signal.SIGKILL)
    with psycopg.connect(start(folder)) as connection:
        assert connection.execute("SELECT goods FROM kept").fetchone() == (4,)


def test_start_goes_on_though_the_server_is_killed_while_it_starts(folder, monkeypatch):
    start(folder)
    os.kill(postmaster(folder), signal.SIGKILL)
    run, killed = embedded._run, []

    def kill_the_first(data: Path, program: str, *words: str) -> str:
        if program != "pg_ctl" or killed:
            return run(data, program, *words)
        threading.Thread(target=kill_as_soon_as_it_is_there).start()
        return run(data, program, *words)

    def kill_as_soon_as_it_is_there() -> None:
        while not (found := list(map(int, embedded._postmaster(folder)[:1]))):  # without a pause, or it has started
            pass
        os.kill(found[0], signal.SIGKILL)
        killed.append(found[0])

    monkeypatch.setattr(embedded, "_run", kill_the_first)
    assert answers(start(folder))
    assert killed and postmaster(folder) not in killed


def test_start_ends_a_backend_that_outlived_its_postmaster(folder):
    with psycopg.connect(start(folder)) as connection:
        backend = psutil.Process(connection.info.backend_pid)
        backend.send_signal(signal.SIGSTOP)  # it can't notice that the postmaster has gone
        os.kill(postmaster(folder), signal.SIGKILL)
        assert answers(start(folder))
    wait_until(lambda: not backend.is_running() or backend.status() == psutil.STATUS_ZOMBIE)


def test_stale_locks_with_the_number_of_another_program(folder):
    start(folder)
    locks = [folder / "postmaster.pid", embedded._socket_folder(folder) / f"{embedded.SOCKET}.lock"]
    words = [lock.read_text().splitlines() for lock in locks]
    embedded.leave(folder)
    for lock, lines in zip(locks, words, strict=True):
        lock.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
    assert answers(start(folder))


def test_start_after_the_making_of_the_files_was_interrupted(folder):
    (folder / "new" / "base").mkdir(parents=True)
    (folder / "global").mkdir()
    assert answers(start(folder))


def test_path_too_long_for_a_socket(tmp_path):
    folder = tmp_path / ("long" * 25) / "postgres"
    try:
        assert answers(start(folder))
    finally:
        embedded.leave(folder)


def test_files_of_another_version_are_refused(folder):
    folder.mkdir()
    (folder / "PG_VERSION").write_text("15\n")
    with pytest.raises(embedded.CannotStart, match="was made by PostgreSQL 15, this is 18"):
        start(folder)


def test_failure_to_start_says_the_reason(folder):
    start(folder)
    embedded.leave(folder)
    (folder / "postgresql.auto.conf").write_text("shared_buffers = 'plenty'\n")
    with pytest.raises(embedded.CannotStart, match="configuration file"):
        start(folder)
