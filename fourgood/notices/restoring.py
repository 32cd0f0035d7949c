"""After a restore the database is as it was at the backup, but the letters sent since are out in the world."""

from __future__ import annotations

import datetime as dt

from django.db import connection

from fourgood.notices.digest import week_due
from fourgood.notices.models import DigestWeek, Letter


def hold_back(*, now: dt.datetime) -> int:
    """Whatever waits may have been sent since the backup, so it is in doubt; so is the digest of the week.

    Returns how many letters are held back. Works on a backup of an older version, too, before its tables are changed.
    """
    tables = connection.introspection.table_names()
    if not {Letter._meta.db_table, DigestWeek._meta.db_table} <= set(tables):
        return 0
    if day := week_due(now):
        DigestWeek.objects.get_or_create(begins_on=day, defaults={"written_at": now, "letters": 0})
    return Letter.objects.waiting().update(claimed_at=now)
