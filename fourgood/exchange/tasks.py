"""The jobs of imports. Each may be started twice, or killed at any moment: it does its work once, or not at all."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils import timezone, translation
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.exchange import taking_over
from fourgood.exchange.models import MOST_ATTEMPTS, Import, State
from fourgood.exchange.progress import working_on


@app.task(name="exchange.check", queue="imports")
def check(import_id: int) -> None:
    """Check an uploaded list."""
    _work(import_id, State.CHECKING)


@app.task(name="exchange.write", queue="imports")
def write(import_id: int) -> None:
    """Write a confirmed list."""
    _work(import_id, State.WRITING)


def _work(import_id: int, state: State) -> None:
    with working_on(import_id) as report:
        upload = Import.objects.select_related("uploaded_by").filter(pk=import_id).first()
        if report is None or upload is None or upload.state != state:
            return
        now = timezone.localtime()
        language = (upload.uploaded_by and upload.uploaded_by.language) or settings.LANGUAGE_CODE
        if report.begin() > MOST_ATTEMPTS:
            upload.fail(at=now)
            return
        with translation.override(language):
            act = taking_over.check if state == State.CHECKING else taking_over.take_over
            act(upload, at=now, report=report)


@app.periodic(cron="* * * * *")
@app.task(name="exchange.look_after", queue="imports", queueing_lock="exchange.look_after")
def look_after(timestamp: int) -> None:
    """Every minute: take up what a killed job left, and forget files that nobody comes back to."""
    now = timezone.localtime()
    for upload in Import.objects.waiting():
        task = "check" if upload.state == State.CHECKING else "write"
        if not upload.is_being_worked_on() and not _is_queued(task, upload):
            upload.defer(task)
    for upload in Import.objects.left_alone(now - dt.timedelta(days=settings.IMPORT_KEEP_DAYS)):
        if not upload.is_working:
            upload.discard(at=now)


def _is_queued(task: str, upload: Import) -> bool:
    jobs = ProcrastinateJob.objects.filter(task_name=f"exchange.{task}", status="todo", args__import_id=upload.pk)
    return jobs.exists()
