"""A `fourgood up` in a process of its own, for the tests of what happens around it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil

STARTS_WITHIN = 180  # seconds, on two busy cores
ENDS_WITHIN = 600  # of a command: only one that hangs takes longer
RECOVERS_WITHIN = 40


def surroundings(data: Path, **settings: str) -> dict[str, str]:
    """The environment of a command that works on `data`, without the settings of the tests themselves."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("FOURGOOD_", "DATABASE_URL"))}
    return ours | {"FOURGOOD_DATA": str(data)} | settings


def fourgood(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "fourgood", *words]
    env = surroundings(data, **settings)
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=ENDS_WITHIN)


class Running:
    """A FourGood that is up. `said` is what it printed until then."""

    def __init__(self, data: Path, **settings: str) -> None:
        command = [sys.executable, "-m", "fourgood", "up"]
        self.log = (data.parent / "up.log").open("w+")
        self.process = subprocess.Popen(
            command, env=surroundings(data, **settings), stdout=self.log, stderr=subprocess.STDOUT
        )
        self.data = data
        wait_until(lambda: "Ctrl-C stops it." in self.said or self.process.poll() is not None, STARTS_WITHIN)
        assert self.process.poll() is None, self.said
        self.address = re.search(r"up: (http://\S+)", self.said)[1]

    @property
    def said(self) -> str:
        return Path(self.log.name).read_text()

    def answers(self) -> bool:
        """Whether the sign-in page comes, whole."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        try:
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def child(self, command: str) -> psutil.Process:
        """The supervisor's process that runs `fourgood web` or `fourgood worker`; waits while it starts anew."""
        found: list[psutil.Process] = []

        def there() -> bool:
            found[:] = [p for p in alive(psutil.Process(self.process.pid).children()) if runs(p, command)]
            return len(found) == 1

        wait_until(there)
        return found[0]

    def web_processes(self) -> list[psutil.Process]:
        return [p for p in alive(self.child("web").children()) if "resource_tracker" not in " ".join(p.cmdline())]

    def postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.data / "postgres" / "postmaster.pid").read_text().split()[0]))

    def everything(self) -> list[psutil.Process]:
        """Every process that works on this data, the database's too."""
        ours = psutil.Process(self.process.pid)
        database = self.postmaster()
        return [ours, *ours.children(recursive=True), database, *database.children(recursive=True)]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=40)
        self.log.close()
        return code


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Running]:
    site = Running(data, **settings)
    try:
        yield site
    except BaseException:
        print(site.said)  # noqa: T201 pytest shows it beside what failed
        raise
    finally:
        if site.process.poll() is None:
            site.stop()


def wait_until(holds: Callable[[], bool], seconds: float = RECOVERS_WITHIN) -> None:
    """Wait for something to become true; the test fails if it does not."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.1)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    found = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):  # it ended while we looked
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def runs(process: psutil.Process, command: str) -> bool:
    """Whether it was started with this command; one that has just ended was not."""
    try:
        return process.cmdline()[-1:] == [command]
    except psutil.Error:
        return False


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
