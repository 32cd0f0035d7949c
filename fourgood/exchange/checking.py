"""Reads a file and checks it as a list: the one way to findings, for pages, jobs and the console."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction

from fourgood.common.cells import Unreadable, as_text
from fourgood.common.refusal import Refusal
from fourgood.common.spreadsheets import Table, find_table
from fourgood.exchange import member_list, member_writing, unit_list, unit_writing
from fourgood.exchange.columns import LISTS, MEMBERS, UNITS, ListKind, fits, guess
from fourgood.exchange.lines import Findings, mapping_problems, read_lines
from fourgood.exchange.problems import Problem
from fourgood.exchange.scope import Importer, Scope

SAMPLE_ROWS = 5
# Step and how many rows of how many it has done.
Report = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""


@dataclass
class Choices:
    """What the person chose: the sheet, which column holds what (from 0), whether empty cells erase."""

    sheet: str = ""
    mapping: Mapping[str, int] | None = None
    erase: bool = False


@dataclass
class Examined:
    """A file that was read: its shape, and the findings on its rows."""

    kind: ListKind
    scope: Scope
    sheets: list[str]
    sheet: str
    header: list[str]
    mapping: dict[str, int]
    findings: Findings
    sample: list[list[str]] = field(default_factory=list)

    def write(self, *, at: dt.datetime, report: Report = silent) -> None:
        """Write what the findings plan, within the caller's transaction. Raises Refusal."""
        total = self.findings.new + self.findings.changed

        def progress(done: int) -> None:
            report("writing", done, total)

        progress(0)
        if self.kind is MEMBERS:
            member_writing.write(self.findings.plan, scope=self.scope, progress=progress)
        else:
            unit_writing.write(self.findings.plan, scope=self.scope, at=at, progress=progress)


def examine(
    kind: ListKind, data: bytes, choices: Choices, *, by: Importer | None, at: dt.datetime, report: Report = silent
) -> Examined:
    """Read the file and check every row. `at`: now. Raises Unreadable when there is no list to check."""
    on = at.date()
    report("reading", 0, 0)
    table = find_table(data, fits(kind), sheet=choices.sheet)
    _refuse_other_list(kind, table)
    mapping = dict(choices.mapping) if choices.mapping is not None else guess(kind, table.header)
    mapping = {key: place for key, place in mapping.items() if 0 <= place < len(table.header)}
    findings = Findings(kind, mapping)
    examined = Examined(
        kind=kind,
        scope=Scope(by, kind.needs),
        sheets=table.sheets,
        sheet=table.sheet.name,
        header=[as_text(cell) for cell in table.header],
        mapping=mapping,
        findings=findings,
        sample=_sample(table),
    )
    findings.problems += mapping_problems(kind, mapping)
    if not findings.problems:
        _check(examined, table, choices, on=on, at=at, report=report)
    return examined


def _check(examined: Examined, table: Table, choices: Choices, *, on: dt.date, at: dt.datetime, report: Report) -> None:
    kind, findings = examined.kind, examined.findings
    make = member_list.MemberLine._make if kind is MEMBERS else unit_list.UnitLine._make
    most, height = settings.IMPORT_MAX_ROWS, table.sheet.height - table.header_row
    lines: list[Any] = read_lines(
        table,
        findings,
        make,
        on=on,
        erase=choices.erase,
        most=most,
        progress=lambda done: report("reading", done, height),
    )
    check = member_list.Check if kind is MEMBERS else unit_list.Check
    check(findings, examined.scope, on, lambda done: report("checking", done, len(lines))).run(lines)
    findings.sort()
    if kind is UNITS and findings.is_clean and findings.changed:
        _try(examined, at=at)


def _try(examined: Examined, *, at: dt.datetime) -> None:
    """Changes of units obey the rules of orders: carry them out and take them back, to hear a refusal beforehand."""
    try:
        with transaction.atomic():
            examined.write(at=at)
            raise _TakenBack
    except _TakenBack:
        return
    except Refusal as refusal:
        examined.findings.problems.append(Problem(0, "", "refused", {"reason": refusal.reason}))


class _TakenBack(Exception):
    """Rolls a trial back."""


def _sample(table: Table) -> list[list[str]]:
    rows = []
    for row in table.rows():
        rows.append([as_text(cell) if cell is not None else "" for cell in row.cells[: len(table.header)]])
        if len(rows) == SAMPLE_ROWS:
            break
    return rows


def _refuse_other_list(kind: ListKind, table: Table) -> None:
    """A list of members uploaded as one of units, or the other way round."""
    own = len(guess(kind, table.header))
    for other in LISTS.values():
        if other is not kind and len(guess(other, table.header)) > own + 1:
            raise Unreadable("other_list", list=other.key)
