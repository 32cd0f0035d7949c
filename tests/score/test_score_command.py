"""`fourgood score` as a command: files, options, languages, JSON, empty tables, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys

import pytest

from fourgood.operations.value_table.columns import COLUMNS
from tests.score.tables import (
    CELL,
    FRAMEWORKS,
    NOVEMBER,
    as_csv,
    criteria,
    in_month,
    ratio,
)

# Files and options


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is not an Excel or CSV file."),
        (b"PK\x03\x04 broken", "The file is damaged and can't be read."),
        (b"name;value\nA;1\n", "No row names the columns, with one “Criterion”"),
        (b"unit;criterion;amount\n", "The table has nothing below the names of its columns"),
        (b'unit;criterion\nA;"I.1\n', "A quotation mark in row 2 is never closed."),
    ],
)
def test_unreadable_file(score, content, reason):
    done = score.run(CELL, score.file(content))
    assert (done.exit_code, done.stdout) == (2, "")
    assert reason in done.stderr


def test_files_that_are_not_there(score):
    done = score.run(CELL, score.folder / "none.csv")
    assert (done.exit_code, done.stderr) == (
        2,
        f"{score.folder / 'none.csv'} can't be opened: No such file or directory.\n",
    )
    assert score.run(score.folder / "none.yaml", score.file(as_csv(NOVEMBER))).exit_code == 2


def test_wrong_framework_file(score):
    framework = score.file(CELL.read_bytes().replace(b"whole: 100", b"whole: 99"), "wrong.yaml")
    done = score.run(framework, score.file(as_csv(NOVEMBER)))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "wrong.yaml:7" in done.stderr


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "The file of values is missing. For an empty table: --template."),
        (("--variant", "none"), "There is no variant “none”. There are: general, agency, public_service"),
        (("--sector", "none"), "There is no sector “none”. There are: "),
        (("--variant", "agency", "--sector", "quarter"), "Give --variant or --sector, not both."),
        (("--month", "11"), "“11” is not a month. Write it like 2024-11."),
        (("--month", "2024-13"), "“2024-13” is not a month."),
        (("--template", "x.pdf"), "The name of the empty table ends in .csv or .xlsx."),
    ],
)
def test_wrong_options(score, words, reason):
    done = score.run(CELL, *words)
    assert done.exit_code == 2
    assert done.stderr.startswith(reason)


def test_month_that_the_table_does_not_have(score):
    for month in ("2024-10", "2025-11"):
        done = score.rows(CELL, in_month("11/2024", NOVEMBER), "--month", month)
        assert (done.exit_code, done.stderr) == (2, f"The table has no month {month}.\n")


def test_month_outside_the_instruction_is_noted(score):
    done = score.rows(CELL, NOVEMBER, "--month", "2023-11")
    assert "Note: the instruction does not hold in month 11/2023." in done.stdout
    assert "Note:" not in score.rows(CELL, NOVEMBER, "--month", "2024-05").stdout


def test_variant_by_code_or_sector(score):
    for words in (("--variant", "agency"), ("--sector", "agency")):
        done = score.rows(CELL, NOVEMBER, "--json", *words)
        assert json.loads(done.stdout)["variant"] == "agency"


# Words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "vi",
            (
                "Tháng 11",
                "Kết quả: 89,18, ",
                "Dưới ngưỡng, cần giải pháp khắc phục: I.6, II.4, III.4",
                "Điểm cộng: Sáng kiến",
            ),
        ),
        (
            "ms",
            ("Bulan 11", "Keputusan: 89.18, ", "Di bawah ambang, perlu tindakan pembetulan: I.6", "Mata tambahan: "),
        ),
        ("en", ("Month 11", "Result: 89.18, ", "Below the threshold, a corrective action is due: I.6", "Bonus: ")),
    ],
)
def test_report_in_three_languages(score, language, words):
    done = score.rows(CELL, in_month(11, NOVEMBER), "--language", language)
    assert done.exit_code == 0
    assert [one for one in words if one not in done.stdout] == []


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "2:3: “abc” không phải là số. Hãy ghi: một số, tối đa hai chữ số thập phân, ví dụ 18 hoặc 12,5."),
        (
            "ms",
            "2:3: “abc” bukan nombor. Tulis: satu nombor, paling banyak dua tempat perpuluhan, contohnya 18 atau 12.5.",
        ),
        ("en", "2:3: “abc” is not a number. Write: a number with two decimal places at most, like 18 or 12.5."),
    ],
)
def test_wrong_cells_in_three_languages(score, language, line):
    assert score.rows(CELL, [ratio("I.1", "abc", 4)], "--language", language).stderr.splitlines()[0] == line


def test_language_of_the_terminal(score):
    path = score.file(as_csv(NOVEMBER))
    assert "Tổ chức: Chi bộ Biểu Nghi" in score.run(CELL, path, LANG="vi_VN.UTF-8").stdout
    assert "Unit: Chi bộ Biểu Nghi" in score.run(CELL, path, LANG="C.UTF-8").stdout


def test_report_fits_the_terminal(score):
    path = score.file(as_csv(NOVEMBER))
    text = score.run(CELL, path, "--month", "2024-11", COLUMNS="100").stdout
    assert re.search(r"^  II\.2 +18/21; unexcused: 1 +4 of 5  Attendance of at least 85 %", text, re.MULTILINE)
    table = text.split("Criterion")[1].split("\nTotal")[0]
    assert max(len(line) for line in table.splitlines()) <= 100


def test_reconstruction_is_marked(score):
    assert "\n[Reconstruction] A reconstruction from public sources" in score.rows(CELL, NOVEMBER).stdout


def test_json_names_everything(score):
    done = score.rows(CELL, NOVEMBER, "--json", "--month", "2024-11", "--language", "vi")
    content = json.loads(done.stdout)
    assert list(content) == ["framework", "variant", "language", "year", "months_not_in_force", "units"]
    assert (content["framework"]["code"], content["framework"]["dated"], content["year"]) == (
        "cell-2024",
        "2024-05-19",
        2024,
    )
    [unit] = content["units"]
    assert list(unit) == ["unit", "sheets", "year", "points_without_values", "class", "recognition"]
    second = unit["sheets"][0]["groups"][0]["criteria"][1]
    assert second == {
        "criterion": "I.2",
        "due": True,
        "applies": True,
        "missing": False,
        "short": False,
        "points": "8",
        "worth": "8",
        "counted": "8",
        "weight": "8",
        "explanation": second["explanation"],
        "parts": [
            {
                "part": "",
                "amount": "9",
                "base": "10",
                "answer": None,
                "grade": None,
                "events": {},
                "not_applicable": False,
                "applies": True,
                "points": "8",
                "worth": "8",
                "explanation": second["explanation"],
            }
        ],
    }
    assert second["explanation"].startswith("Nhiệm vụ hoàn thành đúng hạn: 9/10 nhiệm vụ đến hạn trong kỳ, 90 %")


# The empty table


@pytest.mark.parametrize("framework", sorted(FRAMEWORKS.glob("*-20*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize(("kind", "language"), [("csv", "vi"), ("xlsx", "ms"), ("csv", "en")])
def test_empty_table_of_every_framework_is_read_again(score, framework, kind, language):
    path = score.folder / f"empty.{kind}"
    written = score.run(framework, "--template", path, "--language", language)
    assert (written.exit_code, written.stderr) == (0, "")
    done = score.run(framework, path, "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    [unit] = json.loads(done.stdout)["units"]
    assert unit["unit"] == "…"
    assert unit["sheets"][0]["missing"] == list(criteria(unit["sheets"][0]))


def test_empty_table_of_a_month_has_what_is_due(score):
    path = score.folder / "empty.csv"
    score.run(CELL, "--template", path, "--month", "2024-11", "--language", "en")
    table = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert {one["Month"] for one in table} == {"11/2024"}
    assert "I.3" not in {one["Criterion"] for one in table}
    [attendance] = [one for one in table if one["Criterion"] == "II.2"]
    assert attendance["Event"] == "unexcused"
    assert attendance["Wording"].endswith(
        "Amount: members present. Base: members due. Count: Member absent without reason"
    )


def test_empty_table_is_never_written_over_a_file(score):
    path = score.file(b"mine", "mine.csv")
    done = score.run(CELL, "--template", path)
    assert (done.exit_code, path.read_bytes()) == (2, b"mine")
    assert "is there already and is not overwritten" in done.stderr


def test_empty_table_takes_no_values(score):
    assert score.run(CELL, score.file(as_csv(NOVEMBER)), "--template", score.folder / "a.csv").exit_code == 2


def test_neither_database_nor_django_is_set_up(tmp_path):
    """A command of its own, with settings that would be refused."""
    path = tmp_path / "values.csv"
    path.write_bytes(as_csv(NOVEMBER))
    code = (
        "import sys; from fourgood.__main__ import main\n"
        "try: main()\n"
        "finally: print([name for name in ('django.db', 'psycopg') if name in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "score", str(CELL), str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, env={"FOURGOOD_MODE": "nonsense", "LANG": "en"}, check=True
    )
    assert done.stderr == "[]\n"
    assert "Result: " in done.stdout


# The documents

DOCUMENT = (FRAMEWORKS.parent / "docs" / "frameworks.md").read_text().split("\n## A table of values\n")[1]


def documented(heading):
    """The rows of the table in the document whose first column has that heading, as lists of cells."""
    found = DOCUMENT.split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in one.strip("|").split("|")] for one in found]


def test_columns_are_documented_one_by_one():
    names = {key: names for keys, *names in [one[:4] for one in documented("column")] for key in [keys]}
    expected = {
        f"`{column.key}`": [column.name.vi, column.name.ms, column.name.en] for column in COLUMNS if column.is_read
    }
    ignored = [column for column in COLUMNS if not column.is_read]
    expected["`wording`, `note`"] = [
        ", ".join(getattr(column.name, language) for column in ignored) for language in ("vi", "ms", "en")
    ]
    assert names == expected


def test_documented_table_is_scored(score):
    header = DOCUMENT.split("\n| unit |")[1].splitlines()[0]
    lines = [["unit", *(cell.strip() for cell in header.strip("|").split("|"))], *documented("unit")]
    done = score.run(CELL, score.file("\n".join(";".join(line) for line in lines).encode()), "--json")
    [unit] = json.loads(done.stdout)["units"]
    [november, december] = unit["sheets"]
    entered = [
        [code for code, one in criteria(sheet).items() if not one["missing"] and one["due"]] for sheet in unit["sheets"]
    ]
    assert (november["month"], december["month"], entered) == (11, 12, [["I.2", "II.2", "III.4"], ["III.1", "IV.4"]])
