"""Submitting a sheet to the level above: everything that is missing is said at once, late is allowed and marked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.assessments.asked_above import require_may_submit
from fourgood.assessments.entering import record_changes
from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.refusals import Missing
from fourgood.assessments.sheet import Sheet, codes
from fourgood.assessments.suggesting import count_anew
from fourgood.assessments.vectors import set_tally, tally
from fourgood.assessments.voting_on import require_vote
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common import kept


@transaction.atomic
def submit(assessment: Assessment, *, by: Actor | None, at: dt.datetime) -> Submission:
    return send(assessment.lock(), by=by, at=at)


def send(row: Assessment, *, by: Actor | None, at: dt.datetime) -> Submission:
    """The same for a row that the caller has locked. The facts are counted once more: the suggestion stands beside the
    unit's points as it is now, for ever.
    """
    row.require_editable()
    sheet, counted = count_anew(row, at=at)
    require_whole(sheet)
    require_may_submit(row, sheet)
    require_vote(row)
    record_changes(row, [line.entry for line in sheet.lines if line.entry])
    own = set_tally(row, "own", tally(sheet.layout, sheet.scores(), month=row.month.month))
    kept.update(row, [*counted, *own])
    submission = Submission(
        assessment=row, in_time_until=row.last_day, submitted_at=at, submitted_by_id=by.pk if by else None
    )
    kept.insert(submission)
    after = {"total": str(sheet.total()), "in_time_until": row.last_day.isoformat() if row.last_day else ""}
    Act.objects.record(Verb.ASSESSMENT_SUBMITTED, row, by=by, path=row.unit.path, after=after)
    return submission


def require_whole(sheet: Sheet) -> None:
    """Raises Missing with every criterion that lacks something."""
    if sheet.lacking:
        raise Missing(sheet.lacking, what=codes(sheet.lacking))
