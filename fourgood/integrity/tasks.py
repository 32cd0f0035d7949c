"""The job of questions. It may run twice: what it finds follows from the rows."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from fourgood.integrity.looking import look_through


@app.periodic(cron="45 1 * * *")
@app.task(name="integrity.look_through", queueing_lock="integrity.look_through")
def look_through_sheets(timestamp: int) -> None:
    """Every night: look through the sheets of the last months."""
    now = timezone.now()
    look_through(on=timezone.localdate(now), at=now)
