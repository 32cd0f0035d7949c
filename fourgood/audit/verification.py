"""Compares acts with seals, and seals with each other: finds what was altered, taken out or put in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from fourgood.audit.canonical import LEAF, NO_SEAL, Leaf, digest_of, leaves
from fourgood.audit.models import Act, Seal

_SEALS_AT_ONCE = 10


class Kind(models.TextChoices):
    """What can be wrong. The label is a sentence with the number of the act or seal."""

    ACT_ALTERED = "act_altered", _("Act %(act)s was altered after seal %(seal)s.")
    ACT_MISSING = "act_missing", _("Act %(act)s is missing: seal %(seal)s counts it.")
    ACT_INSERTED = "act_inserted", _("Act %(act)s was put in afterwards: seal %(seal)s does not count it.")
    SEAL_ALTERED = "seal_altered", _("Seal %(seal)s was altered.")
    SEAL_MISSING = "seal_missing", _("Before seal %(seal)s a seal is missing, or was made anew.")
    DIGEST_UNKNOWN = (
        "digest_unknown",
        _("No seal has the expected digest: the log was cut off or made anew."),
    )


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong with the log, on an act or a seal."""

    kind: Kind
    act: int | None = None
    seal: int | None = None

    def __str__(self) -> str:
        return str(self.kind.label) % {"act": self.act, "seal": self.seal}


@transaction.atomic
def verify(*, expect: str = "") -> list[Finding]:
    """Everything that is wrong with the sealed part of the log; empty when it is as it was sealed.

    `expect` is the digest, in hexadecimal, that the newest seal had at some earlier time.
    """
    return [*_expected(expect), *_chain(), *_all_acts()]


def _expected(digest: str) -> Iterator[Finding]:
    if not digest:
        return
    try:
        known = Seal.objects.filter(digest=bytes.fromhex(digest)).exists()
    except ValueError:  # mistyped
        known = False
    if not known:
        yield Finding(kind=Kind.DIGEST_UNKNOWN)


def _chain() -> Iterator[Finding]:
    """Every seal is as its digest says, and follows the one before it."""
    followed = {NO_SEAL}
    for seal in Seal.objects.order_by("pk").iterator(chunk_size=_SEALS_AT_ONCE):
        digest = digest_of(seal)
        if bytes(seal.digest) != digest or len(seal.leaves) != seal.count * LEAF.size:
            yield Finding(kind=Kind.SEAL_ALTERED, seal=seal.pk)
        if bytes(seal.previous) not in followed:
            yield Finding(kind=Kind.SEAL_MISSING, seal=seal.pk)
        followed = {bytes(seal.digest), digest}


def _all_acts() -> Iterator[Finding]:
    ends = Seal.objects.values("cluster").annotate(until=Max("until")).order_by("cluster")
    for cluster, until in list(ends.values_list("cluster", "until")):
        yield from _acts_of(cluster, until)


def _acts_of(cluster: int, until: int) -> Iterator[Finding]:
    with leaves(cluster, 0, until) as found:
        acts = _Ranges(found)
        seals = Seal.objects.filter(cluster=cluster).order_by("first", "pk")
        for seal in seals.iterator(chunk_size=_SEALS_AT_ONCE):
            list(acts.before(seal.first))  # under a seal that is missing, which the chain has told
            yield from _compare(seal, acts.before(seal.until))


def _compare(seal: Seal, acts: Iterator[Leaf]) -> Iterator[Finding]:
    sealed: dict[int, bytes] = dict(LEAF.iter_unpack(_whole(bytes(seal.leaves))))
    for leaf in acts:
        digest = sealed.pop(leaf.act, None)
        if digest is None:
            yield Finding(kind=Kind.ACT_INSERTED, act=leaf.act, seal=seal.pk)
        elif digest != leaf.digest:
            yield Finding(kind=Kind.ACT_ALTERED, act=leaf.act, seal=seal.pk)
    # An act that is there, but under another transaction, was altered too.
    elsewhere = set(Act.objects.filter(pk__in=sealed).values_list("pk", flat=True)) if sealed else set()
    for act in sealed:
        yield Finding(kind=Kind.ACT_ALTERED if act in elsewhere else Kind.ACT_MISSING, act=act, seal=seal.pk)


def _whole(content: bytes) -> bytes:
    """Without an incomplete last leaf, which only a tampered seal has."""
    return content[: len(content) // LEAF.size * LEAF.size]


class _Ranges:
    """Takes a stream of leaves range by range."""

    def __init__(self, stream: Iterator[Leaf]) -> None:
        self._stream = stream
        self._next: Any = next(stream, None)

    def before(self, until: int) -> Iterator[Leaf]:
        """The leaves of transactions below `until` that were not yet taken."""
        while self._next is not None and self._next.transaction < until:
            leaf, self._next = self._next, next(self._stream, None)
            yield leaf
