"""What the pages of thematic plans show: one by quarters; of many units, who has sent one and who has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import PlannedTopic, ThematicPlan
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Standing

QUARTERS = ((1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12))
YEARS = range(2000, 2101)
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Quarter:
    """A quarter with its topics. A thematic meeting is asked for in each (CT 50-CT/TW)."""

    name: str
    months: tuple[int, ...]
    topics: tuple[PlannedTopic, ...]


def quarters_of(plan: ThematicPlan | None) -> list[Quarter]:
    """The four quarters. One query, none without a plan."""
    rows = list(plan.topics.select_related("author", "meeting")) if plan else []
    return [
        Quarter(name, months, tuple(row for row in rows if row.month in months))
        for name, months in zip(ROMAN, QUARTERS, strict=True)
    ]


class Which(forms.Form):
    """Which units the list is narrowed to. What is no choice is as if not asked."""

    year = forms.IntegerField(min_value=YEARS[0], max_value=YEARS[-1], required=False)
    which = forms.ChoiceField(
        label=_("which"), required=False, choices=[("", _("all")), ("none", _("no plan sent")), ("sent", _("sent"))]
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_valid()
        self.asked_year: int = self.cleaned_data.get("year") or this_year
        self.asked: str = self.cleaned_data.get("which", "")


def cells_seen(standing: Standing, year: int) -> QuerySet[Any]:
    """Cells that the person sees, with `sent_at` and `topics` (how many) of the plan that was sent, or None."""
    sent = ThematicPlan.objects.filter(unit=OuterRef("pk"), year=year, sent_at__isnull=False)
    numbers = sent.annotate(number=Count("topics"))
    cells = Unit.objects.active().filter(standing.sees("path"), kind__has_members=True)
    return cells.annotate(
        sent_at=Subquery(sent.values("sent_at")[:1]),
        topics=Subquery(numbers.values("number")[:1]),
    )


def narrowed(cells: QuerySet[Any], asked: str) -> QuerySet[Any]:
    """Only those that have sent a plan, or have not."""
    if asked == "none":
        return cells.filter(sent_at__isnull=True)
    return cells.filter(sent_at__isnull=False) if asked == "sent" else cells


def counted(cells: QuerySet[Any]) -> dict[str, int]:
    """How many cells there are, and how many have sent a plan. One query."""
    return cells.aggregate(all=Count("pk"), sent=Count("pk", filter=Q(sent_at__isnull=False)))
