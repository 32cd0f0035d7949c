"""Two wards are merged in mid-year: every month is found under the path of its time; the successor sees its past."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.figures.asked import Asked
from fourgood.figures.coverage import What
from fourgood.organisation.models import Step
from fourgood.organisation.standing import Holding, Holds, Standing
from tests.figures.made import TODAY, Made
from tests.figures.test_coverage import asked, counted
from tests.organisation import tree

BEFORE, DURING, AFTER = (dt.date(2023, month, 1) for month in (6, 7, 8))
DAY = dt.date(2023, 7, 10)


@pytest.fixture
def merged(made) -> Made:
    """Xã Hai goes into xã Một on 10 July; its cell E into C. Months before were opened before."""
    for name in ("Một", "Hai", "A", "D", "E"):
        made.sheet(name, BEFORE)
    order = tree.order(made.cast.quang_ninh, on=DAY)
    order.add_step(Step.Act.MERGE, unit=made.units["E"], into_code=made.units["D"].code)
    order.add_step(Step.Act.MERGE, unit=made.units["Hai"], into_code=made.units["Một"].code)
    order.carry_out(by=None, at=tree.NOW)
    gone = {"settled_as": "merged", "settled_because": "Đảng bộ xã Một", "settled_at": tree.NOW}
    made.sheet("Hai", DURING, **gone)
    for name in ("Một", "A", "D"):
        made.sheet(name, DURING)
        made.sheet(name, AFTER)
    return made


def names(made: Made, unit: str, month: dt.date) -> dict[str, int]:
    rows, _total = counted(asked(made, made.units[unit], month=month))
    return {row.name: row.expected for row in rows}


def test_table_of_a_month_shows_the_units_of_then(merged):
    assert names(merged, "top", BEFORE) == {"Đảng bộ xã Hai": 3, "Đảng bộ xã Một": 2}
    assert names(merged, "top", AFTER) == {"Đảng bộ xã Một": 3}


def test_successor_sees_its_past(merged):
    assert names(merged, "Một", BEFORE) == {"Chi bộ A": 1, "Đảng bộ xã Hai": 3, "Đảng bộ xã Một": 1}
    assert names(merged, "Một", AFTER) == {"Chi bộ A": 1, "Chi bộ D": 1, "Đảng bộ xã Một": 1}


def test_unit_that_is_gone_keeps_its_own_table(merged):
    merged.units["Hai"].refresh_from_db()
    assert names(merged, "Hai", BEFORE) == {"Chi bộ D": 1, "Chi bộ E": 1, "Đảng bộ xã Hai": 1}
    assert names(merged, "Hai", AFTER) == {}


@pytest.mark.parametrize("unit", ["top", "Một", "Hai"])
def test_unit_that_ended_in_the_month_is_there_once_with_its_reason(merged, unit):
    merged.units[unit].refresh_from_db()
    _rows, total = counted(asked(merged, merged.units[unit], month=DURING))
    assert total.numbers[What.SETTLED] == 1
    assert total.expected == {"top": 3, "Một": 3, "Hai": 0}[unit]


def test_reader_of_a_ward_sees_no_unit_that_has_gone_elsewhere_since(made):
    made.sheet("A", BEFORE)
    made.sheet("B", BEFORE)
    order = tree.order(made.cast.quang_ninh, on=DAY)
    order.add_step(Step.Act.MOVE, unit=made.units["B"], parent_code=made.units["Hai"].code)
    order.carry_out(by=None, at=tree.NOW)
    ward = made.units["Một"]
    reader = Standing(TODAY, (Holding(Holds.SECRETARY, ward.pk, ward.path),))
    of_ward = Asked(ward, reader, BEFORE, TODAY)
    assert [row.name for row in counted(of_ward)[0]] == ["Chi bộ A"]
    assert names(made, "Một", BEFORE) == {"Chi bộ A": 1, "Chi bộ B": 1}


def test_year_of_the_successor_has_the_units_of_both_in_every_month(merged):
    expected = [counted(asked(merged, merged.units["Một"], month=month))[1].expected for month in (BEFORE, AFTER)]
    assert expected == [5, 3]
