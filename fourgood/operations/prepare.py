"""Bring database, words and static files to what the code expects. Safe to repeat: does only what is due."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

# Of htmx the pages load version 2 in its short form only.
NOT_SERVED = ["htmx-4*", "htmax*", "htmx-2.js", "ext"]


def prepare(say: Callable[[str], None]) -> None:
    """Everything that is due, told step by step."""
    _compile_words()  # first, while no catalogue has been read
    if pending_migrations():
        say("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    _collect_static_files(say)
    if not settings.PRODUCTION and database_is_empty():
        say("Loading the sample province …")
        load_sample_province()


def pending_migrations() -> list[str]:
    """The migrations that the database has not seen yet, by name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def database_is_empty() -> bool:
    """Whether nobody has entered anything yet: no unit and no account."""
    from fourgood.accounts.models import User
    from fourgood.organisation.models import Unit

    return not Unit.objects.exists() and not User.objects.exists()


def load_sample_province(*, generated: bool = False) -> None:
    """The sample province; with a generated one beside it, under the same province, where `generated`."""
    from fourgood.demo import cast, generator

    cast.load()
    if generated:
        generator.generate(on=timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _compile_words() -> None:
    from fourgood.common.messages import compile_all

    try:
        compile_all()
    except PermissionError:
        raise click.ClickException("The words can't be compiled here. Run “make install” as their owner.") from None


def _collect_static_files(say: Callable[[str], None]) -> None:
    """Collect, compress and name the static files by content; skipped while none has changed."""
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stamp")
    state = _state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Collecting the static files …")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(state)


def _state_of_static_files() -> str:
    """A digest that changes when any static file does."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(NOT_SERVED):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
