"""Refusals: an act that can't be done says why, and who can help, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Links = Sequence[tuple[str | Promise, str]]


class Refusal(Exception):
    """An act was refused. `reason` is a whole sentence; `help` says who can lift the refusal, or is empty.

    `links`: words and addresses of pages where the reader can do something about it.
    A subclass may leave gaps in its sentence: `raise CellClosed(unit=unit, on=date)` fills "%(unit)s" and "%(on)s".
    """

    reason: str | Promise = _("This can't be done.")
    help: str | Promise = ""

    def __init__(self, reason: object = None, *, help: object = None, links: Links = (), **gaps: object) -> None:
        sentence = str(reason or self.reason)
        self.reason = sentence % {name: _in_words(value) for name, value in gaps.items()} if gaps else sentence
        self.help = str(help or self.help)
        self.links = [(str(words), address) for words, address in links]
        super().__init__(self.reason)


def _in_words(value: object) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, dt.date) else str(value)


@contextmanager
def refusing(**by_constraint: Refusal) -> Iterator[None]:
    """Turn the violation of a named database constraint into the refusal that explains it.

    For what a check beforehand can't see: two people doing the same at the same moment. Runs in a savepoint.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name in by_constraint:
            raise by_constraint[name] from error
        raise
