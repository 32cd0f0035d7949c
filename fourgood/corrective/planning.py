"""Deciding about a shortfall: an action with a task, or a reason why nothing is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext, gettext_noop, override

from fourgood.assessments.entering import line_of
from fourgood.assessments.models import Assessment
from fourgood.assessments.refusals import IsSettled
from fourgood.assessments.sheet import Line, sheet_of
from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.corrective import refusals
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import is_short
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.organisation.models import Member
from fourgood.tasks.models import Task

_TITLE = gettext_noop("Correct criterion %(code)s of %(month)s: %(measure)s")
_LONGEST = 300  # characters of a task's title


@transaction.atomic
def plan(
    assessment: Assessment,
    code: str,
    *,
    cause: str,
    measure: str,
    due_on: dt.date,
    members: Sequence[Member] = (),
    organisations: Sequence[str] = (),
    by: Actor | None,
    at: dt.datetime,
) -> CorrectiveAction:
    """Give the task, and note what it corrects. Whatever was decided before gives way, but an action that stands.

    Raises NotShort, AlreadyPlanned, CauseMissing, MeasureMissing, IsSettled, UnknownCriterion, NotDue, and what giving
    a task raises: UnitClosed, DueBeforeGiven, NobodyAssigned, NotOfThisUnit.
    """
    line, row = _to_decide(assessment, code)
    if not cause.strip():
        raise refusals.CauseMissing
    if not measure.strip():
        raise refusals.MeasureMissing
    row.cause, row.measure, row.because = cause.strip(), measure.strip(), ""
    row.task = Task.objects.give(
        unit=row.unit,
        title=_title(row),
        expected=line.wording,
        due_on=due_on,
        members=members,
        organisations=organisations,
        origin=Task.Origin.CORRECTION,
        by=by,
        at=at,
    )
    told = {"cause": row.cause, "measure": row.measure, "due_on": due_on.isoformat()}
    return _keep(row, Verb.CORRECTION_PLANNED, told, by=by, at=at)


@transaction.atomic
def do_without(
    assessment: Assessment, code: str, *, because: str, by: Actor | None, at: dt.datetime
) -> CorrectiveAction:
    """See `ActionQuerySet.do_without`."""
    _line, row = _to_decide(assessment, code)
    if not because.strip():
        raise refusals.ReasonMissing
    row.cause, row.measure, row.because, row.task = "", "", because.strip(), None
    return _keep(row, Verb.CORRECTION_LEFT, {"because": row.because}, by=by, at=at)


def _to_decide(assessment: Assessment, code: str) -> tuple[Line, CorrectiveAction]:
    """The shortfall and the row of its answer, new where there is none, behind the lock of the sheet."""
    sheet_row = assessment.lock()
    if sheet_row.settled_as:
        raise IsSettled(why=sheet_row.settled_because)
    line = line_of(sheet_of(sheet_row, with_evidence=False), code)
    row = sheet_row.actions.select_related("task").filter(code=code).first()
    if row is None and not is_short(line):
        raise refusals.NotShort(code=code)
    if row is not None and row.is_answered and not row.because:
        raise refusals.AlreadyPlanned(code=code)
    row = row or CorrectiveAction(code=code)
    row.assessment = sheet_row
    return line, row


def _title(row: CorrectiveAction) -> str:
    """In the language of record: tasks go onto agendas and into resolutions."""
    told = {"code": row.code, "month": f"{row.assessment.month:%m/%Y}", "measure": " ".join(row.measure.split())}
    with override(LANGUAGE_OF_RECORD):
        title = gettext(_TITLE) % told
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _keep(
    row: CorrectiveAction, verb: Verb, told: dict[str, str], *, by: Actor | None, at: dt.datetime
) -> CorrectiveAction:
    row.decided_at, row.decided_by_id = at, by.pk if by else None
    row.save()
    row.record(verb, by=by, after={"criterion": row.code} | told)
    return row
