"""The `fourgood` command: the one door for operators. `docs/operations.md` explains each command."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import click

import fourgood
from fourgood import embedded, environment

AS_TYPED = {"ignore_unknown_options": True, "allow_interspersed_args": False}
A_FILE = click.Path(path_type=Path)
A_LIST = click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)


class Door(click.Group):
    """Says in a sentence what is wrong, instead of showing where in the code it was noticed."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            ctx.fail(f"There is no command “{cmd_name}”. If it is one of Django's: fourgood manage {cmd_name}")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except environment.WrongSettings as error:
            raise click.ClickException("\n".join(error.sentences)) from None
        except embedded.CannotStart as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Door)
def main() -> None:
    """FourGood runs the 4-good programme of grassroots Party organisations."""
    for number in (signal.SIGTERM, signal.SIGHUP):  # end as Ctrl-C does, so that the embedded database is left
        signal.signal(number, lambda *_: sys.exit(1))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourgood.settings")


def _embedded_folder(env: environment.Environment) -> Path | None:
    """Where the embedded database lies, or None if DATABASE_URL names a server."""
    return None if "DATABASE_URL" in os.environ else env.data / "postgres"


def _join_database() -> environment.Environment:
    """Read the settings; start or join the embedded database if it is the one to use."""
    env = environment.read()
    folder = _embedded_folder(env)
    if folder:
        os.environ["DATABASE_URL"] = embedded.start(folder)
    return env


def _open(*, migrated: bool = True) -> environment.Environment:
    """Set up Django with a database that answers and, unless said otherwise, is up to date."""
    env = _join_database()
    import django

    django.setup()
    from django.db import OperationalError, connection

    _speak_the_terminals_language()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {str(error).strip().splitlines()[0]}") from None
    if migrated:
        from fourgood.operations.prepare import pending_migrations

        if pending_migrations():
            raise click.ClickException("The database is not up to date. “fourgood manage migrate” brings it there.")
    return env


def _speak_the_terminals_language() -> None:
    """What the packages say comes in the language of the terminal (LANG), if it is one of ours."""
    from django.conf import settings
    from django.utils import translation

    language = os.environ.get("LANG", "")[:2]
    translation.activate(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


@main.command()
def up() -> None:
    """Bring FourGood up: database, web server and worker."""
    from fourgood.operations.up import up as bring_up

    env = environment.read()
    bring_up(env, database=_embedded_folder(env))


@main.command(hidden=True)
def prepare() -> None:
    """What `up` does first. Progress goes to the error stream, what is to be said at the end to the output."""
    env = _open(migrated=False)
    from fourgood.operations.prepare import prepare as prepare_all

    prepare_all(lambda words: click.echo(words, err=True))
    if not env.production:
        click.echo("\n".join(_sign_ins()))


def _sign_ins() -> list[str]:
    """The sample accounts, one on a line, with a heading; empty if there are none."""
    from fourgood.demo.cast import sign_ins

    found = sign_ins()
    lines = [f"  {one.login:26}{one.name}, {'; '.join(one.titles) or '–'}" for one in found]
    return [f"Sample sign-ins, all with the password “{found[0].password}”:", *lines] if found else []


@main.command(hidden=True)
def web() -> None:
    """The web server that `up` starts."""
    env = _join_database()
    from fourgood.operations.web import serve

    serve(env)


@main.command(hidden=True)
def worker() -> None:
    """The worker that `up` starts: does what must not keep a page waiting."""
    _open()
    from fourgood.operations.worker import work

    work()


@main.command()
@click.option("--province", is_flag=True, help="Beside it a whole generated province, to try how fast everything is.")
def demo(province: bool) -> None:
    """Load the sample province into an empty database, and say who can sign in."""
    env = _open()
    if env.production:
        raise click.ClickException("The sample province is not for production: everyone knows its passwords.")
    from fourgood.operations.prepare import database_is_empty, load_sample_province

    if database_is_empty():
        load_sample_province(generated=province)
    elif province:
        raise click.ClickException("A province is generated into an empty database only.")
    lines = _sign_ins()
    if not lines:
        raise click.ClickException("The database is in use: it has units or accounts, but not the sample ones.")
    click.echo("\n".join(lines))


@main.command()
def check() -> None:
    """Look whether everything is as it should be."""
    _open(migrated=False)
    from fourgood.operations.selftest import answers

    marks = {True: "good", False: "WRONG", None: "note"}
    wrong = 0
    for answer in answers():
        click.echo(f"{marks[answer.right]:7}{answer.sentence}")
        wrong += answer.right is False
    if wrong:
        raise click.ClickException(f"This needs attention: {wrong} of the above.")


@main.command()
@click.argument("file", type=A_FILE)
def backup(file: Path) -> None:
    """Write the database, and the files that people added, into FILE."""
    _open(migrated=False)
    from fourgood.operations.backup import backup as back_up

    files = back_up(file)
    click.echo(f"The database and {files} files are in {file} ({file.stat().st_size / 1e6:.1f} MB).")
    click.echo("Not in it: the secret key. Keep it too, in another place.")


@main.command()
@click.argument("file", type=A_FILE)
def restore(file: Path) -> None:
    """Fill a fresh database, and the store of files, from FILE."""
    from fourgood.operations.up import only_one

    with only_one(environment.read().data):
        _open(migrated=False)
        from fourgood.operations.backup import restore as bring_back

        files = bring_back(file)
    click.echo(f"The database and {files} files are as they were in {file}.")
    click.echo("“fourgood audit verify” checks the log of acts, “fourgood check” everything else.")


@main.group()
def audit() -> None:
    """The log of acts: verify it, seal it."""


@audit.command("verify")
@click.option("--expect", default="", metavar="DIGEST", help="A digest that was written down earlier.")
def audit_verify(expect: str) -> None:
    """Look for acts that were altered, taken out or put in after they were sealed."""
    _open()
    from fourgood.audit.sealing import newest, verify

    findings = verify(expect=expect)
    for finding in findings:
        click.echo(str(finding))
    if findings:
        raise click.ClickException(f"The log of acts is not as it was sealed; findings: {len(findings)}.")
    click.echo(f"The log of acts is as it was sealed. Newest seal: {newest() or 'none yet'}")


@audit.command("seal")
def audit_seal() -> None:
    """Seal all acts that wait for it, and say the newest digest, to be written down elsewhere."""
    _open()
    from fourgood.audit.sealing import newest, seal

    click.echo("Sealed." if seal() else "Nothing waited to be sealed.")
    click.echo(f"Newest seal: {newest() or 'none yet'}")


@main.group("import")
def import_() -> None:
    """Lists of units or members, from Excel or CSV."""


def _import(kind: str, file: Path, erase: bool, dry_run: bool) -> None:
    _open()
    from fourgood.exchange.command import import_file

    outcome = import_file(kind, file, erase=erase, dry_run=dry_run)
    click.echo(str(outcome), err=bool(outcome.exit_code))
    sys.exit(outcome.exit_code)


def _list_options(command: Any) -> Any:
    """What the imports of all lists have in common."""
    dry_run = click.option("--dry-run", is_flag=True, help="Only say what would be written.")
    erase = click.option("--erase", is_flag=True, help="An empty cell erases what is stored.")
    return click.argument("file", type=A_LIST)(dry_run(erase(command)))


@import_.command("units")
@_list_options
def import_units(file: Path, erase: bool, dry_run: bool) -> None:
    """Import a list of units: all rows, or none if one is not clean."""
    _import("units", file, erase, dry_run)


@import_.command("members")
@_list_options
def import_members(file: Path, erase: bool, dry_run: bool) -> None:
    """Import a list of members: all rows, or none if one is not clean."""
    _import("members", file, erase, dry_run)


@main.group()
def frameworks() -> None:
    """Criteria frameworks: files in which an office says what is assessed, and how."""


@frameworks.command("check")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=A_FILE)
@click.option("--json", "as_json", is_flag=True, help="For other programs: a list with one entry for each file.")
@click.option("--language", type=click.Choice(["vi", "ms", "en"]), help="Of the messages; else that of the terminal.")
def frameworks_check(files: tuple[Path, ...], as_json: bool, language: str | None) -> None:
    """Check framework files, all mistakes at once. Needs no database.

    Exit code 0: all are in order. 1: some have errors. 2: some can't be opened.
    """
    from fourgood.operations import frameworks as checking

    chosen = language or checking.language_of(os.environ.get("LANG", ""))
    results = checking.check(files)
    if as_json:
        click.echo(checking.as_json(results, chosen))
    else:
        for text in filter(None, (checking.as_text(checked, chosen) for checked in results)):
            click.echo(text)
    for checked in results:
        if checked.unreadable:
            click.echo(f"Error: {checked.file} can't be opened: {checked.unreadable}.", err=True)
    sys.exit(max(checked.exit_code for checked in results))


@main.command()
@click.argument("framework", type=A_FILE)
@click.argument("values", required=False, type=A_FILE)
@click.option("--variant", metavar="CODE", help="The variant of the framework to use; else the general one.")
@click.option("--sector", metavar="CODE", help="The sector of the units, instead of a variant.")
@click.option("--month", metavar="YYYY-MM", help="Only that month; of a table without months: the one that it is of.")
@click.option("--template", metavar="FILE", type=A_FILE, help="Write an empty table (.csv, .xlsx) instead of scoring.")
@click.option("--json", "as_json", is_flag=True, help="For other programs: everything, with exact fractions.")
@click.option("--language", type=click.Choice(["vi", "ms", "en"]), help="Of the words; else that of the terminal.")
def score(framework: Path, values: Path | None, language: str | None, **options: Any) -> None:
    """Score a table of VALUES (Excel or CSV) by a FRAMEWORK file. Needs no database.

    Without --month: every month of the table, and the year. The layout of the table is in docs/frameworks.md.

    Exit code 0: scored. 1: cells are wrong; all are listed, nothing is scored. 2: something can't be opened, read, or
    was asked for wrongly. 3: the framework file has errors.
    """
    from fourgood.operations import frameworks as checking
    from fourgood.operations.score_command import Asked, run

    chosen = language or checking.language_of(os.environ.get("LANG", ""))
    width = shutil.get_terminal_size((120, 24)).columns
    outcome = run(Asked(framework=framework, values=values, language=chosen, width=width, **options))
    click.echo(outcome.output, nl=bool(outcome.output))
    click.echo(outcome.errors, nl=bool(outcome.errors), err=True)
    sys.exit(outcome.exit_code)


@main.command(context_settings=AS_TYPED, add_help_option=False)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Django's own commands, such as “manage shell”."""
    _open(migrated=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fourgood manage", *words])


@main.command()
def version() -> None:
    """Say the version of FourGood."""
    click.echo(fourgood.__version__)


if __name__ == "__main__":
    main(prog_name="fourgood")
