"""Refusals: an act that can't be done says why, and who can help, in the reader's language."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An act was refused. `reason` is a whole sentence; `help` says who can lift the refusal, or is empty."""

    reason = _("This can't be done.")
    help = ""

    def __init__(self, reason: object = None, *, help: object = None) -> None:
        self.reason = str(reason or self.reason)
        self.help = str(help or self.help)
        super().__init__(self.reason)
