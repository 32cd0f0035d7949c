"""Closing the account of a project."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.mobilisation import refusals
from fourgood.mobilisation.ledger import money_left
from fourgood.mobilisation.models import Project


@transaction.atomic
def close(project: Project, *, on: dt.date, words: str, by: Actor | None, at: dt.datetime) -> None:
    """See `Project.close`."""
    project.require_open()
    if on > timezone.localdate(at):
        raise refusals.InTheFuture
    if not words.strip():
        raise refusals.ClosingWordsMissing
    last = last_entry(project)
    if last and on < last:
        raise refusals.BeforeTheLastEntry(day=last)
    project.closed_on, project.closed_at, project.closed_by_id = on, at, by.pk if by else None
    project.closing_words = words.strip()
    project.save(update_fields=["closed_on", "closed_at", "closed_by", "closing_words"])
    project.record(Verb.PROJECT_CLOSED, by=by, after={"on": on.isoformat(), "left": str(money_left(project))})


def last_entry(project: Project) -> dt.date | None:
    """The last day on which something was given or spent, or on which it began. Two queries."""
    given = project.gifts.aggregate(day=Max("given_on"))["day"]
    spent = project.spendings.aggregate(day=Max("spent_on"))["day"]
    return max((day for day in (given, spent) if day), default=project.begun_on)
