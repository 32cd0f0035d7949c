"""Terms between congresses: documents are numbered anew in each (HD 36-HD/VPTW)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.organisation.models import Unit
from fourgood.resolutions import refusals

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, viewer: Viewer) -> TermQuerySet:
        """Terms of units that the viewer sees."""
        return self.filter(viewer.standing().sees("unit__path"))

    def of(self, unit: Unit, *, on: dt.date) -> Term | None:
        """The unit's term on the day, if its congress is known."""
        return self.filter(unit=unit, first_day__lte=on).order_by("-first_day").first()

    @transaction.atomic
    def begin(self, unit: Unit, *, first_day: dt.date, used: Mapping[str, int], by: Actor | None) -> Term:
        """Enter a term. `used`: of each type, the last number that was given on paper. Raises TermKnown."""
        with refusing(one_term_per_unit_and_day=refusals.TermKnown(day=first_day)):
            term = self.create(unit=unit, first_day=first_day)
        told = {code: last for code, last in used.items() if last}
        Series.objects.bulk_create(Series(term=term, type_code=code, last=last) for code, last in told.items())
        after = {"on": first_day.isoformat()} | ({"used": told} if told else {})
        Act.objects.record(Verb.TERM_BEGUN, term, by=by, path=unit.path, after=after)
        return term


class Term(models.Model):
    """A term of a unit's committee, from the day of its congress."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    first_day = models.DateField(_("day of the congress"))

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        ordering = ["unit_id", "-first_day"]
        constraints = [models.UniqueConstraint(fields=["unit", "first_day"], name="one_term_per_unit_and_day")]

    def __str__(self) -> str:
        return f"{self.first_day:%d/%m/%Y}"

    @transaction.atomic
    def remove(self, *, by: Actor | None) -> None:
        """Take back a term that was entered by mistake. Raises TermInUse."""
        if self.resolutions.exists() or self.minutes.exists():
            raise refusals.TermInUse
        Act.objects.record(Verb.TERM_REMOVED, self, by=by, path=self.unit.path)
        self.delete()

    def number_next(self, type_code: str) -> int:
        """Give out the next number of a type; within the transaction of the verb that uses it.

        Whoever asks at the same moment waits until that transaction has ended, so that no number is left out or given
        twice, also where one of them fails.
        """
        Series.objects.bulk_create([Series(term=self, type_code=type_code)], ignore_conflicts=True)
        series = Series.objects.select_for_update().get(term=self, type_code=type_code)
        series.last += 1
        series.save(update_fields=["last"])
        return series.last


class Series(models.Model):
    """How far the numbers of one type have come in a term. `last`: the last one given, on paper or here."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="series")
    type_code = models.CharField(_("type"), max_length=10)
    last = models.PositiveSmallIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        ordering = ["term_id", "type_code"]
        constraints = [
            models.UniqueConstraint(fields=["term", "type_code"], name="one_series_per_term_and_type"),
            models.CheckConstraint(name="numbers_of_a_series_from_0", condition=Q(last__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.type_code} {self.last}"
