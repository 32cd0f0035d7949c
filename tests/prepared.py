"""Data folders that are ready for use: made once for a run of the tests, by whichever worker first wants one.

Whoever wants a folder of its own gets a copy. That a first start makes all this from nothing is shown in `test_up`.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from fourgood import embedded
from tests.running import fourgood

PLACE = "TESTS_PREPARED_IN"  # a folder of this run, for all its workers; see `tests.database`


def empty(data: Path) -> None:
    """Make `data`, which is not there yet, a folder whose database is up to date and holds nothing."""
    _copy(_once("empty", _make_empty), data)


def loaded(data: Path) -> None:
    """Make `data`, which is not there yet, a folder as the first `fourgood up` leaves it: with the sample province."""
    _copy(_once("loaded", _make_loaded), data)


def load_into(address: str) -> None:
    """Put the sample province into the bare database at that address, on any server."""
    dump = _once("dump", _make_dump) / "province.dump"
    words = ["--no-owner", "--exit-on-error", "--dbname", address, str(dump)]
    done = subprocess.run([embedded.binary("pg_restore"), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name; whoever comes while another makes it waits."""
    place = Path(os.environ[PLACE])
    folder, ready = place / name, place / f"{name}.ready"
    with (place / f"{name}.making").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        if not ready.exists():
            make(folder)
            ready.touch()
    return folder


def _make_empty(data: Path) -> None:
    _run(data, ["manage", "migrate", "--verbosity=0"], ["manage", "createcachetable", "--verbosity=0"])


def _make_loaded(data: Path) -> None:
    empty(data)
    _run(data, ["prepare"])


def _make_dump(folder: Path) -> None:
    data = folder / "data"
    loaded(data)
    address = embedded.start(data / "postgres", throw_away=True)
    words = ["--format=custom", "--compress=0", "--file", str(folder / "province.dump"), address]
    subprocess.run([embedded.binary("pg_dump"), *words], check=True)
    embedded.leave(data / "postgres")


def _run(data: Path, *commands: list[str]) -> None:
    """Run commands of FourGood, on a database that is stopped in good order at the end: it can be copied then."""
    embedded.start(data / "postgres", throw_away=True)
    for words in commands:
        done = fourgood(data, *words)
        assert done.returncode == 0, done.stderr
    embedded.leave(data / "postgres")


def _copy(data: Path, to: Path) -> None:
    """With the owners of the files: for root another user runs the database."""
    to.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-Rp", str(data), str(to)], check=True)
