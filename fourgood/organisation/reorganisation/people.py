"""Members, Party groups and positions when their unit is merged, split or dissolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from fourgood.common.spans import Dated, since
from fourgood.organisation.models import Member, Membership, PartyGroup, Position, Unit
from fourgood.organisation.models.reference import Role
from fourgood.organisation.reorganisation import refusals
from fourgood.organisation.reorganisation.run import Run

LEADING = {Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER, Role.GROUP_HEAD}
REORGANISED_FROM = Membership.Beginning.REORGANISED
REORGANISED_TO = Membership.Ending.REORGANISED
OFFICIAL, TEMPORARY = Membership.Kind.OFFICIAL, Membership.Kind.TEMPORARY


@dataclass(frozen=True)
class Passage:
    """From one unit to another, in a run. `groups` are those of the target that continue groups of the source."""

    run: Run
    source: Unit
    target: Unit
    groups: dict[int, PartyGroup]

    def takes_group(self, group_id: int | None) -> PartyGroup | None:
        return self.groups.get(group_id) if group_id else None


def memberships_from(run: Run, unit: Unit) -> list[Membership]:
    """Memberships of the unit with days on or after the day, official ones first."""
    held = Membership.objects.filter(unit=unit, valid__overlap=since(run.on)).select_related("member")
    return list(held.order_by("kind", "member_id"))


def move_all(run: Run, source: Unit, target: Unit) -> None:
    """Members, groups and positions of a unit that is merged go to its successor."""
    passage = Passage(run, source, target, _continue_groups(run, source, target))
    move_members(passage, memberships_from(run, source))
    _move_positions(passage)


def move_members(passage: Passage, memberships: list[Membership]) -> None:
    """The memberships go on in the target from the day on; those that begin later begin there."""
    if not memberships:
        return
    run, target = passage.run, passage.target
    if not run.span_on(target).kind.has_members:
        raise refusals.TakesNoMembers(target, run.span_on(target).kind)
    _end_temporary_at_home(passage, memberships)
    going = [m for m in memberships if m.kind == OFFICIAL or not _is_at_home(m, target, run)]
    staying = [m for m in memberships if m not in going]
    onward = [_onward(passage, m) for m in going if _began_before(m, run)]
    _end(run, [m for m in memberships if _began_before(m, run)], ended_by=REORGANISED_TO)
    late = [(m, {"unit": target, "group": passage.takes_group(m.group_id)}) for m in going if not _began_before(m, run)]
    run.ledger.change_many(late)
    for membership in staying:
        if not _began_before(membership, run):
            run.ledger.delete(membership)
    run.ledger.create_many(onward)
    moved = {m.member for m in going if m.kind == OFFICIAL and m.member.unit_id == passage.source.pk}
    run.ledger.change_many((member, {"unit": target}) for member in sorted(moved, key=lambda m: m.pk))


def _onward(passage: Passage, membership: Membership) -> Membership:
    run = passage.run
    return Membership(
        member=membership.member,
        unit=passage.target,
        group=passage.takes_group(membership.group_id),
        kind=membership.kind,
        began_by=REORGANISED_FROM,
        ended_by=membership.ended_by,
        decision=run.decision,
        valid=_from(run, membership),
    )


def _is_at_home(membership: Membership, target: Unit, run: Run) -> bool:
    """A temporary membership in the member's own cell would mean nothing."""
    official = Membership.objects.filter(member=membership.member_id, kind=OFFICIAL, unit=target)
    return official.filter(valid__overlap=since(run.on)).exists()


def _end_temporary_at_home(passage: Passage, memberships: list[Membership]) -> None:
    """Who took part in the target for a time and now belongs there needs no temporary membership any more."""
    members = [m.member_id for m in memberships if m.kind == OFFICIAL]
    guests = Membership.objects.filter(
        unit=passage.target, kind=TEMPORARY, member__in=members, valid__overlap=since(passage.run.on)
    )
    end_all(passage.run, guests, ended_by=REORGANISED_TO)


# Groups and positions


def _continue_groups(run: Run, source: Unit, target: Unit) -> dict[int, PartyGroup]:
    """Each group of the source goes on in the target under its name. By the id of the old group."""
    groups = {}
    for group in PartyGroup.objects.filter(unit=source, valid__overlap=since(run.on)):
        if _began_before(group, run):
            onward = PartyGroup(unit=target, name=group.name, valid=_from(run, group))
            run.ledger.create(onward)
            _end(run, [group])
            groups[group.pk] = onward
        else:
            run.ledger.change(group, unit=target)
            groups[group.pk] = group
    return groups


def _move_positions(passage: Passage) -> None:
    """Positions go on in a successor of the same level where the seat is free and the person has no such seat yet.

    All others end: whoever led a town does not lead the province into which it is merged.
    """
    run, target = passage.run, passage.target
    seats = list(_positions(run, target))
    for position in _positions(run, passage.source):
        fits = passage.source.kind.level == target.kind.level and not _is_taken(position, seats, run)
        if not fits:
            end_all(run, [position])
            continue
        seats.append(_carry_on(passage, position))


def _carry_on(passage: Passage, position: Position) -> Position:
    run, group = passage.run, passage.takes_group(position.group_id)
    if not _began_before(position, run):
        run.ledger.change(position, unit=passage.target, group=group)
        return position
    onward = Position(
        member=position.member,
        kind=position.kind,
        unit=passage.target,
        group=group,
        body=position.body,
        decision=position.decision,
        valid=_from(run, position),
    )
    _end(run, [position])
    run.ledger.create(onward)
    return onward


def _positions(run: Run, unit: Unit) -> Iterable[Position]:
    held = Position.objects.filter(unit=unit, valid__overlap=since(run.on)).select_related("kind", "member")
    return held.order_by("kind__place", "pk")


def _is_taken(position: Position, seats: list[Position], run: Run) -> bool:
    from_day = _from(run, position)
    return any(
        seat.kind_id == position.kind_id
        and (seat.kind.single_holder or seat.member_id == position.member_id)
        and _overlap(seat.valid, from_day)
        for seat in seats
    )


def _overlap(one: DateRange, other: DateRange) -> bool:
    starts = [r.lower for r in (one, other) if r.lower]
    ends = [r.upper for r in (one, other) if r.upper]
    return not starts or not ends or max(starts) < min(ends)


def end_leading(run: Run, unit: Unit, members: list[Member]) -> None:
    """Members who leave the unit no longer lead it. Who follows it from above goes on doing so."""
    held = Position.objects.filter(unit=unit, member__in=members, kind__role__in=LEADING)
    end_all(run, held.filter(valid__overlap=since(run.on)))


def end_groups_and_positions(run: Run, unit: Unit) -> None:
    """Nothing is held on a unit that is closed."""
    on_it = Q(unit=unit, valid__overlap=since(run.on))
    end_all(run, Position.objects.filter(on_it))
    end_all(run, PartyGroup.objects.filter(on_it))


# Rows that hold for a span of dates


def end_all(run: Run, rows: Iterable[Dated], **also: Any) -> None:
    """The day before is their last day; those that have not begun by then never do."""
    for row in rows:
        if _began_before(row, run):
            _end(run, [row], **also)
        else:
            run.ledger.delete(row)


def _end(run: Run, rows: list[Any], **also: Any) -> None:
    run.ledger.change_many((row, {"valid": DateRange(row.valid.lower, run.on, "[)"), **also}) for row in rows)


def _began_before(row: Dated, run: Run) -> bool:
    return row.valid.lower is None or row.valid.lower < run.on


def _from(run: Run, row: Dated) -> DateRange:
    """The days of the row from the day on."""
    lower = run.on if _began_before(row, run) else row.valid.lower
    return DateRange(lower, row.valid.upper, "[)")
