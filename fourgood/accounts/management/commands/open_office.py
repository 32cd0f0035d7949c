"""Open an account with an office and print the code that opens it: how the first administrator comes to be."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.accounts.models import AccessCode, Office, User
from fourgood.organisation.models import Unit


class Command(BaseCommand):
    help = "Open an account with an office on a unit; prints the code that opens it. For the operator of the server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, help="the unit's code, for example 22.000.000.000.000")
        parser.add_argument("--kind", required=True, choices=Office.Kind.values, help="the office")
        parser.add_argument("--name", required=True, help="the person's full name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(_("There is no unit with the code %(code)s.") % {"code": options["unit"]})
        user = User.objects.create_user(name=options["name"])
        Office.objects.give(user, kind=options["kind"], unit=unit, on=timezone.localdate(), by=None)
        code, text = AccessCode.objects.hand_over(user, by=None, at=timezone.now())
        self.stdout.write(_("Code: %(code)s") % {"code": text})
        until = timezone.localtime(code.valid_until).strftime("%d/%m/%Y %H:%M")
        self.stdout.write(_("Enter it at /code/ before %(until)s.") % {"until": until})
