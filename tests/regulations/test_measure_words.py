"""How a criterion is measured, read aloud in three languages (M6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fourgood.regulations.framework import Event, Grade, Kind, Part, Scale, Step, Words
from fourgood.regulations.measure_words import in_words, measure_of, points_in_words


def words(text: str) -> Words:
    return Words(vi=f"{text} (vi)", ms=f"{text} (ms)", en=text)


ATTENDANCE = Part(
    code="",
    points=Decimal(5),
    kind=Kind.PERCENTAGE,
    amount=Words(vi="số đảng viên dự họp", ms="ahli yang hadir", en="members present"),
    base=Words(vi="số phải dự", ms="ahli yang sepatutnya hadir", en="members due"),
    scale=Scale(
        steps=tuple(Step(Decimal(low), Decimal(points)) for low, points in ((85, 5), (75, 3), (65, 2), (0, 0)))
    ),
    events=(
        Event(
            "unexcused",
            Words(vi="vắng không lý do", ms="tidak hadir tanpa sebab", en="absent without reason"),
            Decimal(1),
        ),
    ),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "vi",
            "Tỷ lệ: số đảng viên dự họp ÷ số phải dự; từ 85 % trở lên được 5 điểm, từ 75 % đến dưới 85 % được 3 điểm, "
            "từ 65 % đến dưới 75 % được 2 điểm, dưới 65 % được 0 điểm; trừ 1 điểm cho mỗi trường hợp: vắng không lý do",
        ),
        (
            "ms",
            "Peratusan: ahli yang hadir ÷ ahli yang sepatutnya hadir; dari 85 % ke atas mendapat 5 mata, "
            "dari 75 % hingga di bawah 85 % mendapat 3 mata, dari 65 % hingga di bawah 75 % mendapat 2 mata, "
            "di bawah 65 % mendapat 0 mata; tolak 1 mata bagi setiap kes: tidak hadir tanpa sebab",
        ),
        (
            "en",
            "Share: members present ÷ members due; from 85 % on 5 points, from 75 % to under 85 % 3 points, "
            "from 65 % to under 75 % 2 points, under 65 % 0 points; 1 point off for each case: absent without reason",
        ),
    ],
)
def test_share_by_steps_is_told_in_each_language(language, expected):
    assert in_words(ATTENDANCE, language) == expected


def part(kind: Kind, **fields) -> Part:
    return Part(**({"code": "", "points": Decimal(4), "kind": kind} | fields))


COUNTED = {"amount": words("done"), "base": words("planned")}
GRADES = (Grade("full", words("well"), Decimal(4)), Grade("half", words("in part"), Decimal("1.5")))


@pytest.mark.parametrize(
    ("measured", "expected"),
    [
        (
            part(Kind.PERCENTAGE, **COUNTED),
            "Share: done ÷ planned; 100 % gives 4 points, less gives points in proportion",
        ),
        (
            part(Kind.PERCENTAGE, **COUNTED, scale=Scale(full_from=Decimal("92.5"))),
            "Share: done ÷ planned; from 92.5 % on 4 points, less gives points in proportion",
        ),
        (
            part(Kind.QUANTITY, **COUNTED, unit=words("VND")),
            "Result against plan: done ÷ planned (in VND); 100 % gives 4 points, less gives points in proportion",
        ),
        (part(Kind.YES_NO), "Yes or no: yes gives 4 points, no gives none"),
        (part(Kind.YES_NO, wording=words("minutes")), "Minutes: yes or no: yes gives 4 points, no gives none"),
        (part(Kind.MET), "Met or not met"),
        (part(Kind.GRADED, grades=GRADES), "By grade: well – 4 points; in part – 1.5 points"),
        (
            part(Kind.DEDUCTIONS, events=(Event("split", words("disunity"), minus=Decimal(2)),)),
            "4 points to begin with, then points come off, never below 0; 2 points off for each case: disunity",
        ),
        (
            part(Kind.YES_NO, events=(Event("hidden", words("not accounted"), at_most=Decimal(0)),)),
            "Yes or no: yes gives 4 points, no gives none; no points if: not accounted",
        ),
        (
            part(Kind.YES_NO, events=(Event("late", words("late"), at_most=Decimal(2)),)),
            "Yes or no: yes gives 4 points, no gives none; 2 points at most if: late",
        ),
    ],
)
def test_every_kind_of_measure_is_told(measured, expected):
    assert in_words(measured, "en") == expected


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_words_in_every_language(kind):
    told = measure_of(part(kind, **COUNTED, grades=GRADES))
    assert all((told.vi, told.ms, told.en))
    assert len({told.vi, told.ms, told.en}) == 3


def test_numbers_are_written_as_the_language_writes_them():
    tenth = replace(ATTENDANCE, points=Decimal("2.5"), scale=Scale(full_from=Decimal("92.5")), events=())
    assert "từ 92,5 % trở lên được 2,5 điểm" in in_words(tenth, "vi")
    assert in_words(tenth, "en-GB") == in_words(tenth, "en")


@pytest.mark.parametrize(("points", "expected"), [("1", "1 point"), ("0", "0 points"), ("0.5", "0.5 points")])
def test_one_point_is_no_plural(points, expected):
    assert points_in_words(Decimal(points)).en == expected
