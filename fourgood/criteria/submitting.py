"""Submitting criteria to the level above, which returns them with remarks or confirms them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.concretising import criterion_of, refresh_digest
from fourgood.criteria.deadlines import submit_by
from fourgood.criteria.decision_refusals import ChangedSince, NotAdopted, NothingSaid, NotRegistered, NotSubmitted
from fourgood.criteria.models import CriteriaSet, Remark, Submission
from fourgood.organisation.models import Member, Position, Unit
from fourgood.organisation.models.reference import Role


@transaction.atomic
def submit(criteria_set: CriteriaSet, *, by: Actor | None, at: dt.datetime) -> Submission:
    criteria_set.lock()
    criteria_set.require_editable()
    criteria_set.record_changes()
    refresh_digest(criteria_set)
    require_ready(criteria_set)
    submission = Submission.objects.create(
        criteria_set=criteria_set,
        due_on=submit_by(criteria_set),
        submitted_at=at,
        submitted_by_id=by.pk if by else None,
    )
    after = {"due_on": submission.due_on.isoformat() if submission.due_on else ""}
    _record(Verb.CRITERIA_SUBMITTED, criteria_set, by=by, after=after)
    return submission


def require_ready(criteria_set: CriteriaSet) -> None:
    """Registered, and adopted as they stand. Raises NotRegistered, NotAdopted, ChangedSince. Two queries at most."""
    if criteria_set.registration.registered_at is None:
        raise NotRegistered(year=str(criteria_set.registration.year))
    if criteria_set.adoption() is None:
        last = criteria_set.adoptions.order_by("-recorded_at", "-pk").first()
        raise ChangedSince(number=last.number) if last else NotAdopted()


@dataclass(frozen=True)
class Receiver:
    """Who decides on the criteria: the committee directly above, and whoever there is in charge of the unit."""

    committee: Unit | None
    in_charge: tuple[Member, ...]


def receiver_of(criteria_set: CriteriaSet, *, on: dt.date) -> Receiver:
    """One query, besides the unit's parent."""
    unit = criteria_set.unit
    held = Position.objects.on(on).filter(unit=unit, kind__role=Role.IN_CHARGE).select_related("member")
    return Receiver(unit.parent, tuple(position.member for position in held))


def waiting_submission(criteria_set: CriteriaSet) -> Submission:
    """The submission that lies with the level above. Raises NotSubmitted."""
    waiting = criteria_set.submissions.filter(returned_at__isnull=True, confirmed_at__isnull=True)
    submission = waiting.select_related("submitted_by").first()
    if submission is None:
        raise NotSubmitted
    return submission


@transaction.atomic
def return_(
    criteria_set: CriteriaSet, words: str, remarks: Mapping[str, str], *, by: Actor | None, at: dt.datetime
) -> Submission:
    criteria_set.lock()
    submission = waiting_submission(criteria_set)
    said = {code: text.strip() for code, text in remarks.items() if text.strip()}
    if not words and not said:
        raise NothingSaid
    for code in said:
        criterion_of(criteria_set, code)
    submission.words, submission.returned_at, submission.returned_by_id = words, at, by.pk if by else None
    submission.save(update_fields=["words", "returned_at", "returned_by"])
    Remark.objects.bulk_create(Remark(submission=submission, code=code, text=text) for code, text in said.items())
    _record(Verb.CRITERIA_RETURNED, criteria_set, by=by, after={"words": words} | said)
    return submission


@transaction.atomic
def confirm(criteria_set: CriteriaSet, *, by: Actor | None, at: dt.datetime) -> Submission:
    criteria_set.lock()
    submission = waiting_submission(criteria_set)
    submission.confirmed_at, submission.confirmed_by_id = at, by.pk if by else None
    submission.save(update_fields=["confirmed_at", "confirmed_by"])
    _record(Verb.CRITERIA_CONFIRMED, criteria_set, by=by, after={"digest": criteria_set.current_digest})
    return submission


def _record(verb: Verb, criteria_set: CriteriaSet, *, by: Actor | None, after: Any = None) -> None:
    Act.objects.record(verb, criteria_set, by=by, path=criteria_set.unit.path, after=after)
