"""Take an order back: put every row as it was, as long as each still is as the order left it.

The order stays in the books with its changes; only the rows are undone. What came to depend on it since (a member who
has moved on, a unit founded under one that the order founded, a later order) stands in the way and is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Change, Membership, Order, Position, Span, Unit
from fourgood.organisation.reorganisation import refusals
from fourgood.organisation.reorganisation.affected import name_of_row
from fourgood.organisation.reorganisation.carrying_out import changes_of
from fourgood.organisation.reorganisation.ledger import Changed, as_json, values_of
from fourgood.organisation.reorganisation.run import lock_tree

MANY = 20


@dataclass(frozen=True)
class Obstacle:
    """One row that depends on the order, in words; `order` is the later order that made or changed it."""

    what: str
    order: Order | None = None

    def __str__(self) -> str:
        if self.order is None:
            return f"{self.what}."
        return gettext("%(what)s (order %(number)s).") % {"what": self.what, "number": self.order.number}


def reverse(order: Order, *, by: Actor | None, at: dt.datetime, reason: str) -> None:
    """Put every row back. Refuses with DependsOnIt, changing nothing."""
    with refusals.named_refusals():
        lock_tree()
        current = Order.objects.select_for_update().get(pk=order.pk)
        if not current.is_in_force:
            raise refusals.NotInForce
        standing_in_the_way = obstacles(current)
        if standing_in_the_way:
            raise refusals.DependsOnIt([str(obstacle) for obstacle in standing_in_the_way[:MANY]])
        _undo(changes_of(current))
        current.reversed_at, current.reversed_by_id = at, by.pk if by else None
        current.reversal_reason = reason
        current.save(update_fields=["reversed_at", "reversed_by", "reversal_reason"])
        after = {"number": current.number, "reason": reason}
        Act.objects.record(Verb.ORDER_REVERSED, current, by=by, path=current.issuer.path, after=after)
    order.refresh_from_db()


def _undo(changes: list[Changed]) -> None:
    """Created rows go first, so that none overlaps a row that gets its days back."""
    backwards = list(reversed(changes))
    for change in backwards:
        if change.before is None:
            rows = change.table._default_manager.filter(pk=change.row)
            # Not `delete()`: it would look for dependent rows that are deleted by the next statements.
            rows._raw_delete(rows.db)
    for change in backwards:
        if change.before is not None and change.after is not None:
            change.table._default_manager.filter(pk=change.row).update(**values_of(change.table, change.before))
    for change in changes:
        if change.before is not None and change.after is None:
            change.table(pk=change.row, **values_of(change.table, change.before)).save(force_insert=True)


def obstacles(order: Order) -> list[Obstacle]:
    """What depends on the order, each row once."""
    changes = changes_of(order)
    found: dict[tuple[str, int], Obstacle] = {}
    for row, sentence in _dependent(changes, order):
        key = row._meta.label_lower, row.pk
        found.setdefault(key, Obstacle(sentence, _later_order(order, row)))
    return list(found.values())


def _dependent(changes: list[Changed], order: Order) -> Iterator[tuple[models.Model, str]]:
    own = {(change.table, change.row) for change in changes}
    yield from _altered(changes)
    yield from _referring(changes, own)
    yield from _later_spans(changes, order)
    yield from _kept_under_moved_units(changes)
    yield from _given_to_moved_members(changes, order)


def _altered(changes: list[Changed]) -> Iterator[tuple[models.Model, str]]:
    """Rows that are no longer as the order left them."""
    for table, of_table in _by_table(changes).items():
        now = table._default_manager.in_bulk([change.row for change in of_table])
        for change in of_table:
            row = now.get(change.row)
            if row is None and change.after is not None:
                yield (
                    table(pk=change.row),
                    gettext("A row was deleted since: %(what)s") % {"what": table._meta.verbose_name},
                )
            elif row is not None and not _is_as_left(row, change):
                yield row, gettext("%(row)s was changed since") % {"row": name_of_row(row)}


def _is_as_left(row: models.Model, change: Changed) -> bool:
    columns = as_json(row)
    return all(columns[name] == value for name, value in (change.after or {}).items())


def _referring(changes: list[Changed], own: set[tuple[type[models.Model], int]]) -> Iterator[tuple[models.Model, str]]:
    """Rows of any table that refer to a row which the order created."""
    created = _by_table([change for change in changes if change.before is None])
    for table, of_table in created.items():
        rows = [change.row for change in of_table]
        for relation in table._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel):
                continue
            referring = relation.related_model
            for row in referring._base_manager.filter(**{f"{relation.field.name}__in": rows}):
                if (referring, row.pk) not in own:
                    yield row, gettext("%(row)s refers to it") % {"row": name_of_row(row)}


def _later_spans(changes: list[Changed], order: Order) -> Iterator[tuple[models.Model, str]]:
    """Spans that began since for units whose spans the order touched."""
    spans = [change.row for change in changes if change.table is Span]
    units = Span.objects.filter(pk__in=spans).values("unit")
    since_then = Span.objects.filter(unit__in=units, valid__startswith__gte=order.effective_on)
    for span in since_then.exclude(pk__in=spans).select_related("unit"):
        yield span, gettext("%(row)s began since") % {"row": name_of_row(span)}


def _kept_under_moved_units(changes: list[Changed]) -> Iterator[tuple[models.Model, str]]:
    """Units that came into the care of a unit which the order moved: their paths would point nowhere."""
    paths = [c.after["path"] for c in changes if c.table is Unit and c.after and "path" in c.after]
    moved = {change.row for change in changes if change.table is Unit}
    tops = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    for top in tops:
        for unit in Unit.objects.filter(path__startswith=top).exclude(pk__in=moved):
            yield unit, gettext("“%(unit)s” came under it since") % {"unit": unit}


def _given_to_moved_members(changes: list[Changed], order: Order) -> Iterator[tuple[models.Model, str]]:
    """Positions given since, in the new cell, to members who came with the order."""
    memberships = Membership.objects.filter(
        pk__in=[c.row for c in changes if c.table is Membership and c.before is None]
    )
    own = [change.row for change in changes if change.table is Position]
    given = Position.objects.filter(
        member__in=memberships.values("member"),
        unit__in=memberships.values("unit"),
        valid__startswith__gte=order.effective_on,
    )
    for position in given.exclude(pk__in=own).select_related("member", "kind", "unit"):
        yield position, gettext("%(row)s was given since") % {"row": name_of_row(position)}


def _later_order(order: Order, row: models.Model) -> Order | None:
    later = Change.objects.filter(table=row._meta.label_lower, row=row.pk, order__reversed_at__isnull=True)
    change = later.exclude(order=order).filter(order__carried_out_at__gte=order.carried_out_at)
    last = change.select_related("order").order_by("-order__carried_out_at").first()
    return last.order if last else None


def _by_table(changes: list[Changed]) -> dict[type[models.Model], list[Changed]]:
    tables: dict[type[models.Model], list[Changed]] = {}
    for change in changes:
        tables.setdefault(change.table, []).append(change)
    return tables
