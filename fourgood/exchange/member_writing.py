"""Writes what a check of a list of members has planned. Everything within the transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from fourgood.audit.models import Act, Deed
from fourgood.audit.verbs import Verb
from fourgood.common import bulk
from fourgood.common.spans import between, since
from fourgood.exchange.lines import has
from fourgood.exchange.member_list import BATCH, Addition, Change, Plan, Status
from fourgood.exchange.scope import Importer, Scope
from fourgood.organisation.models import Member, Membership, MemberStatus

Item = TypeVar("Item")
# Contacts never go into the acts log: it says only that they were changed.
HIDDEN = {"phone", "email"}
# Column → type, of the fields of a member that a list changes.
FIELDS = {
    "full_name": "text",
    "birth_year": "smallint",
    "admitted_on": "date",
    "official_on": "date",
    "phone": "text",
    "email": "text",
    "sort_key": "text",
    "search_key": "text",
}


def write(plan: Plan, *, scope: Scope, progress: Callable[[int], None]) -> None:
    """Add the new members and change the others. Raises Refusal when a verb of a member refuses."""
    done = 0
    for additions in _batches(plan.additions):
        _add(additions, by=scope.by)
        done += len(additions)
        progress(done)
    for changes in _batches(plan.changes):
        _change(changes, scope=scope)
        done += len(changes)
        progress(done)
    if len(plan.additions) >= BATCH:
        bulk.analyse(Member, Membership, MemberStatus, Act)


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


# New members


def _add(additions: list[Addition], *, by: Importer | None) -> None:
    ids = bulk.reserve(Member, len(additions))
    members = [_member(pk, addition) for pk, addition in zip(ids, additions, strict=True)]
    columns = [f.attname for f in Member._meta.concrete_fields]
    bulk.copy(Member, columns, ([getattr(member, name) for name in columns] for member in members))
    began_by = Membership.Beginning.IMPORTED
    bulk.copy(
        Membership,
        ["member_id", "unit_id", "kind", "began_by", "ended_by", "decision", "valid"],
        (
            (pk, a.unit.pk, Membership.Kind.OFFICIAL.value, began_by.value, "", _text(a.line.decision), since(a.since))
            for pk, a in zip(ids, additions, strict=True)
        ),
    )
    _begin_statuses([(pk, a.status) for pk, a in zip(ids, additions, strict=True) if a.status])
    deeds = [Deed(m, a.unit.path, _added(a)) for m, a in zip(members, additions, strict=True)]
    Act.objects.record_many(Verb.MEMBER_ADDED, deeds, by=by)


def _member(pk: int, addition: Addition) -> Member:
    line = addition.line
    member = Member(
        pk=pk,
        code=line.code,
        full_name=line.full_name,
        birth_year=line.birth_year if has(line.birth_year) else None,
        admitted_on=line.admitted_on,
        official_on=line.official_on if has(line.official_on) else None,
        phone=_text(line.phone),
        email=_text(line.email),
        unit=addition.unit,
    )
    member.set_keys()
    return member


def _added(addition: Addition) -> dict[str, Any]:
    line, status = addition.line, addition.status
    after = {
        "name": line.full_name,
        "cell": str(addition.unit),
        "on": addition.since.isoformat(),
        "decision": _text(line.decision),
    }
    return after | (_status_facts(status) if status else {})


def _text(value: Any) -> str:
    return value if has(value) else ""


def _begin_statuses(statuses: list[tuple[int, Status]]) -> None:
    bulk.copy(
        MemberStatus,
        ["member_id", "kind", "decision", "valid"],
        ((member, s.kind, s.decision, between(s.first, s.last)) for member, s in statuses),
    )


def _status_facts(status: Status) -> dict[str, str | None]:
    last = status.last.isoformat() if status.last else None
    return {"status": status.kind, "status_on": status.first.isoformat(), "status_until": last}


# Stored members


def _change(changes: list[Change], *, scope: Scope) -> None:
    """Details, days and decisions by the batch; transfers and statuses by the verbs of the member."""
    by = scope.by
    members = Member.objects.in_bulk([change.stored.id for change in changes])
    for member in members.values():
        member.unit = scope.by_id[member.unit_id or 0]
    _correct([(members[c.stored.id], c) for c in changes], by=by)
    for change in changes:
        member, status = members[change.stored.id], change.status
        if change.transfer_to is not None and change.since is not None:
            decision = change.decision if change.decision is not None else ""
            member.transfer(to=change.transfer_to, on=change.since, decision=decision, by=by)
        if status is not None and status.id is None:
            kind = MemberStatus.Kind(status.kind)
            member.set_status(kind, on=status.first, until=status.last, decision=status.decision, by=by)


def _correct(changes: list[tuple[Member, Change]], *, by: Importer | None) -> None:
    """What is corrected without being an event of its own: recorded as one act per member."""
    deeds = [deed for member, change in changes if (deed := _correction(member, change))]
    details = [(member, change) for member, change in changes if change.details]
    for member, change in details:
        for name, value in change.details.items():
            setattr(member, name, value)
        member.set_keys()
    bulk.update(Member, FIELDS, [[m.pk, *(getattr(m, name) for name in FIELDS)] for m, _change in details])
    at_home = [c for _member, c in changes if c.transfer_to is None]
    days = [(c.stored.membership_id, since(c.since)) for c in at_home if c.since]
    bulk.update(Membership, {"valid": "daterange"}, days)
    decisions = [(c.stored.membership_id, c.decision) for c in at_home if c.decision is not None]
    bulk.update(Membership, {"decision": "text"}, decisions)
    statuses = [s for _member, c in changes if (s := c.status) and s.id]
    rows = [(s.id, between(s.first, s.last), s.decision) for s in statuses]
    bulk.update(MemberStatus, {"valid": "daterange", "decision": "text"}, rows)
    Act.objects.record_many(Verb.MEMBER_CHANGED, deeds, by=by)


def _correction(member: Member, change: Change) -> Deed | None:
    before: dict[str, Any] = {name: getattr(change.stored, name) for name in change.details}
    after: dict[str, Any] = dict(change.details)
    if change.transfer_to is None and change.since is not None:
        before["since"], after["since"] = change.stored.since, change.since
    if change.transfer_to is None and change.decision is not None:
        before["decision"], after["decision"] = change.stored.decision, change.decision
    if change.status is not None and change.status.id is not None:
        after |= _status_facts(change.status)
    if not after:
        return None
    assert member.unit
    return Deed(member, member.unit.path, _loggable(after), _loggable(before))


def _loggable(values: dict[str, Any]) -> dict[str, Any]:
    return {name: "…" if name in HIDDEN else value for name, value in values.items()}
