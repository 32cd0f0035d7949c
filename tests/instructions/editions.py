"""What tests of instructions begin with: drafts, files, moments."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.utils import timezone

from fourgood.instructions.models import Edition

FRAMEWORKS = Path(__file__).parents[2] / "frameworks"
DAY = dt.date(2026, 10, 1)
NOW = timezone.make_aware(dt.datetime(2026, 9, 15, 9))
HEAD = {
    "title_vi": "Hướng dẫn thử",
    "title_ms": "Arahan percubaan",
    "title_en": "Instruction on trial",
    "issuer_vi": "Ban Tổ chức Tỉnh ủy Quảng Ninh",
    "issuer_ms": "Jawatankuasa Penganjur",
    "issuer_en": "Organising Committee",
    "dated": dt.date(2026, 9, 15),
    "first_day": DAY,
}


def text(code: str = "committee-2026") -> str:
    """A framework file that ships."""
    return (FRAMEWORKS / f"{code}.yaml").read_text(encoding="utf-8")


def draft(cast, *, number="9-HD/THỬ", at=NOW, **head) -> Edition:
    return Edition.objects.draft(issuer=cast.quang_ninh, number=number, by=cast.lan, at=at, **(HEAD | head))


def ready(cast, *codes: str, **head) -> Edition:
    """A draft with files that say the same as its head."""
    edition = draft(cast, **head)
    for code in codes or ("committee-2026",):
        edition.put_file(text(code), by=cast.lan)
    edition.write_heads(by=cast.lan)
    return edition


def issued(cast, *codes: str, **head) -> Edition:
    edition = ready(cast, *codes, **head)
    edition.issue(by=cast.lan, at=NOW)
    return edition
