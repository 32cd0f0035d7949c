"""The jobs of letters. Each may be started twice, or killed at any moment: no letter is sent twice."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fourgood.notices import digest, sending
from fourgood.notices.models import Letter

AT_A_TIME = dt.timedelta(seconds=15)  # less than what a job is given to end when the worker is told to stop
KEEP = dt.timedelta(days=400)  # a year, in which nothing is written that was written before


@app.periodic(cron="* * * * *")
@app.task(name="notices.send", queue="letters", queueing_lock="notices.send")
def send(timestamp: int) -> None:
    """Every minute: send what waits, for some seconds; if more waits then, another job goes on at once."""
    sent = sending.send_waiting(clock=timezone.now, until=timezone.now() + AT_A_TIME)
    if sent and Letter.objects.to_send(timezone.now()).exists():
        _go_on()


def _go_on() -> None:
    try:
        app.configure_task("notices.send").defer(timestamp=0)
    except AlreadyEnqueued:
        return


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.write_digest", queue="letters", queueing_lock="notices.write_digest")
def write_digest(timestamp: int) -> None:
    """Every ten minutes: write the digest of the week, if it is due, not there yet, and no other job is at it."""
    digest.write_due(timezone.localtime())


@app.periodic(cron="40 3 * * *")
@app.task(name="notices.forget", queue="letters", queueing_lock="notices.forget")
def forget(timestamp: int) -> None:
    """Every night: forget letters that were sent or given up long ago."""
    Letter.objects.settled_before(timezone.now() - KEEP).delete()
