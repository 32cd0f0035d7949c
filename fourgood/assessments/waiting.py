"""Sheets that wait for the level above: those in someone's charge first, then by how long they wait."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import BooleanField, Case, F, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.assessments.models import Submission
from fourgood.assessments.models.assessments import VECTORS
from fourgood.common.deadlines import how_late
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Holds, Standing
from fourgood.regulations.hundredths import decimal_of

SEEN_AT_ONCE = 200  # sheets among which "next" looks
WAITING = Q(returned_at__isnull=True, confirmed_at__isnull=True)

# How many criteria have other points than suggested, and how many have none suggested, by the arrays.
_DIFFERING = """(SELECT count(*) FROM unnest(assessments_assessment.suggested, assessments_assessment.own) AS p(s, o)
                  WHERE p.s IS NOT NULL AND p.s IS DISTINCT FROM p.o)"""
_BY_HAND = """(SELECT count(*) FROM unnest(assessments_assessment.suggested, assessments_assessment.own) AS p(s, o)
                WHERE p.s IS NULL AND p.o IS NOT NULL)"""


_UNSHOWN = ("kept", *(f"assessment__{vector}" for vector in VECTORS))  # the differences are counted where they are


class Which(forms.Form):
    """Which of the waiting sheets are asked for. What is no choice is as if not asked."""

    which = forms.ChoiceField(
        label=_("which"),
        required=False,
        choices=[
            ("", _("all")),
            ("mine", _("of units in my charge")),
            ("alike", _("nothing differs")),
            ("late", _("submitted late")),
        ],
    )
    q = forms.CharField(label=_("name of the unit"), required=False, max_length=100)

    def rows(self, standing: Standing) -> Any:
        """The submissions asked for, in the order in which they are to be decided on."""
        self.is_valid()
        rows, name = waiting_for(standing), self.cleaned_data.get("q", "").strip()
        which = self.cleaned_data.get("which")
        if which == "mine":
            rows = rows.filter(assessment__unit__in=standing.in_charge_of())
        if which == "alike":
            rows = rows.filter(differing=0)
        if which == "late":
            rows = rows.alias(day=TruncDate("submitted_at")).filter(day__gt=F("in_time_until"))
        if name:
            rows = rows.filter(assessment__unit__in=Unit.objects.search(name).order_by().values("pk"))
        return rows


def near(standing: Standing) -> Q:
    """Submissions of units in the person's charge, or directly under one for which the person decides. Whoever stands
    further above may decide too, but those sheets do not wait for them.

    A sheet that waits has no confirmed total: PostgreSQL finds those few of a unit without the others of all its years.
    """
    above = [h.unit_id for h in standing.holdings if h.grants(Can.CONFIRM_ASSESSMENTS) and h.what != Holds.IN_CHARGE]
    units = Q(assessment__unit__parent__in=above) | Q(assessment__unit__in=standing.in_charge_of())
    return units & Q(assessment__confirmed_total=None)


def waiting_for(standing: Standing) -> Any:
    """Submissions that wait for the person (`near`). Adds `differing`, `by_hand` and `is_of_others`."""
    others = Case(
        When(assessment__unit__in=standing.in_charge_of(), then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )
    reach = standing.reach(Can.CONFIRM_ASSESSMENTS, "assessment__unit__path")
    rows = Submission.objects.filter(WAITING, reach, near(standing))
    rows = (
        rows.select_related("assessment__unit__parent", "assessment__period")
        .defer(*_UNSHOWN)
        .annotate(
            is_of_others=others,
            differing=RawSQL(_DIFFERING, [], output_field=IntegerField()),  # noqa: S611 our own words only
            by_hand=RawSQL(_BY_HAND, [], output_field=IntegerField()),  # noqa: S611
        )
    )
    return rows.order_by("is_of_others", "submitted_at", "pk")


@dataclass(frozen=True)
class Waiting:
    """One line of the list."""

    submission: Any
    is_mine: bool
    days: int
    lateness: str

    @property
    def shares(self) -> list[Any]:
        """For the petals: each group in per cent; None where nothing of it was due."""
        row = self.submission.assessment
        return [
            100 * decimal_of(points) / decimal_of(due) if due else None
            for points, due in zip(row.own_groups, row.own_due, strict=True)
        ]

    @property
    def total(self) -> Any:
        total = self.submission.assessment.own_total
        return None if total is None else decimal_of(total)


def line_of(row: Any, *, on: dt.date) -> Waiting:
    day = timezone.localdate(row.submitted_at)
    return Waiting(row, not row.is_of_others, (on - day).days, how_late(day, row.in_time_until))


def next_after(standing: Standing, submission: Submission) -> Submission | None:
    """The sheet to go on with: the next in the order of the list, or the first again; None: none waits."""
    pks = [pk for pk, _others in waiting_for(standing).values_list("assessment", "is_of_others")[:SEEN_AT_ONCE]]
    others = [pk for pk in pks if pk != submission.assessment_id]
    if not others:
        return None
    at = pks.index(submission.assessment_id) if submission.assessment_id in pks else -1
    later = [pk for pk in pks[at + 1 :] if pk != submission.assessment_id]
    return Submission.objects.filter(WAITING, assessment=(later or others)[0]).first()
