"""The list of members: what is stored, and what the lines of a file would change. `member_writing` writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Exists, F, FilteredRelation, Func, OuterRef, Q, Subquery, When

from fourgood.common.cells import Bad, shown
from fourgood.common.spans import between
from fourgood.exchange.cells import No
from fourgood.exchange.columns import MEMBERS
from fourgood.exchange.lines import Findings, has, is_given, refuse_twice
from fourgood.exchange.scope import Scope
from fourgood.organisation.models import Member, Membership, MemberStatus, Unit

AGE_OF_ADMISSION = 18  # Party Charter, article 1
BATCH = 5000
PART = 1000
# Columns that are plain fields of the member, and whether an empty one is stored as "".
DETAILS = {
    "full_name": False,
    "birth_year": False,
    "admitted_on": False,
    "official_on": False,
    "phone": True,
    "email": True,
}


class MemberLine(NamedTuple):
    """One row of a file. Names as in `columns.MEMBERS`; a value, None for emptied, or `No`."""

    row: int
    code: Any
    full_name: Any
    birth_year: Any
    admitted_on: Any
    official_on: Any
    unit_code: Any
    since: Any
    decision: Any
    phone: Any
    email: Any
    status: Any
    status_since: Any
    status_until: Any
    status_decision: Any


class StoredMember(NamedTuple):
    """What is stored of a member, under the names of the columns. `since`: in this cell without a gap.

    `unit_id`: the cell now, also of who left; the other columns of the cell: on the day asked about.
    """

    id: int
    code: str
    full_name: str
    birth_year: int | None
    admitted_on: dt.date
    official_on: dt.date | None
    unit_id: int | None
    unit_code: str | None
    unit_name: str | None
    membership_id: int | None
    since: dt.date | None
    in_several_groups: bool
    decision: str | None
    phone: str
    email: str
    status: str | None
    status_since: dt.date | None
    status_last: dt.date | None
    status_decision: str | None
    is_active: bool

    @property
    def status_until(self) -> dt.date | None:
        """The last day, of which the database stores the day after."""
        return self.status_last - dt.timedelta(days=1) if self.status_last else None


_STORED = (
    *("id", "code", "full_name", "birth_year", "admitted_on", "official_on", "unit_id", "cell__unit__code"),
    *("cell__unit__name", "cell__id", "since", "in_several_groups", "cell__decision", "phone", "email", "state__kind"),
)
_STORED_TOO = ("state__decision", "is_active")


def stored(members: models.QuerySet[Member], *, on: dt.date, in_parts: bool = False) -> Iterator[StoredMember]:
    """What is stored of the members, on a date, in their order. `in_parts`: read through a cursor, for many."""
    official = Q(memberships__kind=Membership.Kind.OFFICIAL, memberships__valid__contains=on)
    rows = (
        members.annotate(
            cell=FilteredRelation("memberships", condition=official),
            state=FilteredRelation("statuses", condition=Q(statuses__valid__contains=on)),
            in_several_groups=Case(When(cell__began_by=Membership.Beginning.GROUPED, then=True), default=False),
        )
        .annotate(
            since=Case(
                When(in_several_groups=True, then=_first_day_in_cell(on)), default=_bound("lower", "cell__valid")
            )
        )
        .values_list(*_STORED, _bound("lower", "state__valid"), _bound("upper", "state__valid"), *_STORED_TOO)
    )
    return map(StoredMember._make, rows.iterator(chunk_size=PART) if in_parts else rows)


def _bound(which: str, column: str) -> Func:
    return Func(F(column), function=which, output_field=models.DateField())


def _first_day_in_cell(on: dt.date) -> Subquery:
    """The first day of the memberships in the present cell that no other cell interrupts."""
    own = Membership.objects.official().annotate(first=_bound("lower", "valid")).filter(first__lte=on)
    elsewhere_later = own.filter(member=OuterRef("member"), first__gt=OuterRef("first")).exclude(unit=OuterRef("unit"))
    here = own.filter(~Exists(elsewhere_later), member=OuterRef("pk"), unit=OuterRef("unit"))
    return Subquery(here.order_by("first").values("first")[:1])


# What a file would change


@dataclass(slots=True)
class Status:
    """A status that the file sets, or (with `id`) one that is stored and changes its last day or decision."""

    kind: str
    first: dt.date
    last: dt.date | None
    decision: str
    id: int | None = None


@dataclass(slots=True)
class Addition:
    """A member who is not stored yet."""

    line: MemberLine
    unit: Unit
    since: dt.date
    status: Status | None


@dataclass(slots=True)
class Change:
    """What a line changes on a stored member. `details`: columns of DETAILS, as they are stored."""

    line: MemberLine
    stored: StoredMember
    details: dict[str, Any] = field(default_factory=dict)
    transfer_to: Unit | None = None
    since: dt.date | None = None
    decision: str | None = None
    status: Status | None = None


@dataclass
class Plan:
    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass
class Check:
    """Compares the lines with what is stored. `on` is today; `scope` knows where the person may import."""

    findings: Findings
    scope: Scope
    on: dt.date
    progress: Callable[[int], None]
    plan: Plan = field(default_factory=Plan)
    cells_before: dict[int, list[DateRange]] = field(default_factory=dict)

    def run(self, lines: list[MemberLine]) -> None:
        """Fill in the findings. Queries: three for the units, three for each 5,000 lines."""
        refuse_twice(lines, self.findings)
        self.scope.learn_codes({line.unit_code for line in lines if has(line.unit_code)})
        self.scope.learn_first_days(self.scope.by_code.values())
        wrong = {problem.row for problem in self.findings.problems}
        for start in range(0, len(lines), BATCH):
            self._batch(lines[start : start + BATCH], wrong)
            self.progress(min(start + BATCH, len(lines)))
        self.findings.newcomers = [addition.line.code for addition in self.plan.additions]
        self.findings.plan = self.plan

    def _batch(self, lines: list[MemberLine], wrong: set[int]) -> None:
        known = self._known(lines)
        statuses = _statuses(line.code for line in lines if has(line.status))
        for line in lines:
            before = len(self.findings.problems)
            found = known.get(line.code)
            status = self._status(line, statuses.get(line.code, []))
            planned = self._change(line, found, status) if found else self._addition(line, status)
            if planned is None or line.row in wrong or len(self.findings.problems) > before:
                continue
            if isinstance(planned, Addition):
                self.plan.additions.append(planned)
            else:
                self._note(planned)

    def _known(self, lines: list[MemberLine]) -> dict[str, StoredMember]:
        members = Member.objects.filter(code__in=[line.code for line in lines if has(line.code)]).order_by()
        known = {row.code: row for row in stored(members, on=self.on)}
        self.scope.learn_ids(row.unit_id for row in known.values())
        self.scope.learn_first_days(self.scope.by_id.values())
        pairs = [(line, known[line.code]) for line in lines if line.code in known and has(line.since)]
        moved = [row.id for line, row in pairs if line.since != row.since]
        self.cells_before = _memberships(moved)
        return known

    def _wrong(self, line: MemberLine, column: str, code: str, **values: Any) -> None:
        self.findings.wrong(line.row, column, code, **values)

    # A new member

    def _addition(self, line: MemberLine, status: Status | None) -> Addition | None:
        self._check_dates(line, line.admitted_on, line.official_on, line.birth_year)
        unit = self._cell(line)
        if unit is None or not has(line.admitted_on):
            return None
        first = self.scope.first_days[unit.pk]
        since = line.since if has(line.since) else max(line.admitted_on, first)
        if since < first:
            self._wrong(line, "since", "cell_not_yet", unit=str(unit), first=shown(first), value=shown(since))
        elif since < line.admitted_on:
            self._wrong(line, "since", "before_admission", value=shown(since), admitted=shown(line.admitted_on))
        return Addition(line, unit, since, status)

    def _cell(self, line: MemberLine) -> Unit | None:
        """The cell that the line names, if the person may import members into it."""
        if not has(line.unit_code):
            return None
        unit = self.scope.by_code.get(line.unit_code)
        if unit is None or not self.scope.sees(unit):
            self._wrong(line, "unit_code", "unknown_unit", value=line.unit_code)
        elif not self.scope.may_import(unit):
            self._wrong(line, "unit_code", "may_not_import", unit=str(unit))
        elif not unit.kind.has_members:
            self._wrong(line, "unit_code", "not_a_cell", unit=str(unit))
        elif unit.pk not in self.scope.first_days:
            self._wrong(line, "unit_code", "cell_closed", unit=str(unit))
        else:
            return unit
        return None

    def _check_dates(self, line: MemberLine, admitted: Any, official: Any, born: Any) -> None:
        if not has(admitted):
            return
        if has(official) and official < admitted:
            self._wrong(
                line, "official_on", "official_before_admission", value=shown(official), admitted=shown(admitted)
            )
        if has(born) and admitted.year - born < AGE_OF_ADMISSION:
            self._wrong(line, "birth_year", "too_young", born=str(born), year=str(admitted.year))

    # A stored member

    def _change(self, line: MemberLine, found: StoredMember, status: Status | None) -> Change | None:
        home = self.scope.by_id.get(found.unit_id or 0)
        if home is None or not self.scope.may_import(home):
            self._wrong(line, "code", "member_elsewhere", value=line.code)
            return None
        if not found.is_active or found.since is None:
            self._wrong(line, "code", "member_left", value=line.code)
            return None
        change = Change(line, found, details=_details(line, found), status=status)
        self._check_changed_dates(change)
        self._check_cell(change, found.since)
        if is_given(line.decision) and (line.decision or "") != (found.decision or ""):
            change.decision = line.decision or ""
        return change

    def _check_changed_dates(self, change: Change) -> None:
        if change.details.keys() & {"admitted_on", "official_on", "birth_year"}:
            after = {name: change.details.get(name, getattr(change.stored, name)) for name in DETAILS}
            self._check_dates(change.line, after["admitted_on"], after["official_on"], after["birth_year"])
        admitted, since = change.details.get("admitted_on"), change.line.since
        since = since if has(since) else change.stored.since
        if admitted and admitted > since:
            self._wrong(change.line, "admitted_on", "before_admission", value=shown(since), admitted=shown(admitted))

    def _check_cell(self, change: Change, came: dt.date) -> None:
        """A changed code of the cell is a transfer and needs a day; a changed day alone is a correction."""
        line, found = change.line, change.stored
        if is_given(line.unit_code) and line.unit_code != found.unit_code:
            unit = self._cell(line)
            if unit is not None:
                self._check_transfer(change, unit, came)
        elif has(line.since) and line.since != came:
            self._check_correction(change, came)

    def _check_transfer(self, change: Change, unit: Unit, came: dt.date) -> None:
        line, old = change.line, str(self.scope.by_id[change.stored.unit_id or 0])
        if not has(line.since):
            if line.since is not No.WRONG:
                values = {"from": old, "to": str(unit), "since_column": "since"}
                self._wrong(line, "unit_code", "transfer_without_date", **values)
        elif line.since <= came:
            values = {"from": old, "came": shown(came), "value": shown(line.since)}
            self._wrong(line, "since", "transfer_too_early", **values)
        elif line.since < (first := self.scope.first_days[unit.pk]):
            values = {"unit": str(unit), "first": shown(first), "value": shown(line.since)}
            self._wrong(line, "since", "cell_not_yet", **values)
        else:
            change.transfer_to, change.since = unit, line.since

    def _check_correction(self, change: Change, came: dt.date) -> None:
        line, found = change.line, change.stored
        unit = self.scope.by_id[found.unit_id or 0]
        first = self.scope.first_days.get(unit.pk, line.since)
        admitted = change.details.get("admitted_on", found.admitted_on)
        if found.in_several_groups:
            self._wrong(line, "since", "since_of_group", since_column="since", old=shown(came))
        elif line.since < first:
            self._wrong(line, "since", "cell_not_yet", unit=str(unit), first=shown(first), value=shown(line.since))
        elif line.since < admitted:
            self._wrong(line, "since", "before_admission", value=shown(line.since), admitted=shown(admitted))
        elif line.since < came and (until := self._last_day_before(found, came)) and until >= line.since:
            self._wrong(line, "since", "since_overlaps", until=shown(until))
        else:
            change.since = line.since

    def _last_day_before(self, found: StoredMember, came: dt.date) -> dt.date | None:
        """The last day in another cell before the member came to the present one."""
        bounds = [valid.upper for valid in self.cells_before.get(found.id, []) if valid.upper and valid.upper <= came]
        return max(bounds) - dt.timedelta(days=1) if bounds else None

    # The status

    def _status(self, line: MemberLine, recorded: list[MemberStatus]) -> Status | None:
        """The status to set or change; None where the file names none or it is stored like this."""
        try:
            return _status_of(line, recorded)
        except _BadStatus as bad:
            self._wrong(line, bad.column, bad.code, **bad.values)
            return None

    # The result

    def _note(self, change: Change) -> None:
        """Keep a change that changes something, and say what."""
        found = change.stored
        changes: dict[str, tuple[Any, Any]] = {
            name: (_shown(name, getattr(found, name)), _shown(name, new)) for name, new in change.details.items()
        }
        if change.transfer_to is not None:
            changes["unit_code"] = (found.unit_code, change.transfer_to.code)
        if change.since is not None:
            changes["since"] = (found.since, change.since)
        if change.decision is not None:
            changes["decision"] = (found.decision, change.decision)
        if change.status is not None:
            changes |= _status_changes(change.status, found)
        if changes:
            self.plan.changes.append(change)
            self.findings.differs(change.line.row, found.code, found.full_name, changes)


def _details(line: MemberLine, found: StoredMember) -> dict[str, Any]:
    """The plain fields that the line gives and that are stored otherwise."""
    changed = {}
    for name, is_text in DETAILS.items():
        value = getattr(line, name)
        if is_given(value):
            value = "" if value is None and is_text else value
            if value != getattr(found, name):
                changed[name] = value
    return changed


def _shown(column: str, value: Any) -> str:
    return MEMBERS.column(column).shown(value)


def _memberships(members: list[int]) -> dict[int, list[DateRange]]:
    """The spans of all official memberships of these members, by member."""
    found: dict[int, list[DateRange]] = {}
    if members:
        rows = Membership.objects.official().filter(member__in=members).order_by("valid")
        for member, valid in rows.values_list("member_id", "valid"):
            found.setdefault(member, []).append(valid)
    return found


class _BadStatus(Bad):
    def __init__(self, column: str, code: str, **values: Any) -> None:
        self.column = column
        super().__init__(code, **values)


def _statuses(codes: Iterable[str]) -> dict[str, list[MemberStatus]]:
    """All statuses of these members, by member number."""
    found: dict[str, list[MemberStatus]] = {}
    wanted = [code for code in codes if has(code)]
    if wanted:
        for status in MemberStatus.objects.filter(member__code__in=wanted).select_related("member"):
            found.setdefault(status.member.code, []).append(status)
    return found


def _status_of(line: MemberLine, recorded: list[MemberStatus]) -> Status | None:
    if No.WRONG in (line.status, line.status_since, line.status_until, line.status_decision):
        return None
    if not has(line.status):
        if has(line.status_since) or has(line.status_until):
            raise _BadStatus("status", "status_missing", status_column="status")
        return None
    if not has(line.status_since):
        raise _BadStatus("status_since", "status_incomplete", since_column="status_since")
    same = next((s for s in recorded if s.kind == line.status and s.first_day == line.status_since), None)
    last = line.status_until if is_given(line.status_until) else (same.last_day if same else None)
    decision = line.status_decision if is_given(line.status_decision) else (same.decision if same else "")
    if last is not None and last < line.status_since:
        raise _BadStatus("status_until", "status_ends_early", value=shown(last))
    span = between(line.status_since, last)
    if any(other is not same and _overlap(other.valid, span) for other in recorded):
        raise _BadStatus("status_since", "status_overlaps")
    if same and (same.last_day, same.decision) == (last, decision or ""):
        return None
    return Status(line.status, line.status_since, last, decision or "", same.pk if same else None)


def _overlap(one: Any, other: Any) -> bool:
    begins = max(one.lower or dt.date.min, other.lower or dt.date.min)
    return begins < min(one.upper or dt.date.max, other.upper or dt.date.max)


def _status_changes(status: Status, found: StoredMember) -> dict[str, tuple[Any, Any]]:
    new = (status.kind, status.first, status.last, status.decision)
    old = (found.status, found.status_since, found.status_until, found.status_decision)
    columns = ("status", "status_since", "status_until", "status_decision")
    return {
        column: (before, after)
        for column, before, after in zip(columns, old, new, strict=True)
        if (before or "") != (after or "")
    }
