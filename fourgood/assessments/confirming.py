"""The level above decides: returns with remarks, confirms criterion by criterion, accepts, opens again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from fourgood.assessments.asked_above import tell_confirmed
from fourgood.assessments.entering import keep_tally, line_of
from fourgood.assessments.models import Assessment, Remark, Submission
from fourgood.assessments.models.assessments import KINDS
from fourgood.assessments.refusals import (
    NotConfirmed,
    NothingSaid,
    NothingToAccept,
    NotSoManyPoints,
    NotSubmitted,
    ReasonForPointsMissing,
    ReasonMissing,
)
from fourgood.assessments.sheet import Sheet, sheet_of
from fourgood.assessments.vectors import tally
from fourgood.audit.models import Act, Actor, Deed
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Unit
from fourgood.regulations.scoring import CriterionScore, given

Changes = Mapping[str, tuple[Decimal | None, str]]
"""By code of criterion: the points that are confirmed instead of the unit's own, and why."""


def waiting_submission(row: Assessment) -> Submission:
    """The submission that lies with the level above. Raises NotSubmitted."""
    waiting = row.submissions.filter(returned_at=None, confirmed_at=None).select_related("submitted_by").first()
    if waiting is None:
        raise NotSubmitted
    return waiting


@transaction.atomic
def return_(
    assessment: Assessment, words: str, remarks: Mapping[str, str], *, by: Actor | None, at: dt.datetime
) -> Submission:
    row = assessment.lock()
    submission = waiting_submission(row)
    said = {code: text.strip() for code, text in remarks.items() if text.strip()}
    if not words and not said:
        raise NothingSaid
    sheet = sheet_of(row, with_evidence=False)
    for code in said:
        line_of(sheet, code)
    submission.words, submission.kept = words, kept_of(row)
    submission.returned_at, submission.returned_by_id = at, by.pk if by else None
    submission.save(update_fields=["words", "kept", "returned_at", "returned_by"])
    _remark(submission, said)
    Act.objects.record(Verb.ASSESSMENT_RETURNED, row, by=by, path=row.unit.path, after={"words": words} | said)
    return submission


@transaction.atomic
def confirm(assessment: Assessment, changes: Changes, *, by: Actor | None, at: dt.datetime) -> Submission:
    row = assessment.lock()
    submission = waiting_submission(row)
    sheet = sheet_of(row, with_evidence=False)
    scores = ((code, _changed(sheet, code, *change)) for code, change in changes.items())
    changed = {code: score for code, score in scores if score is not None}
    keep_tally(row, "confirmed", tally(sheet.layout, sheet.scores() | changed, month=row.month.month))
    _remark(submission, {code: changes[code][1].strip() for code in changed})
    submission.confirmed_at, submission.confirmed_by_id = at, by.pk if by else None
    submission.save(update_fields=["confirmed_at", "confirmed_by"])
    after = {"total": str(sheet.total("confirmed"))} | {code: str(score.points) for code, score in changed.items()}
    Act.objects.record(Verb.ASSESSMENT_CONFIRMED, row, by=by, path=row.unit.path, after=after)
    tell_confirmed(row, changed, at=at)
    return submission


def _changed(sheet: Sheet, code: str, points: Decimal | None, why: str) -> CriterionScore | None:
    """Points given by the level above; None where they are the unit's own. Raises what `Assessment.confirm` says."""
    line = line_of(sheet, code)
    if points is None or (line.own.applies and points == line.own.points):
        return None
    if not why.strip():
        raise ReasonForPointsMissing(code=code)
    try:
        return given(line.criterion, points)
    except ValueError:
        raise NotSoManyPoints(code=code, most=line.most) from None


def _remark(submission: Submission, said: Mapping[str, str]) -> None:
    Remark.objects.bulk_create(Remark(submission=submission, code=code, text=text) for code, text in said.items())


@transaction.atomic
def confirm_alike(submissions: list[Submission], *, by: Actor | None, at: dt.datetime) -> int:
    """Confirm many sheets as they are, in the same few statements for one or for forty. The caller chooses those in
    which nothing differs. Those decided on meanwhile are left out. Returns how many.
    """
    pks = [submission.pk for submission in submissions]
    rows = Submission.objects.select_for_update(of=("self",)).order_by("pk")
    related = ("assessment__unit", "assessment__period")
    waiting = list(rows.filter(pk__in=pks, returned_at=None, confirmed_at=None).select_related(*related))
    assessments = [submission.assessment for submission in waiting]
    same = {"confirmed": F("own"), "confirmed_groups": F("own_groups"), "confirmed_due": F("own_due")}
    chosen = Assessment.objects.filter(pk__in=[row.pk for row in assessments])
    chosen.order_by().update(**same, confirmed_total=F("own_total"))
    who = by.pk if by else None
    rows.order_by().filter(pk__in=[row.pk for row in waiting]).update(confirmed_at=at, confirmed_by=who)
    deeds = [Deed(row, row.unit.path, {"as": "own"}) for row in assessments]
    Act.objects.record_many(Verb.ASSESSMENT_CONFIRMED, deeds, by=by)
    return len(waiting)


@transaction.atomic
def accept_all(committee: Unit, month: dt.date, *, by: Actor | None, at: dt.datetime) -> int:
    """The committee takes over what was confirmed for units directly under it, whether or not all are ready.

    Returns how many. Raises NothingToAccept.
    """
    found = list(to_accept(committee, month).select_for_update(of=("self",)).select_related("assessment__unit"))
    if not found:
        raise NothingToAccept
    Submission.objects.filter(pk__in=[row.pk for row in found]).update(
        accepted_at=at, accepted_by=by.pk if by else None
    )
    deeds = [Deed(row.assessment, row.assessment.unit.path) for row in found]
    Act.objects.record_many(Verb.ASSESSMENT_ACCEPTED, deeds, by=by)
    return len(found)


def to_accept(committee: Unit, month: dt.date) -> Any:
    """Confirmed submissions of the month, of units directly under the committee, that it has not accepted."""
    held = Submission.objects.filter(confirmed_at__isnull=False, accepted_at=None, reopened_at=None)
    return held.filter(assessment__period__month=month, assessment__unit__parent=committee).order_by("pk")


@transaction.atomic
def reopen(assessment: Assessment, reason: str, *, by: Actor | None, at: dt.datetime) -> Submission:
    if not reason:
        raise ReasonMissing
    row = assessment.lock()
    submission = row.submissions.filter(confirmed_at__isnull=False, reopened_at=None).first()
    if submission is None:
        raise NotConfirmed
    submission.kept, submission.reopened_because = kept_of(row), reason
    submission.reopened_at, submission.reopened_by_id = at, by.pk if by else None
    submission.save(update_fields=["kept", "reopened_because", "reopened_at", "reopened_by"])
    before = {"total": submission.kept["confirmed_total"], "points": submission.kept["confirmed"]}
    Act.objects.record(
        Verb.ASSESSMENT_REOPENED, row, by=by, path=row.unit.path, before=before, after={"reason": reason}
    )
    _forget_confirmed(row)
    return submission


def _forget_confirmed(row: Assessment) -> None:
    row.confirmed = [None] * len(row.confirmed)
    row.confirmed_groups, row.confirmed_due, row.confirmed_total = [], [], None
    row.save(update_fields=["confirmed", "confirmed_groups", "confirmed_due", "confirmed_total"])


def kept_of(row: Assessment) -> dict[str, Any]:
    """The three arrays of points, those of groups, and totals as they are now, in hundredths."""
    ends = ("", "_groups", "_due", "_total")
    return {f"{kind}{end}": getattr(row, f"{kind}{end}") for kind in KINDS for end in ends}
