"""Writes a confirmed list: checked once more and written in one transaction, or not at all."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, connection, transaction

from fourgood.common.cells import Unreadable
from fourgood.common.refusal import Refusal
from fourgood.exchange.checking import Examined, Report, examine
from fourgood.exchange.models import File, Import


class ChangedMeanwhile(Exception):
    """What would be written now is not what the person confirmed. Holds what is found now."""

    def __init__(self, examined: Examined) -> None:
        self.examined = examined
        super().__init__()


def check(upload: Import, *, at: dt.datetime, report: Report) -> None:
    """Check the uploaded file and keep what was found."""
    try:
        upload.note_check(_examine(upload, at=at, report=report), at=at)
    except Unreadable as reason:
        upload.note_unreadable(reason, at=at)


def take_over(upload: Import, *, at: dt.datetime, report: Report) -> None:
    """Write the list as confirmed. Where that is no longer possible, keep why, for the person to decide anew."""
    try:
        with transaction.atomic():
            one_at_a_time()
            _write(upload, at=at, report=report)
    except ChangedMeanwhile as changed:
        upload.refresh_from_db()
        upload.note_check(changed.examined, at=at, notice="changed_meanwhile")
    except Refusal as refusal:
        upload.refresh_from_db()
        upload.note_refusal(refusal, at=at)
    except IntegrityError:  # someone wrote the same rows in the same moment
        upload.refresh_from_db()
        upload.note_check(_examine(upload, at=at, report=report), at=at, notice="changed_meanwhile")


def _write(upload: Import, *, at: dt.datetime, report: Report) -> None:
    examined = _examine(upload, at=at, report=report)
    if not examined.findings.is_clean or examined.findings.digest() != upload.digest:
        raise ChangedMeanwhile(examined)
    examined.write(at=at, report=report)
    settle()
    upload.finish(at=at)


def _examine(upload: Import, *, at: dt.datetime, report: Report) -> Examined:
    data = bytes(File.objects.values_list("data", flat=True).get(upload=upload))
    return examine(upload.list_kind, data, upload.choices, by=upload.uploaded_by, at=at, report=report)


def one_at_a_time() -> None:
    """Let imports be written one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('exchange_import'))")


def settle() -> None:
    """Check now what is otherwise checked when the transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
