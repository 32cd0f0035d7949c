"""The sheets of a month that nobody tells one by one: values drawn, points by the same arithmetic, rows by COPY."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from fourgood.assessments.models import Assessment, Entry, Remark, Submission
from fourgood.assessments.suggesting import Tallies, tallies_of
from fourgood.assessments.vectors import Measured, array, as_points, due_in, layout_of, measured_values
from fourgood.common import bulk
from fourgood.demo.assessed_values import Luck, completed, drawn, luck_of
from fourgood.regulations.framework import Criterion
from fourgood.regulations.many_values import Layout, gather
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.scoring_many import score_many
from fourgood.regulations.stored_values import values_stored
from fourgood.regulations.values import Value

Values = dict[str, dict[str, Value]]
_DAY = dt.timedelta(days=1)
_A_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Manner:
    """How a unit goes about its sheets. `luck`: see `assessed_values.luck_of`."""

    luck: Sequence[int]
    is_full: bool = False  # full marks, without a word, in the last hour
    is_confirmed_unseen: bool = False


@dataclass
class Planned:
    """One sheet. What is not to happen, or not yet, is None. `by_hand`: criteria that no indicator answered whole."""

    row: Assessment
    layout: Layout
    manner: Manner
    submitted: dt.datetime | None = None
    confirmed: dt.datetime | None = None
    accepted: dt.datetime | None = None
    lowered: str = ""
    own: Values = field(default_factory=dict)
    by_hand: list[str] = field(default_factory=list)

    @property
    def about(self) -> str:
        """What its luck is drawn for: unit and month."""
        return f"{self.row.unit.code}/{self.row.month:%Y-%m}"


def planned(row: Assessment, manner: Manner) -> Planned:
    """With the values that the unit states: what was found, and the rest by hand."""
    sheet = Planned(row, layout_of(row.framework, row.variant), manner)
    found = measured_values(sheet.layout, Measured(row.amounts, row.bases, row.counts))
    due = due_in(sheet.layout, row.month.month)
    for number, criterion in enumerate(sheet.layout.criteria):
        if not due[number]:
            continue
        measured = found.get(criterion.code, {})
        if as_points(row.suggested, number) is not None or (
            measured and not score_criterion(criterion, measured).is_missing
        ):
            sheet.own[criterion.code] = measured
        else:
            sheet.own[criterion.code] = _by_hand(sheet, criterion, measured)
            sheet.by_hand.append(criterion.code)
    return sheet


def _by_hand(sheet: Planned, criterion: Criterion, measured: dict[str, Value]) -> dict[str, Value]:
    luck = luck_of(sheet.manner.luck, sheet.about, criterion.code)
    return completed(criterion, measured, luck, sheet.row.unit.code, criterion.code)


def write(sheets: list[Planned], *, remark: str, because: str) -> None:
    """`remark`: beside what honest units enter by hand; `because`: why something was lowered at confirmation."""
    sent = [sheet for sheet in sheets if sheet.submitted]
    write_typed(sent, remark=remark)
    confirmed = [sheet for sheet in sent if sheet.confirmed]
    same = {f"confirmed{name}": F(f"own{name}") for name in ("", "_groups", "_due", "_total")}
    Assessment.objects.filter(pk__in=[s.row.pk for s in confirmed if not s.lowered]).order_by().update(**same)
    lowered = [sheet for sheet in confirmed if sheet.lowered]
    _write_points(lowered, "confirmed", [_seen(sheet) for sheet in lowered])
    numbers = bulk.reserve(Submission, len(sent))
    bulk.copy(Submission, _SUBMISSION, (_submission(n, sheet) for n, sheet in zip(numbers, sent, strict=True)))
    why = [(n, sheet.lowered) for n, sheet in zip(numbers, sent, strict=True) if sheet.lowered]
    Remark.objects.bulk_create(Remark(submission_id=n, code=code, text=because) for n, code in why)
    # Last, because from now on nothing of them changes any more.
    decided = [(n, s.confirmed, s.accepted) for n, s in zip(numbers, sent, strict=True) if s.confirmed]
    bulk.update(Submission, {"confirmed_at": "timestamptz", "accepted_at": "timestamptz"}, decided)


def write_typed(sheets: list[Planned], *, remark: str = "") -> None:
    """What units typed before they sent their sheets (`submitted`), and the points of it."""
    _write_points(sheets, "own", [sheet.own for sheet in sheets])
    bulk.copy(Entry, _ENTRY, (row for sheet in sheets for row in _entries(sheet, remark)))


def lowered_in(sheet: Planned) -> str:
    """A criterion that was entered by hand as asked and could have been less; "" if there is none."""
    criteria = {criterion.code: criterion for criterion in sheet.layout.criteria}
    found = [code for code in sheet.by_hand if _could_be_less(criteria[code], sheet)]
    return found[drawn(sheet.about, "which") % len(found)] if found else ""


def _could_be_less(criterion: Criterion, sheet: Planned) -> bool:
    before = score_criterion(criterion, sheet.own[criterion.code])
    after = score_criterion(criterion, _less(criterion, sheet))
    return before.points == worth(criterion) and after.points is not None and after.points < before.points


def _less(criterion: Criterion, sheet: Planned) -> dict[str, Value]:
    return completed(criterion, {}, Luck.A_LITTLE_SHORT, sheet.row.unit.code, criterion.code)


def _seen(sheet: Planned) -> Values:
    """The values as the level above saw them, of a sheet that it lowered."""
    criterion = next(c for c in sheet.layout.criteria if c.code == sheet.lowered)
    return sheet.own | {sheet.lowered: _less(criterion, sheet)}


# Points

_TYPES = ("int[]", "int[]", "int[]", "int")


def _write_points(sheets: list[Planned], kind: str, values: list[Values]) -> None:
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        groups[sheet.row.framework_id, sheet.row.variant].append(place)
    rows: list[tuple[Any, ...]] = []
    for places in groups.values():
        first = sheets[places[0]]
        month = first.row.month.month
        scores = score_many(first.layout, gather(first.layout, [values[p] for p in places]), months=[month])
        rows += _point_rows([sheets[p].row.pk for p in places], tallies_of(first.layout, scores, month=month))
    _update_points(kind, rows)


def _point_rows(numbers: list[int], found: Tallies) -> Iterator[tuple[Any, ...]]:
    columns = zip(numbers, found.points, found.groups, found.due, found.totals, strict=True)
    for pk, points, groups, due, total in columns:
        yield pk, array(points), array(groups), array(due), total


def _update_points(kind: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE.format(kind=kind), [list(column) for column in zip(*rows, strict=True)])


_UPDATE = """
    UPDATE assessments_assessment AS old
       SET {kind} = new.points::int[], {kind}_groups = new.groups::int[], {kind}_due = new.due::int[],
           {kind}_total = new.total
      FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::int[]) AS new(id, points, groups, due, total)
     WHERE old.id = new.id"""

# Rows

_ENTRY = ("assessment_id", "code", "version", "values", "reason", "remark", "changed_at")
_SUBMISSION = ("id", "assessment_id", "in_time_until", "submitted_at", "words", "reopened_because")


def _entries(sheet: Planned, remark: str) -> Iterator[tuple[Any, ...]]:
    """One a minute before the sheet is sent, or spread over an evening some days before."""
    assert sheet.submitted
    words = "" if sheet.manner.is_full else remark.format(month=sheet.row.month)
    begun = sheet.submitted if sheet.manner.is_full else sheet.submitted - _DAY * (1 + drawn(sheet.about, "begun") % 3)
    for place, code in enumerate(reversed(sheet.by_hand)):
        values = json.dumps(values_stored(sheet.own[code]), ensure_ascii=False)
        yield sheet.row.pk, code, 1, values, "", words, begun - (place + 1) * _A_MINUTE


def _submission(number: int, sheet: Planned) -> tuple[Any, ...]:
    row = sheet.row
    return number, row.pk, row.last_day, sheet.submitted, "", ""


def moment(day: dt.date, minutes: int) -> dt.datetime:
    """So many minutes after midnight of a day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()) + minutes * _A_MINUTE)
