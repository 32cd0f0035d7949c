"""What is wrong with a value, in words that say what to do. An empty value is not wrong: it is missing.

What a value may be: the table of measures in `docs/frameworks.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fourgood.regulations.figures import filled
from fourgood.regulations.framework import Criterion, Event, Kind, NotApplicable, Part, Words
from fourgood.regulations.hundredths import has_two_places
from fourgood.regulations.values import ANSWERS, DOES_NOT_APPLY, RATIOS, Value, grade_named

LARGEST_AMOUNT = Decimal(10) ** 13
"""Ten thousand billion: more than any unit raises. What is larger is a slip, and would not fit the arrays."""
LARGEST_COUNT = 1_000_000


class Wrong(StrEnum):
    """Why a value is wrong."""

    AMOUNT_MISSING = "amount_missing"
    BASE_MISSING = "base_missing"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    NOT_WHOLE = "not_whole"
    ABOVE_BASE = "above_base"
    BASE_ZERO = "base_zero"
    UNKNOWN_GRADE = "unknown_grade"
    UNKNOWN_EVENT = "unknown_event"
    COUNT_MISSING = "count_missing"
    NEGATIVE_COUNT = "negative_count"
    ALWAYS_APPLIES = "always_applies"
    APPLIES_AND_NOT = "applies_and_not"
    NOT_ASKED = "not_asked"


_SENTENCES = {
    Wrong.AMOUNT_MISSING: Words(
        vi="Còn thiếu số đạt được: hãy nhập, kể cả khi bằng 0.",
        ms="Bilangan yang dicapai belum diisi: isikan, walaupun 0.",
        en="What was reached is missing: enter it, even if it is 0.",
    ),
    Wrong.BASE_MISSING: Words(
        vi="Còn thiếu tổng số để tính: hãy nhập, kể cả khi bằng 0.",
        ms="Jumlah asas belum diisi: isikan, walaupun 0.",
        en="The number it is counted against is missing: enter it, even if it is 0.",
    ),
    Wrong.NEGATIVE: Words(
        vi="Số không được nhỏ hơn 0.", ms="Nombor tidak boleh kurang daripada 0.", en="A number can't be below 0."
    ),
    Wrong.TOO_LARGE: Words(
        vi="Số quá lớn, tối đa là {most}: hãy kiểm tra đơn vị tính.",
        ms="Nombor terlalu besar, paling banyak {most}: semak unit ukurannya.",
        en="The number is too large, {most} is the most: check the unit.",
    ),
    Wrong.TOO_PRECISE: Words(
        vi="Chỉ nhập tối đa hai chữ số thập phân.",
        ms="Isikan paling banyak dua tempat perpuluhan.",
        en="Enter two decimal places at most.",
    ),
    Wrong.NOT_WHOLE: Words(vi="Hãy nhập số nguyên.", ms="Isikan nombor bulat.", en="Enter a whole number."),
    Wrong.ABOVE_BASE: Words(
        vi="{amount} lớn hơn {base}: số đạt được không thể vượt tổng số.",
        ms="{amount} melebihi {base}: yang dicapai tidak boleh melebihi jumlahnya.",
        en="{amount} is more than {base}: what was reached can't exceed the whole.",
    ),
    Wrong.BASE_ZERO: Words(
        vi="Tổng số để tính phải lớn hơn 0.",
        ms="Jumlah asas mestilah lebih daripada 0.",
        en="The number it is counted against must be above 0.",
    ),
    Wrong.UNKNOWN_GRADE: Words(
        vi="Không có mức “{code}” trong tiêu chí này.",
        ms="Tiada gred “{code}” dalam kriteria ini.",
        en="This criterion has no grade “{code}”.",
    ),
    Wrong.UNKNOWN_EVENT: Words(
        vi="Không có sự việc “{code}” trong tiêu chí này.",
        ms="Tiada kejadian “{code}” dalam kriteria ini.",
        en="This criterion has no event “{code}”.",
    ),
    Wrong.COUNT_MISSING: Words(
        vi="Còn thiếu số lần: {event}. Nếu không xảy ra, hãy nhập 0.",
        ms="Bilangan kali belum diisi: {event}. Isikan 0 jika tidak berlaku.",
        en="How often is missing: {event}. Enter 0 if it did not happen.",
    ),
    Wrong.NEGATIVE_COUNT: Words(
        vi="Số lần không được nhỏ hơn 0: {event}.",
        ms="Bilangan kali tidak boleh kurang daripada 0: {event}.",
        en="How often can't be below 0: {event}.",
    ),
    Wrong.ALWAYS_APPLIES: Words(
        vi="Tiêu chí này luôn áp dụng: không thể chọn “không áp dụng”.",
        ms="Kriteria ini sentiasa terpakai: “tidak berkenaan” tidak boleh dipilih.",
        en="This criterion always applies: “not applicable” can't be chosen.",
    ),
    Wrong.APPLIES_AND_NOT: Words(
        vi="Đã chọn “không áp dụng” nhưng vẫn nhập số liệu: chỉ giữ một trong hai.",
        ms="“Tidak berkenaan” dipilih tetapi nilai turut diisi: kekalkan satu sahaja.",
        en="“Not applicable” is chosen, and a value is entered too: keep one of them.",
    ),
    Wrong.NOT_ASKED: Words(
        vi="Tiêu chí này không đo theo cách đó: hãy bỏ giá trị này.",
        ms="Kriteria ini tidak diukur begitu: buangkan nilai ini.",
        en="This criterion is not measured like that: take this value out.",
    ),
}


@dataclass(frozen=True)
class Complaint:
    """One thing wrong. `field`: the field of the value it is about ("amount", "base", "events", …)."""

    wrong: Wrong
    field: str
    words: Words


def wrong(part: Part, criterion: Criterion, value: Value) -> list[Complaint]:
    """All that is wrong with a value of this part; an empty list for a right or an empty one."""
    if value.is_empty:
        return []
    if value.not_applicable:
        return list(_of_not_applicable(criterion, value))
    complaints = [*_of_fields(part, value), *_of_numbers(value), *_of_events(part, value)]
    if part.kind is not Kind.DEDUCTIONS:
        complaints += _of_measure(part, criterion, value)
    return complaints


def _complaint(reason: Wrong, field: str, **gaps: Words | Decimal | int) -> Complaint:
    return Complaint(reason, field, filled(_SENTENCES[reason], **gaps))


def _of_not_applicable(criterion: Criterion, value: Value) -> Iterator[Complaint]:
    if criterion.not_applicable is NotApplicable.NEVER:
        yield _complaint(Wrong.ALWAYS_APPLIES, "not_applicable")
    if value != DOES_NOT_APPLY:
        yield _complaint(Wrong.APPLIES_AND_NOT, "not_applicable")


def _of_fields(part: Part, value: Value) -> Iterator[Complaint]:
    """Fields that a value of this kind doesn't have."""
    if value.answer is not None and part.kind not in ANSWERS:
        yield _complaint(Wrong.NOT_ASKED, "answer")
    if value.grade is not None and part.kind is not Kind.GRADED:
        yield _complaint(Wrong.NOT_ASKED, "grade")
    if part.kind is Kind.DEDUCTIONS or value.answer is not None or value.grade is not None:
        for field in ("amount", "base"):
            if getattr(value, field) is not None:
                yield _complaint(Wrong.NOT_ASKED, field)


def _of_numbers(value: Value) -> Iterator[Complaint]:
    for field, number in (("amount", value.amount), ("base", value.base)):
        if number is None:
            continue
        if not number.is_finite() or number > LARGEST_AMOUNT:
            yield _complaint(Wrong.TOO_LARGE, field, most=LARGEST_AMOUNT)
        elif number < 0:
            yield _complaint(Wrong.NEGATIVE, field)
        elif not has_two_places(number):
            yield _complaint(Wrong.TOO_PRECISE, field)


def _of_events(part: Part, value: Value) -> Iterator[Complaint]:
    known = {event.code for event in part.events}
    for code, _count in value.events:
        if code not in known:
            yield _complaint(Wrong.UNKNOWN_EVENT, "events", code=_as_it_is(code))
    for event in part.events:
        yield from _of_count(event, value.count(event.code))


def _of_count(event: Event, count: int | None) -> Iterator[Complaint]:
    if count is None:
        yield _complaint(Wrong.COUNT_MISSING, "events", event=event.wording)
    elif count < 0:
        yield _complaint(Wrong.NEGATIVE_COUNT, "events", event=event.wording)
    elif count > LARGEST_COUNT:
        yield _complaint(Wrong.TOO_LARGE, "events", most=LARGEST_COUNT)


def _of_measure(part: Part, criterion: Criterion, value: Value) -> Iterator[Complaint]:
    if value.grade is not None:
        if grade_named(part, value.grade) is None:
            yield _complaint(Wrong.UNKNOWN_GRADE, "grade", code=_as_it_is(value.grade))
    elif value.answer is None:
        if value.amount is None:
            yield _complaint(Wrong.AMOUNT_MISSING, "amount")
        if value.base is None:
            yield _complaint(Wrong.BASE_MISSING, "base")
        if value.amount is not None and value.base is not None:
            yield from _of_ratio(part, criterion, value.amount, value.base)


def _of_ratio(part: Part, criterion: Criterion, amount: Decimal, base: Decimal) -> Iterator[Complaint]:
    if not (amount.is_finite() and base.is_finite()):
        return
    if base == 0 and (criterion.not_applicable is NotApplicable.NEVER or part.kind not in RATIOS):
        yield _complaint(Wrong.BASE_ZERO, "base")
    most = base * part.points if part.kind is Kind.GRADED else base
    if part.kind is not Kind.QUANTITY and amount > most:
        yield _complaint(Wrong.ABOVE_BASE, "amount", amount=amount, base=most)
    if part.kind not in RATIOS and base != base.to_integral_value():
        yield _complaint(Wrong.NOT_WHOLE, "base")
    if part.kind in ANSWERS and amount != amount.to_integral_value():
        yield _complaint(Wrong.NOT_WHOLE, "amount")


def _as_it_is(text: str) -> Words:
    return Words(vi=text, ms=text, en=text)
