"""Issuing an edition: what stands in the way, the digest, and sending it down the tree."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.instructions.frameworks import framework_of, has_own_head, problems_of, sector_codes
from fourgood.instructions.models.documents import Document
from fourgood.instructions.models.framework_files import FrameworkFile
from fourgood.instructions.models.instructions import Edition
from fourgood.instructions.refusals import NotReady, Obstacle
from fourgood.instructions.signals import edition_issued
from fourgood.regulations import framework, framework_file


@transaction.atomic
def issue(edition: Edition, *, by: Actor | None, at: dt.datetime) -> None:
    # Whoever puts a file in at this moment waits for this row, and is refused then (see the triggers).
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk).require_draft()
    if found := obstacles(edition):
        raise NotReady(found)
    edition.issued_at, edition.issued_by_id = at, by.pk if by else None
    edition.digest = digest_of(edition, edition.files.all())
    edition.save(update_fields=["issued_at", "issued_by", "digest"])
    edition.record(Verb.INSTRUCTION_ISSUED, by=by, after=edition.head() | {"digest": edition.digest})
    Document.objects.send_edition(edition, by=by, at=at)
    edition_issued.send(sender=Edition, edition=edition, by=by, at=at)


def digest_of(edition: Edition, files: Iterable[FrameworkFile]) -> str:
    """SHA-256 (hex) over the issuer's code, the head and the content of every file, as JSON with sorted keys."""
    contents = {file.code: framework_file.digest(file.content) for file in files}
    written = {"issuer": edition.unit.code, "head": edition.head(), "files": contents}
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def obstacles(edition: Edition) -> list[Obstacle]:
    files = list(edition.files.all())
    if not files:
        return [Obstacle(_("It has no framework file yet.")), *_of_days(edition), *_of_carrying_over(edition)]
    sectors = sector_codes()
    of_files = [obstacle for file in files for obstacle in _of_file(edition, file, sectors)]
    return [*of_files, *_of_days(edition), *_of_carrying_over(edition)]


def _of_file(edition: Edition, file: FrameworkFile, sectors: frozenset[str]) -> Iterator[Obstacle]:
    number = len(problems_of(file.content, sectors))
    if number:
        sentence = ngettext("%(file)s has %(number)s error.", "%(file)s has %(number)s errors.", number)
        yield Obstacle(sentence % {"file": file, "number": number}, file)
        return
    said = framework_of(file)
    differing = [] if has_own_head(said) else differences_of_head(said.instruction, edition.in_files())
    if differing:
        sentence = _("The head of %(file)s says something else than the edition: %(fields)s.")
        yield Obstacle(sentence % {"file": file, "fields": ", ".join(differing)}, file, of_head=True)


def differences_of_head(in_file: framework.Instruction, of_edition: framework.Instruction) -> list[str]:
    """The names of what the head of a file says otherwise than its edition."""
    names = {
        "number": _("number"),
        "dated": _("dated"),
        "issuer": _("issued by"),
        "edition": _("edition"),
        "first_day": _("holds from"),
        "last_day": _("holds until"),
    }
    return [name for field, name in names.items() if getattr(in_file, field) != getattr(of_edition, field)]


def _of_days(edition: Edition) -> Iterator[Obstacle]:
    """A later edition takes over from the earlier ones, so it can't begin before one of them does."""
    others = Edition.objects.issued().filter(instruction=edition.instruction, withdrawn_at__isnull=True)
    for other in others.filter(first_day__gte=edition.first_day).order_by("place"):
        sentence = _("Edition %(number)s holds from %(day)s, not before this one. Let this one begin later.")
        day = date_format(other.first_day, "SHORT_DATE_FORMAT")
        yield Obstacle(sentence % {"number": other.place, "day": day})


def _of_carrying_over(edition: Edition) -> Iterator[Obstacle]:
    if not edition.carry_over and edition.instruction.editions.issued().exists():
        yield Obstacle(_("Say what happens to criteria that units have already made concrete."))
