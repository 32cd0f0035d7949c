"""Coverage and medians of a month, counted by hand (M9)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from fourgood.figures.asked import Asked, Points, Rows
from fourgood.figures.coverage import Tally, What, tallies
from fourgood.figures.places import periods_of, places_of
from fourgood.organisation.models import Unit
from tests.figures.made import MARCH, TODAY, Made, at


def asked(made: Made, unit: Unit | None = None, *, viewer=None, month: dt.date = MARCH, **fields) -> Asked:
    reader = viewer or made.cast.lan
    return Asked(unit or made.top, reader.standing(), month, TODAY, **fields)


def counted(one: Asked) -> tuple[list[Tally], Tally]:
    return tallies(one, places_of(one.unit, periods_of([one.month])))


def numbers(tally: Tally) -> dict[str, int]:
    return {what.value: count for what, count in tally.cells if count}


def a_month(made: Made) -> None:
    """Xã Một: its own sheet confirmed in time, A confirmed in time and accepted, B in the days of grace and not yet
    confirmed, C late. Xã Hai: its own sheet is missing, D exempt, E has until tomorrow.
    """
    made.sent("Một", 9500, confirmed=9400)
    made.sent("A", 9000, confirmed=8800).submissions.update(accepted_at=at(TODAY))
    made.sent("B", 7000, day=7)
    made.sent("C", 5000, confirmed=4000, day=8)
    made.sheet("Hai")
    made.sheet("D", settled_as="exempt", settled_because="Lũ lụt", settled_at=at(TODAY))
    made.sheet("E", extended_until=TODAY + dt.timedelta(1), extended_because="Lũ lụt")


def test_every_number_of_a_month_counted_by_hand(made):
    a_month(made)
    (hai, mot), total = counted(asked(made))
    assert (hai.name, mot.name) == ("Đảng bộ xã Hai", "Đảng bộ xã Một")
    assert numbers(mot) == {"expected": 4, "on_time": 2, "grace": 1, "late": 1, "confirmed": 3, "accepted": 1}
    assert numbers(hai) == {"expected": 2, "missing": 1, "to_come": 1, "settled": 1}
    assert numbers(total) == numbers(mot) | numbers(hai) | {"expected": 6}
    assert (mot.shown, mot.of_confirmed, mot.median) == (4, 3, Decimal("79.00"))  # 40, 70, 88, 94
    assert (hai.shown, hai.median, hai.goods) == (0, None, (None, None, None, None))
    assert (total.submitted_share, total.confirmed_share) == (Decimal("66.6"), Decimal("50.0"))


def test_numbers_from_on_time_to_missing_add_up_to_those_expected(made):
    a_month(made)
    rows, total = counted(asked(made))
    for tally in (*rows, total):
        each = (What.ON_TIME, What.GRACE, What.LATE, What.TO_COME, What.MISSING)
        assert sum(tally.numbers[what] for what in each) == tally.expected
        assert tally.numbers[What.CONFIRMED] <= tally.submitted <= tally.expected


def test_points_that_are_shown_are_those_asked_for(made):
    a_month(made)
    medians = {points: counted(asked(made, points=points))[1] for points in Points}
    assert (medians[Points.CONFIRMED].shown, medians[Points.CONFIRMED].median) == (3, Decimal(88))
    assert (medians[Points.OWN].shown, medians[Points.OWN].median) == (4, Decimal(80))  # 50, 70, 90, 95
    assert medians[Points.SUGGESTED].shown == 0


def test_draft_that_was_not_submitted_shows_no_points(made):
    row = made.sheet("A")
    made.fill(row, "own", 9000)
    row.save()
    assert counted(asked(made))[1].shown == 0


def test_sheet_that_came_back_is_missing_until_it_is_sent_again(made):
    row = made.sent("A", 9000)
    row.submissions.update(returned_at=at(TODAY))
    assert numbers(counted(asked(made))[1]) == {"expected": 1, "missing": 1}
    row.submissions.create(submitted_at=at(TODAY), in_time_until=row.last_day)
    assert numbers(counted(asked(made))[1]) == {"expected": 1, "late": 1}


def test_month_that_nobody_opened_is_empty(made):
    rows, total = counted(asked(made, month=dt.date(2022, 5, 1)))
    assert (rows, numbers(total), total.submitted_share) == ([], {}, None)


def test_one_row_for_each_committee(made):
    a_month(made)
    rows, _total = counted(asked(made, made.cast.quang_ninh, rows=Rows.COMMITTEES))
    mine = {row.name: row.expected for row in rows if row.top in {made.units["Một"].pk, made.units["Hai"].pk}}
    assert mine == {"Đảng bộ xã Hai": 2, "Đảng bộ xã Một": 4}


def test_units_at_the_ward_are_rows_of_their_own(made):
    a_month(made)
    rows, _total = counted(asked(made, made.units["Một"]))
    assert [row.name for row in rows] == ["Chi bộ A", "Chi bộ B", "Chi bộ C", "Đảng bộ xã Một"]
