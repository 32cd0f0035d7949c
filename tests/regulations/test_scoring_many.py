"""Many at once is exactly one by one; what could leave int64 or can't be is refused."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourgood.regulations import scoring, scoring_many
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.many_values import Layout, ManyValues, gather, grade_points
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.scoring_many import score_many, sheet_many
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, Value, ratio
from tests.regulations import frameworks as build
from tests.regulations.random_frameworks import frameworks, met_frameworks, values_of
from tests.regulations.test_scoring import AN_PHU, MEASURES

MONTHS = st.none() | st.sets(st.integers(1, 12), min_size=1, max_size=3)
SOME = settings(max_examples=80)


def layout_of(framework):
    return Layout(framework, framework.variants[0])


def one_by_one(framework, values, months):
    variant = framework.variants[0]
    scores = {code: score_criterion(variant.criterion(code), parts) for code, parts in values.items()}
    return sheet(framework, variant, scores, months=months)


def assert_equal(many, row, one):
    """Row `row` of the arrays says what the sheet says."""
    for number, line in enumerate(one.lines):
        counts = line.counts
        expected = (line.score.points or 0) if counts else 0
        assert decimal_of(int(many.points[row, number])) == expected
        assert bool(many.applies[row, number]) is counts
        assert bool(many.missing[row, number]) is (counts and line.score.is_missing)
    for number, group in enumerate(one.groups):
        assert decimal_of(int(many.group_points[row, number])) == (group.points or 0)
        assert decimal_of(int(many.group_due[row, number])) == group.due
    assert (decimal_of(int(many.totals[row])) if many.has_total[row] else None) == one.total


@st.composite
def assessments(draw, of):
    framework = draw(of)
    return framework, draw(st.lists(values_of(framework), min_size=1, max_size=4)), draw(MONTHS)


def check(framework, all_values, months):
    layout = layout_of(framework)
    many = score_many(layout, gather(layout, all_values), months=months)
    for row, values in enumerate(all_values):
        assert_equal(many, row, one_by_one(framework, values, months))


@SOME
@given(assessments(frameworks(whole=100)))
def test_many_at_once_are_exactly_one_by_one(drawn):
    check(*drawn)


@settings(SOME, max_examples=40)
@given(assessments(met_frameworks()))
def test_many_met_or_not_met_are_exactly_one_by_one(drawn):
    check(*drawn)


@pytest.mark.parametrize(("part", "value", "points"), [*AN_PHU, *MEASURES])
def test_every_row_of_the_tables_is_the_same_at_once(part, value, points):
    layout = layout_of(build.framework(build.group("I", build.criterion("I.1", part)), whole=100))
    many = score_many(layout, gather(layout, [{"I.1": {"": value}}, {}]))
    assert many.points[:, 0].tolist() == [int(100 * Decimal(points)), 0]


@st.composite
def given_points(draw):
    """A framework, and for one assessment the points given, by code; None: does not apply."""
    framework = draw(frameworks(whole=100))
    points = {}
    for criterion in framework.variants[0].criteria():
        of_it = st.integers(0, int(criterion.points * 100))
        points[criterion.code] = draw(of_it if criterion.not_applicable == "never" else of_it | st.none())
    return framework, points, draw(MONTHS)


@settings(SOME, max_examples=60)
@given(given_points())
def test_many_given_points_are_exactly_one_by_one(drawn):
    framework, points, months = drawn
    variant, layout = framework.variants[0], layout_of(framework)
    scores = {
        code: scoring.given(variant.criterion(code), None, applies=False)
        if number is None
        else scoring.given(variant.criterion(code), decimal_of(number))
        for code, number in points.items()
    }
    many = sheet_many(
        layout,
        np.array([[number or 0 for number in points.values()]], np.int64),
        np.array([[number is not None for number in points.values()]]),
        months=months,
    )
    assert_equal(many, 0, sheet(framework, variant, scores, months=months))


ATTENDANCE = build.criterion("I.1", build.percentage(5, build.steps((85, 5), (75, 3), (0, 0))))
PLAN = build.criterion("I.2", build.quantity(3, build.full_from(80)), never=True)
CHECKED = build.criterion("I.3", build.graded(4, full=4, half=2, none=0))
CALM = build.criterion("I.4", build.deductions(4, build.minus("serious", 2)))
FRAMEWORK = build.framework(build.group("I", ATTENDANCE, PLAN, CHECKED, CALM), whole=100)
LAYOUT = layout_of(FRAMEWORK)


def filled(rows):
    """So many assessments: 18 of 21, 4 of 4, grade full, nothing serious."""
    values = ManyValues.empty(LAYOUT, rows)
    values.amounts[:] = (18, 4, grade_points(CHECKED.parts[0])[0], 0)
    values.bases[:] = (21, 4, 1, 0)
    values.entered[:] = True
    return values


def test_more_rows_than_one_run_are_all_scored():
    rows = 2 * scoring_many.ROWS_AT_ONCE + 5
    values = filled(rows)
    values.amounts[-1, 0] = 15
    many = score_many(LAYOUT, values)
    assert many.points[:-1].tolist() == [[500, 300, 400, 400]] * (rows - 1)
    assert many.points[-1].tolist() == [0, 300, 400, 400]
    assert many.totals[[0, -1]].tolist() == [100_00, 68_75]


def test_no_assessments_give_empty_arrays():
    assert score_many(LAYOUT, filled(0)).points.shape == (0, 4)


def test_what_is_not_entered_is_missing_and_counts_nothing():
    many = score_many(LAYOUT, ManyValues.empty(LAYOUT, 1))
    assert many.missing.tolist() == [[True] * 4]
    assert (many.totals.tolist(), many.has_total.tolist()) == ([0], [True])


def test_arrays_stored_by_row_are_scored_alike():
    values = filled(3)
    by_row = ManyValues(**{name: np.ascontiguousarray(array) for name, array in vars(values).items()})
    assert score_many(LAYOUT, by_row).totals.tolist() == [100_00] * 3


def test_numbers_up_to_the_bound_are_exact():
    largest = scoring_many._largest_base(LAYOUT.parts[1])
    values = filled(1)
    values.bases[0, 1], values.amounts[0, 1] = largest, largest * 4 // 5
    assert score_many(LAYOUT, values).points[0, 1] == 300
    assert largest > 10**15


WRONG = {
    "an amount below 0": ("amounts", 0, -1, "I.1: numbers are from 0 on"),
    "a base below 0": ("bases", 0, -1, "I.1: numbers are from 0 on"),
    "a base that could leave int64": ("bases", 1, 2**60, "I.2: numbers are from 0 on"),
    "more than all": ("amounts", 0, 22, "I.1: an amount is above its base"),
    "a grade worth more than the part": ("amounts", 2, 401, "I.3: an amount is above its base"),
    "a grade of none": ("bases", 2, 0, "I.3: an amount is above its base"),
    "a plan of 0 where it always applies": ("bases", 1, 0, "I.2 always applies"),
    "a count below 0": ("events", 0, -1, "I.4, serious: counts are from 0"),
    "a count beyond all reason": ("events", 0, 1_000_001, "I.4, serious: counts are from 0"),
    "saying that it does not apply where it always does": ("applicable", 1, False, "I.2 always applies"),
}


@pytest.mark.parametrize(("name", "column", "number", "message"), WRONG.values(), ids=WRONG)
def test_wrong_number_is_refused(name, column, number, message):
    values = filled(2)
    getattr(values, name)[1, column] = number
    with pytest.raises(ValueError, match=message):
        score_many(LAYOUT, values)


def test_arrays_of_another_shape_or_type_are_refused():
    with pytest.raises(ValueError, match="should be"):
        score_many(LAYOUT, ManyValues(**vars(filled(2)) | {"bases": np.zeros((2, 3), np.int64)}))
    with pytest.raises(ValueError, match="should be"):
        score_many(LAYOUT, ManyValues(**vars(filled(2)) | {"amounts": np.zeros((2, 4))}))


@pytest.mark.parametrize(("points", "applies"), [(-1, True), (501, True), (1, False)])
def test_given_points_that_cannot_be_are_refused(points, applies):
    row = np.array([[points, 0, 0, 0]], np.int64)
    with pytest.raises(ValueError, match=r"I\.1"):
        sheet_many(LAYOUT, row, np.array([[applies, True, True, True]]))


def test_wrong_value_is_refused_when_gathered():
    with pytest.raises(ValueError, match="22 is more than 21"):
        gather(LAYOUT, [{"I.1": {"": ratio(22, 21)}}])


def test_amounts_with_decimals_are_gathered_in_hundredths():
    values = gather(LAYOUT, [{"I.2": {"": ratio(Decimal("1.25"), 2)}}, {"I.2": {"": ratio(1, 2)}}])
    assert (values.amounts[:, 1].tolist(), values.bases[:, 1].tolist()) == ([125, 100], [200, 200])


def test_grades_answers_and_events_are_gathered():
    values = gather(LAYOUT, [{"I.3": {"": Value(grade="half")}, "I.1": {"": DOES_NOT_APPLY}}])
    assert (values.amounts[0, 2], values.bases[0, 2]) == (200, 1)
    assert values.entered.tolist() == [[False, False, True, False]]
    assert values.applicable.tolist() == [[False, True, True, True]]


def test_variant_with_points_beyond_int64_is_refused():
    with pytest.raises(ValueError, match="too many points"):
        layout_of(build.framework(build.group("I", build.criterion("I.1", build.yes_no(10**8)))))
