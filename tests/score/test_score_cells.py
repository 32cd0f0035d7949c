"""What people write into cells: numbers, words, mistakes. Every wrong cell is told at once, with its address."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from fourgood.common.cells import Unreadable
from fourgood.common.spreadsheets import Sheet, Table
from fourgood.operations.score_files import score as score_table
from fourgood.operations.score_json import scores
from fourgood.operations.score_report import text
from fourgood.operations.value_table.table import read_tables
from fourgood.regulations.framework_file import load
from tests.score.tables import (
    BIEU_NGHI,
    CELL,
    DECEMBER,
    HEADER,
    MEETING,
    NOVEMBER,
    WRITERS,
    answer,
    criteria,
    event,
    ratio,
    row,
)

# Headers and numbers

HEADERS = {
    "vi": ["Tổ chức", "Tiêu chí", "Phần", "Số đạt được", "Tổng số", "Trả lời", "Sự việc", "Số lần"],
    "ms": ["Unit", "Kriteria", "Bahagian", "Dicapai", "Jumlah asas", "Jawapan", "Kejadian", "Bilangan kali"],
    "en": ["UNIT", "Criterion", "part", "Amount", "Base", "Answer", "Event", "count"],
    "vi, no diacritics": ["to chuc", "tieu chi", "phan", "so dat duoc", "tong so", "tra loi", "su viec", "so lan"],
}


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_header_in_three_languages_and_separators(score, language, separator):
    sheet = score.sheet(CELL, NOVEMBER, "--month", "2024-11", header=HEADERS[language], separator=separator)
    assert sheet["total"] == "88.68"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(score, encoding):
    assert score.units(CELL, NOVEMBER, encoding=encoding)[0]["unit"] == BIEU_NGHI


# What people write, and what it is
NUMBERS = {
    "18": "18",
    "12,5": "12.5",
    "12.5": "12.5",
    "12,50": "12.50",
    "0,125": "0.125",
    "1.234.567": "1234567",
    "1,234,567": "1234567",
    "1 234 567": "1234567",
    "1 234": "1234",
    "1\u00a0234,5": "1234.5",
    "1.234,5": "1234.5",
    "1,234.56": "1234.56",
    "7.000.000.000": "7000000000",
    "7000000000": "7000000000",
    " 18 ": "18",
}


@pytest.mark.parametrize("written", [one for one in NUMBERS if one != "0,125"])
@pytest.mark.parametrize("kind", WRITERS)
def test_numbers_in_both_notations(score, written, kind):
    rows = [ratio("I.4", written, "8.000.000.000", event="not_accounted", count="0")]
    [part] = criteria(score.sheet(CELL, rows, kind=kind))["I.4"]["parts"]
    assert part["amount"].rstrip("0") == NUMBERS[written].rstrip("0")
    assert (part["base"], part["events"]) == ("8000000000", {"not_accounted": 0})


# What can't be read for sure, and why
REFUSED = {
    "1.234": "can be read in two ways. Write: 1234 if it means thousands, 1,23 if decimals (two places)",
    "1,234": "can be read in two ways",
    "85%": "is a percentage. Write: the two numbers behind it, like 18 and 20; percentages are computed",
    "abc": "is not a number",
    "1.2.3": "is not a number",
    "12 34": "is not a number",
    "1.234.56": "is not a number",
    "1e3": "is not a number",
    "7 tỷ": "is not a number",
    "0,125": "Enter two decimal places at most",
    "-5": "A number can't be below 0",
    "99999999999999": "The number is too large",
}


@pytest.mark.parametrize("written", REFUSED)
def test_numbers_that_are_refused(score, written):
    done = score.rows(CELL, [ratio("I.4", written, 100, event="not_accounted", count=0)])
    assert done.exit_code == 1
    stop = "." if REFUSED[written][0].isupper() else ""  # behind it a sentence of its own
    assert done.stderr.startswith(f"2:3: “{written}”{stop} {REFUSED[written]}")
    assert done.stderr.endswith("Wrong cells: 1. Nothing was scored.\n")


def test_binary_noise_of_excel_is_no_precision(score):
    rows = [ratio("I.1", 0.1 + 0.2, 1.1 * 3)]
    [part] = criteria(score.sheet(CELL, rows, kind="xlsx"))["I.1"]["parts"]
    assert (part["amount"], part["base"]) == ("0.3", "3.3")


def test_number_that_excel_made_a_date(score):
    done = score.rows(CELL, [ratio("I.1", dt.date(2024, 5, 3), 5)], kind="xlsx")
    assert done.stderr.startswith(
        "Số liệu!C2: “03/05/2024” is a date to Excel. Write: a number, with the cell's format"
    )


def test_code_that_excel_made_a_date(score):
    done = score.rows(MEETING, [row(dt.date(2024, 1, 1), grade="full")], kind="xlsx")
    assert done.stderr.startswith("Số liệu!B2: “01/01/2024” is a date to Excel. Write: the code of the criterion")


YES_WORDS = ("có", "Có", "CÓ", "ya", "yes", "đạt", "met", "dicapai", "1", "TRUE")
NO_WORDS = ("không", "tidak", "no", "không đạt", "chưa đạt", "not met", "tidak dicapai", "0", "FALSE")


@pytest.mark.parametrize(("said", "points"), [*((one, "4") for one in YES_WORDS), *((one, "0") for one in NO_WORDS)])
def test_yes_and_no_in_three_languages(score, said, points):
    assert criteria(score.sheet(CELL, [answer("II.1", said)]))["II.1"]["points"] == points


def test_grades_and_events_by_their_wording(score):
    rows = [
        row("III.1", grade="còn hạn chế, đã khắc phục"),
        ratio("II.2", 20, 20, event="Ahli tidak hadir tanpa sebab", count=2),
    ]
    found = criteria(score.sheet(CELL, rows))
    assert (found["III.1"]["points"], found["II.2"]["points"]) == ("2", "3")


@pytest.mark.parametrize("day", ["31/02/2024", "2024-02-30", "32/01/2024", "0/2024"])
def test_day_that_there_is_not_is_no_month(score, day):
    done = score.rows(CELL, [{**ratio("I.1", 3, 4), "month": day}])
    assert done.stderr.startswith(f"2:2: “{day}” is not a month. Write: a month, like 11 or 11/2024")


# Wrong cells, all at once

TWELVE_WRONG = [
    row("I.9", month=11, part="", amount=1, base=1),
    ratio("I.1", "abc", 4, month=11),
    ratio("I.2", 9, "85%", month=11),
    answer("II.1", "maybe", month=11),
    ratio("II.6", 6, 6, month=13),
    answer("II.4", "yes", month=11),
    ratio("II.7", 9, 6, month=11),
    ratio("II.2", 18, 21, month=11, event="late", count=1),
    row("III.1", month=12, grade="perfect"),
    ratio("I.2", 8, 10, month=11),
    {**event("I.6", "serious_case", 1.5), "month": 11},
    row("IV.1", month=11, points=9),
]
# Row, column, value, reason, what to write
TWELVE_REASONS = [
    (2, 2, "I.9", "is not known here", "one of: I.1, I.2, I.3"),
    (3, 4, "abc", "is not a number", "a number with two decimal places at most, like 18 or 12.5"),
    (4, 5, "85%", "is a percentage", "the two numbers behind it, like 18 and 20"),
    (5, 6, "maybe", "is neither yes nor no", "yes or no; met or not met"),
    (6, 1, "13", "is not a month", "a month, like 11 or 11/2024"),
    (7, 3, "", "the criterion has several parts", "one of: a, b"),
    (8, 4, "9", "9 is more than 6: what was reached can't exceed the whole", "a number with two decimal places"),
    (9, 8, "late", "is not known here", "one of: unexcused"),
    (10, 7, "perfect", "is not known here", "one of: kept, partly, broken"),
    (11, 4, "8", "is already given in {first}", "only one of the two"),
    (12, 9, "1.5", "is not a whole number", "how often, a whole number from 0"),
    (13, 10, "9", "is not from 0 to 5, with two decimal places at most", "points already given, instead of values"),
]


@pytest.mark.parametrize("kind", WRITERS)
def test_twelve_wrong_cells_at_once(score, kind):
    done = score.rows(CELL, TWELVE_WRONG, "--json", kind=kind)
    assert (done.exit_code, done.stderr) == (1, "")

    def address(row, column):
        return f"{row}:{column + 1}" if kind == "csv" else f"Số liệu!{'ABCDEFGHIJK'[column]}{row}"

    wrong = json.loads(done.stdout)["wrong"]
    expected = [(address(number, column), value) for number, column, value, _reason, _write in TWELVE_REASONS]
    # The base of the first I.2 can't be read: that of the second, in 11, is no repetition.
    assert [(one["address"], one["value"]) for one in wrong] == expected
    for told, (_row, _column, _value, reason, write) in zip(wrong, TWELVE_REASONS, strict=True):
        assert told["reason"].rstrip(".") == reason.format(first=address(4, 4))
        assert told["write"].startswith(write)


# Rows, and one thing wrong in them: address, reason
ONE_WRONG = {
    "no criterion": ([{"unit": "A", "amount": 1}, ratio("I.1", 1, 1)], "2:2: the cell is empty"),
    "no unit": ([{"criterion": "I.1", "amount": 1, "base": 1}, ratio("I.1", 1, 1)], "2:1: the cell is empty"),
    "no month": ([ratio("I.1", 1, 1), ratio("I.2", 1, 1, month=1)], "2:2: the cell is empty"),
    "two years": (
        [ratio("I.1", 1, 1, month="1/2024"), ratio("I.1", 1, 1, month="2/2025")],
        "3:2: “2/2025” is not of the year 2024",
    ),
    "no base": ([ratio("I.1", 1, "")], "2:4: The number it is counted against is missing"),
    "no amount": ([ratio("I.1", "", 1)], "2:3: What was reached is missing"),
    "answer of a percentage": ([answer("I.1", "yes")], "2:3: “yes”. This criterion is not measured like that"),
    "grade of a percentage": ([ratio("I.1", 1, 1, grade="full")], "2:5: “full” the criterion has no grades"),
    "event of another": ([ratio("I.1", 1, 1, event="x", count=1)], "2:5: “x” the criterion counts no events"),
    "part of none": ([ratio("I.1", 1, 1, part="a")], "2:3: “a” the criterion has no parts"),
    "unknown part": ([answer("II.4", "yes", part="c")], "2:3: “c” is not known here. Write: one of: a, b"),
    "event not counted": ([ratio("II.2", 1, 1)], "2:2: “II.2” how often is missing: Member absent without reason"),
    "one of two events": ([event("III.2", "disunity", 0)], "2:4: “0” how often is missing: Founded complaint"),
    "count without event": ([row("I.6", count=1), event("I.6", "unmet_target", 0)], "2:3: it is not said which event"),
    "negative count": ([event("I.6", "serious_case", -1), event("I.6", "unmet_target", 0)], "2:4: “-1” is not from 0"),
    "always applies": ([row("III.1", not_applicable="x")], "2:3: “x”. This criterion always applies"),
    "applies and does not": ([ratio("I.1", 1, 1, not_applicable="x")], "2:5: “x”. “Not applicable” is chosen"),
    "points and values": ([row("I.1", points=1), ratio("I.1", 1, 1)], "2:5: “1” the criterion has values too"),
    "points too precise": ([row("I.1", points="1,1251")], "2:3: “1,1251” is not from 0 to 4"),
    "points of a part": (
        [row("IV.1", part="a", points=1)],
        "2:3: “a” this column is not for such a row. Write: only in the columns: Points",
    ),
    "bonus by amount": (
        [row("late", amount=1)],
        "2:3: “1” this column is not for such a row. Write: only in the columns: Count",
    ),
    "bonus twice": ([row("late", count=1), row("late", count=1)], "3:3: “1” is already given in 2:3"),
    "computed fact": ([row("fact:total", amount=90)], "2:2: “fact:total” is computed from this table"),
    "unknown fact": ([row("fact:luck", amount=1)], "2:2: “fact:luck” is not a fact that the framework asks for"),
    "class as a number": ([row("fact:quality_class", amount=1)], "2:3: “1” this column is not for such a row"),
    "fact twice": ([row("fact:registered", answer="yes")] * 2, "3:3: “yes” is already given in 2:3"),
}


@pytest.mark.parametrize("case", ONE_WRONG)
def test_wrong_cell(score, case):
    rows, expected = ONE_WRONG[case]
    done = score.rows(CELL, rows)
    assert done.exit_code == 1
    assert done.stderr.startswith(expected)
    assert done.stderr.endswith("\nWrong cells: 1. Nothing was scored.\n")
    assert done.stdout == ""


def test_unknown_and_repeated_columns(score):
    done = score.rows(CELL, [ratio("I.1", 1, 1)], header=["unit", "criterion", "amout", "criterion"])
    assert done.stderr.splitlines()[:2] == [
        "1:3: “amout” is not the name of a column. Write: one of: Unit, Month, Criterion, Part, Wording, Amount, Base, "
        "Answer, Grade, Event, Count, Not applicable, Points, Note.",
        "1:4: “criterion” heads two columns. Write: each name once.",
    ]


def test_error_of_a_formula(score):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, ["unit", "criterion", "amount", "base"])
        sheet.write_row(1, 0, [BIEU_NGHI, "I.1", "", 4])
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    done = score.run(CELL, score.file(stream.getvalue(), "values.xlsx"))
    assert done.stderr.startswith("A!C2: “#DIV/0!” the cell shows an error. Write: a number")


def test_same_code_of_a_bonus_and_a_deduction(score):
    """The deduction is named with its kind."""
    text_of_file = CELL.read_text().replace("code: replicated", "code: late")
    framework = score.file(text_of_file.encode(), "framework.yaml")
    sheet = score.sheet(framework, [*DECEMBER, row("late", count=1), row("deduction:late", count=2)])
    assert (sheet["bonus"], sheet["deduction"]) == ("2", "1")


FRAMEWORK = load(CELL)
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.text(max_size=12),
    st.sampled_from(["I.1", "II.4", "III.4", "late", "fact:registered", "a", "unexcused", "1.234", "{0}", "%(x)s"]),
)


@settings(max_examples=300)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HEADER, ANYTHING)), min_size=1, max_size=4))
def test_whatever_stands_in_the_cells_is_taken_or_told(rows):
    """Never an exception; and what is taken can be scored, what is told has an address and words."""
    cells = [[one.get(key, "") for key in HEADER] for one in rows]
    table = Table(Sheet("A", lambda: iter([list(HEADER), *cells]), height=len(rows)), ["A"], 1, list(HEADER))
    try:
        found = read_tables([table], FRAMEWORK, FRAMEWORK.variant_for(None), is_csv=False)
    except Unreadable as reason:
        assert reason.code == "no_rows"
        return
    assert all(cell.address.startswith("A!") and cell.reason.vi and cell.write.ms for cell in found.wrong)
    if not found.wrong:
        results = score_table(FRAMEWORK, FRAMEWORK.variant_for(None), found)
        assert text(results, language="vi", width=100)
        assert json.dumps(scores(results, "ms"))
