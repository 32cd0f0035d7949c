"""`fourgood check`: is everything as it should be? Each answer is a sentence."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import Error, connection
from django.utils import timezone

from fourgood.operations.prepare import pending_migrations

SERVER = """
SELECT current_setting('server_version'), pg_encoding_to_char(encoding), lower('Đ') = 'đ'
FROM pg_database WHERE datname = current_database()
"""
OLDEST_SERVER = 15
LEAST_FREE = 1_000_000_000  # bytes
SEALED_WITHIN = dt.timedelta(hours=2)
HEARD_WITHIN = dt.timedelta(minutes=2)
SENT_WITHIN = dt.timedelta(hours=1)
TOLD_FOR = dt.timedelta(days=7)


@dataclass(frozen=True)
class Answer:
    """One thing looked at. `right` is None where it only deserves to be known."""

    right: bool | None
    sentence: str


def answers() -> Iterator[Answer]:
    """Look at everything, in the order in which one thing needs the other."""
    try:
        yield from _database()
    except Error as error:
        yield Answer(False, f"The database does not answer: {str(error).strip().splitlines()[0]}")
        return
    migrations = _migrations()
    yield migrations
    for look in [*LOOKS, *(LOOKS_INTO_TABLES if migrations.right else [])]:
        yield look()
    yield from _deployment()


def _database() -> Iterator[Answer]:
    with connection.cursor() as cursor:
        cursor.execute(SERVER)
        version, encoding, folds = cursor.fetchone()
    new_enough = int(version.split(".")[0].split("beta")[0]) >= OLDEST_SERVER
    wanted = "" if new_enough else f", but FourGood needs {OLDEST_SERVER} or later"
    yield Answer(new_enough, f"The database answers: PostgreSQL {version}{wanted}.")
    if encoding != "UTF8" or not folds:
        yield Answer(False, "The database can't fold Vietnamese letters. Create it with ENCODING UTF8, a UTF-8 locale.")


def _migrations() -> Answer:
    pending = pending_migrations()
    if pending:
        return Answer(
            False, f"The database lacks {len(pending)} changes. “fourgood up” makes them, or “manage migrate”."
        )
    return Answer(True, "The database is up to date.")


def _words() -> Answer:
    old = [p for p in settings.PACKAGE.rglob("locale/*/LC_MESSAGES/django.po") if _is_stale(p)]
    if old:
        return Answer(
            False, f"{len(old)} catalogues of words are not compiled. Run “fourgood manage messages --compile”."
        )
    return Answer(True, "The words of all languages are compiled.")


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _seals() -> Answer:
    from fourgood.audit.models import Act
    from fourgood.audit.sealing import newest

    seal = newest()
    late = Act.objects.filter(at__lt=timezone.now() - SEALED_WITHIN)
    waiting = (late.filter(at__gt=seal.sealed_at) if seal else late).count()
    if waiting:
        return Answer(
            False, f"{waiting} acts wait for their seal. Is the worker running? “fourgood audit seal” seals them."
        )
    return Answer(True, "All acts older than two hours are sealed.")


def _worker() -> Answer:
    from procrastinate.contrib.django.models import ProcrastinateWorker

    heard = ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - HEARD_WITHIN).exists()
    return Answer(True, "A worker is at work.") if heard else Answer(None, "No worker is running now.")


def _files() -> Answer:
    from fourgood.files import store
    from fourgood.files.models import StoredFile

    try:
        looked, missing = StoredFile.objects.count_lacking_content(among=FILES_LOOKED_AT)
    except store.Unreachable as error:
        return Answer(False, f"The store for files does not answer: {error}")
    if missing:
        return Answer(False, f"{missing} of the oldest and newest {looked} files have no content. Put the files back.")
    return Answer(True, f"The oldest and newest {looked} files have their content.")


def _disk() -> Answer:
    free = shutil.disk_usage(settings.DATA_FOLDER).free
    return Answer(free >= LEAST_FREE, f"{free / 1e9:.1f} GB are free where the data lie.")


def _mode() -> Answer:
    if settings.PRODUCTION:
        return Answer(True, "The settings are those of production.")
    return Answer(None, "This is a demo: everyone knows its sign-ins, so it serves this machine only.")


def _email() -> Answer:
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Answer(True, f"E-mail is sent through {settings.EMAIL_HOST}.")
    return Answer(None, "No letters are written or sent; FOURGOOD_EMAIL_URL would name a mail server.")


def _letters() -> Answer:
    from fourgood.notices.models import Letter

    now, lists = timezone.now(), "“fourgood manage letters” lists them."
    late = Letter.objects.waiting().filter(written_at__lt=now - SENT_WITHIN).count()
    if late:
        return Answer(False, f"{late} letters have waited for more than an hour. Do worker and mail server run?")
    if doubtful := Letter.objects.in_doubt(now).count():
        return Answer(None, f"{doubtful} letters are in doubt: nobody knows whether they were sent; {lists}")
    if given_up := Letter.objects.given_up().filter(given_up_at__gt=now - TOLD_FOR).count():
        return Answer(None, f"{given_up} letters were given up in the last week; {lists}")
    return Answer(True, "No letter waits for long or is in doubt.")


FILES_LOOKED_AT = 100  # of the oldest, and as many of the newest
LOOKS: list[Callable[[], Answer]] = [_words, _disk, _mode, _email]
LOOKS_INTO_TABLES: list[Callable[[], Answer]] = [_seals, _worker, _files, _letters]


def _deployment() -> Iterator[Answer]:
    """What Django itself finds wrong; in production also what is unsafe."""
    for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        if not message.is_silenced():
            yield Answer(False, f"{message.msg.strip()} ({message.id})")
