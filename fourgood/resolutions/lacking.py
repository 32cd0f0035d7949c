"""What is missing before a resolution can be issued: clear who, what, by when (rõ người, rõ việc, rõ thời hạn)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fourgood.meetings.official import signer_of
from fourgood.resolutions.models import ResolvedTask, Term
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.resolutions.rules import types_adopted

ASKED = {
    Resolution.Kind.MONTHLY: ("evaluation", "ahead", "organisation"),
    Resolution.Kind.THEMATIC: ("ahead", "organisation"),
}


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, in a sentence, and where it is put right."""

    words: str
    url: str


def lacking(resolution: Resolution, *, on: dt.date) -> list[Lack]:
    """Everything that is missing but for the vote, in the order of the page. Four queries.

    A resolution that amends another says only what changes.
    """
    return [*_texts(resolution), *_tasks(resolution, on=on), *_around(resolution, on=on)]


def _texts(resolution: Resolution) -> Iterator[Lack]:
    edit = reverse("resolution_edit", args=[resolution.pk])
    asked = ("ahead",) if resolution.amends_id else ASKED[Resolution.Kind(resolution.kind)]
    for name in ("title", *asked, "seat"):
        if not getattr(resolution, name).strip():
            label = Resolution._meta.get_field(name).verbose_name  # type: ignore[union-attr]
            yield Lack(_("Write: %(what)s.") % {"what": label}, f"{edit}#id_{name}")


def _tasks(resolution: Resolution, *, on: dt.date) -> Iterator[Lack]:
    for row in resolution.resolved.prefetch_related("members"):
        url = reverse("resolution_task", args=[row.pk])
        for words in _of_task(row, on=on):
            yield Lack(words % {"place": row.place, "title": row.title}, url)


def _of_task(row: ResolvedTask, *, on: dt.date) -> Iterator[str]:
    if not row.owners():
        yield _("Task %(place)s, “%(title)s”: say who does it.")
    if row.due_on is None:
        yield _("Task %(place)s, “%(title)s”: say by when.")
    elif row.due_on < on:
        yield _("Task %(place)s, “%(title)s”: its day has passed before it is given. Choose a later one.")


def _around(resolution: Resolution, *, on: dt.date) -> Iterator[Lack]:
    unit = resolution.unit
    if Term.objects.of(unit, on=on) is None:
        words = _("The day of the last congress of %(unit)s is not known. Numbers begin anew from it: enter it.")
        yield Lack(words % {"unit": unit}, reverse("term_list", args=[unit.pk]))
    if resolution.type_code not in types_adopted(unit, on=on):
        words = _("A unit of this kind may not issue documents of the type %(code)s.")
        yield Lack(words % {"code": resolution.type_code}, resolution.get_absolute_url())
    if signer_of(unit, of_committee=resolution.is_of_committee, on=on, language=resolution.language) is None:
        yield Lack(_("The unit has no secretary who could sign. Give someone the position."), unit.get_absolute_url())
