"""The operator's hook: a command that looks into a file and answers by its exit code, as virus scanners do."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import IO

from django.conf import settings
from django.core.files.base import File

CLEAN, HARMFUL = 0, 1  # the exit codes of clamscan and clamdscan


class Verdict(Enum):
    CLEAN = "clean"
    HARMFUL = "harmful"


class ScanFailed(Exception):
    """The command gave no verdict: another exit code, no answer in time, or it could not be started."""


def verdict_on(content: File[bytes]) -> Verdict:
    """What the command says of the content. It gets the path of a copy as its last word, and the same on its input.

    Of our environment it sees no more than it needs to start: none of our secrets. Raises ScanFailed.
    """
    with _copy_of(content) as copy:
        code = _run([*shlex.split(settings.FILES_SCAN), copy.name], copy)
    if code not in (CLEAN, HARMFUL):
        raise ScanFailed(f"The scan ended with exit code {code}.")
    return Verdict.CLEAN if code == CLEAN else Verdict.HARMFUL


@contextmanager
def _copy_of(content: File[bytes]) -> Iterator[IO[bytes]]:
    with tempfile.NamedTemporaryFile(prefix="fourgood-scan-") as copy:
        for block in content.chunks():
            copy.write(block)
        copy.flush()
        copy.seek(0)
        yield copy


def _run(words: list[str], given: IO[bytes]) -> int:
    surroundings = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 the operator's own command
            words,
            env=surroundings,
            stdin=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ScanFailed(f"The scan could not be started: {error.strerror}.") from None
    try:
        return process.wait(timeout=settings.FILES_SCAN_SECONDS)
    except subprocess.TimeoutExpired:
        raise ScanFailed(f"The scan gave no answer within {settings.FILES_SCAN_SECONDS} seconds.") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # what it started as well
            process.wait()
