"""What holds for every framework and every value (domain: invariants worth testing)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fourgood.regulations.complaints import wrong
from fourgood.regulations.framework import LANGUAGES, Kind
from fourgood.regulations.hundredths import down, half_up
from fourgood.regulations.scoring import given as given_points
from fourgood.regulations.scoring import points_of, score_criterion, worth
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, RATIOS, ratio, year_value
from fourgood.regulations.year import year_sheet
from tests.regulations import frameworks as build
from tests.regulations.random_frameworks import frameworks, met_frameworks, parts, points_up_to, values, values_of

SOME = settings(max_examples=30)
MORE = settings(max_examples=80)
MONTHS = st.none() | st.sets(st.integers(1, 12), min_size=1, max_size=3)
RATIO_PARTS = parts("", list(RATIOS))


@st.composite
def assessed(draw, of):
    framework = draw(of)
    return framework, draw(values_of(framework))


def scores_of(framework, values):
    variant = framework.variants[0]
    return {code: score_criterion(variant.criterion(code), parts) for code, parts in values.items()}


def sheet_of(framework, values, **more):
    return sheet(framework, framework.variants[0], scores_of(framework, values), **more)


@SOME
@given(assessed(frameworks(whole=100) | met_frameworks()), MONTHS, st.integers(0, 9), st.integers(0, 300))
def test_total_and_final_stay_within_the_whole(drawn, months, gained, late):
    framework, values = drawn
    bonus = {"gained": gained} if framework.bonus else {}
    result = sheet_of(framework, values, months=months, bonus=bonus, deductions={"late": late})
    if result.total is None:
        assert result.due == 0
        return
    assert 0 <= result.total <= 100
    assert 0 <= result.final <= 100
    assert result.final <= result.total + 5, "a bonus is capped"
    assert all(0 <= group.points <= group.due for group in result.groups if group.points is not None)


@SOME
@given(assessed(frameworks(whole=100)), MONTHS)
def test_number_is_what_it_says_it_was_computed_from(drawn, months):
    result = sheet_of(*drawn, months=months)
    for group in result.groups:
        assert group.earned == sum(line.points for line in group.lines)
        assert group.applying == sum(line.weight for line in group.lines)
        if group.points is not None:
            assert group.points == half_up(Fraction(group.earned) * Fraction(group.due) / Fraction(group.applying))
    if result.total is not None:
        assert result.total == down(100 * Fraction(result.points) / Fraction(result.due))


@st.composite
def all_full(draw):
    """Every criterion has all its points or does not apply."""
    framework = draw(frameworks(whole=100) | met_frameworks())
    scores = {}
    for criterion in framework.variants[0].criteria():
        applies = criterion.not_applicable == "never" or draw(st.booleans())
        scores[criterion.code] = given_points(criterion, worth(criterion) if applies else None, applies=applies)
    return framework, scores


@MORE
@given(all_full(), MONTHS)
def test_all_full_is_exactly_the_whole_whatever_does_not_apply(drawn, months):
    framework, scores = drawn
    result = sheet(framework, framework.variants[0], scores, months=months)
    assert result.total in (None, 100)
    if result.total is None:
        assert not any(line.counts for line in result.lines)
    elif framework.style == "points":
        due = {line.criterion.code: line.criterion.points for line in result.lines if line.is_due}
        for group in (group for group in result.groups if group.points is not None):
            assert group.points == group.due == sum(due.get(line.criterion.code, 0) for line in group.lines)


@MORE
@given(RATIO_PARTS, st.integers(1, 60), st.data())
def test_more_is_never_worth_less(part, base, data):
    least, most = sorted([data.draw(st.integers(0, base)), data.draw(st.integers(0, base))])
    happened = {event.code: 0 for event in part.events}
    fewer, more = (points_of(part, ratio(amount, base, happened)).points for amount in (least, most))
    assert 0 <= fewer <= more <= part.points


@MORE
@given(parts("").filter(lambda part: part.events), st.data())
def test_an_event_more_is_never_worth_more(part, data):
    value = data.draw(values(part, applies=True).filter(lambda value: value.events))
    assume(points_of(part, value).applies)
    code = data.draw(st.sampled_from([event.code for event in part.events]))
    worse = replace(value, events=tuple((name, count + (name == code)) for name, count in value.events))
    assert 0 <= points_of(part, worse).points <= points_of(part, value).points <= part.points


@MORE
@given(RATIO_PARTS, st.integers(0, 60), st.integers(1, 60), st.sampled_from([100, 1000]))
def test_only_the_ratio_counts(part, amount, base, factor):
    happened = {event.code: 0 for event in part.events}
    as_it_is = points_of(part, ratio(min(amount, base), base, happened))
    assert points_of(part, ratio(min(amount, base) * factor, base * factor, happened)).points == as_it_is.points


@SOME
@given(assessed(frameworks(whole=100) | met_frameworks()), MONTHS, st.randoms())
def test_order_of_criteria_and_groups_is_irrelevant(drawn, months, random):
    framework, values = drawn
    groups = [
        replace(group, criteria=tuple(random.sample(group.criteria, len(group.criteria))))
        for group in framework.variants[0].groups
    ]
    random.shuffle(groups)
    shuffled = replace(framework, variants=(replace(framework.variants[0], groups=tuple(groups)),))
    one, other = (sheet_of(each, values, months=months) for each in (framework, shuffled))
    assert one.total == other.total
    assert {group.group.code: group.points for group in one.groups} == {
        group.group.code: group.points for group in other.groups
    }


@MORE
@given(st.fractions(0, 100), st.lists(st.integers(1, 9999), max_size=3))
def test_rounding_down_never_crosses_a_band(exact, cuts):
    bands = [(f"b{cut}", Decimal(cut).scaleb(-2)) for cut in sorted(set(cuts), reverse=True)]
    framework = build.framework(bands=(*bands, ("last", 0)))
    assert framework.band_of(down(exact)) == next(band for band in framework.bands if exact >= band.at_least)


@SOME
@given(assessed(frameworks()))
def test_a_right_value_has_no_complaint_and_every_number_a_sentence(drawn):
    framework, values = drawn
    for code, score in scores_of(framework, values).items():
        criterion = framework.variants[0].criterion(code)
        assert not any(wrong(part, criterion, values[code][part.code]) for part in criterion.parts)
        assert all(score.explanation.to(language) for language in LANGUAGES)
    assert all(sheet_of(framework, values).explanation.to(language) for language in LANGUAGES)


@MORE
@given(RATIO_PARTS.filter(lambda part: not part.events), st.integers(1, 12), st.data())
def test_a_year_of_identical_months_is_worth_the_month(part, months, data):
    value = data.draw(values(part).filter(lambda value: not value.is_empty))
    assert points_of(part, year_value(part, [value] * months)).points == points_of(part, value).points


@MORE
@given(parts("", [Kind.YES_NO, Kind.GRADED]).filter(lambda part: not part.events), st.data())
def test_a_year_is_worth_the_mean_of_its_months(part, data):
    months = data.draw(
        st.lists(values(part, applies=True).filter(lambda v: v.answer is not None or v.grade), min_size=1)
    )
    each = [Fraction(points_of(part, value).points) for value in months]
    assert points_of(part, year_value(part, months)).points == half_up(sum(each) / len(each))


@SOME
@given(assessed(frameworks(whole=100)), st.sets(st.integers(1, 12), min_size=1))
def test_months_that_do_not_apply_change_nothing_in_a_year(drawn, months):
    """In every month the same values, or "does not apply" for what may be so: percentages stay as they are."""
    framework, values = drawn
    variant = framework.variants[0]
    away = {
        criterion.code: {part.code: DOES_NOT_APPLY for part in criterion.parts}
        for criterion in variant.criteria()
        if criterion.not_applicable != "never"
    }
    one = year_sheet(framework, variant, {12: values})
    other = year_sheet(framework, variant, {12: values} | {month: values | away for month in months if month != 12})
    kept = [
        number
        for number, criterion in enumerate(variant.criteria())
        if criterion.not_applicable != "never" and all(part.kind in RATIOS for part in criterion.parts)
    ]
    for number in kept:
        before, after = one.sheet.lines[number].score, other.sheet.lines[number].score
        if not before.is_missing:
            assert after.points == before.points


@MORE
@given(points_up_to(100), st.integers(0, 10), st.integers(0, 200))
def test_bonus_never_lifts_above_the_whole_nor_deductions_below_nothing(points, gained, late):
    only = build.criterion("I.1", build.yes_no(100))
    framework = build.framework(
        build.group("I", only), bonus=build.bonus(5, gained=2), deductions=build.extras(late="0.5")
    )
    result = sheet(
        framework,
        framework.variants[0],
        {"I.1": given_points(only, points)},
        bonus={"gained": gained},
        deductions={"late": late},
    )
    assert result.total == points
    expected = points + min(2 * gained, 5) - Decimal("0.5") * late
    assert result.final == max(0, min(100, expected))
