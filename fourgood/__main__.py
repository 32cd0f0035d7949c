"""The `fourgood` command: the one door for operators. `docs/operations.md` explains each command."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import click

import fourgood
from fourgood import embedded, environment

AS_TYPED = {"ignore_unknown_options": True, "allow_interspersed_args": False}


class Door(click.Group):
    """Says in a sentence what is wrong, instead of showing where in the code it was noticed."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is None and not cmd_name.startswith("-"):
            ctx.fail(f"There is no command {cmd_name}. If it is one of Django's: fourgood manage {cmd_name}")
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
    for number in (signal.SIGTERM, signal.SIGHUP):  # end like Ctrl-C does, so that the embedded database is left
        signal.signal(number, lambda *_: sys.exit(1))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourgood.settings")


def _embedded_folder(env: environment.Environment) -> Path | None:
    """Where the embedded database lies, or None if DATABASE_URL names a server."""
    return None if "DATABASE_URL" in os.environ else env.data / "postgres"


def _open() -> environment.Environment:
    """Read the settings, start or join the database, set up Django."""
    env = environment.read()
    folder = _embedded_folder(env)
    if folder:
        os.environ["DATABASE_URL"] = embedded.start(folder)
    import django

    django.setup()
    return env


@main.command()
def up() -> None:
    """Bring FourGood up: database, web server and worker."""
    from fourgood.operations.up import up as bring_up

    env = environment.read()
    bring_up(env, database=_embedded_folder(env))


@main.command(hidden=True)
def prepare() -> None:
    """What `up` does first. Progress goes to the error stream, what is to be said at the end to the output."""
    env = _open()
    from fourgood.operations.prepare import prepare as prepare_all

    prepare_all(lambda words: click.echo(words, err=True))
    if not env.production:
        click.echo(_sign_ins())


@main.command(hidden=True)
def web() -> None:
    """The web server that `up` starts."""
    env = environment.read()
    folder = _embedded_folder(env)
    if folder:
        os.environ["DATABASE_URL"] = embedded.start(folder)
    from fourgood.operations.web import serve

    serve(env)


@main.command(hidden=True)
def worker() -> None:
    """The worker that `up` starts: does what must not keep a page waiting."""
    _open()
    from django.core.management import call_command

    from fourgood.operations.lifeline import leave_with_parent

    leave_with_parent()
    call_command("procrastinate", "worker")


def _sign_ins() -> str:
    from fourgood.accounts.models import User
    from fourgood.demo.cast import PASSWORD, PEOPLE

    accounts = {user.name: user for user in User.objects.filter(name__in=[person[0] for person in PEOPLE.values()])}
    lines = [f"Sample sign-ins, all with the password “{PASSWORD}”:"]
    for name, *_rest in PEOPLE.values():
        if name in accounts:
            user = accounts[name]
            lines.append(f"  {user.phone or user.email:24}{name}, {user.capacity_for(None) or '–'}")
    return "\n".join(lines)


@main.command(
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}, add_help_option=False
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def manage(words: tuple[str, ...]) -> None:
    """Django's own commands, such as `manage shell`."""
    _open()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fourgood manage", *words])


@main.command()
def version() -> None:
    """The version of FourGood."""
    click.echo(fourgood.__version__)


if __name__ == "__main__":
    main(prog_name="fourgood")
