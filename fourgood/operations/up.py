"""`fourgood up`: prepare, start the web server and the worker, keep them up, stop them together.

1. Take the lock on the data folder: one FourGood at a time. The kernel drops it, however this process ends.
2. End what a killed predecessor left behind: its processes carry a mark in their environment.
3. Prepare database, words and static files, in a process of their own that gives its memory back.
4. Start the web server and the worker, each of which joins the embedded database; wait until a page answers.
5. Start again whatever ends, the embedded database too. Give up when a process keeps ending.
6. On Ctrl-C or SIGTERM stop all, politely first. If this process is killed, its children end by themselves.
"""

from __future__ import annotations

import contextlib
import fcntl
import http
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import psutil

from fourgood import embedded
from fourgood.environment import Environment

MARK = "_FOURGOOD_UP"  # in the environment of every process that `up` starts: the data folder
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 30
LIVES = 5  # how often one process may end within a minute


class Stopped(Exception):
    """Someone asked to stop."""


@dataclass
class Child:
    """One of the processes that `up` keeps running."""

    command: str
    name: str
    process: subprocess.Popen[str] | None = None
    ended: list[float] = field(default_factory=list)

    def start(self, surroundings: dict[str, str]) -> None:
        self.process = _fourgood(self.command, surroundings)

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def keeps_ending(self) -> bool:
        """Counts this end too."""
        now = time.monotonic()
        self.ended = [*(moment for moment in self.ended if moment > now - 60), now]
        return len(self.ended) >= LIVES


def up(env: Environment, *, database: Path | None) -> None:
    """Bring FourGood up, and come back when it was asked to stop. `database` is the embedded one's folder, if used."""
    signals = _listen_to_signals()
    with only_one(env.data) as write_address:
        end_leftovers(env.data)
        port = choose_port(env)
        surroundings = dict(os.environ) | {"FOURGOOD_PORT": str(port), MARK: str(env.data)}
        children = [Child("web", "web server"), Child("worker", "worker")]
        try:
            if database:
                embedded.start(database)
            closing_words = _prepare(surroundings)
            for child in children:
                child.start(surroundings)
            _wait_for_answer(env, port, children)
            address = f"http://{f'[{env.listen}]' if ':' in env.listen else env.listen}:{port}"
            write_address(address)
            click.echo(f"\nFourGood is up: {address}\n{closing_words}\nCtrl-C stops it.")
            _keep_up(children, surroundings, database)
        except Stopped:
            click.echo("\nStopping …")
        finally:
            _stop(children, in_a_hurry=lambda: signals["received"] > 1)
            if database:
                embedded.leave(database)
    click.echo("Stopped.")


def _listen_to_signals() -> dict[str, int]:
    """The first request to stop interrupts whatever is going on; a second one hurries the stopping."""
    signals = {"received": 0}

    def note(_number: int, _frame: object) -> None:
        signals["received"] += 1
        if signals["received"] == 1:
            raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return signals


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[Callable[[str], object]]:
    """Refuse to start beside another FourGood on the same data. Gives a function that notes the address for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "up.lock").open("a+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            address = file.read().strip()
            where = f" at {address}" if address else ""
            raise click.ClickException(f"FourGood already runs on {folder}{where}. Stop that one first.") from None
        file.truncate(0)
        yield lambda address: print(address, file=file, flush=True)


def end_leftovers(folder: Path) -> None:
    """End the processes of a FourGood that was killed: they carry this folder in their mark, and we hold the lock."""
    left = [process for process in psutil.process_iter() if _mark_of(process) == str(folder)]
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _gone, alive = psutil.wait_procs(left, timeout=5)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(alive, timeout=5)


def _mark_of(process: psutil.Process) -> str | None:
    try:
        mark: str | None = process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None  # ended meanwhile, or someone else's
    return mark


def choose_port(env: Environment) -> int:
    """The port as set; if another program has it, the demo takes a free one and says so, production refuses."""
    if _is_free(env.listen, env.port):
        return env.port
    if env.production:
        raise click.ClickException(f"Port {env.port} is taken by another program. Set FOURGOOD_PORT to a free one.")
    with _socket(env.listen) as any_port:
        any_port.bind((env.listen, 0))
        free = int(any_port.getsockname()[1])
    click.echo(f"Port {env.port} is taken by another program, so FourGood takes port {free}.")
    return free


def _is_free(address: str, port: int) -> bool:
    with _socket(address) as probe:
        try:
            probe.bind((address, port))
        except PermissionError:
            raise click.ClickException(f"Port {port} is for root only. Set FOURGOOD_PORT to 1024 or above.") from None
        except OSError:
            return False
    return True


def _socket(address: str) -> socket.socket:
    probe = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left counts as free
    return probe


def _fourgood(command: str, surroundings: dict[str, str], *, stdout: int | None = None) -> subprocess.Popen[str]:
    """Start one of our own commands; in a session of its own, so that Ctrl-C reaches it through us only."""
    words = [sys.executable, "-m", "fourgood", command]
    return subprocess.Popen(  # noqa: S603 our own words only
        words, env=surroundings, stdin=subprocess.DEVNULL, stdout=stdout, start_new_session=True, text=True
    )


def _prepare(surroundings: dict[str, str]) -> str:
    """Run `fourgood prepare`; returns what it wants said at the end."""
    process = _fourgood("prepare", surroundings, stdout=subprocess.PIPE)
    try:
        words, _ = process.communicate()
    except Stopped:
        process.terminate()
        process.wait()
        raise
    if process.returncode:
        raise click.ClickException("FourGood could not be prepared; the reason stands above.")
    return words


def _wait_for_answer(env: Environment, port: int, children: list[Child]) -> None:
    """Wait until the first page has been answered. Asks as a proxy in front would."""
    headers = {"Host": env.hosts[0].lstrip("."), "X-Forwarded-Proto": "https"}
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline and not children[0].has_ended():
        connection = http.client.HTTPConnection(env.listen, port, timeout=SECONDS_TO_ANSWER)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/", headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                return
            raise click.ClickException("The first page could not be made; the reason stands above.")
        time.sleep(0.1)
    raise click.ClickException("The web server does not answer; the reason stands above.")


def _keep_up(children: list[Child], surroundings: dict[str, str], database: Path | None) -> None:
    """Start again whatever ends, until someone asks to stop."""
    while True:
        time.sleep(0.5)
        if database and not embedded.is_running(database):
            click.echo("The embedded PostgreSQL has ended. Starting it again.", err=True)
            embedded.start(database)
        for child in children:
            if child.has_ended():
                if child.keeps_ending():
                    raise click.ClickException(f"The {child.name} keeps ending, so FourGood stops.")
                click.echo(f"The {child.name} has ended. Starting it again.", err=True)
                child.start(surroundings)


def _stop(children: list[Child], *, in_a_hurry: Callable[[], bool]) -> None:
    """Ask all to end, wait, then end them with everything they started."""
    processes = [child.process for child in children if child.process]
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    while any(process.poll() is None for process in processes) and time.monotonic() < deadline and not in_a_hurry():
        time.sleep(0.05)
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
