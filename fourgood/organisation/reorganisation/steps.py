"""The acts of an order: one function per act, each over the tree as the steps before have left it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.organisation.models import Membership, OrganisationKind, Sector, Span, Step, Succession, Unit
from fourgood.organisation.reorganisation import people, refusals
from fourgood.organisation.reorganisation.run import Run, check_standing, check_valid, facts, lock_tree, with_keys


@transaction.atomic
def found(
    *,
    code: str,
    name: str,
    kind: OrganisationKind,
    sector: Sector | None,
    parent: Unit | None,
    on: dt.date,
    by: Actor | None,
) -> Unit:
    """Found a unit without an order, as sample data and imports do."""
    lock_tree()
    return _found(Run(on, by), code=code, name=name, kind=kind, sector=sector, parent=parent)


def _found(
    run: Run, *, code: str, name: str, kind: OrganisationKind, sector: Sector | None, parent: Unit | None
) -> Unit:
    holder = Unit.objects.filter(code=code).first()
    if holder:
        raise refusals.CodeTaken(holder)
    check_valid(kind, run.on)
    check_valid(sector, run.on)
    above = Unit.objects.get(pk=parent.pk) if parent else None
    check_standing(kind, run.span_on(above).kind if above else None)
    unit = Unit(code=code, name=name, kind=kind, sector=sector, parent=above, path="/")
    run.ledger.create(unit)
    path = f"{above.path if above else '/'}{unit.pk}/"
    run.ledger.change(unit, path=path)
    run.begin(unit, name=name, kind=kind, sector=sector, parent=above)
    run.record(Verb.UNIT_FOUNDED, unit, after=facts(unit))
    return unit


def _do_found(run: Run, step: Step) -> None:
    _found(
        run,
        code=_needed(step.code, _("Give the new unit a code.")),
        name=_needed(step.name, _("Give the new unit a name.")),
        kind=_needed(step.kind, _("Choose the kind of the new unit.")),
        sector=step.sector,
        parent=run.unit(_needed(step.parent_code, _("Say under which unit the new one stands."))),
    )


def _do_rename(run: Run, step: Step) -> None:
    unit = _unit(run, step)
    before = run.span(unit)
    run.alter(unit, name=_needed(step.name, _("Give the new name.")))
    run.record_change(Verb.UNIT_RENAMED, unit, was=before)


def _do_move(run: Run, step: Step) -> None:
    unit = _unit(run, step)
    above = run.unit(_needed(step.parent_code, _("Say under which unit it stands from then on.")))
    _move(run, unit, above)


def _move(run: Run, unit: Unit, above: Unit) -> None:
    if above.path.startswith(unit.path):
        raise refusals.WouldStandUnderItself(unit, above)
    before = run.span(unit)
    check_standing(before.kind, run.span_on(above).kind)
    run.alter(unit, parent=above)
    run.house(unit, above)
    run.record_change(Verb.UNIT_MOVED, unit, was=before)


def _do_change_kind(run: Run, step: Step) -> None:
    """Change kind, sector, or both; what the step leaves empty stays."""
    unit = _unit(run, step)
    before = run.span(unit)
    if step.kind is None and step.sector is None:
        raise refusals.Incomplete(_("Choose a kind, a sector, or both."))
    kind, sector = step.kind or before.kind, step.sector or before.sector
    check_valid(step.kind, run.on)
    check_valid(step.sector, run.on)
    _check_fits(run, unit, kind, before)
    run.alter(unit, kind=kind, sector=sector)
    run.record_change(Verb.UNIT_KIND_CHANGED, unit, was=before)


def _check_fits(run: Run, unit: Unit, kind: OrganisationKind, before: Span) -> None:
    """The kind fits between what stands above and below the unit, and takes its members."""
    check_standing(kind, run.span_on(before.parent).kind if before.parent else None)
    for child in run.children(unit):
        check_standing(child.kind, kind)
    if not kind.has_members and people.memberships_from(run, unit):
        raise refusals.TakesNoMembers(unit, kind)


def _do_merge(run: Run, step: Step) -> None:
    """Children, members, groups and positions go to the successor, in whose care the unit's past is kept."""
    source = _unit(run, step)
    target = run.unit(_needed(step.into_code, _("Say into which unit it is merged.")))
    if source == target:
        raise refusals.IntoItself(source)
    if target.path.startswith(source.path):
        raise refusals.WouldStandUnderItself(source, target)
    run.span(source)
    run.span_on(target)
    for child in run.children(source):
        _move(run, run.again(child), target)
    people.move_all(run, source, target)
    run.close(source)
    run.house(source, target)
    _succeed(run, step, source, target)
    run.record(Verb.UNIT_MERGED, source, after={"into": target.code})


def _do_split(run: Run, step: Step) -> None:
    """A new unit takes over some children and members. What the step leaves empty is as in the unit split."""
    giver = _unit(run, step)
    before = run.span(giver)
    parent = run.unit(step.parent_code) if step.parent_code else before.parent
    new = _found(
        run,
        code=_needed(step.code, _("Give the new unit a code.")),
        name=_needed(step.name, _("Give the new unit a name.")),
        kind=step.kind or before.kind,
        sector=step.sector or before.sector,
        parent=parent,
    )
    _take_children_along(run, step, giver, new)
    _take_members_along(run, step, giver, new)
    _succeed(run, step, giver, new)
    run.record(Verb.UNIT_SPLIT, giver, after={"into": new.code})


def _take_children_along(run: Run, step: Step, giver: Unit, new: Unit) -> None:
    for code in step.along_codes:
        child = run.unit(code)
        if run.span(child).parent_id != giver.pk:
            raise refusals.NotThere(child, giver)
        _move(run, child, new)


def _take_members_along(run: Run, step: Step, giver: Unit, new: Unit) -> None:
    chosen = list(step.members_along.order_by("sort_key", "pk"))
    memberships = [m for m in people.memberships_from(run, giver) if m.member in chosen]
    there = {m.member_id for m in memberships}
    for member in chosen:
        if member.pk not in there:
            raise refusals.NotThere(member, giver)
    people.end_leading(run, giver, chosen)
    people.move_members(people.Passage(run, giver, new, {}), memberships)


def _do_dissolve(run: Run, step: Step) -> None:
    unit = _unit(run, step)
    children = run.children(unit)
    if children:
        raise refusals.StillHasChildren(unit, [child.name for child in children])
    members = Membership.objects.filter(unit=unit, valid__overlap=since(run.on)).count()
    if members:
        raise refusals.StillHasMembers(unit, members)
    people.end_groups_and_positions(run, unit)
    run.close(unit)
    run.record(Verb.UNIT_DISSOLVED, unit)


def _do_reopen(run: Run, step: Step) -> None:
    """A second interval of activity. What the step leaves empty is as on the unit's last day."""
    unit = _unit(run, step)
    last = Span.objects.filter(unit=unit).order_by("-valid").select_related("kind", "sector", "parent").first()
    if last is None or last.valid.upper is None:
        raise refusals.StillActive(unit)
    if last.valid.upper > run.on:
        raise refusals.LaterHistory(unit, last.valid.upper)
    parent = run.unit(step.parent_code) if step.parent_code else last.parent and run.again(last.parent)
    what: dict[str, Any] = {
        "name": step.name or last.name,
        "kind": step.kind or last.kind,
        "sector": step.sector or last.sector,
        "parent": parent,
    }
    _reopen(run, unit, what)


def _reopen(run: Run, unit: Unit, what: dict[str, Any]) -> None:
    check_valid(what["kind"], run.on)
    check_valid(what["sector"], run.on)
    parent = what["parent"]
    check_standing(what["kind"], run.span_on(parent).kind if parent else None)
    run.begin(unit, **what)
    run.ledger.change(unit, is_active=True, **with_keys(what))
    run.house(unit, parent)
    run.record(Verb.UNIT_REOPENED, unit, after=facts(unit))


def _succeed(run: Run, step: Step, predecessor: Unit, successor: Unit) -> None:
    run.ledger.create(
        Succession(predecessor=predecessor, successor=successor, order=step.order, on=run.on, act=step.act)
    )


def _unit(run: Run, step: Step) -> Unit:
    return run.unit(_needed(step.unit_code, _("Say which unit the step is about.")))


def _needed(value: Any, otherwise: object) -> Any:
    if not value:
        raise refusals.Incomplete(otherwise)
    return value


DOES: dict[str, Callable[[Run, Step], None]] = {
    Step.Act.FOUND: _do_found,
    Step.Act.RENAME: _do_rename,
    Step.Act.MOVE: _do_move,
    Step.Act.CHANGE_KIND: _do_change_kind,
    Step.Act.MERGE: _do_merge,
    Step.Act.SPLIT: _do_split,
    Step.Act.DISSOLVE: _do_dissolve,
    Step.Act.REOPEN: _do_reopen,
}
