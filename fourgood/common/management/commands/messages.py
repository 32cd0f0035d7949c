"""`fourgood manage messages`: bring the catalogues of words to what code and templates say, and compile them.

1. Find every message in Python files and templates, package by package.
2. Write them into each catalogue; translations stay, words no longer used leave.
3. Compile.
4. List what has no translation; end with an error if there is any.

With --compile only step 3, with --check only step 4.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fourgood.common import messages


class Command(BaseCommand):
    help = "Update, compile and check the catalogues of words in Vietnamese and Malay."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--compile", action="store_true", help="only compile")
        parser.add_argument("--check", action="store_true", help="only list what is not translated")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["compile"]:
            self.stdout.write(f"Compiled {messages.compile_all()} catalogues.")
            return
        found = messages.missing() if options["check"] else messages.update()
        if not options["check"]:
            messages.compile_all()
        for message in found:
            self.stdout.write(str(message))
        if found:
            raise CommandError(f"{len(found)} messages are not translated.")
        self.stdout.write("Every message is translated.")
