"""One process at a time, by an advisory lock of PostgreSQL: it ends with the connection, however the process ends.

A `lock` of the job queue would stay held when its worker is killed, until someone ends the job by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def alone(number: int) -> Iterator[bool]:
    """Whether no other process is inside with the same number. Gives the answer at once, and never waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        [held] = cursor.fetchone()
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
