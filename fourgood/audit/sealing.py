"""Seals over the acts: made in batches, so that writers never wait, and verified act by act.

How acts are sealed:

1. Each act carries the number of the transaction that wrote it. Transactions below the oldest one still running in this
   database have ended, so no act can be added to them: these are sealed, from where the last seal stopped.
2. For each act, in order of (transaction, id), a *leaf*: its id and the SHA-256 of its row in canonical form.
3. The seal's digest is the SHA-256 of the previous seal's digest, the seal's own columns and the leaves.

Transaction numbers belong to a database cluster. After a dump was restored into another cluster, the acts that came
with it unsealed are sealed to their end, and new acts follow under the new cluster's own numbers. The seals of all
clusters make one chain, in order of id.

Whoever holds the whole database can still make up a new chain, or cut off the end of acts and seals together. Against
that, write down the newest digest outside the database from time to time, and give it to `verify`.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction
from django.db.models import Max

from fourgood.audit.canonical import LEAF, NO_SEAL, digest_of, leaves
from fourgood.audit.models import Act, Seal
from fourgood.audit.verification import Finding, verify

__all__ = ["Finding", "newest", "seal", "verify"]

# One sealer at a time: an advisory lock of this number, held until its transaction ends.
_LOCK = 405_001
# A seal holds about 40 bytes for each act. A longer batch is cut between two transactions.
MOST_ACTS = 20_000
# Numbers of transactions count for all databases of a cluster. One that is known to run in another database can't write
# acts here and is passed over; one of which that can't be told (no right to see it, prepared) is waited for.
_NOW = """
SELECT audit_cluster(), clock_timestamp(), least(
  pg_snapshot_xmax(seen)::text::bigint,
  pg_current_xact_id_if_assigned()::text::bigint,
  (SELECT min(running::text::bigint) FROM pg_snapshot_xip(seen) AS running WHERE NOT EXISTS (
     SELECT FROM pg_stat_activity AS elsewhere
     WHERE elsewhere.backend_xid = xid(running) AND elsewhere.datname <> current_database())))
FROM pg_current_snapshot() AS seen
"""
_CLUSTERS = """
WITH RECURSIVE known(cluster) AS (
  SELECT min(cluster) FROM audit_act
  UNION ALL
  SELECT (SELECT min(a.cluster) FROM audit_act a WHERE a.cluster > known.cluster) FROM known WHERE cluster IS NOT NULL
)
SELECT cluster FROM known WHERE cluster IS NOT NULL
"""


@transaction.atomic
def seal(at: dt.datetime | None = None) -> Seal | None:
    """Seal every act whose transaction has ended; the newest seal made, or None when there was nothing to seal.

    `at` is the moment written on the seals: the database's clock unless given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_NOW)
        here, now, running = cursor.fetchone()
        cursor.execute(_CLUSTERS)
        clusters = [cluster for (cluster,) in cursor.fetchall()]
    made = None
    for cluster in sorted(clusters, key=lambda c: (c == here, c)):
        made = _seal_cluster(cluster, running if cluster == here else None, at or now) or made
    return made


def _seal_cluster(cluster: int, running: int | None, at: dt.datetime) -> Seal | None:
    """Seal the cluster's acts below the oldest transaction still running; of another cluster, all that there are."""
    made = None
    first = _sealed_until(cluster)
    acts = Act.objects.filter(cluster=cluster)
    if running is None:
        running = (acts.aggregate(last=Max("transaction"))["last"] or 0) + 1
    while acts.filter(transaction__gte=first, transaction__lt=running).exists():
        until = _cut(cluster, first, running)
        made = _make(cluster, first, until, at)
        first = until
    return made


def _sealed_until(cluster: int) -> int:
    return Seal.objects.filter(cluster=cluster).aggregate(until=Max("until"))["until"] or 0


def _cut(cluster: int, first: int, until: int) -> int:
    """Where a batch ends that starts at `first`: at `until`, or before the transaction that would make it too long."""
    pending = Act.objects.filter(cluster=cluster, transaction__gte=first, transaction__lt=until)
    numbers = pending.order_by("transaction", "id").values_list("transaction", flat=True)
    too_long = numbers[MOST_ACTS : MOST_ACTS + 1].first()
    if too_long is None:
        return until
    return too_long if too_long > numbers[0] else too_long + 1


def _make(cluster: int, first: int, until: int, at: dt.datetime) -> Seal:
    last = newest()
    content = bytearray()
    with leaves(cluster, first, until) as found:
        for leaf in found:
            content += LEAF.pack(leaf.act, leaf.digest)
    made = Seal(
        sealed_at=at,
        cluster=cluster,
        first=first,
        until=until,
        count=len(content) // LEAF.size,
        leaves=bytes(content),
        previous=bytes(last.digest) if last else NO_SEAL,
    )
    made.digest = digest_of(made)
    made.save()
    return made


def newest() -> Seal | None:
    """The end of the chain. Its digest, kept outside the database, proves later that nothing up to here was cut off."""
    return Seal.objects.order_by("-pk").first()
