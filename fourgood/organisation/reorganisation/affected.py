"""The rows that an order touches, in words: what a dry run lists and what a carried-out order shows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.models import (
    Member,
    Membership,
    OrganisationKind,
    PartyGroup,
    Position,
    PositionKind,
    Sector,
    Span,
    Succession,
    Unit,
)
from fourgood.organisation.reorganisation.ledger import Changed, Json, as_json
from fourgood.organisation.reorganisation.refusals import day


@dataclass(frozen=True)
class Line:
    """One row: what it is about, and what happens to it."""

    subject: str
    what: str


@dataclass(frozen=True)
class Group:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Affected:
    """Every row, in groups that people tell apart. `rows` counts the rows of the database."""

    groups: tuple[Group, ...]
    rows: int


PATHS = "paths"
TITLES: dict[object, Any] = {
    Unit: _("Units"),
    Span: _("History of the units"),
    Membership: _("Memberships"),
    Member: _("The members' present cell"),
    PartyGroup: _("Party groups"),
    Position: _("Positions"),
    Succession: _("Successors"),
    PATHS: _("In whose care units are kept"),
}


@dataclass(frozen=True)
class Row:
    """A change with the whole row around it and the names that it refers to."""

    change: Changed
    columns: Json
    names: Names

    def name(self, table: type[models.Model], column: str, of: Json | None = None) -> str:
        return self.names.get(table, (of or self.columns).get(column))

    @property
    def is_new(self) -> bool:
        return self.change.before is None

    @property
    def is_gone(self) -> bool:
        return self.change.after is None

    @property
    def days(self) -> str:
        """ "from 01/07/2025", "until 30/06/2025", or both."""
        lower, upper = (dt.date.fromisoformat(bound) if bound else None for bound in self.columns["valid"])
        last = upper - dt.timedelta(days=1) if upper else None
        if lower and last and self.is_new:
            return gettext("from %(first)s until %(last)s") % {"first": day(lower), "last": day(last)}
        if last:
            return gettext("until %(last)s") % {"last": day(last)}
        return gettext("from %(first)s") % {"first": day(lower)} if lower else gettext("always")


@dataclass
class Names:
    """Names of the rows that changes refer to: one query per table, and from the changes themselves where a row is no
    longer there.
    """

    known: dict[tuple[type[models.Model], int], str] = field(default_factory=dict)

    def get(self, table: type[models.Model], pk: int | None) -> str:
        return self.known.get((table, pk), "–") if pk is not None else "–"

    def learn(self, table: type[models.Model], pks: Iterable[int]) -> None:
        for pk, row in table._default_manager.in_bulk(sorted(set(pks))).items():
            self.known[table, pk] = str(row)


def in_words(changes: list[Changed]) -> Affected:
    """Every change as a line of its group."""
    groups: dict[object, list[Line]] = defaultdict(list)
    for row in _rows(changes):
        if row.change.table is Unit:
            _tell_unit(row, groups)
        else:
            subject, what = TELL[row.change.table](row)
            groups[row.change.table].append(Line(subject, what))
    told = tuple(Group(str(TITLES[key]), tuple(groups[key])) for key in TITLES if groups[key])
    return Affected(told, len(changes))


def _rows(changes: list[Changed]) -> list[Row]:
    around = _around(changes)
    columns = [around.get((c.table, c.row), {}) | (c.after or c.before or {}) for c in changes]
    names = _names(changes, columns)
    return [Row(change, of_row, names) for change, of_row in zip(changes, columns, strict=True)]


def _around(changes: list[Changed]) -> dict[tuple[type[models.Model], int], Json]:
    """The rows as they are now, for the columns that did not change."""
    wanted: dict[type[models.Model], list[int]] = defaultdict(list)
    for change in changes:
        wanted[change.table].append(change.row)
    return {
        (table, pk): as_json(row)
        for table, pks in wanted.items()
        for pk, row in table._default_manager.in_bulk(pks).items()
    }


def _names(changes: list[Changed], columns: list[Json]) -> Names:
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change, of_row in zip(changes, columns, strict=True):
        for relation in change.table._meta.concrete_fields:
            if relation.many_to_one and relation.related_model:
                ids = (of_row.get(relation.attname), (change.before or {}).get(relation.attname))
                wanted[relation.related_model] |= {pk for pk in ids if pk is not None}
    wanted[Unit] |= {int(part) for c in columns for part in c.get("path", "").split("/") if part}
    names = Names()
    for table in (Unit, Member, OrganisationKind, Sector, PositionKind):
        names.learn(table, wanted[table])
    for change, of_row in zip(changes, columns, strict=True):
        if "name" in of_row and change.table is Unit:
            names.known[change.table, change.row] = of_row["name"]
    return names


def _tell_unit(row: Row, groups: dict[object, list[Line]]) -> None:
    """A unit has a line for what it is and one for where it is kept."""
    name = str(row.columns["name"])
    before, after = row.change.before, row.change.after or {}
    if before is None:
        what = gettext("is founded with the code %(code)s under “%(parent)s”")
        groups[Unit].append(Line(name, what % {"code": after["code"], "parent": row.name(Unit, "parent_id")}))
        return
    told = list(_unit_changes(row, before, after))
    if told:
        groups[Unit].append(Line(name, "; ".join(told)))
    if "path" in after:
        homes = [row.names.get(Unit, int(part)) for part in after["path"].strip("/").split("/")[:-1]]
        groups[PATHS].append(Line(name, " › ".join(homes)))


def _unit_changes(row: Row, before: Json, after: Json) -> Iterable[str]:
    if "is_active" in after:
        yield gettext("is reopened") if after["is_active"] else gettext("is closed")
    yield from _differences(row, before, after)


def _differences(row: Row, before: Json, after: Json) -> Iterable[str]:
    """Name, kind, sector and parent that changed: "kind: before → after"."""
    if "name" in after:
        yield _arrow(_("name"), before["name"], after["name"])
    for column, label, table in (
        ("kind_id", _("kind"), OrganisationKind),
        ("sector_id", _("sector"), Sector),
        ("parent_id", _("stands under"), Unit),
        ("unit_id", _("unit"), Unit),
    ):
        if column in after:
            yield _arrow(label, row.name(table, column, before), row.name(table, column, after))


def _arrow(label: object, before: str, after: str) -> str:
    return f"{label}: {before} → {after}"


def _tell_span(row: Row) -> tuple[str, str]:
    subject = row.name(Unit, "unit_id")
    if row.is_gone:
        return subject, gettext("no entry %(days)s") % {"days": row.days}
    if row.is_new:
        kind, parent = row.name(OrganisationKind, "kind_id"), row.name(Unit, "parent_id")
        what = gettext("%(days)s: “%(name)s”, %(kind)s, under “%(parent)s”")
        return subject, what % {"days": row.days, "name": row.columns["name"], "kind": kind, "parent": parent}
    return subject, "; ".join(_dated_changes(row))


def _dated_changes(row: Row) -> list[str]:
    before, after = row.change.before or {}, row.change.after or {}
    told = [f"“{row.columns['name']}” {row.days}"] if "valid" in after and "name" in row.columns else []
    return told + list(_differences(row, before, after))


def _tell_membership(row: Row) -> tuple[str, str]:
    unit, days = row.name(Unit, "unit_id"), row.days
    return row.name(Member, "member_id"), _happens(row, unit, days)


def _tell_position(row: Row) -> tuple[str, str]:
    what = f"{row.name(PositionKind, 'kind_id')}, {row.name(Unit, 'unit_id')}"
    return row.name(Member, "member_id"), _happens(row, what, row.days)


def _tell_group(row: Row) -> tuple[str, str]:
    return str(row.columns["name"]), _happens(row, row.name(Unit, "unit_id"), row.days)


def _happens(row: Row, what: str, days: str) -> str:
    """A dated row that begins, ends, never begins, or goes elsewhere."""
    if row.is_new:
        return gettext("begins: %(what)s, %(days)s") % {"what": what, "days": days}
    if row.is_gone:
        return gettext("does not begin: %(what)s, %(days)s") % {"what": what, "days": days}
    if "valid" in (row.change.after or {}):
        return gettext("ends: %(what)s, %(days)s") % {"what": what, "days": days}
    return "; ".join(_differences(row, row.change.before or {}, row.change.after or {}))


def _tell_member(row: Row) -> tuple[str, str]:
    return str(row.columns["full_name"]), "; ".join(_differences(row, row.change.before or {}, row.change.after or {}))


def _tell_succession(row: Row) -> tuple[str, str]:
    return row.name(Unit, "predecessor_id"), f"→ {row.name(Unit, 'successor_id')}"


TELL: dict[type[models.Model], Callable[[Row], tuple[str, str]]] = {
    Span: _tell_span,
    Membership: _tell_membership,
    Member: _tell_member,
    PartyGroup: _tell_group,
    Position: _tell_position,
    Succession: _tell_succession,
}


def name_of_row(row: models.Model) -> str:
    """What a row is, for a sentence: "membership of Vũ Văn Bảy in Chi bộ khu Biểu Nghi"."""
    member, unit = getattr(row, "member", None), getattr(row, "unit", None)
    if isinstance(row, Position):
        return f"{member}: {row}"
    if member is not None and unit is not None:
        return f"{row._meta.verbose_name}: {member}, {unit}"
    return f"{row._meta.verbose_name}: {unit or row}"
