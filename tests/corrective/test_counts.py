"""How many shortfalls there are by unit, and what became of them: counted for the level above (M8, M9)."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourgood.corrective.counts import Counts, counts_by_unit
from tests.assessments.months import LATE, MONTH, NOW
from tests.corrective.test_deciding import DUE, leave, lowered, plan

AFTER = DUE + dt.timedelta(days=1)


def test_counts_of_a_month(cast, short):
    row = short("I.1", "II.6", "II.7", "I.7")  # what is lowered: I.2
    plan(cast, row, "I.1")
    plan(cast, row, "II.6").check_done(by=cast.bay, at=NOW)
    plan(cast, row, "II.7", due_on=AFTER)
    leave(cast, row, "I.7")
    lowered(cast, row)
    path = cast.bieu_nghi.parent.path
    expected = Counts(shortfalls=5, planned=3, overdue=1, checked=1, without=1, unanswered=1)
    assert counts_by_unit(path, MONTH, on=AFTER) == {cast.bieu_nghi.pk: expected}
    assert counts_by_unit(cast.binh_luc_ha.path, MONTH, on=AFTER) == {}
    assert counts_by_unit(path, dt.date(2026, 2, 1), on=AFTER) == {}


def test_sheet_that_did_not_go_up_is_not_counted(cast, short):
    row = short("I.1")
    plan(cast, row)
    assert counts_by_unit(row.path, MONTH, on=DUE) == {}
    row.submit(by=cast.bay, at=NOW)
    assert counts_by_unit(row.path, MONTH, on=DUE)[row.unit_id].planned == 1
    row.return_("Xem lại", by=cast.tuan, at=LATE)
    assert counts_by_unit(row.path, MONTH, on=DUE) == {}


def test_counting_asks_as_much_for_one_as_for_many(cast, short):
    asked = []
    for unit, by in ((cast.bieu_nghi, cast.bay), (cast.binh_luc_ha, cast.dung)):
        row = short("I.1", "II.6", unit=unit, by=by)
        for code in ("I.1", "II.6"):
            leave(cast, row, code)
        row.submit(by=by, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            found = counts_by_unit("/", MONTH, on=DUE)
        asked.append((len(found), len(queries)))
    assert asked == [(1, 3), (2, 3)]
