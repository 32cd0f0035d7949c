"""Work of the night."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from fourgood.accounts import sessions


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="accounts.forget_sessions", name="accounts.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Forget sessions that have ended. `timestamp`, when it was due, makes no difference."""
    sessions.forget_ended(at=timezone.now())
