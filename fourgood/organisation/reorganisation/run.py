"""One run over the tree: changes units from a day onwards and notes every row in its ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.common.vietnamese import search_key, sort_key
from fourgood.organisation.models import Order, OrganisationKind, Sector, Span, Unit
from fourgood.organisation.reorganisation import refusals
from fourgood.organisation.reorganisation.ledger import Ledger

Facts = dict[str, str | None]


@dataclass
class Run:
    """Every change takes effect `on`. `order` is None where a unit is founded without one (sample data, imports)."""

    on: dt.date
    by: Actor | None
    order: Order | None = None
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def decision(self) -> str:
        return self.order.number if self.order else ""

    # Finding

    def unit(self, code: str) -> Unit:
        """The unit with the code, as it is at this point of the run."""
        unit = Unit.objects.filter(code=code.strip()).select_related("kind").first()
        if unit is None:
            raise refusals.UnknownCode(code)
        return self._in_care(unit)

    def again(self, unit: Unit) -> Unit:
        """The same unit as it is at this point of the run: earlier steps may have changed it."""
        return self._in_care(Unit.objects.select_related("kind").get(pk=unit.pk))

    def _in_care(self, unit: Unit) -> Unit:
        if self.order and not unit.path.startswith(self._issuer_path):
            raise refusals.OutOfCare(unit, self.order.issuer)
        return unit

    @property
    def _issuer_path(self) -> str:
        assert self.order
        return Unit.objects.values_list("path", flat=True).get(pk=self.order.issuer_id)

    def span(self, unit: Unit) -> Span:
        """The unit's last span, which must hold on the day: nothing is changed beneath a later change."""
        last = Span.objects.filter(unit=unit).order_by("-valid").select_related("kind", "sector", "parent").first()
        if last is None or (last.valid.upper and last.valid.upper <= self.on):
            raise refusals.UnitClosed(unit, self.on)
        if last.valid.lower > self.on:
            raise refusals.LaterHistory(unit, last.valid.lower)
        return last

    def span_on(self, unit: Unit) -> Span:
        """What the unit is on the day, whatever came later."""
        span = Span.objects.on(self.on).filter(unit=unit).select_related("kind").first()
        if span is None or not unit.is_active:
            raise refusals.UnitClosed(unit, self.on)
        return span

    def children(self, unit: Unit) -> list[Unit]:
        """What stands under the unit on the day or later."""
        spans = Span.objects.filter(parent=unit, valid__overlap=since(self.on))
        return list(Unit.objects.filter(pk__in=spans.values("unit")).select_related("kind"))

    # Changing

    def begin(self, unit: Unit, **what: Any) -> Span:
        """A new interval of activity from the day on, with the copies on the unit."""
        span = Span(unit=unit, valid=since(self.on), **what)
        self.ledger.create(span)
        return span

    def alter(self, unit: Unit, **what: Any) -> None:
        """From the day on the unit is called, is, works in or stands under something else."""
        span = self.span(unit)
        if all(getattr(span, name) == value for name, value in what.items()):
            raise refusals.NothingChanges(unit)
        if span.valid.lower == self.on:
            self.ledger.change(span, **with_sort_key(what))
        else:
            bound = span.valid.upper
            self.ledger.change(span, valid=DateRange(span.valid.lower, self.on, "[)"))
            fields = {"name": span.name, "kind": span.kind, "sector": span.sector, "parent": span.parent} | what
            self.ledger.create(Span(unit=unit, valid=DateRange(self.on, bound, "[)"), **fields))
        self.ledger.change(unit, **with_keys(what))

    def close(self, unit: Unit) -> None:
        """The day before is the unit's last day."""
        span = self.span(unit)
        if span.valid.lower < self.on:
            self.ledger.change(span, valid=DateRange(span.valid.lower, self.on, "[)"))
        else:  # an earlier step of the day began this span
            before = Span.objects.filter(unit=unit, valid__fully_lt=span.valid).order_by("-valid").first()
            if before is None or before.valid.upper != self.on:
                raise refusals.FoundedThatDay(unit, self.on)
            self.ledger.delete(span)
            span = before
        copies = {"name": span.name, "kind_id": span.kind_id, "sector_id": span.sector_id, "parent_id": span.parent_id}
        self.ledger.change(unit, is_active=False, **with_keys(copies))

    def house(self, unit: Unit, above: Unit | None) -> None:
        """Keep the unit, and all that is kept under it, in the care of another: one UPDATE of paths."""
        old, new = unit.path, f"{above.path if above else '/'}{unit.pk}/"
        if old == new:
            return
        kept = Unit.objects.under(unit)
        for pk, path in kept.values_list("pk", "path").order_by("pk"):
            self.ledger.remember_columns(Unit, pk, {"path": path})
        kept.update(path=Concat(Value(new), Substr("path", len(old) + 1)))
        unit.path = new

    # Recording

    def record(self, verb: Verb, unit: Unit, *, before: Facts | None = None, after: Facts | None = None) -> None:
        """One act on the unit, with the day and the order."""
        told = (after or {}) | {"on": self.on.isoformat()} | ({"order": self.decision} if self.order else {})
        Act.objects.record(verb, unit, by=self.by, path=unit.path, before=before, after=told)

    def record_change(self, verb: Verb, unit: Unit, *, was: Span) -> None:
        """One act on the unit, with what is different from what it was."""
        before, after = facts(was), facts(unit)
        names = [name for name in after if before[name] != after[name]]
        self.record(verb, unit, before={n: before[n] for n in names}, after={n: after[n] for n in names})


def lock_tree() -> None:
    """Let runs follow one another until the end of the transaction: each checks what the one before left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisation_span'))")


def facts(of: Unit | Span) -> Facts:
    return {
        "name": of.name,
        "kind": of.kind.code,
        "sector": of.sector.code if of.sector else None,
        "parent": of.parent.code if of.parent else None,
    }


def with_sort_key(what: dict[str, Any]) -> dict[str, Any]:
    return what | {"sort_key": sort_key(what["name"])} if "name" in what else what


def with_keys(what: dict[str, Any]) -> dict[str, Any]:
    """Column values of a unit with the stored keys that follow from its name."""
    return with_sort_key(what) | {"search_key": search_key(what["name"])} if "name" in what else what


def check_standing(kind: OrganisationKind, above: OrganisationKind | None) -> None:
    """A kind of organisation stands only under the kinds that its row names."""
    if above is None:
        if kind.stands_under:
            raise refusals.NeedsToStandUnder(kind)
    elif above.code not in kind.stands_under:
        raise refusals.MayNotStandUnder(kind, above)


def check_valid(what: OrganisationKind | Sector | None, on: dt.date) -> None:
    if what is not None and not what.holds_on(on):
        raise refusals.NotValidThen(what, on)
