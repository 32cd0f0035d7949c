"""The jobs of assessments. Each may run twice, or be killed: a month is opened once, suggestions follow from the
facts, and nobody is reminded twice of the same."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from fourgood.assessments import reminding
from fourgood.assessments.closing import close, due_to_close, settle_ended
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.opening import due_to_open
from fourgood.assessments.suggesting import suggest


@app.periodic(cron="15 0 * * *")
@app.task(name="assessments.open_months", queueing_lock="assessments.open_months")
def open_months(timestamp: int) -> None:
    """Every night: open the months that calendars name, close those whose last day has passed, settle units that have
    ended, and count the facts of the sheets of open months anew.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    for instruction, month in due_to_open(today):
        Period.objects.open(instruction, month, by=None, at=now)
    for period in Period.objects.filter(closed_at=None).select_related("instruction__issuer"):
        settle_ended(period, at=now)
    for period in due_to_close(today):
        close(period, at=now)
    suggest(Assessment.objects.filter(period__closed_at=None), at=now)


@app.periodic(cron="5,25,45 * * * *")
@app.task(name="assessments.remind", queue="letters", queueing_lock="assessments.remind")
def remind(timestamp: int) -> None:
    """Every twenty minutes by day: write to those whose sheets are due soon or late, or wait for their decision."""
    reminding.remind(timezone.localtime())
