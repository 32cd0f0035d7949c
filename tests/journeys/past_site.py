"""A FourGood whose clock can be set: the sample province in the spring of 2024, before the instruction came.

Runs in a process of its own, because its clock is the whole process's. Each line that it reads is an act of time: a
moment to go on to ("2024-11-05 19:00"), or the name of a job that a worker would run at night. It answers "done".
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fourgood import embedded
from tests.prepared import empty
from tests.running import free_port, surroundings

START = "2024-05-19 08:00"
HERE = "127.0.0.1"
OPEN_MONTHS = "open_months"


@dataclass(frozen=True)
class PastSite:
    """`address` of the site, and its clock."""

    address: str
    process: subprocess.Popen[str]

    def go_to(self, moment: str) -> None:
        """Let it be that moment of the province's own time."""
        self._tell(moment)

    def run(self, job: str) -> None:
        """What the worker would do at night."""
        self._tell(job)

    def _tell(self, line: str) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        assert answer == "done", answer


@contextmanager
def past_site(folder: Path) -> Iterator[PastSite]:
    """Yields it when pages answer; stops it at the end."""
    port = free_port()
    empty(folder / "data")
    environment = surroundings(folder / "data", FOURGOOD_PORT=port, DJANGO_SETTINGS_MODULE="fourgood.settings")
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.past_site", port],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout
        try:
            ready = process.stdout.readline().strip()
            assert ready == "ready", (folder / "log").read_text()
            yield PastSite(f"http://{HERE}:{port}", process)
        finally:
            process.stdin.close() if process.stdin else None
            process.wait(timeout=60)


# In that process


def main(port: int) -> None:
    os.environ["DATABASE_URL"] = embedded.start(Path(os.environ["FOURGOOD_DATA"]) / "postgres", throw_away=True)
    import django
    import time_machine

    django.setup()
    clock = time_machine.travel(_moment(START), tick=True).start()
    _write_province()
    _serve(port)
    _say("ready")
    for line in sys.stdin:
        if line.strip() == OPEN_MONTHS:
            _open_months()
        else:
            clock.move_to(_moment(line.strip()))
        _say("done")


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _moment(text: str) -> dt.datetime:
    from django.utils import timezone

    return timezone.make_aware(dt.datetime.fromisoformat(text))


def _write_province() -> None:
    """As `cast.load` begins, before anything of the programme has happened; and what `fourgood up` prepares."""
    from django.contrib.auth.hashers import make_password
    from django.db import connection

    from fourgood.demo import cast, province, terms
    from fourgood.operations.prepare import prepare

    province.write()
    present = [key for key in province.source()["accounts"] if cast._exists(key)]
    cast._open_accounts(present, make_password(cast.PASSWORD))
    terms.write()
    prepare(lambda _said: None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _serve(port: int) -> None:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from fourgood.wsgi import application

    server = ThreadedWSGIServer((HERE, port), WSGIRequestHandler)
    server.set_app(application)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def _open_months() -> None:
    from fourgood.assessments.tasks import open_months

    open_months(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
