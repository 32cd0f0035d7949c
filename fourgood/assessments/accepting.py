"""Confirmed sheets that committees may accept: each committee for the units directly under it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from fourgood.assessments.models import Submission
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed, Standing


@dataclass(frozen=True)
class ToAccept:
    """How many sheets of a month a committee may accept."""

    committee: int
    name: str
    month: dt.date
    count: int


def months_to_accept(standing: Standing) -> list[ToAccept]:
    """Of committees that the person leads. One query."""
    led = [holding.unit_id for holding in standing.holdings if holding.grants(Can.ACCEPT_ASSESSMENTS)]
    rows = Submission.objects.filter(confirmed_at__isnull=False, accepted_at=None, reopened_at=None)
    grouped = (
        rows.filter(assessment__unit__parent__in=led)
        .order_by()
        .values("assessment__unit__parent", "assessment__unit__parent__name", "assessment__period__month")
    )
    found = grouped.annotate(count=Count("pk")).order_by("assessment__period__month", "assessment__unit__parent")
    return [
        ToAccept(
            row["assessment__unit__parent"] or 0,
            row["assessment__unit__parent__name"],
            row["assessment__period__month"],
            row["count"],
        )
        for row in found
    ]


def require_leads(standing: Standing, committee: Unit) -> None:
    """Only who leads the committee itself accepts for it. Raises NotAllowed."""
    if not any(h.grants(Can.ACCEPT_ASSESSMENTS) and h.unit_id == committee.pk for h in standing.holdings):
        raise NotAllowed(help=WHO_CAN_HELP[Can.ACCEPT_ASSESSMENTS])
