"""Where the content lies: a folder, or a store that speaks S3 (the storage `files` of the settings)."""

from __future__ import annotations

import datetime as dt
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

SMALL = ".small"
# How long content without a row stays: longer than any transaction that may still write the row.
KEEP_UNNAMED = dt.timedelta(days=2)


class Lost(Exception):
    """The store does not have the content."""


class Unreachable(Exception):
    """The store does not answer, or can't do it now: no network, no room, no right."""


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what stores raise into the one or the other. botocore is loaded only where a store speaks S3."""
    s3 = sys.modules.get("botocore.exceptions")
    failures = (OSError, s3.BotoCoreError, s3.ClientError) if s3 else (OSError,)
    try:
        yield
    except FileNotFoundError as error:
        raise Lost(str(error)) from error
    except failures as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error


def store() -> Storage:
    return storages["files"]


def new_key() -> str:
    """A place that tells nothing of file or person; spread over 256 folders."""
    token = secrets.token_hex(20)
    return f"{token[:2]}/{token}"


def put(key: str, content: File[bytes], *, small: bytes = b"") -> None:
    """Keep the content. Raises Unreachable."""
    content.seek(0)
    with _answering():
        store().save(key, content)
        if small:
            store().save(key + SMALL, ContentFile(small))


def opened(key: str, *, small: bool = False) -> File[bytes]:
    """The content, for reading. Raises Lost, Unreachable."""
    with _answering():
        content = store().open(key + SMALL if small else key, "rb")
        content.seek(0)  # from S3 it comes now, into a temporary file if it is large: what fails, fails here
        return content


def remove(key: str) -> None:
    """Remove the content, if it is there. Raises Unreachable."""
    with _answering():
        store().delete(key)
        store().delete(key + SMALL)


def remove_if_it_answers(key: str) -> None:
    """`remove`, for what is nobody's any more: what stays for now, `tasks.tidy` removes."""
    with suppress(Unreachable):
        remove(key)


def has(key: str) -> bool:
    """Whether the content is there. Raises Unreachable."""
    with _answering():
        return store().exists(key)


def keys_by_folder() -> Iterator[set[str]]:
    """All keys in the store, folder by folder."""
    for names in _names_by_folder():
        yield {name.removesuffix(SMALL) for name in names}


def names() -> Iterator[str]:
    """Every key in the store, and beside it that of the small picture, if there is one. Raises Unreachable."""
    with _answering():
        for found in _names_by_folder():
            yield from sorted(found)


def _names_by_folder() -> Iterator[set[str]]:
    try:
        folders, _files = store().listdir("")
    except FileNotFoundError:  # a folder is made with the first file in it
        return
    for folder in sorted(folders):
        _folders, files = store().listdir(folder)
        yield {f"{folder}/{name}" for name in files}


def put_back(name: str, content: IO[bytes]) -> None:
    """Keep what `names` told and `opened` gave, in place of what may be there. Raises Unreachable."""
    with _answering():
        store().delete(name)
        store().save(name, File(content))


def is_old(key: str, *, at: dt.datetime) -> bool:
    """Whether the content has lain there longer than a transaction can last."""
    for name in (key, key + SMALL):
        if store().exists(name):
            return store().get_modified_time(name) < at - KEEP_UNNAMED
    return False
