"""What devices send that had no signal: each entry once, however often it arrives (docs/adr/0009).

A device keeps what was entered, and sends it again until it is answered (`queue.js`). So every entry has
a key, and a row with that key is written in the transaction that does what the entry says.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.common.refusal import Refusal

Answer = dict[str, Any]
AT_ONCE = 50  # entries in one parcel


class Arrival(models.Model):
    """That an entry from a device is in: the same key again changes nothing, and is answered the same.

    `slot`: what it is about ("call:12"). `answer`: what the device was told.
    """

    key = models.UUIDField(_("key"), unique=True)
    slot = models.CharField(max_length=40)
    said_at = models.DateTimeField(_("said at"))
    received_at = models.DateTimeField(_("received at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answer = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.slot} {self.key}"


@dataclass(frozen=True)
class Said:
    """One thing that a device says: `fields` as a form has them, `said_at` by our clock."""

    kind: str
    fields: Mapping[str, str]
    said_at: dt.datetime
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def once(
    received: Any,
    said: Said,
    slot: str,
    apply: Callable[[], Answer],
    *,
    by: Any,
    at: dt.datetime,
    is_typed: bool = False,
) -> Answer:
    """Do what it says unless it is in already, and keep the answer. `received`: the rows of `Arrival` of what it is
    about, whose own row the caller has locked. `is_typed`: saved with every pause, so that what the same person typed
    before is part of it, and its rows are not kept.
    """
    if known := received.filter(key=said.key).first():
        return dict(known.answer)
    answer = apply()
    if is_typed:
        received.filter(slot=slot, by=by, said_at__lt=said.said_at).delete()
    received.create(key=said.key, slot=slot, said_at=said.said_at, received_at=at, by_id=by.pk, answer=answer)
    return answer


def refused(refusal: Refusal) -> Answer:
    """What a device is told of what can't be done, with pages that can help."""
    answer: Answer = {"taken": False, "why": f"{refusal.reason} {refusal.help}".strip()}
    return answer | {"links": refusal.links} if refusal.links else answer


def read_parcel(body: bytes, *, now: dt.datetime) -> list[Said]:
    """Entries with the times of a device's clock, which may be wrong: what counts is how long ago by that clock.

    Raises ValueError, KeyError, TypeError, OverflowError or AttributeError for what is no such parcel.
    """
    parcel = json.loads(body)
    sent_at = int(parcel["sent_at"])
    return [_said(one, now - _ago(one, sent_at)) for one in parcel["entries"][:AT_ONCE]]


UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, AttributeError)


def _ago(one: Mapping[str, Any], sent_at: int) -> dt.timedelta:
    return dt.timedelta(milliseconds=max(sent_at - int(one["at"]), 0))


def _said(one: Mapping[str, Any], said_at: dt.datetime) -> Said:
    fields = {str(name): str(value) for name, value in one["fields"].items()}
    return Said(str(fields.get("kind", "")), fields, said_at=said_at, key=uuid.UUID(str(one["key"])))


def milliseconds(at: dt.datetime) -> int:
    """A moment as browsers count."""
    return int(at.timestamp() * 1000)
