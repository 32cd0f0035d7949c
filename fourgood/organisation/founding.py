"""Many units at once, from rows that name parents by code: what lists that are imported bring.

A row with an unknown code founds a unit; a row with a known one changes it from the day on, as an order would, where
it differs. Everything is checked before anything is written, and the number of statements does not grow with the rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor, Deed
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.refusal import Refusal
from fourgood.common.spans import since
from fourgood.organisation.models import Membership, OrganisationKind, Sector, Span, Unit
from fourgood.organisation.reorganisation import refusals
from fourgood.organisation.reorganisation.run import check_standing, check_valid, facts, lock_tree

BATCH = 2000


@dataclass(frozen=True)
class UnitRow:
    """What a unit is to be from the day on. `parent_code` is empty for the one that stands under none."""

    code: str
    name: str
    kind: OrganisationKind
    sector: Sector | None = None
    parent_code: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a row can't be taken: its place in the list (from 0), the field of `UnitRow`, and a sentence."""

    place: int
    field: str
    reason: str | Promise


@dataclass(frozen=True)
class Outcome:
    """How many units were founded, changed, or already as the rows say."""

    founded: int
    changed: int
    same: int


class BadRows(Refusal):
    reason = _("Some rows can't be taken.")

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems[0].reason)


@dataclass(frozen=True)
class Alteration:
    """A row that says something else than its unit's last span: in which respects, and what the unit was."""

    row: UnitRow
    span: Span
    verbs: list[Verb]
    before: dict[str, str | None]


@dataclass
class Plan:
    """The rows beside what the database holds: each known unit's span on the day, and its last one."""

    rows: Sequence[UnitRow]
    on: dt.date
    known: dict[str, Unit] = field(default_factory=dict)
    then: dict[int, Span] = field(default_factory=dict)
    last: dict[int, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[UnitRow], on: dt.date) -> Plan:
        codes = {row.code for row in rows} | {row.parent_code for row in rows if row.parent_code}
        known = {unit.code: unit for unit in Unit.objects.filter(code__in=codes)}
        spans = Span.objects.filter(unit__in=known.values()).select_related("kind", "sector", "parent")
        last = {span.unit_id: span for span in spans.order_by("unit_id", "-valid").distinct("unit_id")}
        return cls(rows, on, known, {span.unit_id: span for span in spans.on(on)}, last)

    @property
    def by_code(self) -> dict[str, UnitRow]:
        return {row.code: row for row in self.rows}

    def span(self, code: str) -> Span | None:
        unit = self.known.get(code)
        return self.last.get(unit.pk) if unit else None

    def is_open(self, span: Span) -> bool:
        return span.valid.upper is None or span.valid.upper > self.on

    def new(self) -> list[UnitRow]:
        return [row for row in self.rows if row.code not in self.known]

    def changed(self) -> list[Alteration]:
        """Known units that differ from their rows."""
        known = ((row, self.span(row.code)) for row in self.rows)
        found = [Alteration(row, span, differences(row, span), facts(span)) for row, span in known if span is not None]
        return [alteration for alteration in found if alteration.verbs]


def differences(row: UnitRow, span: Span) -> list[Verb]:
    """In what respects the row says something else than the span, as the verbs that tell it."""
    parent = span.parent.code if span.parent else ""
    verbs = {
        Verb.UNIT_RENAMED: row.name != span.name,
        Verb.UNIT_MOVED: row.parent_code != parent,
        Verb.UNIT_KIND_CHANGED: (row.kind.pk, row.sector and row.sector.pk) != (span.kind_id, span.sector_id),
    }
    return [verb for verb, differs in verbs.items() if differs]


# Checking


def problems(rows: Sequence[UnitRow], *, on: dt.date) -> list[Problem]:
    """Everything that stands in the way of taking the rows, at once."""
    return list(_problems(Plan.of(rows, on)))


def _problems(plan: Plan) -> Iterator[Problem]:
    times = Counter(row.code for row in plan.rows)
    circling = _circling(plan)
    by_code = plan.by_code
    for place, row in enumerate(plan.rows):
        if times[row.code] > 1:
            yield Problem(place, "code", gettext("The code %(code)s stands in several rows.") % {"code": row.code})
        if row.code in circling:
            yield Problem(place, "parent_code", gettext("The unit would stand under itself, by way of other rows."))
        yield from _problems_of_dates(plan, place, row)
        yield from _problems_above(plan, place, row, by_code)
    yield from _problems_below(plan)


def _problems_of_dates(plan: Plan, place: int, row: UnitRow) -> Iterator[Problem]:
    for name, what in (("kind", row.kind), ("sector", row.sector)):
        try:
            check_valid(what, plan.on)
        except Refusal as refusal:
            yield Problem(place, name, refusal.reason)
    span = plan.span(row.code)
    if span is None:
        return
    unit = plan.known[row.code]
    if not plan.is_open(span):
        yield Problem(place, "code", refusals.UnitClosed(unit, plan.on).reason)
    elif span.valid.lower > plan.on and differences(row, span):
        yield Problem(place, "code", refusals.LaterHistory(unit, span.valid.lower).reason)


def _problems_above(plan: Plan, place: int, row: UnitRow, by_code: dict[str, UnitRow]) -> Iterator[Problem]:
    """The parent is there on the day and is of a kind that takes this kind."""
    above: OrganisationKind | None = None
    if row.parent_code in by_code:
        above = by_code[row.parent_code].kind
    elif row.parent_code:
        unit = plan.known.get(row.parent_code)
        if unit is None:
            yield Problem(place, "parent_code", refusals.UnknownCode(row.parent_code).reason)
            return
        if unit.pk not in plan.then or not unit.is_active:
            yield Problem(place, "parent_code", refusals.UnitClosed(unit, plan.on).reason)
            return
        above = plan.then[unit.pk].kind
    try:
        check_standing(row.kind, above)
    except Refusal as refusal:
        yield Problem(place, "parent_code", refusal.reason)


def _problems_below(plan: Plan) -> Iterator[Problem]:
    """A unit that changes its kind still takes the children and the members that it has."""
    places = {row.code: place for place, row in enumerate(plan.rows)}
    changing = {a.span.unit_id: a.row for a in plan.changed() if a.row.kind.pk != a.span.kind_id}
    below = Span.objects.filter(parent__in=changing, valid__overlap=since(plan.on)).select_related("kind", "unit")
    for span in below:
        row = changing[span.parent_id or 0]
        if span.unit.code not in places and row.kind.code not in span.kind.stands_under:
            yield Problem(places[row.code], "kind", refusals.MayNotStandUnder(span.kind, row.kind).reason)
    held = Membership.objects.filter(unit__in=changing, valid__overlap=since(plan.on)).values_list("unit", flat=True)
    for pk in held.distinct():
        row = changing[pk]
        if not row.kind.has_members:
            yield Problem(places[row.code], "kind", refusals.TakesNoMembers(plan.known[row.code], row.kind).reason)


def _circling(plan: Plan) -> set[str]:
    """Codes of rows whose way up, through rows and the tree as it stands, comes back to where it began."""
    above = {span.unit.code: span.parent.code for span in _ways_up(plan) if span.parent}
    above |= {row.code: row.parent_code for row in plan.rows}
    circling = set()
    for row in plan.rows:
        seen, code = {row.code}, above.get(row.code, "")
        while code and code not in seen:
            seen.add(code)
            code = above.get(code, "")
        if code == row.code:
            circling.add(row.code)
    return circling


def _ways_up(plan: Plan) -> Iterable[Span]:
    """What stands above the parents that are no rows: a moved row must not be up there."""
    ids = {pk for unit in plan.known.values() for pk in unit.ancestor_ids} | {u.pk for u in plan.known.values()}
    return Span.objects.on(plan.on).filter(unit__in=ids).select_related("unit", "parent")


# Writing


@transaction.atomic
def found_many(rows: Sequence[UnitRow], *, on: dt.date, by: Actor | None) -> Outcome:
    """Found and change units so that from the day on they are what the rows say. Raises BadRows, writing nothing."""
    lock_tree()
    plan = Plan.of(rows, on)
    standing_in_the_way = list(_problems(plan))
    if standing_in_the_way:
        raise BadRows(standing_in_the_way)
    new, changed = plan.new(), plan.changed()
    founded = _reserved(new)
    units = plan.known | founded
    for row in [*new, *(alteration.row for alteration in changed)]:
        _bring_to(units[row.code], row, units.get(row.parent_code))
    Unit.objects.bulk_create(founded.values(), batch_size=BATCH)
    Span.objects.bulk_create([_span(unit, since(on)) for unit in founded.values()], batch_size=BATCH)
    _change(changed, units, on)
    settle_paths()
    _record(list(founded.values()), changed, units, on, by)
    return Outcome(len(new), len(changed), len(plan.rows) - len(new) - len(changed))


def _reserved(rows: list[UnitRow]) -> dict[str, Unit]:
    """The new units by code, with ids, so that they can stand under each other before they are written."""
    ids = bulk.reserve(Unit, len(rows))
    return {row.code: Unit(pk=pk, code=row.code, path="/") for pk, row in zip(ids, rows, strict=True)}


def _bring_to(unit: Unit, row: UnitRow, parent: Unit | None) -> None:
    unit.name, unit.kind, unit.sector, unit.parent = row.name, row.kind, row.sector, parent
    unit.set_keys()


def _span(unit: Unit, valid: DateRange) -> Span:
    return Span(
        unit=unit,
        name=unit.name,
        sort_key=unit.sort_key,
        kind=unit.kind,
        sector=unit.sector,
        parent=unit.parent,
        valid=valid,
    )


COLUMNS = {"name": "text", "sort_key": "text", "kind_id": "bigint", "sector_id": "bigint", "parent_id": "bigint"}


def _change(changed: list[Alteration], units: dict[str, Unit], on: dt.date) -> None:
    """End the spans that held until now and begin new ones; a span that began on the day is itself changed."""
    begun_that_day = [(a.span, units[a.row.code]) for a in changed if a.span.valid.lower == on]
    begun_before = [(a.span, units[a.row.code]) for a in changed if a.span.valid.lower != on]
    bulk.update(Span, COLUMNS, [(span.pk, *_values(unit)) for span, unit in begun_that_day])
    onward = [_span(unit, DateRange(on, span.valid.upper, "[)")) for span, unit in begun_before]
    bulk.update(Span, {"valid": "daterange"}, [(s.pk, DateRange(s.valid.lower, on, "[)")) for s, _unit in begun_before])
    Span.objects.bulk_create(onward, batch_size=BATCH)
    copies = [units[a.row.code] for a in changed]
    bulk.update(Unit, COLUMNS | {"search_key": "text"}, [(u.pk, *_values(u), u.search_key) for u in copies])


def _values(unit: Unit) -> tuple[object, ...]:
    return unit.name, unit.sort_key, unit.kind_id, unit.sector_id, unit.parent_id


# An active unit is kept under its parent; a closed one where it was last put, which the step before its own id says.
PATHS = """
WITH RECURSIVE step AS (
  SELECT id, is_active, parent_id, string_to_array(trim(both '/' from path), '/') AS ids FROM organisation_unit
), home AS (
  SELECT id, CASE WHEN is_active THEN parent_id ELSE ids[cardinality(ids) - 1]::bigint END AS above FROM step
), way AS (
  SELECT id, '/' || id || '/' AS path FROM home WHERE above IS NULL
  UNION ALL
  SELECT home.id, way.path || home.id || '/' FROM home JOIN way ON home.above = way.id
)
UPDATE organisation_unit u SET path = way.path FROM way WHERE u.id = way.id AND u.path <> way.path
"""


def settle_paths() -> None:
    """Bring every path to where its unit is kept now: one statement, whatever moved."""
    with connection.cursor() as cursor:
        cursor.execute(PATHS)


def _record(new: list[Unit], changed: list[Alteration], units: dict[str, Unit], on: dt.date, by: Actor | None) -> None:
    """One act per unit founded, and one per respect in which a known one changed."""
    touched = [*new, *(units[alteration.row.code] for alteration in changed)]
    paths = dict(Unit.objects.filter(pk__in=[unit.pk for unit in touched]).values_list("pk", "path"))
    for unit in touched:
        unit.path = paths[unit.pk]
    day = {"on": on.isoformat()}
    deeds: dict[Verb, list[Deed]] = {Verb.UNIT_FOUNDED: [Deed(u, u.path, after=facts(u) | day) for u in new]}
    for alteration in changed:
        unit = units[alteration.row.code]
        for verb in alteration.verbs:
            deed = Deed(unit, unit.path, before=alteration.before, after=facts(unit) | day)
            deeds.setdefault(verb, []).append(deed)
    for verb, of_verb in deeds.items():
        Act.objects.record_many(verb, of_verb, by=by)
