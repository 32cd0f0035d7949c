"""The operator's hook: a real script answers by its exit code; what is served until then; what becomes of a find."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.files import refusals, scanning, tasks
from fourgood.files.models import StoredFile
from tests.files import papers
from tests.files.test_files import NOW, add, stored_keys

SCRIPT = """#!/bin/sh
# Harmful is what says EICAR, whether read from the path or from the input; BROKEN makes the scanner fail.
env > "{told}"
grep -q BROKEN "$2" && exit 2
grep -q SLOW "$2" && sleep 60
cmp -s "$2" - || exit 3
grep -q EICAR "$2" && exit 1
exit 0
"""


@pytest.fixture
def hook(settings, tmp_path) -> Path:
    """A scanner that is set; the file into which it writes what it saw of the environment."""
    script, told = tmp_path / "scan", tmp_path / "told"
    script.write_text(SCRIPT.format(told=told))
    script.chmod(0o700)
    settings.FILES_SCAN = f"{script} --quiet"
    return told


def scanned(file: StoredFile) -> StoredFile:
    tasks.scan(file.pk)
    return StoredFile.objects.get(pk=file.pk)


def queued() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="files.scan", status="todo").order_by("id")
    return [job.args["file_id"] for job in jobs]


def status(client, who, file: StoredFile) -> int:
    client.force_login(who)
    return client.get(file.get_absolute_url()).status_code


def test_file_is_served_to_nobody_else_until_it_is_clean(client, cast, hook):
    file = add(cast, papers.photo(), "x.jpg")
    assert file.waits_for_scan
    assert (status(client, cast.bay, file), status(client, cast.nam, file), status(client, cast.dung, file)) == (
        200,
        403,
        404,
    )
    assert client.get(reverse("file_small", args=[file.public_id])).status_code == 404
    assert scanned(file).checked_at is not None
    assert status(client, cast.nam, file) == 200


def test_public_file_waits_too(client, cast, hook):
    file = add(cast, sight="public")
    assert client.get(file.get_absolute_url()).status_code == 403
    scanned(file)
    assert client.get(file.get_absolute_url()).status_code == 200


def test_harmful_content_is_removed_with_one_act_and_the_row_says_so(
    client, cast, hook, django_capture_on_commit_callbacks
):
    file = add(cast, papers.TEXT + b"EICAR", "x.txt")
    with django_capture_on_commit_callbacks(execute=True):
        assert scanned(file).is_harmful
    assert file.key not in stored_keys()
    assert (status(client, cast.bay, file), status(client, cast.nam, file)) == (403, 403)
    scanned(file)
    act = Act.objects.get(verb=Verb.FILE_FOUND_HARMFUL)
    assert (act.object_label, act.actor, act.path, act.before["digest"]) == (
        "x.txt",
        None,
        cast.bieu_nghi.path,
        file.digest,
    )


@pytest.mark.parametrize("word", [b"BROKEN", b"SLOW"])
def test_scan_without_a_verdict_is_no_verdict(cast, hook, settings, word):
    settings.FILES_SCAN_SECONDS = 1
    file = add(cast, papers.TEXT + word, "x.txt")
    began = time.monotonic()
    with pytest.raises(scanning.ScanFailed):
        tasks.scan(file.pk)
    assert time.monotonic() - began < 20
    assert StoredFile.objects.get(pk=file.pk).waits_for_scan


def test_scanner_that_is_gone_is_no_verdict(cast, settings):
    settings.FILES_SCAN = "/no/such/scanner"
    file = add(cast)
    with pytest.raises(scanning.ScanFailed):
        tasks.scan(file.pk)


def test_scanner_sees_none_of_our_secrets(cast, hook, monkeypatch):
    monkeypatch.setenv("FOURGOOD_SECRET_KEY", "open-sesame")
    monkeypatch.setenv("DATABASE_URL", os.environ.get("DATABASE_URL", "x"))
    scanned(add(cast))
    assert "open-sesame" not in hook.read_text()
    assert "DATABASE_URL" not in hook.read_text()


def test_without_a_hook_nothing_is_queued_and_all_is_served(client, cast, settings):
    settings.FILES_SCAN = ""
    file = add(cast)
    assert queued() == []
    assert not file.waits_for_scan
    assert status(client, cast.nam, file) == 200
    assert scanned(file).checked_at is None


def test_sweep_asks_for_files_that_were_there_before_the_hook_and_for_none_twice(cast, settings, hook):
    command, settings.FILES_SCAN = settings.FILES_SCAN, ""
    old = add(cast)
    tasks.sweep(0)
    assert queued() == []
    settings.FILES_SCAN = command
    new, judged = add(cast), add(cast)
    judged.note_clean(at=NOW)
    ProcrastinateJob.objects.filter(args__file_id=judged.pk)._raw_delete(using="default")
    tasks.sweep(0)
    tasks.sweep(0)
    assert queued() == [new.pk, old.pk]


def test_lists_say_that_a_file_is_being_checked_or_was_harmful(client, cast, hook):
    from tests.instructions.papers import send

    cast.nam.choose_language("en")
    document = send(cast, files=[papers.upload(papers.photo(), "1.jpg"), papers.upload(papers.PDF, "2.pdf")])
    document.files.last().note_harmful(at=NOW)
    client.force_login(cast.nam)
    text = client.get(document.get_absolute_url()).content.decode()
    assert "is being checked" in text
    assert "removed: harmful" in text
    assert "/small/" not in text


def run_worker() -> None:
    """The real worker on the real database, until no job is left."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, delete_jobs="successful")


@pytest.mark.django_db(transaction=True)
def test_worker_scans_what_was_added(cast, hook):
    clean, harmful = add(cast), add(cast, papers.TEXT + b"EICAR", "x.txt")
    run_worker()
    assert StoredFile.objects.get(pk=clean.pk).checked_at is not None
    assert StoredFile.objects.get(pk=harmful.pk).is_harmful
    assert stored_keys() >= {clean.key}
    assert harmful.key not in stored_keys()
    with pytest.raises(refusals.FoundHarmful):
        StoredFile.objects.get(pk=harmful.pk).require_served_to(cast.bay)
