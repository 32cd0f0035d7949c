"""What a value may be: every way to be wrong, in three languages; and what months add up to."""

from decimal import Decimal

import pytest

from fourgood.regulations.complaints import Wrong, wrong
from fourgood.regulations.framework import LANGUAGES
from fourgood.regulations.values import DOES_NOT_APPLY, EMPTY, Value, counts, ratio, year_value
from tests.regulations import frameworks as build
from tests.regulations.frameworks import D

PERCENTAGE = build.percentage(5, None, build.minus("unexcused", 1))
QUANTITY = build.quantity(4)
YES_NO = build.yes_no(2)
DEDUCTIONS = build.deductions(4, build.minus("reprimand", 1), build.minus("warning", 2))
GRADED = build.graded(4, full=4, half=2, none=0)
MET = build.met()


def ordinary(part):
    return build.criterion("I.1", part)


RIGHT = [
    (PERCENTAGE, EMPTY),
    (PERCENTAGE, ratio(18, 21, {"unexcused": 0})),
    (PERCENTAGE, ratio(0, 0, {"unexcused": 0})),
    (PERCENTAGE, DOES_NOT_APPLY),
    (QUANTITY, ratio(D("12.75"), 10)),
    (QUANTITY, ratio(10**13, 10**13)),
    (YES_NO, Value(answer=False)),
    (YES_NO, ratio(11, 12)),
    (MET, Value(answer=True)),
    (DEDUCTIONS, Value(events=counts({"reprimand": 0, "warning": 3}))),
    (GRADED, Value(grade="half")),
    (GRADED, ratio(D("14.5"), 4)),
]


@pytest.mark.parametrize(("part", "value"), RIGHT)
def test_right_value_has_no_complaint(part, value):
    assert wrong(part, ordinary(part), value) == []


NONE_LATE = {"unexcused": 0}
NO_CASE = {"reprimand": 0, "warning": 0}
WRONG = [
    (PERCENTAGE, Value(base=D(21), events=counts(NONE_LATE)), [Wrong.AMOUNT_MISSING]),
    (PERCENTAGE, Value(amount=D(18), events=counts(NONE_LATE)), [Wrong.BASE_MISSING]),
    (PERCENTAGE, ratio(-1, 21, NONE_LATE), [Wrong.NEGATIVE]),
    (PERCENTAGE, ratio(22, 21, NONE_LATE), [Wrong.ABOVE_BASE]),
    (PERCENTAGE, ratio(1, 0, NONE_LATE), [Wrong.ABOVE_BASE]),
    (PERCENTAGE, ratio(18, 21), [Wrong.COUNT_MISSING]),
    (PERCENTAGE, ratio(18, 21, {"unexcused": -1}), [Wrong.NEGATIVE_COUNT]),
    (PERCENTAGE, ratio(18, 21, {"unexcused": 1_000_001}), [Wrong.TOO_LARGE]),
    (PERCENTAGE, ratio(18, 21, {"unexcused": 0, "rain": 1}), [Wrong.UNKNOWN_EVENT]),
    (PERCENTAGE, Value(answer=True, events=counts(NONE_LATE)), [Wrong.NOT_ASKED]),
    (QUANTITY, ratio(D("0.125"), 1), [Wrong.TOO_PRECISE]),
    (QUANTITY, ratio(10**13 + 1, 1), [Wrong.TOO_LARGE]),
    (QUANTITY, ratio(Decimal("NaN"), 1), [Wrong.TOO_LARGE]),
    (QUANTITY, ratio(1, Decimal("Infinity")), [Wrong.TOO_LARGE]),
    (QUANTITY, Value(grade="half"), [Wrong.NOT_ASKED, Wrong.UNKNOWN_GRADE]),
    (YES_NO, ratio(13, 12), [Wrong.ABOVE_BASE]),
    (YES_NO, ratio(0, 0), [Wrong.BASE_ZERO]),
    (YES_NO, ratio(D("0.5"), 1), [Wrong.NOT_WHOLE]),
    (YES_NO, Value(answer=True, amount=D(1)), [Wrong.NOT_ASKED]),
    (DEDUCTIONS, Value(events=counts({"reprimand": 1})), [Wrong.COUNT_MISSING]),
    (DEDUCTIONS, ratio(1, 2, NO_CASE), [Wrong.NOT_ASKED, Wrong.NOT_ASKED]),
    (GRADED, Value(grade="best"), [Wrong.UNKNOWN_GRADE]),
    (GRADED, ratio(5, 1), [Wrong.ABOVE_BASE]),
    (GRADED, ratio(4, D("1.5")), [Wrong.NOT_WHOLE]),
    (MET, Value(grade="full"), [Wrong.NOT_ASKED, Wrong.UNKNOWN_GRADE]),
    (QUANTITY, Value(amount=D(1), base=D(1), not_applicable=True), [Wrong.APPLIES_AND_NOT]),
]


@pytest.mark.parametrize(("part", "value", "reasons"), WRONG)
def test_wrong_value_is_told_why_in_every_language(part, value, reasons):
    complaints = wrong(part, ordinary(part), value)
    assert [complaint.wrong for complaint in complaints] == reasons
    assert all(complaint.words.to(language) for complaint in complaints for language in LANGUAGES)
    assert all(hasattr(value, complaint.field) for complaint in complaints)


@pytest.mark.parametrize(("value", "reason"), [(DOES_NOT_APPLY, Wrong.ALWAYS_APPLIES), (ratio(0, 0), Wrong.BASE_ZERO)])
def test_criterion_that_always_applies_must_have_a_base(value, reason):
    (complaint,) = wrong(QUANTITY, build.criterion("I.1", QUANTITY, never=True), value)
    assert complaint.wrong is reason


def test_sentence_of_a_complaint_names_the_numbers_as_people_write_them():
    (complaint,) = wrong(build.percentage(5), ordinary(build.percentage(5)), ratio(1500, D("1234.5")))
    assert complaint.words == build.Words(
        vi="1.500 lớn hơn 1.234,5: số đạt được không thể vượt tổng số.",
        ms="1,500 melebihi 1,234.5: yang dicapai tidak boleh melebihi jumlahnya.",
        en="1,500 is more than 1,234.5: what was reached can't exceed the whole.",
    )


def test_value_with_nothing_entered_is_empty_and_a_zero_is_not():
    assert EMPTY.is_empty
    assert not any(value.is_empty for value in (ratio(0, 0), Value(answer=False), DOES_NOT_APPLY))


YEARS = [
    (PERCENTAGE, [ratio(18, 21, {"unexcused": 1}), ratio(20, 22, {"unexcused": 2})], ratio(38, 43, {"unexcused": 3})),
    (PERCENTAGE, [ratio(0, 0, {"unexcused": 0}), EMPTY], ratio(0, 0, {"unexcused": 0})),
    (QUANTITY, [ratio(D("1.5"), 2), DOES_NOT_APPLY, ratio(3, 2)], ratio(D("4.5"), 4)),
    (QUANTITY, [DOES_NOT_APPLY, EMPTY], DOES_NOT_APPLY),
    (QUANTITY, [EMPTY, EMPTY], EMPTY),
    (QUANTITY, [], EMPTY),
    (YES_NO, [Value(answer=True), EMPTY, Value(answer=False), Value(answer=True)], ratio(2, 3)),
    (MET, [Value(answer=True)] * 12, ratio(12, 12)),
    (YES_NO, [ratio(5, 6), Value(answer=True)], ratio(6, 7)),
    (
        DEDUCTIONS,
        [Value(events=counts({"reprimand": 1, "warning": 0}))] * 3,
        Value(events=counts({"reprimand": 3, "warning": 0})),
    ),
    (GRADED, [Value(grade="full"), Value(grade="none"), Value(grade="half"), EMPTY], ratio(6, 3)),
]


@pytest.mark.parametrize(("part", "months", "year"), YEARS)
def test_months_add_up_to_a_year(part, months, year):
    assert year_value(part, months) == year
