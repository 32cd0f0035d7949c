"""Entering how the people were consulted about a project."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.mobilisation import refusals
from fourgood.mobilisation.models import Consultation, Project


@transaction.atomic
def enter(
    project: Project,
    *,
    held_on: dt.date,
    asked: int,
    came: int,
    agreed: int,
    by: Actor | None,
    at: dt.datetime,
    words: str = "",
) -> Consultation:
    """See `Project.consult`."""
    project.require_open()
    if held_on > timezone.localdate(at):
        raise refusals.InTheFuture
    with refusing(no_more_households_than_asked=refusals.MoreThanCame()):
        consultation = project.consultations.create(
            held_on=held_on,
            asked=asked,
            came=came,
            agreed=agreed,
            words=words,
            entered_at=at,
            entered_by_id=by.pk if by else None,
        )
    project.record(Verb.PEOPLE_CONSULTED, by=by, after={"asked": asked, "came": came, "agreed": agreed})
    return consultation
