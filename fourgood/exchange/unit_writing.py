"""Writes what a check of a list of units has planned. Everything within the transaction of the caller.

New units are founded many at once. Stored units change as everywhere else: by a reorganisation order, one for each
decision number and day in the file, carried out at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as text

from fourgood.audit.models import Act, Deed
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.spans import since
from fourgood.exchange.scope import Scope
from fourgood.exchange.unit_list import Change, Founding, Plan
from fourgood.organisation.models import Order, OrganisationKind, Sector, Span, Step, Unit
from fourgood.organisation.reorganisation.run import facts, lock_tree
from fourgood.organisation.standing import Can

UNIT_COLUMNS = [
    "id",
    "code",
    "name",
    "kind_id",
    "sector_id",
    "parent_id",
    "path",
    "is_active",
    "sort_key",
    "search_key",
]
MANY = 1000
SPAN_COLUMNS = ["unit_id", "name", "kind_id", "sector_id", "parent_id", "sort_key", "valid"]


def write(plan: Plan, *, scope: Scope, at: dt.datetime, progress: Callable[[int], None]) -> None:
    """Found the new units and change the others. Raises Refusal when an order is refused."""
    lock_tree()
    _found(plan.foundings, scope=scope)
    progress(len(plan.foundings))
    done = len(plan.foundings)
    for changes in _by_decision(plan.changes, scope):
        _carry_out(changes, scope=scope, at=at)
        done += len(changes)
        progress(done)


def _found(foundings: list[Founding], *, scope: Scope) -> None:
    ids = bulk.reserve(Unit, len(foundings))
    units: dict[str, Unit] = {}
    for pk, founding in zip(ids, foundings, strict=True):
        above = founding.above or units.get(founding.line.parent_code)
        units[founding.line.code] = _unit(pk, founding, above)
    made = list(units.values())
    bulk.copy(Unit, UNIT_COLUMNS, ([getattr(unit, name) for name in UNIT_COLUMNS] for unit in made))
    pairs = list(zip(made, foundings, strict=True))
    bulk.copy(Span, SPAN_COLUMNS, (_span(unit, founding.line.since) for unit, founding in pairs))
    deeds = [Deed(unit, unit.path, facts(unit) | {"on": f.line.since.isoformat()}) for unit, f in pairs]
    Act.objects.record_many(Verb.UNIT_FOUNDED, deeds, by=scope.by)
    if len(made) >= MANY:  # before the guards of the tree look at every span
        bulk.analyse(Unit, Span, Act)


def _unit(pk: int, founding: Founding, above: Unit | None) -> Unit:
    unit = Unit(
        pk=pk,
        code=founding.line.code,
        name=founding.line.name,
        kind=founding.kind,
        sector=founding.sector,
        parent=above,
        path=f"{above.path if above else '/'}{pk}/",
    )
    unit.set_keys()
    return unit


def _span(unit: Unit, first: dt.date) -> list[Any]:
    return [unit.pk, unit.name, unit.kind_id, unit.sector_id, unit.parent_id, unit.sort_key, since(first)]


# Stored units


def _by_decision(changes: list[Change], scope: Scope) -> list[list[Change]]:
    """The changes of one order each: the same issuer, decision number and day."""
    orders: dict[tuple[int, str, dt.date], list[Change]] = {}
    for change in changes:
        key = (_issuer(change.unit, scope), change.line.decision, change.line.since)
        orders.setdefault(key, []).append(change)
    return list(orders.values())


def _issuer(unit: Unit, scope: Scope) -> int:
    """Where the person holds what allows orders on the unit; at the console: the unit at the top."""
    if scope.by is None:
        return (unit.ancestor_ids or [unit.pk])[0]
    return scope.by.standing().require(Can.CARRY_OUT_ORDERS, unit).unit_id


def _carry_out(changes: list[Change], *, scope: Scope, at: dt.datetime) -> None:
    line = changes[0].line
    order = Order.objects.draft(
        issuer=Unit.objects.get(pk=_issuer(changes[0].unit, scope)),
        number=line.decision,
        decided_on=line.since,
        effective_on=line.since,
        reason=text("Taken over from a list of units."),
        by=scope.by,
        at=at,
    )
    for change in changes:
        for act, fields in _steps(change.values):
            order.add_step(act, by=scope.by, unit=change.unit, **fields)
    order.carry_out(by=scope.by, at=at)


def _steps(values: dict[str, Any]) -> list[tuple[Step.Act, dict[str, Any]]]:
    steps: list[tuple[Step.Act, dict[str, Any]]] = []
    if "name" in values:
        steps.append((Step.Act.RENAME, {"name": values["name"]}))
    if "kind" in values or "sector" in values:
        kind = OrganisationKind.objects.get(code=values["kind"]) if "kind" in values else None
        sector = Sector.objects.get(code=values["sector"]) if "sector" in values else None
        steps.append((Step.Act.CHANGE_KIND, {"kind": kind, "sector": sector}))
    if "parent_code" in values:
        steps.append((Step.Act.MOVE, {"parent_code": values["parent_code"]}))
    return steps
