"""Arrays and totals: there and back, and the same one by one as for many."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourgood.assessments.suggesting import right, tallies_of
from fourgood.assessments.vectors import array, as_points, measured_of, measured_of_many, measured_values, tally
from fourgood.regulations import framework_file
from fourgood.regulations.complaints import wrong
from fourgood.regulations.framework import Kind, NotApplicable
from fourgood.regulations.many_values import Layout, Repeated, gather_columns
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.scoring_many import score_many
from fourgood.regulations.stored_values import values_read, values_stored
from fourgood.regulations.values import DOES_NOT_APPLY, EMPTY, RATIOS, Value, counts

FILES = Path(__file__).parents[2] / "frameworks"
LAYOUTS = [
    Layout(framework, framework.variants[0])
    for code in ("cell-2024", "cell-2026", "cell-met-2024", "committee-2026")
    for framework in [framework_file.load(FILES / f"{code}.yaml")]
]
FEW = settings(max_examples=60)
numbers = st.decimals(min_value=0, max_value=10_000, places=2)


@st.composite
def a_value(draw, criterion, part):
    events = counts({event.code: draw(st.integers(0, 5)) for event in part.events})
    choices = [EMPTY, Value(events=events)] if part.kind is Kind.DEDUCTIONS else [EMPTY]
    if criterion.not_applicable is not NotApplicable.NEVER:
        choices.append(DOES_NOT_APPLY)
    if part.kind in RATIOS:
        amount, base = sorted([draw(numbers), draw(numbers) + 1])
        choices.append(Value(amount=amount, base=base, events=events))
    elif part.kind is Kind.GRADED:
        choices.append(Value(grade=draw(st.sampled_from(part.grades)).code, events=events))
    elif part.kind is not Kind.DEDUCTIONS:
        choices.append(Value(answer=draw(st.booleans()), events=events))
    return draw(st.sampled_from(choices))


@st.composite
def a_sheet(draw):
    layout = draw(st.sampled_from(LAYOUTS))
    values = {
        criterion.code: {part.code: draw(a_value(criterion, part)) for part in criterion.parts}
        for criterion in layout.criteria
    }
    return layout, values, draw(st.integers(1, 12))


@FEW
@given(a_sheet())
def test_measured_values_come_back_from_the_arrays(given_sheet):
    layout, values, _month = given_sheet
    back = measured_values(layout, measured_of(layout, values))
    for criterion in layout.criteria:
        before = score_criterion(criterion, values[criterion.code])
        after = score_criterion(criterion, back.get(criterion.code, {}))
        assert (after.points, after.applies, after.is_missing) == (before.points, before.applies, before.is_missing)


@FEW
@given(a_sheet())
def test_values_come_back_from_an_entry(given_sheet):
    _layout, values, _month = given_sheet
    for of_parts in values.values():
        entered = {code: value for code, value in of_parts.items() if not value.is_empty}
        assert values_read(values_stored(of_parts)) == entered


def columns_of(layout, sheets):
    return [
        Repeated.of(values.get(c.criterion.code, {}).get(c.part.code, EMPTY) for values in sheets) for c in layout.parts
    ]


@FEW
@given(a_sheet(), st.data())
def test_many_sheets_are_measured_as_one_by_one(given_sheet, data):
    layout, values, _month = given_sheet
    other = {
        criterion.code: {part.code: data.draw(a_value(criterion, part)) for part in criterion.parts}
        for criterion in layout.criteria
    }
    sheets = [values, {}, other, values]
    many = measured_of_many(layout, columns_of(layout, sheets), count=len(sheets))
    for number, sheet in enumerate(sheets):
        one = measured_of(layout, sheet)
        assert many.amounts[number] == array(one.amounts)
        assert many.bases[number] == array(one.bases)
        assert many.counts[number] == array(one.counts)


@FEW
@given(a_sheet())
def test_many_sheets_add_up_as_one_by_one(given_sheet):
    layout, values, month = given_sheet
    columns = right(layout, columns_of(layout, [values, {}]))
    scores = score_many(layout, gather_columns(layout, columns, count=2), months=[month])
    many = tallies_of(layout, scores, month=month)
    one = tally(layout, scores_of_right(layout, values), month=month)
    assert (many.points[0], many.groups[0], many.due[0], many.totals[0]) == (
        one.points,
        one.groups,
        one.due,
        one.total,
    )
    empty = tally(layout, {}, month=month)
    assert (many.points[1], many.totals[1]) == (empty.points, None)


def scores_of_right(layout, values):
    right = {
        c.code: {p.code: v for p in c.parts if not wrong(p, c, v := values[c.code][p.code])} for c in layout.criteria
    }
    return {c.code: score_criterion(c, right[c.code]) for c in layout.criteria}


@FEW
@given(a_sheet())
def test_points_and_groups_belong_together(given_sheet):
    layout, values, month = given_sheet
    found = tally(layout, scores_of_right(layout, values), month=month)
    assert all(0 <= points <= due for points, due in zip(found.groups, found.due, strict=True))
    if found.total is not None:
        whole = 100 if layout.is_met else int(layout.framework.whole)
        assert found.total == sum(found.groups) * whole * 100 // (sum(found.due) or 1)


@pytest.mark.parametrize(("numbers", "text"), [([], "{}"), ([500, None, 0], "{500,NULL,0}")])
def test_array_is_written_as_postgresql_reads_it(numbers, text):
    assert array(numbers) == text


@pytest.mark.parametrize(
    ("vector", "number", "points"),
    [([500, None], 0, Decimal("5.00")), ([500, None], 1, None), ([], 3, None), ([0], 0, Decimal("0.00"))],
)
def test_point_of_an_array_is_read_exactly(vector, number, points):
    assert as_points(vector, number) == points
