"""Letters that need an operator: in doubt or given up. Shows no content, no name and no address."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.notices.mail_message import message_id
from fourgood.notices.models import Letter
from fourgood.notices.models.letters import Reason


class Command(BaseCommand):
    help = (
        "Lists letters in doubt (claimed, and nobody knows whether they were sent) and letters given up: number, kind, "
        "time, reason, Message-ID. --again ID sends one again; --leave ID leaves one in doubt as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", type=int, nargs="+", default=[], help="numbers of letters to send again")
        parser.add_argument("--leave", type=int, nargs="+", default=[], help="numbers of letters to leave so")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for number in options["again"]:
            self._needing(number).send_again(at=now)
        for number in options["leave"]:
            self._needing(number).give_up(Reason.LEFT, at=now)
        if not (options["again"] or options["leave"]):
            self._list()

    def _needing(self, number: int) -> Letter:
        letters = Letter.objects
        found = (letters.in_doubt(timezone.now()) | letters.given_up()).filter(pk=number).first()
        if found is None:
            raise CommandError(_("Letter %(number)d is neither in doubt nor given up.") % {"number": number})
        return found

    def _list(self) -> None:
        waiting = Letter.objects.waiting().count()
        self.stdout.write(_("waiting: %(count)d") % {"count": waiting})
        for letter in Letter.objects.in_doubt(timezone.now()):
            self._write(letter, _("in doubt"), letter.claimed_at)
        for letter in Letter.objects.given_up().exclude(reason=Reason.LEFT):
            self._write(letter, letter.reason, letter.given_up_at)

    def _write(self, letter: Letter, state: str, at: Any) -> None:
        when = timezone.localtime(at).strftime("%d/%m/%Y %H:%M")
        self.stdout.write(f"{letter.pk}  {letter.kind}  {when}  {state}  {message_id(letter)}")
