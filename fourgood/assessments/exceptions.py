"""What is granted to one unit: to need not assess itself this month, or more time. With a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.assessments.models import Assessment, Settled
from fourgood.assessments.refusals import NotLater, ReasonMissing
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb


@transaction.atomic
def exempt(assessment: Assessment, reason: str, *, by: Actor | None, at: dt.datetime) -> None:
    row = _for_exception(assessment, reason)
    row.settled_as, row.settled_because = Settled.EXEMPT, reason
    row.settled_at, row.settled_by_id = at, by.pk if by else None
    row.save(update_fields=["settled_as", "settled_because", "settled_at", "settled_by"])
    Act.objects.record(Verb.ASSESSMENT_EXEMPTED, row, by=by, path=row.unit.path, after={"reason": reason})


@transaction.atomic
def extend(assessment: Assessment, until: dt.date, reason: str, *, by: Actor | None) -> None:
    row = _for_exception(assessment, reason)
    if row.last_day is not None and until <= row.last_day:
        raise NotLater(day=row.last_day)
    before = {"until": row.last_day.isoformat() if row.last_day else ""}
    row.extended_until, row.extended_because = until, reason
    row.save(update_fields=["extended_until", "extended_because"])
    after = {"until": until.isoformat(), "reason": reason}
    Act.objects.record(Verb.TIME_GRANTED, row, by=by, path=row.unit.path, before=before, after=after)


def _for_exception(assessment: Assessment, reason: str) -> Assessment:
    if not reason:
        raise ReasonMissing
    row = assessment.lock()
    row.require_editable()
    return row
