"""Back up database and files into one archive, and restore them from there, with PostgreSQL's own programs.

The database is dumped first: what it names is in the store by then, and its content never changes. A restore reads the
whole archive before it changes anything; the files come back before the database, which is one transaction.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from fourgood import embedded
from fourgood.files import store
from fourgood.notices.restoring import hold_back
from fourgood.operations import archive
from fourgood.operations.prepare import database_is_empty

AFRESH = """
DROP SCHEMA public CASCADE;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


class ToolFailed(click.ClickException):
    """One of PostgreSQL's programs refused; the message holds its words."""


def backup(file: Path) -> int:
    """Write database and files into `file`, readable for its owner only. Returns how many contents of files.

    Raises ClickException; then there is no file.
    """
    if file.exists():
        raise click.ClickException(f"{file} is already there. Choose another name; a backup is never written over.")
    part, dump = (file.with_name(f"{file.name}.{ending}") for ending in ("part", "dump"))
    try:
        _begin(file, part, dump)
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}", *_database())
        number = archive.write(part, dump=dump)
        part.rename(file)
    except store.Unreachable as error:
        raise click.ClickException(f"The store of files does not answer: {error}.") from error
    finally:
        part.unlink(missing_ok=True)
        dump.unlink(missing_ok=True)
    return number


def _begin(file: Path, *parts: Path) -> None:
    """Make the files that are written first, for their owner only."""
    try:
        for part in parts:
            part.unlink(missing_ok=True)
            part.touch(mode=0o600)
    except OSError as error:
        raise click.ClickException(f"{file} can't be written: {error.strerror}.") from None


def restore(file: Path) -> int:
    """Fill database and store of files from `file`. Returns how many contents of files.

    Refuses a database that people have already used, and a file that is no backup, or not whole, before it changes
    anything.
    """
    if not file.is_file():
        raise click.ClickException(f"There is no file {file}.")
    archive.verify(file)
    if has_tables() and not database_is_empty():
        raise click.ClickException("The database is in use: it has units or accounts. Restore into a fresh one.")
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        dump = Path(folder) / archive.DUMP
        archive.take_dump(file, dump)
        try:
            number = archive.put_back(file)
        except store.Unreachable as error:
            raise click.ClickException(f"The store of files does not take them: {error}. Try again.") from error
        _fill(dump)
    _refuse_newer()
    hold_back(now=timezone.localtime())
    return number


def _fill(dump: Path) -> None:
    _run("pg_restore", "--list", str(dump))
    with connection.cursor() as cursor:
        cursor.execute(AFRESH)
    connection.close()
    name, *where = reversed(_database())
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", *options, *reversed(where), "--dbname", name, str(dump))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def has_tables() -> bool:
    """Whether the migrations have been run, at least in part."""
    return "django_migrations" in connection.introspection.table_names()


# Before the first release each package's tables came in several steps; with all of them they are those of today.
_EARLIER = {
    "accounts": ["0003_codes_and_offices"],
    "assessments": ["0003_reminders", "0004_closing", "0005_received_entries", "0006_shares"],
    "audit": ["0003_leaves_and_units", "0004_act_indexes", "0005_concerns"],
    "instructions": ["0003_document_files"],
    "meetings": ["0002_sitting", "0003_beforehand"],
    "notices": ["0002_assessments_due"],
    "organisation": ["0003_orders_again", "0004_guards_end"],
    "resolutions": ["0003_readings"],
    "tasks": ["0002_reminder"],
}
EARLIER = frozenset((app, name) for app, names in _EARLIER.items() for name in names)


def _refuse_newer() -> None:
    loader = MigrationLoader(connection)
    known_apps = {app for app, _name in loader.disk_migrations}
    newer = [key for key in loader.applied_migrations if key[0] in known_apps and not _is_known(key, loader)]
    if newer:
        raise click.ClickException("The backup was made by a newer FourGood. Install that version before starting.")


def _is_known(key: tuple[str, str], loader: MigrationLoader) -> bool:
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    was_whole = loader.applied_migrations.keys() >= EARLIER
    return key in loader.disk_migrations or key in replaced or (key in EARLIER and was_whole)


def _database() -> list[str]:
    """Where the database is, in the words of PostgreSQL's programs; its name comes last."""
    words, _secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return words[1:]


def _run(program: str, *words: str) -> None:
    folder = settings.POSTGRES_TOOLS or embedded.binary(program).parent
    _words, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    done = subprocess.run(  # noqa: S603 our own words only
        [str(folder / program), *words],
        env=os.environ | (secrets or {}) | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise ToolFailed(f"{program} could not do it: {reason}")
