"""Import at the console: the same reading, checks and writing as on the pages, with the report as text.

The console has no person: it may import everywhere. Who has the console has the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from fourgood.accounts.models import User
from fourgood.common.cells import Unreadable
from fourgood.common.refusal import Refusal
from fourgood.exchange import taking_over
from fourgood.exchange.checking import Choices, Examined, Report, examine, silent
from fourgood.exchange.columns import LISTS, ListKind
from fourgood.exchange.models import Import
from fourgood.exchange.problems import Problem
from fourgood.exchange.wording import describe, value_shown


@dataclass
class Outcome:
    """What became of a file. `exit_code`: 0 written or nothing to write, 1 not clean and therefore not written."""

    lines: list[str] = field(default_factory=list)
    exit_code: int = 0
    written: bool = False

    def __str__(self) -> str:
        return "\n".join(self.lines)


def import_file(
    kind: str,
    path: Path,
    *,
    by: User | None = None,
    erase: bool = False,
    dry_run: bool = False,
    report: Report = silent,
) -> Outcome:
    """Import a list of `units` or `members`. Nothing is written unless every row is clean; `dry_run`: not even then."""
    chosen, at = LISTS[kind], timezone.localtime()
    if path.stat().st_size > settings.IMPORT_MAX_MB * 1024 * 1024:
        return _refused(chosen, [Problem(0, "", "too_large", {"limit": settings.IMPORT_MAX_MB})])
    data = path.read_bytes()
    try:
        with transaction.atomic():
            taking_over.one_at_a_time()
            examined = examine(chosen, data, Choices(erase=erase), by=by, at=at, report=report)
            findings = examined.findings
            if not findings.is_clean:
                return _refused(chosen, findings.problems)
            if not dry_run and (findings.new or findings.changed):
                examined.write(at=at, report=report)
                _note(examined, path, len(data), by=by, at=at)
                return Outcome([*_summary(examined), gettext("Written.")], written=True)
            return Outcome([*_summary(examined), gettext("Nothing was written.")])
    except Unreadable as reason:
        return _refused(chosen, [Problem(0, "", reason.code, reason.values)])
    except Refusal as refusal:
        return _refused(chosen, [Problem(0, "", "refused", {"reason": refusal.reason})])


def _note(examined: Examined, path: Path, size: int, *, by: User | None, at: dt.datetime) -> None:
    """The same row and act that an import on the pages leaves."""
    taking_over.settle()
    findings = examined.findings
    upload = Import.objects.create(
        kind=examined.kind.key,
        name=path.name[-200:],
        size=size,
        uploaded_by=by,
        uploaded_at=at,
        touched_at=at,
        checked_at=at,
        confirmed_at=at,
        rows=findings.rows,
        new=findings.new,
        changed=findings.changed,
        unchanged=findings.unchanged,
    )
    upload.finish(at=at)


def _summary(examined: Examined) -> Iterator[str]:
    findings = examined.findings
    counts = {"new": findings.new, "changed": findings.changed, "unchanged": findings.unchanged}
    yield gettext("%(new)s new, %(changed)s changed, %(unchanged)s unchanged.") % counts
    for d in findings.differences:
        old, new = (value_shown(examined.kind, d.column, value) for value in (d.old, d.new))
        yield f"  {d.code}  {examined.kind.column(d.column).label}: {old} → {new}"


def _refused(kind: ListKind, problems: list[Problem]) -> Outcome:
    lines = []
    for problem in problems:
        what, do = describe(kind, problem.code, problem.values)
        lines.append(f"{problem.address or '–'}: {what} {do}")
    count = len(problems)
    found = ngettext("%(count)s problem. Nothing was written.", "%(count)s problems. Nothing was written.", count)
    return Outcome([*lines, found % {"count": count}], exit_code=1)
