"""The canonical form of acts and seals, and their digests.

An act's row is written as its columns in the order of `COLUMNS`, each as `length:text,` (length in characters), NULL as
`-,`. No two different rows have the same form, and it can be made again by any program from a dump of the table.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection, transaction

from fourgood.audit.models import Seal

# Column → how it is read as text-like values that do not depend on settings of the session.
COLUMNS = {
    "id": "id",
    "at": "(extract(epoch FROM at) * 1000000)::bigint",  # microseconds since 1970, exact
    "verb": "verb",
    "actor_id": "actor_id",
    "capacity": "capacity",
    "object_kind": "object_kind",
    "object_id": "object_id",
    "object_label": "object_label",
    "path": "path",
    "before": "before::text",
    "after": "after::text",
    "cluster": "cluster",
    "transaction": "transaction",
}
_SELECT = f"SELECT {', '.join(COLUMNS.values())} FROM audit_act"  # noqa: S608 constants only
_TRANSACTION = list(COLUMNS).index("transaction")
_ROWS_AT_ONCE = 2000

LEAF = struct.Struct(">q32s")  # in a seal: an act's id, the digest of its row
NO_SEAL = bytes(32)  # what the first seal follows
_SEAL = struct.Struct(">qqqqq")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Leaf(NamedTuple):
    """One act as a seal knows it."""

    transaction: int
    act: int
    digest: bytes


def canonical(row: tuple[Any, ...]) -> bytes:
    texts = ("-," if value is None else f"{len(text := str(value))}:{text}," for value in row)
    return "".join(texts).encode()


@contextmanager
def leaves(cluster: int, first: int, until: int) -> Iterator[Iterator[Leaf]]:
    """The acts of transactions from `first` up to, not including, `until`, in order of sealing.

    Read through a cursor of the server: memory does not grow with the number of acts.
    """
    condition = " WHERE cluster = %s AND transaction >= %s AND transaction < %s ORDER BY transaction, id"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_SELECT + condition, [cluster, first, until])
        portions = iter(lambda: cursor.fetchmany(_ROWS_AT_ONCE), [])
        yield (_leaf(row) for portion in portions for row in portion)


def _leaf(row: tuple[Any, ...]) -> Leaf:
    return Leaf(row[_TRANSACTION], row[0], sha256(canonical(row)).digest())


def digest_of(seal: Seal) -> bytes:
    """What the seal's digest must be, by its other columns."""
    sealed_at = (seal.sealed_at - _EPOCH) // dt.timedelta(microseconds=1)
    columns = _SEAL.pack(sealed_at, seal.cluster, seal.first, seal.until, seal.count)
    return sha256(b"fourgood seal 1\n" + bytes(seal.previous) + columns + bytes(seal.leaves)).digest()
