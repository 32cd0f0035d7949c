"""The jobs of tasks. Each may be started twice, or killed at any moment: nobody is reminded twice of the same."""

from django.utils import timezone
from procrastinate.contrib.django import app

from fourgood.tasks import reminding


@app.periodic(cron="*/20 * * * *")
@app.task(name="tasks.remind", queue="letters", queueing_lock="tasks.remind")
def remind(timestamp: int) -> None:
    """Every twenty minutes by day: write to those whose tasks are due soon, or late."""
    reminding.remind(timezone.localtime())
