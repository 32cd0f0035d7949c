"""The file that a backup is: a tar of the database's dump, the files that people added, and the sums of all of them.

database.dump      PostgreSQL's custom format, for pg_restore
files/ab/ab12…     the content of a file, by its key in the store; beside it ….small, if there is a small picture
SHA256SUMS         comes last: without it the tar is not whole. `sha256sum --check SHA256SUMS` reads it.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click

from fourgood.files import store

DUMP, SUMS, FILES = "database.dump", "SHA256SUMS", "files/"
_FILE = re.compile(r"files/(?P<key>[0-9a-f]{2}/[0-9a-f]{40}(\.small)?)")
_PIECE = 1024 * 1024


class Damaged(click.ClickException):
    """The archive is not one, or not as it was written. Nothing has been changed."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"{file} is not a backup made by “fourgood backup”, or is damaged: {why}. Nothing was changed."
        )


class _Summing:
    """Reads on, and sums up what it has read."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content, self.sum = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.content.read(size)
        self.sum.update(piece)
        return piece


def write(to: Path, *, dump: Path) -> int:
    """Write the archive into `to`, which is there already. Returns how many contents of files it has.

    What disappears from the store while it is written was taken away by someone, and is left out. Raises Unreachable.
    """
    sums: dict[str, str] = {}
    with tarfile.open(to, "w") as tar:
        with dump.open("rb") as content:
            sums[DUMP] = _add(tar, DUMP, content, size=dump.stat().st_size)
        for name in store.names():
            if not _FILE.fullmatch(FILES + name):
                continue  # not of FourGood's making
            try:
                with store.opened(name) as content:
                    sums[FILES + name] = _add(tar, FILES + name, content, size=content.size)
            except store.Lost:
                continue
        listed = "".join(f"{summed}  {name}\n" for name, summed in sums.items()).encode()
        tar.addfile(_head(SUMS, len(listed)), io.BytesIO(listed))
    return len(sums) - 1


def _head(name: str, size: int) -> tarfile.TarInfo:
    head = tarfile.TarInfo(name)
    head.size, head.mode = size, 0o600
    return head


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], *, size: int) -> str:
    summing = _Summing(content)
    tar.addfile(_head(name, size), summing)
    return summing.sum.hexdigest()


def verify(file: Path) -> None:
    """Read the whole archive and compare every sum. Raises Damaged."""
    found: dict[str, str] = {}
    told = b""
    try:
        with tarfile.open(file, "r:") as tar:
            for name, content in _parts(tar):
                if name == SUMS:
                    told = content.read()
                    continue
                summing = _Summing(content)
                while summing.read(_PIECE):
                    pass
                found[name] = summing.sum.hexdigest()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Damaged(file, str(error) or "it can't be read") from error
    _compare(file, found, told)


def _compare(file: Path, found: dict[str, str], told: bytes) -> None:
    if not told:
        raise Damaged(file, "its end is missing")
    expected = {name: summed for summed, _, name in (line.partition("  ") for line in told.decode().splitlines())}
    if DUMP not in expected:
        raise Damaged(file, "it has no database")
    for name in sorted({*expected, *found}):
        if found.get(name) != expected.get(name):
            raise Damaged(file, f"{name} is not what it was")
        if name != DUMP and not _FILE.fullmatch(name):
            raise Damaged(file, f"{name} does not belong there")


def _parts(tar: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member) if member.isfile() else None
        if content is None:
            raise tarfile.ReadError(f"{member.name} is no file")
        yield member.name, content


def take_dump(file: Path, to: Path) -> None:
    """Write the dump of a verified archive into `to`."""
    with tarfile.open(file, "r:") as tar, to.open("wb") as dump:
        content = tar.extractfile(DUMP)
        while content and (piece := content.read(_PIECE)):
            dump.write(piece)


def put_back(file: Path) -> int:
    """Put the files of a verified archive back into the store. Returns how many contents. Raises Unreachable."""
    number = 0
    with tarfile.open(file, "r:") as tar:
        for name, content in _parts(tar):
            if match := _FILE.fullmatch(name):
                store.put_back(match["key"], content)
                number += 1
    return number
