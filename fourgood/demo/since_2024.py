"""What has happened in the sample province since November 2024: done through the same verbs as on the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.province import member_codes, source, unit_codes
from fourgood.organisation.models import (
    Member,
    Membership,
    MemberStatus,
    Order,
    OrganisationKind,
    Sector,
    Step,
    Unit,
)

OFFICE_HOURS = dt.time(9)


def carry_out_orders(people: dict[str, User]) -> None:
    """The orders of the file, drafted and carried out by the organising officer; a draft stays one."""
    for row in source()["orders"]:
        order = _draft(row, by=people["lan"])
        for step in row["steps"]:
            _add(order, step, by=people["lan"])
        if not row.get("draft"):
            order.carry_out(by=people["lan"], at=_moment(row["effective"]))


def _draft(row: dict[str, Any], *, by: User) -> Order:
    return Order.objects.draft(
        issuer=_unit(row["issuer"]),
        number=row["number"],
        decided_on=row["decided"],
        effective_on=row["effective"],
        reason=row["reason"],
        by=by,
        at=_moment(row["decided"]),
    )


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, OFFICE_HOURS))


def _unit(key: str) -> Unit:
    return Unit.objects.get(code=unit_codes()[key])


def _add(order: Order, step: dict[str, Any], *, by: User) -> None:
    act = next(name for name in Step.Act.values if name in step)
    ADDS[act](order, step, by)


def _found(order: Order, step: dict[str, Any], by: User) -> None:
    order.add_step(
        Step.Act.FOUND,
        by=by,
        code=step["code"],
        name=step["name"],
        kind=OrganisationKind.objects.get(code=step["kind"]),
        sector=Sector.objects.get(code=step["sector"]),
        parent_code=unit_codes()[step["under"]],
    )


def _move(order: Order, step: dict[str, Any], by: User) -> None:
    order.add_step(Step.Act.MOVE, by=by, unit=_unit(step["move"]), parent_code=unit_codes()[step["under"]])


def _merge(order: Order, step: dict[str, Any], by: User) -> None:
    order.add_step(Step.Act.MERGE, by=by, unit=_unit(step["merge"]), into_code=unit_codes()[step["into"]])


def _rename(order: Order, step: dict[str, Any], by: User) -> None:
    order.add_step(Step.Act.RENAME, by=by, unit=_unit(step["rename"]), name=step["name"])


def _split(order: Order, step: dict[str, Any], by: User) -> None:
    unit = _unit(step["split"])
    along = list(unit.members.filter(is_active=True).order_by("pk")[: step["members"]])
    order.add_step(Step.Act.SPLIT, by=by, unit=unit, code=step["code"], name=step["name"], members_along=along)


ADDS: dict[str, Callable[[Order, dict[str, Any], User], None]] = {
    "found": _found,
    "move": _move,
    "merge": _merge,
    "rename": _rename,
    "split": _split,
}


# What happened to people: day, by whom, about whom, and what else the file says.


def tell(people: dict[str, User]) -> None:
    """What happened to named members, in order of days."""
    for day, by, what, about, *more in source()["later"]:
        HAPPENED[what](about, day, people[by], *more)


def _member(key: str) -> Member:
    return Member.objects.get(code=member_codes()[key])


def _recognised(about: str, day: dt.date, by: User, decision: str) -> None:
    _member(about).recognise_official(on=day, decision=decision, by=by)


def _died(about: str, day: dt.date, by: User) -> None:
    _member(about).leave(on=day, why=Membership.Ending.DIED, by=by)


def _transferred(about: str, day: dt.date, by: User, to: str, decision: str) -> None:
    _member(about).transfer(to=_unit(to), on=day, decision=decision, by=by)


def _admitted(about: str, day: dt.date, by: User, details: list[Any], decision: str) -> None:
    name, born, cell, email = details
    Member.objects.admit(
        unit=_unit(cell),
        on=day,
        decision=decision,
        by=by,
        code=member_codes()[about],
        full_name=name,
        birth_year=born,
        email=email,
    )


def _away(about: str, day: dt.date, by: User, until: dt.date) -> None:
    _member(about).set_status(MemberStatus.Kind.AWAY, on=day, until=until, by=by)


HAPPENED: dict[str, Callable[..., None]] = {
    "recognised": _recognised,
    "died": _died,
    "transferred": _transferred,
    "admitted": _admitted,
    "away": _away,
}
