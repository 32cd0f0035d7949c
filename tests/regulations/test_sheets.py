"""Sheets of a month and of a year: what is due, what is shared out, totals, bands, bonus; as tables."""

from decimal import Decimal

import pytest

from fourgood.regulations.framework import Style, Words
from fourgood.regulations.scoring import CriterionScore, given, score_criterion
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, EMPTY, Value, ratio
from fourgood.regulations.year import year_sheet
from tests.regulations import frameworks as build
from tests.regulations.frameworks import D

# Two groups of 50. In I: 20 monthly, 10 quarterly, 20 yearly whose points go to I.2 where it does not apply. In II: 30
# monthly, 20 quarterly.
FRAMEWORK = build.framework(
    build.group(
        "I",
        build.criterion("I.1", build.percentage(20)),
        build.criterion("I.2", build.percentage(10), every="quarter"),
        build.criterion("I.3", build.percentage(20), every="year", gives_to="I.2"),
    ),
    build.group(
        "II",
        build.criterion("II.1", build.percentage(30), threshold=80),
        build.criterion("II.2", build.percentage(20), every="quarter"),
    ),
    bonus=build.bonus(5, replicated=2, resources=1, initiative=1, commended=1),
    deductions=build.extras(late="0.5", unsupported=1),
)
VARIANT = FRAMEWORK.variants[0]
AWAY = "does not apply"


def scores(**points):
    """Given points by code, "I_1" for I.1; AWAY: does not apply."""
    found = {}
    for name, number in points.items():
        criterion = VARIANT.criterion(name.replace("_", "."))
        found[criterion.code] = (
            given(criterion, None, applies=False) if number == AWAY else given(criterion, D(str(number)))
        )
    return found


ALL_FULL = {"I_1": 20, "I_2": 10, "I_3": 20, "II_1": 30, "II_2": 20}
SHEETS = [
    # months, what differs from all full, points of group I and of II as "points/due", total
    ((1,), {}, "20/20", "30/30", "100"),
    ((3,), {}, "30/30", "50/50", "100"),
    ((12,), {}, "50/50", "50/50", "100"),
    (None, {}, "50/50", "50/50", "100"),
    ((1, 2), {}, "20/20", "30/30", "100"),
    ((1,), {"I_1": 10}, "10/20", "30/30", "80"),
    # not due: its points do not count
    ((1,), {"I_2": 0, "I_3": 0, "II_2": 0}, "20/20", "30/30", "100"),
    ((3,), {"I_2": 0}, "20/30", "50/50", "87.50"),
    # shared out inside the group: 10 of 20 that apply are 15 of 30
    ((3,), {"I_1": 10, "I_2": AWAY}, "15/30", "50/50", "81.25"),
    ((3,), {"II_1": 10, "II_2": AWAY}, "30/30", "16.67/50", "58.33"),
    # given away to I.2, which now counts for 30: 8 of 10 are 24 of 30
    ((12,), {"I_2": 8, "I_3": AWAY}, "44/50", "50/50", "94"),
    # whoever would get them is away too: shared out
    ((12,), {"I_1": 10, "I_2": AWAY, "I_3": AWAY}, "25/50", "50/50", "75"),
    # a group in which nothing applies is left out of both sums
    ((1,), {"I_1": AWAY, "II_1": 15}, None, "15/30", "50"),
    ((1,), {"I_1": AWAY, "II_1": AWAY}, None, None, None),
    # down: 89.996 % never reads as 90
    ((1,), {"I_1": "19.99"}, "19.99/20", "30/30", "99.98"),
    ((3,), {"I_1": "19.99"}, "29.99/30", "50/50", "99.98"),
    ((), {}, None, None, None),
]


def as_text(group):
    return None if group.points is None else f"{group.points:.2f}/{group.due:.2f}".replace(".00", "")


@pytest.mark.parametrize(("months", "differs", "first", "second", "total"), SHEETS)
def test_groups_and_total(months, differs, first, second, total):
    result = sheet(FRAMEWORK, VARIANT, scores(**ALL_FULL | differs), months=months)
    assert [as_text(group) for group in result.groups] == [first, second]
    assert result.total == (None if total is None else D(total))


def test_89_996_is_89_99_and_not_excellent():
    whole = build.framework(build.group("I", build.criterion("I.1", build.percentage(250))), whole=100)
    criterion = whole.variants[0].criterion("I.1")
    result = sheet(whole, whole.variants[0], {"I.1": given(criterion, D("224.99"))})
    assert (result.total, result.band.code) == (D("89.99"), "fair")


@pytest.mark.parametrize(
    ("points", "band"),
    [("100", "good"), ("90", "good"), ("89.99", "fair"), ("70", "fair"), ("50", "average"), ("49.99", "weak")],
)
def test_band_of_a_total(points, band):
    one = build.framework(build.group("I", build.criterion("I.1", build.percentage(100))))
    variant = one.variants[0]
    assert sheet(one, variant, {"I.1": given(variant.criterion("I.1"), D(points))}).band.code == band


EXTRAS = [
    ({}, {}, "0", "0", "80"),
    ({"replicated": 1, "commended": 1}, {}, "3", "0", "83"),
    ({"replicated": 3}, {}, "5", "0", "85"),
    ({}, {"late": 3, "unsupported": 1}, "0", "2.5", "77.5"),
    ({"replicated": 1}, {"late": 1}, "2", "0.5", "81.5"),
    ({}, {"unsupported": 90}, "0", "90", "0"),
]


@pytest.mark.parametrize(("bonus", "deductions", "added", "taken", "final"), EXTRAS)
def test_bonus_and_deductions_are_added_at_the_end(bonus, deductions, added, taken, final):
    points = scores(**ALL_FULL | {"I_1": 10})
    result = sheet(FRAMEWORK, VARIANT, points, months=[1], bonus=bonus, deductions=deductions)
    assert (result.bonus, result.deduction) == (D(added), D(taken))
    assert (result.total, result.final) == (D(80), D(final))


def test_bonus_never_lifts_above_the_whole():
    assert sheet(FRAMEWORK, VARIANT, scores(**ALL_FULL), bonus={"replicated": 2}).final == 100


@pytest.mark.parametrize("wrong", [{"bonus": {"rain": 1}}, {"deductions": {"rain": 1}}, {"bonus": {"replicated": -1}}])
def test_bonus_or_deduction_that_is_not_of_the_framework_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Not of this framework: rain|can't be below 0"):
        sheet(FRAMEWORK, VARIANT, {}, **wrong)


def test_score_that_is_not_of_the_framework_is_refused():
    stranger = build.criterion("V.1", build.percentage(5))
    with pytest.raises(ValueError, match=r"Not of this framework: V\.1"):
        sheet(FRAMEWORK, VARIANT, {"V.1": given(stranger, D(5))})


def codes(found):
    return [score.criterion.code for score in found]


def test_empty_criterion_is_missing_counts_nothing_and_is_no_shortfall():
    result = sheet(FRAMEWORK, VARIANT, scores(I_1=20), months=[3])
    assert codes(result.missing) == ["I.2", "II.1", "II.2"]
    assert codes(result.shortfalls) == []
    assert (result.points, result.due, result.total) == (D(20), D(80), D(25))
    assert result.explanation.en == (
        "100 × 20 ÷ 80 points due = 25 points (rounded down). "
        "Criteria not entered in full: 3 (what is missing counts 0 points)"
    )


def test_shortfalls_are_those_due_below_their_threshold():
    result = sheet(FRAMEWORK, VARIANT, scores(I_1="13.99", I_2=0, I_3=20, II_1=24, II_2=AWAY), months=[1])
    assert codes(result.shortfalls) == ["I.1"], "I.2 is not due, II.1 reaches its 80 %"
    assert codes(sheet(FRAMEWORK, VARIANT, scores(II_1="23.99"), months=[1]).shortfalls) == ["II.1"]


@pytest.mark.parametrize(
    ("points", "share"), [("20", "100"), ("14", "70"), ("13.99", "69.95"), ("0.01", "0.05"), (AWAY, None)]
)
def test_share_of_a_group(points, share):
    result = sheet(FRAMEWORK, VARIANT, scores(I_1=points), months=[1])
    assert result.groups[0].share == (None if share is None else D(share))


def test_line_says_what_it_counts_for():
    lines = sheet(FRAMEWORK, VARIANT, scores(**ALL_FULL | {"I_2": 8, "I_3": AWAY}), months=[12]).lines
    assert [(line.criterion.code, line.is_due, line.weight, line.points) for line in lines] == [
        ("I.1", True, 20, 20),
        ("I.2", True, 30, 24),
        ("I.3", True, 0, 0),
        ("II.1", True, 30, 30),
        ("II.2", True, 20, 20),
    ]


def test_group_and_total_are_explained():
    points = scores(**ALL_FULL | {"I_1": 10, "I_2": AWAY})
    result = sheet(FRAMEWORK, VARIANT, points, months=[3], bonus={"replicated": 1}, deductions={"late": 1})
    assert result.groups[0].explanation == Words(
        vi="10/20 điểm của các tiêu chí áp dụng, quy đổi theo 30 điểm đến kỳ đánh giá: 15/30 điểm",
        ms="10 daripada 20 mata yang terpakai, diagihkan kepada 30 mata yang perlu dinilai: 15 daripada 30 mata",
        en="10 of 20 points that apply, shared out over the 30 points due: 15 of 30 points",
    )
    assert result.groups[1].explanation.vi == "50/50 điểm"
    assert result.explanation == Words(
        vi="100 × 65 ÷ 80 điểm đến kỳ đánh giá = 81,25 điểm (làm tròn xuống). "
        "81,25 + 2 điểm cộng − 0,5 điểm trừ, trong khoảng 0–100: 82,75 điểm",
        ms="100 × 65 ÷ 80 mata yang perlu dinilai = 81.25 mata (dibundarkan ke bawah). "
        "81.25 + 2 mata tambahan − 0.5 mata tolak, dalam julat 0–100: 82.75 mata",
        en="100 × 65 ÷ 80 points due = 81.25 points (rounded down). "
        "81.25 + 2 bonus − 0.5 deductions, kept within 0–100: 82.75 points",
    )
    nothing = sheet(FRAMEWORK, VARIANT, {}, months=[])
    assert nothing.explanation.en == "Nothing is due: there is no total"
    assert nothing.groups[0].explanation.en == "Nothing applies: the group is left out"
    assert nothing.band is None and nothing.final is None


# Met or not met: every criterion counts alike (domain 9.4, alternative mode).
MET = build.framework(
    build.group(
        "I",
        build.criterion("I.1", build.met(), mandatory=True),
        build.criterion("I.2", build.met()),
        build.criterion("I.3", build.met(), every="year"),
    ),
    build.group("II", build.criterion("II.1", build.met(), mandatory=True)),
    style=Style.MET,
)
YES, NO = Value(answer=True), Value(answer=False)
MET_SHEETS = [
    ((12,), (YES, YES, YES, YES), "100", []),
    ((12,), (YES, NO, YES, YES), "75", []),
    ((1,), (YES, NO, NO, YES), "66.66", []),
    ((12,), (NO, YES, DOES_NOT_APPLY, YES), "66.66", ["I.1"]),
    ((12,), (YES, EMPTY, EMPTY, EMPTY), "25", ["II.1"]),
    ((12,), (DOES_NOT_APPLY, DOES_NOT_APPLY, DOES_NOT_APPLY, YES), "100", []),
    (None, (ratio(11, 12), YES, YES, YES), "98", ["I.1"]),
]


@pytest.mark.parametrize(("months", "values", "total", "mandatory"), MET_SHEETS)
def test_met_or_not_met_is_the_share_of_what_applies(months, values, total, mandatory):
    variant = MET.variants[0]
    scored = {c.code: score_criterion(c, {"": value}) for c, value in zip(variant.criteria(), values, strict=True)}
    result = sheet(MET, variant, scored, months=months)
    assert (result.total, codes(result.mandatory_missing)) == (D(total), mandatory)


# A year: attendance each month, a thematic meeting each quarter, rating at the end of the year.
YEAR = build.framework(
    build.group(
        "II",
        build.criterion("II.1", build.yes_no(20)),
        build.criterion(
            "II.2", build.percentage(40, build.steps((85, 40), (75, 20), (0, 0)), build.minus("unexcused", 1))
        ),
        build.criterion("II.3", build.quantity(20), every="quarter"),
        build.criterion("II.4", build.graded(20, full=20, half=10, none=0), every="year"),
    )
)


def month(number, *, came=18, unexcused=0):
    values = {"II.1": {"": YES}, "II.2": {"": ratio(came, 21, {"unexcused": unexcused})}}
    if number in (3, 6, 9, 12):
        values["II.3"] = {"": ratio(1, 1)}
    return values | ({"II.4": {"": Value(grade="full")}} if number == 12 else {})


FULL_YEAR = {number: month(number) for number in range(1, 13)}
YEARS = [
    ("all full", FULL_YEAR, "100", []),
    ("one month without a meeting", FULL_YEAR | {5: month(5) | {"II.1": {"": NO}}}, "98.33", []),
    ("a month not entered is a gap", FULL_YEAR | {5: {}}, "100", [(5, "II.1"), (5, "II.2")]),
    ("a wrong month is a gap", FULL_YEAR | {5: month(5, came=22)}, "100", [(5, "II.2")]),
    ("attendance 84.92 % over the year", FULL_YEAR | {5: month(5, came=16)}, "80", []),
    ("unexcused add up", FULL_YEAR | {5: month(5, unexcused=2), 6: month(6, unexcused=1)}, "97", []),
    ("no thematic meeting in a quarter", FULL_YEAR | {9: month(9) | {"II.3": {"": ratio(0, 1)}}}, "95", []),
    ("to date: what was not yet due does not count", {n: month(n) for n in (1, 2)}, "100", []),
    ("from its start month on", {n: month(n) for n in (11, 12)}, "100", []),
]


@pytest.mark.parametrize(("months", "total", "gaps"), [row[1:] for row in YEARS], ids=[row[0] for row in YEARS])
def test_year(months, total, gaps):
    year = year_sheet(YEAR, YEAR.variants[0], months)
    assert year.sheet.total == D(total)
    assert [(gap.month, gap.criterion.code) for gap in year.gaps] == gaps
    assert year.sheet.months == tuple(sorted(months))


def test_year_carries_bonus_and_deductions():
    extras = {"bonus": {"replicated": 1}, "deductions": {"late": 5}}
    months = {1: {"I.1": {"": ratio(1, 2)}, "II.1": {"": ratio(1, 1)}}}
    result = year_sheet(FRAMEWORK, VARIANT, months, **extras).sheet
    assert (result.total, result.final) == (D(80), D("79.5"))


def test_given_and_computed_points_make_the_same_sheet():
    computed = {
        "I.1": score_criterion(VARIANT.criterion("I.1"), {"": ratio(2, 3)}),
        "II.1": score_criterion(VARIANT.criterion("II.1"), {"": ratio(1, 3)}),
    }
    own = {code: given(score.criterion, score.points) for code, score in computed.items()}
    one, other = (sheet(FRAMEWORK, VARIANT, each, months=[1]) for each in (computed, own))
    assert one.total == other.total == Decimal("46.66")
    assert isinstance(one.lines[0].score, CriterionScore)
