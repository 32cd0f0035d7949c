"""The progress of a job, written over a connection of its own while the job's transaction is still open.

The same connection holds a lock for as long as the process lives: when the process is killed, PostgreSQL lets the lock
go, and everybody sees at once that nobody works on the import any more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# The first half of the key of the advisory lock; the second is the number of the import.
LOCKS = 20240519
_EVERY_SECONDS = 0.3


class Reporter:
    """Called with a step and how many rows of how many are done; writes it down now and then."""

    def __init__(self, line: BaseDatabaseWrapper, import_id: int) -> None:
        self.line, self.import_id = line, import_id
        self.step, self.written_at = "", 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self.step and now - self.written_at < _EVERY_SECONDS:
            return
        self.step, self.written_at = step, now
        self._execute("SET step = %s, done = %s, total = %s", [step, done, max(total, done)])

    def begin(self) -> int:
        """Count this attempt before anything else, so that a killed one counts. Returns which it is, from 1."""
        return self._execute("SET attempts = attempts + 1, step = '', done = 0, total = 0", [])

    def _execute(self, change: str, values: list[str | int]) -> int:
        with self.line.cursor() as cursor:
            cursor.execute(
                f"UPDATE exchange_progress {change} WHERE upload_id = %s RETURNING attempts",
                [*values, self.import_id],
            )
            row = cursor.fetchone()
        return row[0] if row else 1


@contextmanager
def working_on(import_id: int) -> Iterator[Reporter | None]:
    """A reporter while this process alone works on the import; None when another one does."""
    line = connection.copy()
    try:
        with line.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, import_id])
            held = cursor.fetchone()[0]
        yield Reporter(line, import_id) if held else None
    finally:
        line.close()


def is_held(import_id: int) -> bool:
    """Whether a living process works on the import."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCKS, import_id],
        )
        return bool(cursor.fetchone()[0])
