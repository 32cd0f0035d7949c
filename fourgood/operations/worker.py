"""The worker: does the jobs that must not keep a page waiting, one process beside the web server."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from fourgood.operations.lifeline import leave_with_parent


def work() -> None:
    """Do jobs until told to stop (SIGTERM); what is under way is given time to end."""
    leave_with_parent()
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(f"The job queue is not Django's: {connector}")
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        worker_app.run_worker()
