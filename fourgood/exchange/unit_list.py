"""The list of units: what is stored, and what the lines of a file would found or change. `unit_writing` writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models

from fourgood.common.cells import shown
from fourgood.exchange.lines import Findings, has, refuse_twice
from fourgood.exchange.scope import Scope, first_days
from fourgood.organisation.models import Order, OrganisationKind, Sector, Span, Unit
from fourgood.organisation.models.reference import Reference

CHANGEABLE = ("name", "kind", "sector", "parent_code")


class UnitLine(NamedTuple):
    """One row of a file. Names as in `columns.UNITS`; a value, None for emptied, or `No`."""

    row: int
    code: Any
    name: Any
    kind: Any
    sector: Any
    parent_code: Any
    since: Any
    decision: Any


class StoredUnit(NamedTuple):
    """What is stored of an active unit, under the names of the columns.

    `since`: the first day on which the unit and all above it have existed, so that a list can be imported again into
    an empty database: there, nothing is known of the units that stood above it before.
    """

    code: str
    name: str
    kind: str
    sector: str | None
    parent_code: str | None
    parent_name: str | None
    since: dt.date | None
    decision: str = ""


def stored(units: models.QuerySet[Unit]) -> Iterator[StoredUnit]:
    """What is stored of the active ones among the units, each after the unit above it."""
    rows = list(
        units.filter(is_active=True).values_list(
            "code", "name", "kind__code", "sector__code", "parent__code", "parent__name", "path"
        )
    )
    rows.sort(key=lambda row: row[-1].count("/"))
    since = since_of(row[-1] for row in rows)
    return (StoredUnit(*row[:-1], since=since[row[-1]]) for row in rows)


def since_of(paths: Any) -> dict[str, dt.date | None]:
    """Path of an active unit → the first day on which it and all above it have existed. One query."""
    chains = {path: [int(pk) for pk in path.strip("/").split("/")] for path in paths}
    days = first_days({pk for chain in chains.values() for pk in chain})
    known = {path: [days[pk] for pk in chain if pk in days] for path, chain in chains.items()}
    return {path: max(found, default=None) for path, found in known.items()}


@dataclass(slots=True)
class Founding:
    """A unit that is not stored yet. `above` is its parent if that is stored, else its parent's line comes before."""

    line: UnitLine
    kind: OrganisationKind
    sector: Sector | None
    above: Unit | None


@dataclass(slots=True)
class Change:
    """What a line changes on a stored unit: columns of CHANGEABLE → new value (codes)."""

    line: UnitLine
    unit: Unit
    values: dict[str, Any]


@dataclass
class Plan:
    """`foundings`: each after the one above it."""

    foundings: list[Founding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Check:
    """Compares the lines with what is stored. `on` is today; `scope` knows where the person may import."""

    findings: Findings
    scope: Scope
    on: dt.date
    progress: Callable[[int], None]
    plan: Plan = field(default_factory=Plan)
    lines: dict[str, UnitLine] = field(default_factory=dict)
    circling: set[str] = field(default_factory=set)

    def run(self, lines: list[UnitLine]) -> None:
        """Fill in the findings. A dozen queries, however many lines."""
        self.lines = refuse_twice(lines, self.findings)
        self._learn(lines)
        self._refuse_circles()
        for done, line in enumerate(lines, start=1):
            unit = self.scope.by_code.get(line.code) if has(line.code) else None
            if unit is None:
                self._founding(line)
            else:
                self._change(line, unit)
            if done % 1000 == 0:
                self.progress(done)
        self._keep_clean_plan()

    def _learn(self, lines: list[UnitLine]) -> None:
        self.scope.learn_codes({code for line in lines for code in (line.code, line.parent_code) if has(code)})
        units = list(self.scope.by_code.values())
        self.scope.learn_ids(pk for unit in units for pk in unit.ancestor_ids)
        self.scope.learn_first_days(self.scope.by_id.values())
        self.since = since_of(unit.path for unit in units if unit.is_active)
        self.kinds: dict[str, OrganisationKind] = {kind.code: kind for kind in _all(OrganisationKind)}
        self.sectors: dict[str, Sector] = {sector.code: sector for sector in _all(Sector)}
        spans = Span.objects.filter(unit__in=units).order_by("valid").values_list("unit_id", "valid")
        self.last_change = {unit: valid.lower for unit, valid in spans}
        decisions = {line.decision for line in lines if has(line.decision)}
        self.used = set(Order.objects.filter(number__in=decisions, reversed_at=None).values_list("number", flat=True))

    def _wrong(self, line: UnitLine, column: str, code: str, **values: Any) -> None:
        self.findings.wrong(line.row, column, code, **values)

    def _keep_clean_plan(self) -> None:
        """Leave out what has a problem, and put each founding after the one above it."""
        wrong = {problem.row for problem in self.findings.problems}
        waiting = {f.line.code: f for f in self.plan.foundings if f.line.row not in wrong}
        ordered: dict[str, Founding] = {}
        for founding in waiting.values():
            chain = [founding]
            while chain[-1].line.parent_code in waiting and chain[-1].line.parent_code not in ordered:
                chain.append(waiting[chain[-1].line.parent_code])
            ordered |= {f.line.code: f for f in reversed(chain) if f.line.code not in ordered}
        self.plan.foundings = list(ordered.values())
        self.plan.changes = [change for change in self.plan.changes if change.line.row not in wrong]
        self.findings.newcomers = [founding.line.code for founding in self.plan.foundings]
        for change in self.plan.changes:
            self._note(change)
        self.findings.plan = self.plan

    # What stands above

    def _refuse_circles(self) -> None:
        """A unit that the file puts under itself, however many steps up: a problem of every unit in the circle."""
        above = {code: line.parent_code for code, line in self.lines.items() if has(line.parent_code)}
        for unit in self.scope.by_id.values():
            if unit.parent_id in self.scope.by_id:
                above.setdefault(unit.code, self.scope.by_id[unit.parent_id].code)
        known: set[str] = set()
        for code in self.lines:
            trail: list[str] = []
            while code in above and code not in known and code not in trail:
                trail.append(code)
                code = above[code]
            if code in trail:
                self._refuse_circle(trail[trail.index(code) :])
            known |= set(trail)

    def _refuse_circle(self, circle: list[str]) -> None:
        self.circling.update(circle)
        code = "parent_is_itself" if len(circle) == 1 else "parent_cycle"
        for line in (self.lines[unit] for unit in circle if unit in self.lines):
            self._wrong(line, "parent_code", code, units=", ".join(sorted(circle)[:5]))

    def _stored_above(self, line: UnitLine) -> Unit | None:
        """The nearest unit above the line that is stored already, by way of lines of the file."""
        seen = set()
        while has(line.parent_code) and line.parent_code not in seen:
            seen.add(line.parent_code)
            if unit := self.scope.by_code.get(line.parent_code):
                return unit
            if line.parent_code not in self.lines:
                return None
            line = self.lines[line.parent_code]
        return None

    def _check_above(self, line: UnitLine, kind: OrganisationKind | None) -> None:
        """The unit above exists from the day on, is in the person's care, and may have a unit of this kind under it."""
        unit, other = self.scope.by_code.get(line.parent_code), self.lines.get(line.parent_code)
        if unit is not None and self.scope.sees(unit):
            self._check_stored_above(line, unit)
            above = self.kinds.get(other.kind) if other and has(other.kind) else unit.kind
        elif unit is None and other is not None:
            if has(other.since) and has(line.since) and other.since > line.since:
                self._wrong(line, "since", "parent_not_yet", unit=str(other.name), first=shown(other.since))
            above = self.kinds.get(other.kind) if has(other.kind) else None
        else:
            self._wrong(line, "parent_code", "unknown_unit", value=line.parent_code)
            return
        if kind and above and above.code not in kind.stands_under:
            self._wrong(line, "kind", "kind_not_under", kind=kind.code, above=above.code)

    def _check_stored_above(self, line: UnitLine, unit: Unit) -> None:
        first = self.scope.first_days.get(unit.pk)
        if first is None:
            self._wrong(line, "parent_code", "parent_closed", unit=str(unit))
        elif has(line.since) and line.since < first:
            self._wrong(line, "since", "parent_not_yet", unit=str(unit), first=shown(first))
        if not self.scope.may_import(unit):
            self._wrong(line, "parent_code", "may_not_import", unit=str(unit))

    # A new unit

    def _founding(self, line: UnitLine) -> None:
        kind = self.kinds.get(line.kind) if has(line.kind) else None
        sector = self.sectors.get(line.sector) if has(line.sector) else None
        if not has(line.since):
            if line.since is None or line.since.name == "KEEP":
                self._wrong(line, "since", "founding_date", since_column="since")
        else:
            self._check_in_force(line, "kind", kind)
            self._check_in_force(line, "sector", sector)
        if has(line.parent_code) and line.code in self.circling:
            return
        if has(line.parent_code):
            self._check_above(line, kind)
            if self._stored_above(line) is None and self.scope.by is not None:
                self._refuse_rootless(line)
        elif kind and kind.stands_under:
            self._wrong(line, "parent_code", "parent_needed")
        elif self.scope.by is not None:
            self._wrong(line, "parent_code", "no_root")
        if kind:
            self.plan.foundings.append(Founding(line, kind, sector, self.scope.by_code.get(line.parent_code)))

    def _refuse_rootless(self, line: UnitLine) -> None:
        """Its line above has the problem: say so on this line too, since it can't be founded either."""
        other = self.lines.get(line.parent_code)
        if other is not None:
            self._wrong(line, "parent_code", "parent_bad", first=other.row)

    def _check_in_force(self, line: UnitLine, column: str, row: Reference | None) -> None:
        if row is not None and not row.holds_on(line.since):
            self._wrong(line, column, "not_in_force", value=str(row), day=shown(line.since))

    # A stored unit

    def _change(self, line: UnitLine, unit: Unit) -> None:
        if not self.scope.sees(unit):
            self._wrong(line, "code", "unit_elsewhere", value=line.code)
        elif not unit.is_active:
            self._wrong(line, "code", "unit_closed")
        else:
            old = self._old(unit)
            values = {n: v for n in CHANGEABLE if has(v := getattr(line, n)) and v != old[n]}
            since = self.since.get(unit.path)
            if values:
                self._check_change(line, unit, values, since)
            elif has(line.since) and line.since != since:
                self._wrong(line, "since", "since_differs", old=shown(since))

    @staticmethod
    def _old(unit: Unit) -> dict[str, str | None]:
        return {
            "name": unit.name,
            "kind": unit.kind.code,
            "sector": unit.sector.code if unit.sector else None,
            "parent_code": unit.parent.code if unit.parent else None,
        }

    def _check_change(self, line: UnitLine, unit: Unit, values: dict[str, Any], since: dt.date | None) -> None:
        if not self.scope.may_import(unit):
            self._wrong(line, "code", "may_not_import", unit=str(unit))
            return
        if not has(line.since) or line.since == since or not has(line.decision):
            columns = {"decision_column": "decision", "since_column": "since"}
            self._wrong(line, next(iter(values)), "change_needs_order", changes=list(values), **columns)
            return
        last = self.last_change[unit.pk]
        if line.since < last:
            self._wrong(line, "since", "later_change", last=shown(last), value=shown(line.since))
        if line.decision in self.used:
            self._wrong(line, "decision", "decision_used", value=line.decision)
        if "kind" in values or "parent_code" in values:
            self._check_above(line, self.kinds.get(line.kind) if has(line.kind) else unit.kind)
        self.plan.changes.append(Change(line, unit, values))

    def _note(self, change: Change) -> None:
        old = self._old(change.unit)
        changes = {column: (old[column], new) for column, new in change.values.items()}
        self.findings.differs(change.line.row, change.unit.code, change.unit.name, changes)


def _all(table: Any) -> Any:
    """Reference data: its manager is shared by all tables, so that the checker of types knows only what they share."""
    return table.objects.all()
