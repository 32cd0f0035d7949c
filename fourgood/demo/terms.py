"""When the units of the sample province held their congresses: from then on their documents are numbered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import yaml
from django.db.models import Min

from fourgood.organisation.models import Span, Unit
from fourgood.resolutions.models import Term

FILE = Path(__file__).with_name("terms.yaml")


def write() -> None:
    """For every unit that is active: the congresses since it was founded, or the day of its founding."""
    days: dict[str, list[dt.date]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    founded = dict(Span.objects.values_list("unit").annotate(first=Min("valid__startswith")).order_by())
    units = Unit.objects.active().select_related("kind").order_by("pk")
    Term.objects.bulk_create(
        Term(unit=unit, first_day=day)
        for unit in units
        for day in _congresses(days["cell" if unit.kind.has_members else "committee"], founded[unit.pk])
    )


def _congresses(days: list[dt.date], founded: dt.date) -> list[dt.date]:
    since = [day for day in days if day >= founded]
    return since if founded <= days[0] else [founded, *since]
