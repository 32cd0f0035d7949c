"""Documents as tests send them, and the units that answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.instructions.models import Document

SENT = dt.date(2026, 10, 1)
TODAY = dt.date(2026, 11, 23)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def send(cast, number: str = "7-CV/THỬ", **fields: Any) -> Document:
    """A document of the province, sent on 1 October 2026 to be confirmed by the 10th."""
    given = {
        "issuer": cast.quang_ninh,
        "title": "Văn bản thử",
        "dated": SENT,
        "confirm_by": dt.date(2026, 10, 10),
        "by": cast.lan,
        "at": at(SENT),
    }
    return Document.objects.send(number=number, **{**given, **fields})
