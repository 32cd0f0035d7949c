"""The units behind a number: the same SQL that counted it, narrowed by name, sorted, page by page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.assessments.models import Assessment, Submission
from fourgood.assessments.models.assessments import KINDS
from fourgood.assessments.state import done, with_state
from fourgood.common.paging import Page, page_of
from fourgood.figures.asked import Asked, Measure
from fourgood.figures.coverage import CONDITIONS, What, names_then
from fourgood.figures.criteria import is_short
from fourgood.figures.look import Look
from fourgood.figures.sheets import visible
from fourgood.figures.spread import band_place, value_of
from fourgood.instructions.criterion_words import here
from fourgood.organisation.models import Unit
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Band, Model
from fourgood.regulations.hundredths import decimal_of

ORDERS = {
    "name": ("by_name", "pk"),
    "-name": ("-by_name", "-pk"),
    "points": ("shown_points", "pk"),
    "-points": ("-shown_points", "-pk"),
}
SENT = {"sent_at": "submitted_at", "in_time": "in_time_until"}
NOTHING = -1  # stands in the order where no points are shown: a page is cut by columns that are never NULL


class BehindForm(forms.Form):
    """What the list is narrowed to. Whatever is wrong in the address counts as not asked."""

    q = forms.CharField(label=gettext_lazy("name of the unit"), required=False, max_length=100)
    what = forms.ChoiceField(
        label=gettext_lazy("how far"), required=False, choices=[("", gettext_lazy("all")), *What.choices]
    )
    of = forms.IntegerField(required=False, min_value=1)
    band = forms.CharField(required=False, max_length=40)
    measure = forms.ChoiceField(required=False, choices=Measure.choices)
    model = forms.ChoiceField(required=False, choices=[(m.value, m.value) for m in (Model.CELL, Model.COMMITTEE)])
    short = forms.CharField(required=False, max_length=20)
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS])

    def given(self, name: str) -> str:
        """What was asked; "" where it was not, or was wrong."""
        self.is_valid()
        value = self.cleaned_data.get(name)
        return "" if value is None else str(value).strip()


class Behind:
    """The units behind a number of a look at the figures."""

    def __init__(self, data: QueryDict, look: Look) -> None:
        self.form = form = BehindForm(data)
        self.look = look
        what, band, model = form.given("what"), form.given("band"), form.given("model")
        self.what = What(what) if what else None
        self.measure = Measure(form.given("measure"))
        self.band: Band | None = next((one for one in look.frames.bands if one.code == band), None)
        self.model = Model(model or Model.CELL)
        self.short = form.given("short")
        self.top = form.given("of")
        self.order = form.given("sort") or "name"

    @property
    def words(self) -> str:
        """What the list holds, in a few words."""
        said = [str(self.what.label)] if self.what else []
        if self.band:
            said.append(f"{self.measure.label}: {here(self.band.title)}")
        if self.short:
            said.append(_("short in %(code)s") % {"code": self.short})
        return ", ".join(said) or _("all units")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What of the address holds on, besides the filters that are shown."""
        names = ("month", "points", "rows", "on", "of", "band", "measure", "model", "short", "sort")
        return [(name, self.form.data[name]) for name in names if self.form.data.get(name)]

    def counted(self) -> Query:
        """SQL of the ids of the sheets that are counted."""
        frames, conditions = self.look.frames, ["TRUE"]
        short = is_short(frames, self.model, self.short) if self.short else Query("TRUE", ())
        if self.what:
            conditions.append(CONDITIONS[self.what])
        if self.top:
            conditions.append(f"f.top_id = {int(self.top)}")
        if self.band:
            place = band_place("f.framework_id", value_of(self.measure), frames)
            conditions.append(f"f.total IS NOT NULL AND {place} = {frames.bands.index(self.band) + 1}")
        also = f"AND {' AND '.join(conditions)} AND {short.sql}"
        table = visible(self.look.asked, self.look.places, "f.id", also=also)
        return Query(table.sql, (*table.params, *short.params))

    def rows(self) -> QuerySet[Assessment]:
        counted, name = self.counted(), self.form.given("q")
        of_month = Assessment.objects.filter(period__in=list(self.look.periods))  # said again: found by an index then
        rows: Any = of_month.filter(pk__in=RawSQL(counted.sql, counted.params))  # noqa: S611 our own pieces
        if name:
            rows = rows.filter(unit__in=Unit.objects.search(name).order_by().values("pk"))
        return rows.annotate(**self._orders()).order_by(*ORDERS[self.order])

    def told(self, rows: Any) -> QuerySet[Assessment]:
        """With what a `Line` says of each: its stage, when it was sent, and points."""
        until = self.look.asked.until
        sent = {name: Subquery(_held(until).values(column)) for name, column in SENT.items()}
        told: QuerySet[Assessment] = with_state(rows, until=until).annotate(**sent, **self._orders())
        return told.select_related("period", "unit")

    def page(self, request: HttpRequest) -> Page[Assessment]:
        return page_of(request, self.rows(), count=True, adding=self.told)

    def _orders(self) -> dict[str, Any]:
        """The totals, and what rows are in order by. Names are looked up for what is counted: in a join the database
        would go through all units in their order, looking for each among the counted.
        """
        named = Subquery(Unit.objects.filter(pk=OuterRef("unit")).order_by().values("sort_key"))
        shown = Coalesce("confirmed_then", "own_then", Value(NOTHING))
        return _totals(self.look.asked.until) | {"shown_points": shown, "by_name": named}

    @property
    def top_name(self) -> str:
        """The row of the table in which they are counted, if one was chosen. One query."""
        return names_then([int(self.top)], self.look.asked).get(int(self.top), "") if self.top else ""

    @property
    def shown_fields(self) -> list[Any]:
        return [self.form[name] for name in ("q", "what")]


def _held(until: dt.datetime | None) -> QuerySet[Submission]:
    """The submission of a sheet that holds, or held at that moment."""
    sent = Submission.objects.filter(assessment=OuterRef("pk")).order_by()
    held = sent.filter(~done("returned_at", until), ~done("reopened_at", until))
    return held.filter(submitted_at__lte=until) if until else held


def _totals(until: dt.datetime | None) -> dict[str, Any]:
    """The three totals of a sheet. What has changed since that moment was kept with the submission (`reads`)."""
    if until is None:
        return {f"{kind}_then": F(f"{kind}_total") for kind in KINDS}
    held = _held(until)
    confirmed = held.filter(done("confirmed_at", until))
    sources = {"suggested": held, "own": held, "confirmed": confirmed}
    return {f"{kind}_then": Subquery(rows.values(total=_then(kind))) for kind, rows in sources.items()}


def _then(kind: str) -> Case:
    as_kept = Cast(KeyTextTransform(f"{kind}_total", "kept"), IntegerField())
    return Case(When(kept__isnull=True, then=F(f"assessment__{kind}_total")), default=as_kept)


@dataclass(frozen=True)
class Line:
    """One unit behind the number, as `Behind.told` fetched it; what it was called then, and what it stood under."""

    sheet: Any
    name: str
    above: str

    @property
    def sent_on(self) -> dt.date | None:
        """The day of the submission that holds."""
        return timezone.localdate(self.sheet.sent_at) if self.sheet.sent_at else None

    @property
    def is_late(self) -> bool:
        return bool(self.sent_on and self.sheet.in_time and self.sent_on > self.sheet.in_time)

    @property
    def suggested(self) -> Decimal | None:
        return _points(self.sheet.suggested_then)

    @property
    def own(self) -> Decimal | None:
        return _points(self.sheet.own_then)

    @property
    def confirmed(self) -> Decimal | None:
        return _points(self.sheet.confirmed_then)


def _points(total: int | None) -> Decimal | None:
    return None if total is None else decimal_of(total)


def lines_of(rows: Iterable[Assessment], asked: Asked) -> list[Line]:
    """One query for names; one more where a unit was no longer there at the end of the month."""
    ways = [(row, [int(step) for step in row.path.strip("/").split("/")]) for row in rows]
    names = names_then(sorted({step for row, way in ways for step in (row.unit_id, *way[-2:-1])}), asked)
    return [Line(row, names[row.unit_id], names[way[-2]] if len(way) > 1 else "") for row, way in ways]
