"""A resolution is issued: numbered, signed, its tasks given, all in one transaction; from then on it never changes.

Sources: HD 36-HD/VPTW (numbers by type and term); "clear who, clear what, clear by when" (`lacking`).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings.official import rule, signer_of
from fourgood.resolutions import refusals, tasks_of
from fourgood.resolutions.adopting import adopt_criteria, changed_since
from fourgood.resolutions.lacking import lacking
from fourgood.resolutions.models import Term
from fourgood.resolutions.models.resolutions import Resolution


@transaction.atomic
def issue(resolution: Resolution, *, changed_because: str, by: Actor | None, at: dt.datetime) -> None:
    """Raises Issued, NotAdopted, Lacking, ChangedSince, and what adopting criteria raises.

    The number is given out last but for the row itself: whoever issues at the same moment waits only that long.
    """
    locked, on = resolution.locked(), timezone.localdate(at)
    _require_ready(locked, changed_because, on=on)
    locked.record_changes()
    locked = resolution.locked()
    tasks = tasks_of.give(locked, by=by, at=at)
    _number_and_sign(locked, on=on)
    locked.changed_because = changed_because.strip() if changed_since(locked) else ""
    locked.issued_at, locked.issued_by_id = at, by.pk if by else None
    locked.save(update_fields=["term", "number", "signed_as", "signed_by", "changed_because", "issued_at", "issued_by"])
    adopt_criteria(locked, by=by, at=at)
    after = {"number": locked.sign(on=on), "tasks": len(tasks)}
    after |= {"changed_because": locked.changed_because} if locked.changed_because else {}
    locked.record(Verb.RESOLUTION_ISSUED, by=by, after=after)


def _require_ready(resolution: Resolution, changed_because: str, *, on: dt.date) -> None:
    resolution.require_draft()
    if resolution.adopted_at is None:
        raise refusals.NotAdopted
    missing = lacking(resolution, on=on)
    if missing:
        raise refusals.Lacking(what=" ".join(lack.words for lack in missing))
    if changed_since(resolution) and not changed_because.strip():
        raise refusals.ChangedSince


def _number_and_sign(resolution: Resolution, *, on: dt.date) -> None:
    term = Term.objects.of(resolution.unit, on=on)
    signer = signer_of(resolution.unit, of_committee=resolution.is_of_committee, on=on, language=resolution.language)
    assert term is not None and signer is not None
    with override(resolution.language):
        resolution.signed_as, resolution.signed_by = signer.signed_as, signer.name
    resolution.term, resolution.number = term, term.number_next(resolution.type_code)


def next_sign(resolution: Resolution, *, on: dt.date) -> str:
    """The number that it would get now, as "05-NQ/CB"; someone who issues before takes it. Two queries."""
    term = Term.objects.of(resolution.unit, on=on)
    series = term.series.filter(type_code=resolution.type_code).first() if term else None
    number = (series.last if series else 0) + 1
    return rule(on).sign_of(number, resolution.type_code, is_cell=resolution.is_cell)
