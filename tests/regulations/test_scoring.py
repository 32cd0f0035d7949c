"""From values to points: the scales of the sheets that the provinces use, as tables. Explanations word for word."""

from decimal import Decimal

import pytest

from fourgood.regulations.framework import Words
from fourgood.regulations.scoring import given, points_of, score_criterion
from fourgood.regulations.values import DOES_NOT_APPLY, EMPTY, Value, counts, ratio
from tests.regulations import frameworks as build
from tests.regulations.frameworks import D, steps


def happened(**events):
    return Value(events=counts(events))


YES, NO = Value(answer=True), Value(answer=False)

# The sheet of meeting quality of An Phú ward (domain 2.3): time, attendance, speaking, result of the last resolution.
ATTENDANCE = build.percentage(4, steps((90, 4), (75, 3), (65, 2), (0, 1)), build.at_most("unexcused", 1))
NEVER_THRICE = build.yes_no(1)
SPEAKING = build.percentage(5, steps((50, 5), (40, 4), (30, 3), (0, 2)))
RESULT = build.percentage(30, steps((90, 30), (80, 27), (70, 24), (60, 20), (50, 15), (0, 10)))
TIME = build.graded(5, full=5, up_to_15_short=4, up_to_30_short=3, half=2, less=1)
AN_PHU = [
    (TIME, Value(grade="full"), 5),
    (TIME, Value(grade="up_to_15_short"), 4),
    (TIME, Value(grade="up_to_30_short"), 3),
    (TIME, Value(grade="half"), 2),
    (TIME, Value(grade="less"), 1),
    (ATTENDANCE, ratio(20, 20, {"unexcused": 0}), 4),
    (ATTENDANCE, ratio(18, 20, {"unexcused": 0}), 4),
    (ATTENDANCE, ratio(17, 20, {"unexcused": 0}), 3),
    (ATTENDANCE, ratio(15, 20, {"unexcused": 0}), 3),
    (ATTENDANCE, ratio(14, 20, {"unexcused": 0}), 2),
    (ATTENDANCE, ratio(13, 20, {"unexcused": 0}), 2),
    (ATTENDANCE, ratio(12, 20, {"unexcused": 0}), 1),
    (ATTENDANCE, ratio(18, 20, {"unexcused": 1}), 1),
    (ATTENDANCE, ratio(12, 20, {"unexcused": 5}), 1),
    (NEVER_THRICE, YES, 1),
    (NEVER_THRICE, NO, 0),
    (SPEAKING, ratio(11, 22, {}), 5),
    (SPEAKING, ratio(10, 22, {}), 4),
    (SPEAKING, ratio(7, 22, {}), 3),
    (SPEAKING, ratio(6, 22, {}), 2),
    (RESULT, ratio(10, 10), 30),
    (RESULT, ratio(9, 10), 30),
    (RESULT, ratio(8, 10), 27),
    (RESULT, ratio(7, 10), 24),
    (RESULT, ratio(6, 10), 20),
    (RESULT, ratio(5, 10), 15),
    (RESULT, ratio(4, 10), 10),
    (RESULT, ratio(0, 10), 10),
]


@pytest.mark.parametrize(("part", "value", "points"), AN_PHU)
def test_sheet_of_meeting_quality(part, value, points):
    assert points_of(part, value).points == D(points)


# How each measure counts (docs/frameworks.md), at its edges.
HALF_OF_80 = build.percentage(5, build.full_from(80), build.at_most("not_completed", 0))
MINUS_AND_LIMIT = build.percentage(5, None, build.minus("late", 2), build.at_most("false", 4))
PLAN = build.quantity(4, None, build.at_most("not_public", 0))
DISCIPLINE = build.deductions(4, build.minus("reprimand", 1), build.minus("warning", 2), build.minus("heavier", 4))
GRADED = build.graded(4, full=4, half=2, none=0)
MEASURES = [
    # in proportion, rounded half up to a hundredth, once
    (build.percentage(4), ratio(2, 3), "2.67"),
    (build.percentage(1), ratio(1, 3), "0.33"),
    (build.percentage(1), ratio(1, 8), "0.13"),
    (build.percentage(D("0.05")), ratio(1, 2), "0.03"),
    (build.percentage(4), ratio(0, 3), 0),
    # all points from 80 % on, below in proportion to 80
    (HALF_OF_80, ratio(16, 20, {"not_completed": 0}), 5),
    (HALF_OF_80, ratio(20, 20, {"not_completed": 0}), 5),
    (HALF_OF_80, ratio(15, 20, {"not_completed": 0}), "4.69"),
    (HALF_OF_80, ratio(20, 20, {"not_completed": 1}), 0),
    # steps compare the percentage as it is: 84.999… % is not 85 %
    (build.percentage(5, steps((85, 5), (75, 3), (0, 0))), ratio(849_999_999, 1_000_000_000), 3),
    (build.percentage(5, steps((85, 5), (75, 3), (0, 0))), ratio(17, 20), 5),
    (build.percentage(5, steps(("66.67", 5), (0, 0))), ratio(2, 3), 0),
    # points off first, then the limit, never below 0
    (MINUS_AND_LIMIT, ratio(1, 1, {"late": 1, "false": 0}), 3),
    (MINUS_AND_LIMIT, ratio(1, 1, {"late": 0, "false": 3}), 4),
    (MINUS_AND_LIMIT, ratio(1, 1, {"late": 1, "false": 1}), 3),
    (MINUS_AND_LIMIT, ratio(1, 2, {"late": 2, "false": 0}), 0),
    # more than planned counts as all; 0 if not publicly accounted
    (PLAN, ratio(3, 4, {"not_public": 0}), 3),
    (PLAN, ratio(5, 4, {"not_public": 0}), 4),
    (PLAN, ratio(5, 4, {"not_public": 1}), 0),
    (PLAN, ratio(D("1.25"), D("2.5"), {"not_public": 0}), 2),
    # all or none; over a year in proportion
    (build.yes_no(4), YES, 4),
    (build.yes_no(4), NO, 0),
    (build.yes_no(4), ratio(11, 12), "3.67"),
    # all, less each event
    (DISCIPLINE, happened(reprimand=0, warning=0, heavier=0), 4),
    (DISCIPLINE, happened(reprimand=1, warning=1, heavier=0), 1),
    (DISCIPLINE, happened(reprimand=1, warning=0, heavier=1), 0),
    # the grade's points; over a year the mean of its grades
    (GRADED, Value(grade="half"), 2),
    (GRADED, Value(grade="none"), 0),
    (GRADED, ratio(10, 3), "3.33"),
    # met or not counts alike, whatever the points
    (build.met(), YES, 1),
    (build.met(), NO, 0),
    (build.met(), ratio(9, 12), "0.75"),
]


@pytest.mark.parametrize(("part", "value", "points"), MEASURES)
def test_points_of_a_measure(part, value, points):
    assert points_of(part, value).points == D(points)


@pytest.mark.parametrize("value", [DOES_NOT_APPLY, ratio(0, 0)])
def test_base_of_zero_does_not_apply(value):
    scored = points_of(build.percentage(4), value)
    assert (scored.points, scored.applies, scored.is_missing) == (None, False, False)


def test_nothing_entered_is_neither_zero_nor_all():
    scored = points_of(build.deductions(4, build.minus("serious", 2)), EMPTY)
    assert (scored.points, scored.applies, scored.is_missing) == (None, True, True)


# A criterion of two parts, 2 + 3 points: "assigned" and "completed" (domain 9.1, IV.1).
TWO = build.criterion("IV.1", build.percentage(2, code="a"), build.percentage(3, code="b"))
PARTS = [
    ("both", ratio(21, 22), ratio(20, 21), "4.77", True, False),
    ("one part missing", ratio(21, 22), EMPTY, "1.91", True, True),
    ("one part wrong", ratio(21, 22), ratio(22, 21), "1.91", True, True),
    ("both missing", EMPTY, EMPTY, None, True, True),
    ("nothing was due", ratio(21, 22), ratio(0, 0), "4.78", True, False),
    ("one part does not apply, one is missing", DOES_NOT_APPLY, EMPTY, None, True, True),
    ("neither applies", ratio(0, 0), DOES_NOT_APPLY, None, False, False),
]


@pytest.mark.parametrize(
    ("a", "b", "points", "applies", "missing"), [row[1:] for row in PARTS], ids=[r[0] for r in PARTS]
)
def test_criterion_of_two_parts(a, b, points, applies, missing):
    score = score_criterion(TWO, {"a": a, "b": b})
    assert score.points == (None if points is None else D(points))
    assert (score.applies, score.is_missing) == (applies, missing)


def test_part_that_is_not_of_the_criterion_is_refused():
    with pytest.raises(ValueError, match=r"IV\.1 has no part c"):
        score_criterion(TWO, {"c": EMPTY})


def test_wrong_value_earns_nothing_and_says_why():
    score = score_criterion(build.criterion("I.1", build.percentage(4)), {"": ratio(5, 4)})
    assert (score.points, score.is_missing) == (None, True)
    assert score.explanation.en == "5 is more than 4: what was reached can't exceed the whole."


@pytest.mark.parametrize(
    ("met", "points"), [((YES, YES), 1), ((YES, NO), 0), ((YES, ratio(3, 4)), "0.75"), ((YES, EMPTY), 0)]
)
def test_criterion_of_several_that_must_be_met_is_met_as_far_as_the_worst(met, points):
    criterion = build.criterion("I.1", build.met("a"), build.met("b"))
    assert score_criterion(criterion, dict(zip("ab", met, strict=True))).points == D(points)


@pytest.mark.parametrize(("points", "short"), [("3.49", True), ("3.50", False), (0, True), (5, False), (None, False)])
def test_below_its_threshold_a_criterion_is_short(points, short):
    criterion = build.criterion("II.2", build.percentage(5), threshold=70)
    assert given(criterion, None if points is None else D(points)).is_short is short


@pytest.mark.parametrize("points", ["-0.01", "5.01", "4.005", "NaN"])
def test_given_points_beyond_the_criterion_are_refused(points):
    with pytest.raises(ValueError, match="is not from 0 to 5 points"):
        given(build.criterion("II.2", build.percentage(5)), Decimal(points))


def test_points_of_what_does_not_apply_are_refused():
    ordinary, always = (build.criterion("II.2", build.percentage(5), never=never) for never in (False, True))
    assert given(ordinary, None, applies=False).applies is False
    for criterion, points in ((ordinary, D(1)), (always, None)):
        with pytest.raises(ValueError, match="applies, or has no points"):
            given(criterion, points, applies=False)


MEMBERS = steps((85, 5), (75, 3), (65, 2), (0, 0))
UNEXCUSED = build.minus(
    "unexcused", 1, Words(vi="vắng không lý do", ms="tidak hadir tanpa sebab", en="absent without reason")
)
DONG = Words(vi="đồng", ms="VND", en="VND")
MONEY = build.part(
    build.Kind.QUANTITY,
    4,
    unit=DONG,
    amount=Words(vi="huy động được", ms="digembleng", en="raised"),
    base=Words(vi="kế hoạch", ms="dirancang", en="planned"),
    events=(build.at_most("not_public", 0, Words(vi="không công khai", ms="tidak diumumkan", en="not made public")),),
)
EXPLAINED = [
    (
        build.percentage(5, MEMBERS, UNEXCUSED),
        ratio(18, 21, {"unexcused": 0}),
        "Đảng viên có mặt: 18/21 đảng viên phải dự, 85,71 %, đạt từ 85 %: 5/5 điểm",
        "Ahli yang hadir: 18 daripada 21 ahli yang wajib hadir, 85.71 %, sekurang-kurangnya 85 %: 5 daripada 5 mata",
        "Members present: 18 of 21 members due, 85.71 %, at least 85 %: 5 of 5 points",
    ),
    (
        build.percentage(5, MEMBERS, UNEXCUSED),
        ratio(18, 21, {"unexcused": 2}),
        "Đảng viên có mặt: 18/21 đảng viên phải dự, 85,71 %, đạt từ 85 %: 5 điểm; "
        "vắng không lý do: 2 × −1 điểm; còn 3/5 điểm",
        "Ahli yang hadir: 18 daripada 21 ahli yang wajib hadir, 85.71 %, sekurang-kurangnya 85 %: 5 mata; "
        "tidak hadir tanpa sebab: 2 × −1 mata; tinggal 3 daripada 5 mata",
        "Members present: 18 of 21 members due, 85.71 %, at least 85 %: 5 points; "
        "absent without reason: 2 × −1; leaves 3 of 5 points",
    ),
    (
        build.percentage(5, MEMBERS),
        ratio(84_996, 100_000),
        "Đảng viên có mặt: 84.996/100.000 đảng viên phải dự, 84,99 %, đạt từ 75 %: 3/5 điểm",
        "Ahli yang hadir: 84,996 daripada 100,000 ahli yang wajib hadir, 84.99 %, "
        "sekurang-kurangnya 75 %: 3 daripada 5 mata",
        "Members present: 84,996 of 100,000 members due, 84.99 %, at least 75 %: 3 of 5 points",
    ),
    (
        build.percentage(5, MEMBERS),
        ratio(13, 21),
        "Đảng viên có mặt: 13/21 đảng viên phải dự, 61,9 %, dưới 65 %: 0/5 điểm",
        "Ahli yang hadir: 13 daripada 21 ahli yang wajib hadir, 61.9 %, di bawah 65 %: 0 daripada 5 mata",
        "Members present: 13 of 21 members due, 61.9 %, below 65 %: 0 of 5 points",
    ),
    (
        MONEY,
        ratio(7_500_000_000, 5_000_000_000, {"not_public": 0}),
        "Huy động được: 7.500.000.000 đồng; kế hoạch: 5.000.000.000 đồng; 150 %, tính bằng 100 %, "
        "tính theo tỷ lệ: 4/4 điểm",
        "Digembleng: 7,500,000,000 VND; dirancang: 5,000,000,000 VND; 150 %, dikira sebagai 100 %, "
        "dikira mengikut kadar: 4 daripada 4 mata",
        "Raised: 7,500,000,000 VND; planned: 5,000,000,000 VND; 150 %, counted as 100 %, in proportion: 4 of 4 points",
    ),
    (
        MONEY,
        ratio(4_000_000, 5_000_000, {"not_public": 1}),
        "Huy động được: 4.000.000 đồng; kế hoạch: 5.000.000 đồng; 80 %, tính theo tỷ lệ: 3,2 điểm; "
        "không công khai: 1, tối đa 0 điểm; còn 0/4 điểm",
        "Digembleng: 4,000,000 VND; dirancang: 5,000,000 VND; 80 %, dikira mengikut kadar: 3.2 mata; "
        "tidak diumumkan: 1, paling banyak 0 mata; tinggal 0 daripada 4 mata",
        "Raised: 4,000,000 VND; planned: 5,000,000 VND; 80 %, in proportion: 3.2 points; "
        "not made public: 1, at most 0 points; leaves 0 of 4 points",
    ),
    (
        build.percentage(5, build.full_from(80)),
        ratio(3, 4),
        "Đảng viên có mặt: 3/4 đảng viên phải dự, 75 %, tính theo tỷ lệ so với 80 %: 4,69/5 điểm",
        "Ahli yang hadir: 3 daripada 4 ahli yang wajib hadir, 75 %, dikira mengikut kadar daripada 80 %: "
        "4.69 daripada 5 mata",
        "Members present: 3 of 4 members due, 75 %, in proportion to 80 %: 4.69 of 5 points",
    ),
    (build.yes_no(1), YES, "Có: 1/1 điểm", "Ya: 1 daripada 1 mata", "Yes: 1 of 1 point"),
    (
        build.yes_no(4),
        ratio(11, 12),
        "Có 11/12 lần: 3,67/4 điểm",
        "Ya 11 daripada 12 kali: 3.67 daripada 4 mata",
        "Yes 11 of 12 times: 3.67 of 4 points",
    ),
    (build.met(), NO, "Không đạt: 0/1 điểm", "Tidak dicapai: 0 daripada 1 mata", "Not met: 0 of 1 point"),
    (GRADED, Value(grade="half"), "Half: 2/4 điểm", "Half: 2 daripada 4 mata", "Half: 2 of 4 points"),
    (
        GRADED,
        ratio(10, 4),
        "Trung bình các lần đánh giá (4 lần): 2,5/4 điểm",
        "Purata gred (4 kali): 2.5 daripada 4 mata",
        "Average of grades (4): 2.5 of 4 points",
    ),
    (
        build.deductions(4, UNEXCUSED),
        happened(unexcused=0),
        "Không bị trừ điểm: 4/4 điểm",
        "Tiada mata ditolak: 4 daripada 4 mata",
        "No points taken off: 4 of 4 points",
    ),
    (
        build.deductions(4, UNEXCUSED),
        happened(unexcused=3),
        "Vắng không lý do: 3 × −1 điểm; còn 1/4 điểm",
        "Tidak hadir tanpa sebab: 3 × −1 mata; tinggal 1 daripada 4 mata",
        "Absent without reason: 3 × −1; leaves 1 of 4 points",
    ),
    (
        build.percentage(4),
        ratio(0, 0),
        "0 đảng viên phải dự, không áp dụng",
        "0 ahli yang wajib hadir, tidak berkenaan",
        "0 members due, does not apply",
    ),
    (
        MONEY,
        ratio(0, 0, {"not_public": 0}),
        "Kế hoạch: 0 đồng, không áp dụng",
        "Dirancang: 0 VND, tidak berkenaan",
        "Planned: 0 VND, does not apply",
    ),
    (build.percentage(4), DOES_NOT_APPLY, "Không áp dụng", "Tidak berkenaan", "Does not apply"),
    (build.percentage(4), EMPTY, "Chưa nhập", "Belum diisi", "Not entered"),
]


@pytest.mark.parametrize(("part", "value", "vi", "ms", "en"), EXPLAINED)
def test_points_are_explained_word_for_word(part, value, vi, ms, en):
    assert points_of(part, value).explanation == Words(vi=vi, ms=ms, en=en)


def test_criterion_of_one_part_is_explained_by_its_part():
    criterion = build.criterion("I.1", build.yes_no(2))
    assert score_criterion(criterion, {"": YES}).explanation.en == "Yes: 2 of 2 points"
    assert given(criterion, D("1.5")).explanation.vi == "1,5/2 điểm"
    assert given(criterion, None).explanation.en == "Not entered"


def test_criterion_of_two_parts_is_explained_by_both_and_their_sum():
    both = score_criterion(TWO, {"a": ratio(21, 22), "b": ratio(20, 21)})
    assert both.explanation.vi == (
        "Đảng viên có mặt: 21/22 đảng viên phải dự, 95,45 %, tính theo tỷ lệ: 1,91/2 điểm. "
        "Đảng viên có mặt: 20/21 đảng viên phải dự, 95,23 %, tính theo tỷ lệ: 2,86/3 điểm. Cộng: 4,77/5 điểm"
    )
    one = score_criterion(TWO, {"a": ratio(21, 22), "b": ratio(0, 0)})
    assert one.explanation.en == (
        "Members present: 21 of 22 members due, 95.45 %, in proportion: 1.91 of 2 points. "
        "0 members due, does not apply. Together 1.91 of 2 points of what applies, shared out: 4.78 of 5 points"
    )
