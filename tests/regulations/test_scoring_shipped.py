"""The frameworks that ship, criterion by criterion: domain 9.1 (cell), 9.3 (committee), 2.3 (meeting), 9.4 (met)."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourgood.regulations.framework import Kind
from fourgood.regulations.framework_file import load
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.many_values import Layout, gather
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.scoring_many import score_many
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import ANSWERS, DOES_NOT_APPLY, EMPTY, Value, counts, ratio
from fourgood.regulations.year import year_sheet
from tests.regulations.random_frameworks import values_of

FOLDER = Path(__file__).parents[2] / "frameworks"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yaml") if not path.stem.endswith("-rules"))


@cache
def framework(name):
    return load(FOLDER / f"{name}.yaml")


def happened(**events):
    return Value(events=counts(events))


def grade(code):
    return Value(grade=code)


YES, NO = Value(answer=True), Value(answer=False)
AWAY = DOES_NOT_APPLY

CELL = [
    ("I.1", ratio(4, 4), "4"),
    ("I.1", ratio(2, 3), "2.67"),
    ("I.2", ratio(9, 10), "8"),
    ("I.2", ratio(8, 9), "7"),
    ("I.2", ratio(7, 10), "6"),
    ("I.2", ratio(6, 10), "5"),
    ("I.2", ratio(5, 10), "4"),
    ("I.2", ratio(49, 100), "2"),
    ("I.2", ratio(0, 10), "2"),
    ("I.3", ratio(5, 6), "4.17"),
    ("I.4", ratio(7_000_000, 5_000_000, {"not_accounted": 0}), "4"),
    ("I.4", ratio(4_000_000, 5_000_000, {"not_accounted": 0}), "3.2"),
    ("I.4", ratio(5_000_000, 5_000_000, {"not_accounted": 1}), "0"),
    ("I.5", ratio(19, 20), "2.85"),
    ("I.6", happened(serious_case=0, unmet_target=0), "4"),
    ("I.6", happened(serious_case=1, unmet_target=1), "1"),
    ("I.6", happened(serious_case=3, unmet_target=0), "0"),
    ("I.7", ratio(1, 2), "1"),
    ("I.7", ratio(0, 0), None),
    ("I.8", ratio(4, 5), "1.6"),
    ("II.1", YES, "4"),
    ("II.1", NO, "0"),
    ("II.1", ratio(11, 12), "3.67"),
    ("II.2", ratio(18, 21, {"unexcused": 0}), "5"),
    ("II.2", ratio(17, 20, {"unexcused": 0}), "5"),
    ("II.2", ratio(17, 21, {"unexcused": 0}), "3"),
    ("II.2", ratio(15, 20, {"unexcused": 0}), "3"),
    ("II.2", ratio(14, 20, {"unexcused": 0}), "2"),
    ("II.2", ratio(12, 20, {"unexcused": 0}), "0"),
    ("II.2", ratio(18, 21, {"unexcused": 2}), "3"),
    ("II.2", ratio(12, 20, {"unexcused": 8}), "0"),
    ("II.3", ratio(1, 1), "4"),
    ("II.3", ratio(3, 4), "3"),
    ("II.3", ratio(5, 4), "4"),
    ("II.4", {"a": YES, "b": YES}, "2"),
    ("II.4", {"a": YES, "b": NO}, "1"),
    ("II.5", ratio(11, 22), "3"),
    ("II.5", ratio(10, 22), "2"),
    ("II.5", ratio(7, 22), "1"),
    ("II.5", ratio(6, 22), "0"),
    ("II.6", ratio(4, 5), "2.4"),
    ("II.8", YES, "1"),
    ("III.1", grade("kept"), "4"),
    ("III.1", grade("partly"), "2"),
    ("III.1", grade("broken"), "0"),
    ("III.2", happened(disunity=0, founded_complaint=1), "2"),
    ("III.2", happened(disunity=1, founded_complaint=0), "0"),
    ("III.3", ratio(2, 2), "3"),
    ("III.4", happened(reprimand=0, warning=0, heavier=0), "4"),
    ("III.4", happened(reprimand=1, warning=0, heavier=0), "3"),
    ("III.4", happened(reprimand=1, warning=1, heavier=0), "1"),
    ("III.4", happened(reprimand=0, warning=0, heavier=1), "0"),
    ("III.5", ratio(2, 3), "2"),
    ("III.6", ratio(20, 21), "1.9"),
    ("IV.1", {"a": ratio(22, 22), "b": ratio(20, 22)}, "4.73"),
    ("IV.1", {"a": ratio(22, 22), "b": ratio(0, 0)}, "5"),
    ("IV.2", ratio(20, 22, {"not_completed": 0}), "5"),
    ("IV.2", ratio(8, 10, {"not_completed": 0}), "5"),
    ("IV.2", ratio(12, 22, {"not_completed": 0}), "3.41"),
    ("IV.2", ratio(20, 22, {"not_completed": 1}), "0"),
    ("IV.3", ratio(21, 22), "2.86"),
    ("IV.4", ratio(1, 2), "1.5"),
    ("IV.4", ratio(0, 0), None),
    ("IV.5", ratio(10, 20), "1.5"),
    ("IV.6", ratio(19, 20), "2"),
    ("IV.6", ratio(18, 20), "1"),
    ("IV.6", ratio(16, 20), "0"),
    ("IV.7", ratio(3, 4), "1.5"),
]
FIVE_TARGETS = ("growth", "revenue", "investment", "income", "poverty")
COMMITTEE = [
    ("I.2", ratio(15, 16), "7.5"),
    ("I.4", dict.fromkeys(FIVE_TARGETS, YES), "5"),
    ("I.4", dict.fromkeys(FIVE_TARGETS, YES) | {"growth": NO, "poverty": NO}, "3"),
    ("I.4", dict.fromkeys(FIVE_TARGETS, AWAY), None),
    ("I.6", happened(serious_case=1, unmet_target=0), "1.5"),
    ("I.6", happened(serious_case=3, unmet_target=0), "0"),
    ("II.2", {"a": ratio(13, 13), "b": ratio(11, 13)}, "6"),
    ("II.2", {"a": ratio(12, 13), "b": ratio(9, 13)}, "5.37"),
    ("III.1", grade("partly"), "2"),
    ("III.4", happened(organisation=0, leader=0, member=2), "3"),
    ("III.4", happened(organisation=0, leader=1, member=1), "1"),
    ("III.4", happened(organisation=1, leader=0, member=0), "0"),
    ("IV.1", ratio(11, 13), "7"),
    ("IV.1", ratio(10, 13), "5"),
    ("IV.1", ratio(8, 13), "3"),
    ("IV.1", ratio(7, 13), "1"),
    ("IV.2", ratio(9, 10, {"not_completed": 0}), "4"),
    ("IV.2", ratio(45, 100, {"not_completed": 0}), "2"),
    ("IV.2", ratio(12, 13, {"not_completed": 1}), "0"),
    ("IV.6", {"a": ratio(1, 2), "b": ratio(1, 3)}, "0.83"),
]
MEETING = [
    ("1.1", grade("full"), "5"),
    ("1.1", grade("short_15"), "4"),
    ("1.1", grade("short_30"), "3"),
    ("1.1", grade("half"), "2"),
    ("1.1", grade("less"), "1"),
    ("2.1", ratio(18, 20, {"unexcused": 0}), "4"),
    ("2.1", ratio(17, 20, {"unexcused": 0}), "3"),
    ("2.1", ratio(14, 20, {"unexcused": 0}), "2"),
    ("2.1", ratio(12, 20, {"unexcused": 0}), "1"),
    ("2.1", ratio(20, 21, {"unexcused": 1}), "1"),
    ("2.2", YES, "1"),
    ("4.3", AWAY, None),
    ("4.5", ratio(9, 20), "4"),
    ("4.5", ratio(5, 20), "2"),
    ("7.1", ratio(9, 10), "30"),
    ("7.1", ratio(89, 100), "27"),
    ("7.1", ratio(7, 10), "24"),
    ("7.1", ratio(6, 10), "20"),
    ("7.1", ratio(5, 10), "15"),
    ("7.1", ratio(4, 10), "10"),
]
OF_2024 = [("II.7", ratio(5, 6), "2.5"), ("II.7", ratio(9, 10), "2.7")]
OF_2026 = [
    ("II.7", ratio(9, 10), "3"),
    ("II.7", ratio(5, 6), "2.7"),
    ("II.7", ratio(7, 10), "2.4"),
    ("II.7", ratio(6, 10), "2"),
    ("II.7", ratio(5, 10), "1.5"),
    ("II.7", ratio(4, 10), "1"),
]
TABLES = {
    "cell-2024": CELL + OF_2024,
    "cell-2026": CELL + OF_2026,
    "committee-2024": COMMITTEE,
    "committee-2026": COMMITTEE,
}
ROWS = [(name, *row) for name, rows in (TABLES | {"meeting-2025": MEETING}).items() for row in rows]


@pytest.mark.parametrize(("name", "code", "values", "points"), ROWS)
def test_criterion_that_ships(name, code, values, points):
    values = values if isinstance(values, dict) else {"": values}
    for variant in framework(name).variants:
        score = score_criterion(variant.criterion(code), values)
        assert score.points == (None if points is None else Decimal(points))
        assert score.applies is (points is not None)


def test_every_criterion_of_the_cell_stands_in_the_table():
    assert {row[0] for row in CELL + OF_2024} == {
        criterion.code for criterion in framework("cell-2024").variants[0].criteria()
    }


def best_of(part):
    """All of it: no event, the best grade."""
    none = {event.code: 0 for event in part.events}
    if part.kind is Kind.DEDUCTIONS:
        return Value(events=counts(none))
    if part.kind is Kind.GRADED:
        return Value(grade=max(part.grades, key=lambda grade: grade.points).code, events=counts(none))
    return Value(answer=True) if part.kind in ANSWERS else ratio(3, 3, none)


def all_full(variant):
    return {criterion.code: {part.code: best_of(part) for part in criterion.parts} for criterion in variant.criteria()}


def sheet_of(name, values, months=None):
    variant = framework(name).variants[0]
    scores = {code: score_criterion(variant.criterion(code), parts) for code, parts in values.items()}
    return sheet(framework(name), variant, scores, months=months)


@pytest.mark.parametrize("month", [None, *range(1, 13)])
@pytest.mark.parametrize("name", SHIPPED)
def test_all_full_is_the_whole_in_every_month_and_empty_is_nothing(name, month):
    months = None if month is None else [month]
    full = sheet_of(name, all_full(framework(name).variants[0]), months)
    empty = sheet_of(name, {}, months)
    if full.total is None:
        assert empty.total is None
        return
    assert (full.total, full.final, full.missing, full.shortfalls) == (100, 100, (), ())
    assert (empty.total, len(empty.missing)) == (0, sum(line.is_due for line in empty.lines))


def test_points_due_of_a_cell_by_month():
    full = all_full(framework("cell-2024").variants[0])
    due = {month: sheet_of("cell-2024", full, [month]).due for month in (1, 3, 12)}
    assert due == {1: 54, 3: 93, 12: 100}
    assert [group.due for group in sheet_of("cell-2024", full, [1]).groups] == [18, 21, 10, 5]


NOVEMBER = {
    "I.1": {"": ratio(3, 3)},
    "I.2": {"": ratio(8, 9)},
    "I.6": {"": happened(serious_case=0, unmet_target=0)},
    "I.7": {"": ratio(0, 0)},
    "II.1": {"": YES},
    "II.2": {"": ratio(18, 21, {"unexcused": 0})},
    "II.4": {"a": YES, "b": YES},
    "II.5": {"": ratio(8, 18)},
    "II.6": {"": ratio(5, 5)},
    "II.7": {"": ratio(4, 5)},
    "II.8": {"": NO},
    "III.2": {"": happened(disunity=0, founded_complaint=0)},
    "III.4": {"": happened(reprimand=1, warning=0, heavier=0)},
    "III.6": {"": ratio(22, 22)},
    "IV.1": {"a": ratio(22, 22), "b": ratio(19, 22)},
}


def test_month_of_a_cell():
    """Biểu Nghi, November: petitions don't apply (18 points on 16), 18 of 21 came, one reprimand (M8, M11)."""
    result = sheet_of("cell-2024", NOVEMBER, [11])
    assert [(group.earned, group.points, group.due) for group in result.groups] == [
        (15, Decimal("16.88"), 18),
        (Decimal("18.40"), Decimal("18.40"), 21),
        (9, 9, 10),
        (Decimal("4.59"), Decimal("4.59"), 5),
    ]
    assert (result.points, result.due, result.total) == (Decimal("48.87"), 54, Decimal("90.50"))
    assert result.band.code == "good"
    assert [score.criterion.code for score in result.shortfalls] == ["II.5", "II.8", "III.4"]
    assert result.missing == ()


def test_committee_without_the_five_targets_gives_their_points_to_its_own():
    values = all_full(framework("committee-2024").variants[0])
    values["I.3"] = {"": ratio(3, 4)}
    values["I.4"] = dict.fromkeys(FIVE_TARGETS, AWAY)
    result = sheet_of("committee-2024", values)
    line = next(line for line in result.lines if line.criterion.code == "I.3")
    assert (line.score.points, line.weight, line.points) == (6, 13, Decimal("9.75"))
    assert (result.groups[0].points, result.total) == (Decimal("31.75"), Decimal("96.75"))


def test_year_of_a_cell_from_its_months():
    full = all_full(framework("cell-2024").variants[0])
    months = dict.fromkeys(range(1, 13), full)
    months[11] = full | {"II.1": {"": NO}, "II.2": {"": ratio(1, 3, {"unexcused": 1})}, "IV.4": {"": EMPTY}}
    year = year_sheet(framework("cell-2024"), framework("cell-2024").variants[0], months)
    points = {line.criterion.code: line.points for line in year.sheet.lines}
    assert points["II.1"] == Decimal("3.67"), "11 of 12 months"
    assert points["II.2"] == 4, "34 of 36, once without reason"
    assert year.sheet.total == Decimal("98.67")
    assert year.gaps == (), "IV.4 is not due in November"


@settings(max_examples=25)
@given(st.sampled_from(SHIPPED).flatmap(lambda name: st.tuples(st.just(name), values_of(framework(name)))))
def test_frameworks_that_ship_are_the_same_at_once(drawn):
    name, values = drawn
    layout = Layout(framework(name), framework(name).variants[0])
    many, one = score_many(layout, gather(layout, [values])), sheet_of(name, values)
    assert [decimal_of(int(points)) for points in many.points[0]] == [line.score.points or 0 for line in one.lines]
    assert (decimal_of(int(many.totals[0])) if many.has_total[0] else None) == one.total
