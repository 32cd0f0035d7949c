"""What `fourgood score` makes of right tables: months, years, meetings, recognition (M4, M8, M10)."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
import xlsxwriter

from tests.score.tables import (
    BIEU_NGHI,
    CELL,
    COLLECTIVE,
    DECEMBER,
    FACTS,
    HEADER,
    MEETING,
    MET,
    NOVEMBER,
    WRITERS,
    YEAR,
    answer,
    criteria,
    groups,
    in_month,
    ratio,
    row,
)

# Computed by hand


@pytest.mark.parametrize("kind", WRITERS)
def test_november_of_a_cell(score, kind):
    sheet = score.sheet(CELL, in_month("11/2024", NOVEMBER), "--month", "2024-11", kind=kind)
    assert groups(sheet) == {"I": "15.75", "II": "18.5", "III": "8.91", "IV": "4.73"}
    assert [group["due"] for group in sheet["groups"]] == ["18", "21", "10", "5"]
    assert (sheet["points"], sheet["due"], sheet["total"]) == ("47.89", "54", "88.68")
    assert sheet["total_exact"] == {"numerator": "4789", "denominator": "54"}
    assert (sheet["bonus"], sheet["deduction"], sheet["final"], sheet["band"]) == ("1", "0.5", "89.18", "fair")
    assert (sheet["missing"], sheet["short"]) == ([], ["I.6", "II.4", "III.4"])


def test_november_criterion_by_criterion(score):
    found = criteria(score.sheet(CELL, NOVEMBER, "--month", "2024-11"))
    due = {code: one["points"] for code, one in found.items() if one["due"]}
    assert due == {
        **{"I.1": "3", "I.2": "8", "I.6": "3", "I.7": None},
        **{
            "II.1": "4",
            "II.2": "4",
            "II.4": "1",
            "II.5": "3",
            "II.6": "3",
            "II.7": "2.5",
            "II.8": "1",
        },
        **{"III.2": "4", "III.4": "3", "III.6": "1.91", "IV.1": "4.73"},
    }
    assert not found["I.7"]["applies"]
    assert found["II.2"]["parts"][0]["explanation"].startswith("Members present: 18 of 21 members due, 85.71 %")


@pytest.mark.parametrize("kind", WRITERS)
def test_december_of_a_cell_with_all_criteria(score, kind):
    sheet = score.sheet(CELL, DECEMBER, "--month", "2024-12", kind=kind)
    assert groups(sheet) == {"I": "29.6", "II": "22", "III": "19", "IV": "22.25"}
    assert (sheet["total"], sheet["final"], sheet["band"]) == ("92.85", "92.85", "good")
    assert sheet["short"] == ["II.2", "II.5", "III.3"]
    assert all(one["due"] for one in criteria(sheet).values())
    assert len(criteria(sheet)) == 29


def test_table_without_month_is_a_whole_year(score):
    assert score.sheet(CELL, DECEMBER)["total"] == "92.85"


def test_several_months_and_the_year(score):
    rows = in_month("2024-11", NOVEMBER) + in_month("Tháng 12", DECEMBER)
    [unit] = score.units(CELL, rows)
    assert [(sheet["month"], sheet["total"]) for sheet in unit["sheets"]] == [(11, "88.68"), (12, "92.85")]
    year = unit["year"]
    assert (year["months"], groups(year), year["total"], year["final"]) == ([11, 12], YEAR, "88.48", "88.98")
    assert (year["gaps"], year["missing"]) == ([], [])


def test_month_of_excel_dates_and_numbers(score):
    rows = in_month(dt.date(2024, 11, 1), NOVEMBER) + in_month(12, DECEMBER)
    [unit] = score.units(CELL, rows, kind="xlsx")
    assert [sheet["month"] for sheet in unit["sheets"]] == [11, 12]
    assert unit["year"]["total"] == "88.48"


def test_one_month_of_a_table_with_several(score):
    rows = in_month(11, NOVEMBER) + in_month(12, DECEMBER)
    [unit] = score.units(CELL, rows, "--month", "2024-12")
    assert [sheet["month"] for sheet in unit["sheets"]] == [12]
    assert unit["year"] is None


def test_several_units_keep_apart(score):
    other = [{**one, "unit": "Chi bộ Bình Lục Hạ"} for one in NOVEMBER]
    units = score.units(CELL, DECEMBER + other)
    assert [(unit["unit"], unit["sheets"][0]["total"]) for unit in units] == [
        (BIEU_NGHI, "92.85"),
        ("Chi bộ Bình Lục Hạ", "47.07"),  # 14 × 32 ÷ 30 + 18.5 + 8.91 + 4.73: what only December asks is missing
    ]
    assert len(units[1]["sheets"][0]["missing"]) == 14


def test_one_sheet_of_the_workbook_for_each_month(score):
    """As offices keep them; another sheet with notes is left alone."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Ghi chú").write_row(0, 0, ["Tiêu chí", "xem văn bản"])
        for month, rows in (("11/2024", NOVEMBER), ("12/2024", DECEMBER)):
            sheet = book.add_worksheet(month.replace("/", "-"))
            for number, one in enumerate([dict(zip(HEADER, HEADER, strict=True)), *in_month(month, rows)]):
                sheet.write_row(number, 0, [one.get(key, "") for key in HEADER])
    done = score.run(CELL, score.file(stream.getvalue(), "values.xlsx"), "--json")
    [unit] = json.loads(done.stdout)["units"]
    assert ([sheet["total"] for sheet in unit["sheets"]], unit["year"]["total"]) == (["88.68", "92.85"], "88.48")


def test_meeting_sheet_with_codes_that_excel_makes_numbers(score):
    rows = [
        row(1.1, grade="short_15"),  # 4 of 5
        ratio(2.1, 18, 21, event="unexcused", count=0),  # 85.71 %, from 75 %: 3 of 4
        answer(2.2, True),  # 1: together 4 of 5
        *(row(code, grade="full") for code in (3.1, 3.2)),  # 3 + 2
        *(answer(code, "có") for code in (3.3, 3.4)),  # 2 + 1
        answer(3.5, False),  # 0: together 8 of 10
        row(4.1, grade="full"),  # 5
        row(4.2, grade="most"),  # 7
        row(4.3, not_applicable=True),  # no thematic part: its 5 points go to the others
        row(4.4, grade="full"),  # 2
        ratio(4.5, 11, 18),  # 61.11 %: 5
        answer(4.6, 1),  # 1
        answer(4.7, 0),  # 0
        answer(4.8, 1),  # 1: together 21 of the 25 that apply, over 30: 21 × 30 ÷ 25 = 25.2
        *(row(code, grade="full") for code in (5.1, 5.2)),  # 2 + 4
        row(5.3, grade="part"),  # 1.5
        answer(5.4, "met"),  # 1: together 8.5 of 10
        answer(6.1, "ya"),
        row(6.2, grade="full"),
        answer(6.3, "ya"),
        answer(6.4, "ya"),  # 1 + 2 + 1 + 1: 5 of 5
        ratio(7.1, 5, 6),  # 83.33 %, from 80 %: 27 of 30
        *(row(code, grade="full") for code in (8.1, 8.2)),
        answer(8.3, "yes"),  # 2 + 2 + 1: 5 of 5
    ]
    sheet = score.sheet(MEETING, rows, kind="xlsx")
    # 4 + 4 + 8 + 25.2 + 8.5 + 5 + 27 + 5 = 86.7 of 100
    assert list(groups(sheet).values()) == ["4", "4", "8", "25.2", "8.5", "5", "27", "5"]
    assert (sheet["total"], sheet["band"], sheet["missing"]) == ("86.7", "fair", [])


MET_CRITERIA = (
    *("I.1", "I.2", "I.3", "II.1", "II.2", "II.3", "II.4", "II.5"),
    *("III.1", "III.2", "III.3", "III.4", "IV.1", "IV.2", "IV.3", "IV.4"),
)


def met_table(**differing):
    return [answer(code, differing.get(code, "đạt")) for code in MET_CRITERIA if differing.get(code) != "n/a"] + [
        row(code, not_applicable="có") for code in MET_CRITERIA if differing.get(code) == "n/a"
    ]


# What is not met or does not apply, the share met, exact, and whether recognition is proposed
MET_TABLE = [
    ({}, "100", ("100", "1"), True),  # 16 of 16
    ({"IV.3": "không đạt", "I.3": "n/a"}, "93.33", ("280", "3"), True),  # 14 of 15: 1400 ÷ 15
    ({"IV.3": "không đạt", "IV.4": "no"}, "87.5", ("175", "2"), False),  # 14 of 16, below 90
    ({"I.2": "tidak dicapai"}, "93.75", ("375", "4"), False),  # 15 of 16, but I.2 is mandatory
]


@pytest.mark.parametrize(("differing", "total", "exact", "proposed"), MET_TABLE)
def test_framework_of_criteria_met_or_not(score, differing, total, exact, proposed):
    [unit] = score.units(MET, met_table(**differing) + FACTS)
    [sheet] = unit["sheets"]
    assert (sheet["total"], tuple(sheet["total_exact"].values())) == (total, exact)
    assert unit["recognition"]["proposed"] is proposed


# Not applicable


def test_group_in_which_nothing_applies_is_left_out(score):
    """In November group IV is due with IV.1 alone. Without it: 15.75 + 18.5 + 8.91 = 43.16 of 49: 88.08."""
    rows = [one for one in NOVEMBER if one["criterion"] != "IV.1"] + [row("IV.1", not_applicable="x")]
    sheet = score.sheet(CELL, rows, "--month", "2024-11")
    assert groups(sheet)["IV"] is None
    assert (sheet["due"], sheet["total"], sheet["missing"]) == ("49", "88.08", [])


def test_one_part_that_does_not_apply(score):
    """Without part b, the 2 points of part a of IV.1 are counted for all 5."""
    rows = [
        row("IV.1", part="b", not_applicable="x") if one.get("part") == "b" and one["criterion"] == "IV.1" else one
        for one in NOVEMBER
    ]
    assert criteria(score.sheet(CELL, rows, "--month", "2024-11"))["IV.1"]["points"] == "5"


def test_no_in_the_column_not_applicable_means_that_it_applies(score):
    rows = [ratio("I.1", 3, 4, not_applicable="không")]
    assert criteria(score.sheet(CELL, rows))["I.1"]["points"] == "3"


# Missing, not due, given


def test_missing_criteria_are_listed_not_silently_zero(score):
    rows = [one for one in NOVEMBER if one["criterion"] not in {"I.1", "II.1"}] + [row("I.1")]
    sheet = score.sheet(CELL, rows, "--month", "2024-11")
    assert sheet["missing"] == ["I.1", "II.1"]
    text = score.rows(CELL, rows, "--month", "2024-11").stdout
    assert "Missing, counted as 0 points so far: I.1, II.1" in text


def test_months_with_something_missing_are_gaps_of_the_year(score):
    rows = in_month(11, NOVEMBER[1:]) + in_month(12, DECEMBER)
    [unit] = score.units(CELL, rows + in_month(12, FACTS))
    assert unit["year"]["gaps"] == [{"month": 11, "criterion": "I.1"}]
    assert unit["recognition"]["proposed"] is None


def test_what_is_entered_but_not_due_is_told(score):
    sheet = score.sheet(CELL, DECEMBER, "--month", "2024-11")
    assert sheet["entered_not_due"][:4] == ["I.3", "I.4", "I.5", "I.8"]
    assert len(sheet["entered_not_due"]) == 14


def test_points_given_instead_of_values(score):
    rows = [row("I.1", points="3,5"), row("II.4", points=2), ratio("I.2", 9, 10)]
    found = criteria(score.sheet(CELL, rows))
    assert [found[code]["points"] for code in ("I.1", "II.4", "I.2")] == ["3.5", "2", "8"]


def test_points_given_for_months_make_no_year(score):
    rows = in_month(11, [row("I.1", points=4)]) + in_month(12, [ratio("I.1", 3, 4)])
    [unit] = score.units(CELL, rows)
    assert (unit["year"], unit["points_without_values"]) == (None, ["I.1"])
    assert "No value of the year: of I.1 there are only points given" in score.rows(CELL, rows).stdout


def test_bonus_of_the_year_needs_no_month(score):
    rows = in_month(11, NOVEMBER) + in_month(12, DECEMBER) + [row("replicated", count=1)]
    assert score.units(CELL, rows)[0]["year"]["final"] == "90.98"  # 88.98 + 2


# Recognition and classification


def test_recognition_is_proposed_for_a_whole_year(score):
    """92.85 points; the lowest group is II with 22 of 25: 88 %."""
    [unit] = score.units(CELL, DECEMBER + FACTS)
    assert unit["recognition"]["proposed"] is True
    found = {one["fact"]: one["found"] for one in unit["recognition"]["conditions"]}
    assert found["lowest_group_share"] == {"numerator": "88", "denominator": "1"}
    assert (found["total"], found["registered"], found["quality_class"]) == ("92.85", True, "good")


def test_recognition_is_open_while_a_fact_is_missing(score):
    [unit] = score.units(CELL, DECEMBER + FACTS[:-1])
    assert unit["recognition"]["proposed"] is None


def test_recognition_says_what_stands_against_it(score):
    facts = [row("fact:disunity_concluded", answer="có"), *(one for one in FACTS if "disunity" not in one["criterion"])]
    done = score.rows(CELL, DECEMBER + facts)
    assert "Recognition: Recognition is not proposed (reasons: 1)." in done.stdout
    assert "[holds  ] Disunity was concluded by the competent level: yes." in done.stdout


def test_no_recognition_before_december(score):
    [unit] = score.units(CELL, in_month(11, NOVEMBER + FACTS))
    assert unit["recognition"] is None


def test_class_is_proposed(score):
    rows = [row("fact:tasks_on_time", amount=100), row("fact:tasks_exceeded", amount="29,99")]
    done = score.rows(COLLECTIVE, rows)
    assert "Class proposed: none yet: from “Does not complete tasks” to “" in done.stdout
