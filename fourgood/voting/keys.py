"""The private keys of running secret votes: one file each, outside the database, gone once the vote is counted.

They lie in the folder `settings.URNS`, mode 0600, and must never be in a backup. All web servers and the worker share
the folder. What is left after a crash is removed by `sweep`.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from nacl.public import PrivateKey

SIZE = 32
_SUFFIX = ".key"
# A key that belongs to no vote here: its vote was never committed, or is in another database that shares the folder.
_FORGOTTEN_AFTER = 2 * 24 * 3600  # seconds


def make() -> tuple[uuid.UUID, bytes]:
    """A new key pair: the name of its urn, and the public key. The private key is on the disk when this returns."""
    urn, key = uuid.uuid4(), PrivateKey.generate()
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(_path(urn), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as key_file:
        key_file.write(bytes(key))
        key_file.flush()
        os.fsync(key_file.fileno())
    _sync_folder()
    return urn, bytes(key.public_key)


def read(urn: uuid.UUID) -> bytes | None:
    """The private key; None: it is not there, or not whole."""
    try:
        key = _path(urn).read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == SIZE else None


def exists(urn: uuid.UUID) -> bool:
    return _path(urn).exists()


def destroy(urn: uuid.UUID) -> None:
    """Write over the key, then remove its file. Safe to repeat, also at the same time."""
    try:
        file = os.open(_path(urn), os.O_WRONLY)
    except FileNotFoundError:
        return
    with os.fdopen(file, "wb") as key_file:
        key_file.write(os.urandom(SIZE))
        key_file.flush()
        os.fsync(key_file.fileno())
    _path(urn).unlink(missing_ok=True)
    _sync_folder()


def lying() -> set[uuid.UUID]:
    """The urns whose keys lie in the folder."""
    if not _folder().is_dir():
        return set()
    return {uuid.UUID(file.stem) for file in _folder().glob(f"*{_SUFFIX}") if _is_name(file.stem)}


def forget(unknown: Iterable[uuid.UUID]) -> None:
    """Destroy those that have lain for long: their votes are not in this database."""
    for urn in unknown:
        try:
            age = time.time() - _path(urn).stat().st_mtime
        except FileNotFoundError:
            continue
        if age > _FORGOTTEN_AFTER:
            destroy(urn)


def _is_name(stem: str) -> bool:
    try:
        return str(uuid.UUID(stem)) == stem
    except ValueError:
        return False


def _folder() -> Path:
    return Path(settings.URNS)


def _path(urn: uuid.UUID) -> Path:
    return _folder() / f"{urn}{_SUFFIX}"


def _sync_folder() -> None:
    """So that the file's coming or going outlives a crash of the machine."""
    folder = os.open(_folder(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
