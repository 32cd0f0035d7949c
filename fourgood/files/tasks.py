"""The jobs of files. Each may be started twice, or killed at any moment."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.common.alone import alone
from fourgood.files import store
from fourgood.files.models import StoredFile
from fourgood.files.scanning import Verdict, verdict_on

log = logging.getLogger(__name__)
PATIENCE = RetryStrategy(max_attempts=4, linear_wait=60)  # seconds more each time; the sweep asks again later
AT_ONCE = 500
_TIDYING = 405_003  # the number of an advisory lock


@app.task(name="files.scan", queue="files", retry=PATIENCE)
def scan(file_id: int) -> None:
    """Let the operator's hook judge one file. Raises ScanFailed: the job is tried again, the file stays unjudged."""
    file = StoredFile.objects.not_checked().filter(pk=file_id).first()
    if file is None or not settings.FILES_SCAN:
        return
    try:
        content = store.opened(file.key)
    except store.Lost:
        log.error("The content of file %s is not in the store.", file.public_id)
        return
    with content:
        verdict = verdict_on(content)
    if verdict is Verdict.HARMFUL:
        file.note_harmful(at=timezone.now())
    else:
        file.note_clean(at=timezone.now())


@app.periodic(cron="7 * * * *")
@app.task(name="files.sweep", queue="files", queueing_lock="files.sweep")
def sweep(timestamp: int) -> None:
    """Every hour: ask again for files that were not judged, or that were added before there was a hook."""
    if not settings.FILES_SCAN:
        return
    waiting = ProcrastinateJob.objects.filter(task_name="files.scan", status__in=["todo", "doing"])
    asked = {job.args["file_id"] for job in waiting}
    for file in StoredFile.objects.not_checked().exclude(pk__in=asked)[:AT_ONCE]:
        file.ask_for_scan()


@app.periodic(cron="40 2 * * *")
@app.task(name="files.tidy", queue="files", queueing_lock="files.tidy")
def tidy(timestamp: int) -> None:
    """Every night: remove content that no row names. A failed transaction, or a removal half done, left it.

    Younger content stays: its row may stand in a transaction that has not ended, and be invisible from here.
    """
    with alone(_TIDYING) as is_alone:
        if is_alone:
            _remove_unnamed(at=timezone.now())


def _remove_unnamed(*, at: dt.datetime) -> None:
    for keys in store.keys_by_folder():
        named = StoredFile.objects.filter(key__in=keys, found_harmful_at=None).values_list("key", flat=True)
        for key in keys.difference(named):
            if store.is_old(key, at=at):
                store.remove(key)
                log.info("Removed content that no file names: %s", key)
