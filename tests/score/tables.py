"""Tables of values for the tests of `fourgood score`, with results computed by hand in the comments."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import xlsxwriter
from click.testing import CliRunner

from fourgood.__main__ import main

FRAMEWORKS = Path(__file__).parents[2] / "frameworks"
CELL, MET, MEETING, COLLECTIVE = (
    FRAMEWORKS / f"{name}.yaml" for name in ("cell-2024", "cell-met-2024", "meeting-2025", "collective-2026")
)
HEADER = (
    *("unit", "month", "criterion", "part", "amount", "base", "answer", "grade", "event", "count"),
    *("not_applicable", "points"),
)
BIEU_NGHI = "Chi bộ Biểu Nghi"


def row(criterion, **cells):
    return {"unit": BIEU_NGHI, "criterion": criterion, **cells}


def ratio(criterion, amount, base, **more):
    return row(criterion, amount=amount, base=base, **more)


def event(criterion, code, count):
    return row(criterion, event=code, count=count)


def answer(criterion, said, **more):
    return row(criterion, answer=said, **more)


# A November of the cell of Biểu Nghi, 22 members. Due are the monthly criteria: 18 + 21 + 10 + 5 = 54 points.
NOVEMBER = [
    # I: 14 of the 16 points that apply, shared out over the 18 due: 14 × 18 ÷ 16 = 15.75
    ratio("I.1", 3, 4),  # 75 % of 4: 3
    ratio("I.2", 9, 10),  # 90 %: 8 of 8
    event("I.6", "serious_case", 0),
    event("I.6", "unmet_target", 1),  # 4 − 1: 3 of 4, below the threshold
    ratio("I.7", 0, 0),  # nothing due: does not apply
    # II: 18.5 of 21
    answer("II.1", "có"),  # 4
    ratio("II.2", 18, 21, event="unexcused", count=1),  # 85.71 %: 5 − 1: 4
    answer("II.4", "yes", part="a"),  # 1
    answer("II.4", "tidak", part="b"),  # 0, together 1 of 2: below the threshold
    ratio("II.5", 9, 18),  # exactly 50 %: 3
    ratio("II.6", 6, 6),  # 3
    ratio("II.7", 5, 6),  # 3 × 5 ÷ 6: 2.5
    answer("II.8", "ya"),  # 1
    # III: 8.91 of 10
    event("III.2", "disunity", 0),
    event("III.2", "founded_complaint", 0),  # 4
    event("III.4", "reprimand", 1),
    event("III.4", "warning", 0),
    event("III.4", "heavier", 0),  # 4 − 1: 3, below the threshold
    ratio("III.6", 21, 22),  # 2 × 21 ÷ 22 = 1.909…: 1.91
    # IV: 4.73 of 5
    ratio("IV.1", 22, 22, part="a"),  # 2
    ratio("IV.1", 20, 22, part="b"),  # 3 × 20 ÷ 22 = 2.727…: 2.73
    # 15.75 + 18.5 + 8.91 + 4.73 = 47.89 of 54: 4789 ÷ 54 = 88.685…, rounded down 88.68; + 1 − 0.5 = 89.18: fair
    row("initiative", count=1),
    row("late", count=1),
]

# A December: all 29 criteria are due, 100 points.
DECEMBER = [
    # I: 4 + 7 + 4.5 + 4 + 2.5 + 4 + 2 + 1.6 = 29.6 of 32
    ratio("I.1", 4, 4),  # 4
    ratio("I.2", 17, 20),  # 85 %, from 80 %: 7
    ratio("I.3", 9, 10),  # 4.5
    ratio("I.4", 8_700_000_000, 7_000_000_000, event="not_accounted", count=0),  # more than planned: 4
    ratio("I.5", 5, 6),  # 2.5
    event("I.6", "serious_case", 0),
    event("I.6", "unmet_target", 0),  # 4
    ratio("I.7", 3, 3),  # 2
    ratio("I.8", 4, 5),  # 1.6
    # II: 4 + 3 + 4 + 2 + 2 + 3 + 3 + 1 = 22 of 25
    answer("II.1", "có"),  # 4
    ratio("II.2", 17, 22, event="unexcused", count=0),  # 77.27 %: 3 of 5, below the threshold
    ratio("II.3", 1, 1),  # 4
    answer("II.4", "có", part="a"),
    answer("II.4", "có", part="b"),  # 2
    ratio("II.5", 8, 17),  # 47.05 %: 2 of 3, below the threshold
    ratio("II.6", 7, 7),  # 3
    ratio("II.7", 6, 6),  # 3
    answer("II.8", "có"),  # 1
    # III: 4 + 4 + 2 + 4 + 3 + 2 = 19 of 20
    row("III.1", grade="kept"),  # 4
    event("III.2", "disunity", 0),
    event("III.2", "founded_complaint", 0),  # 4
    ratio("III.3", 2, 3),  # 2, below the threshold
    event("III.4", "reprimand", 0),
    event("III.4", "warning", 0),
    event("III.4", "heavier", 0),  # 4
    ratio("III.5", 2, 2),  # 3
    ratio("III.6", 22, 22),  # 2
    # IV: 4.86 + 4.76 + 3 + 2.73 + 2 + 2 = 19.35 of the 20 that apply, over 23 due: 19.35 × 23 ÷ 20 = 22.2525: 22.25
    ratio("IV.1", 22, 22, part="a"),  # 2
    ratio("IV.1", 21, 22, part="b"),  # 3 × 21 ÷ 22 = 2.863…: 2.86, together 4.86
    ratio("IV.2", 16, 21, event="not_completed", count=0),  # 5 × 76.19 ÷ 80 = 4.761…: 4.76
    ratio("IV.3", 22, 22),  # 3
    row("IV.4", not_applicable="x"),  # no target given
    ratio("IV.5", 20, 22),  # 2.727…: 2.73
    ratio("IV.6", 21, 22),  # 95.45 %: 2
    ratio("IV.7", 3, 3),  # 2
    # 29.6 + 22 + 19 + 22.25 = 92.85 of 100: good
]

# Both months together: amounts and bases are added up, events accumulate.
# I: 7/8 of 4 = 3.5; 26/30 = 86.66 %: 7; 4.5; 4; 2.5; 4 − 1 = 3; 3/3: 2; 1.6: 28.1
# II: 4; 35/43 = 81.39 %: 3 − 1 = 2; 4; 1 + 1 × 1/2 = 1.5; 17/35 = 48.57 %: 2; 3; 11/12 of 3 = 2.75; 1: 20.25
# III: 4; 4; 2; 4 − 1 = 3; 3; 2 × 43 ÷ 44 = 1.954…: 1.95: 17.95
# IV: 2 + 3 × 41 ÷ 44 = 2.795…: 4.80; 4.76; 3; 2.73; 2; 2 = 19.29 of 20, over 23: 22.1835: 22.18
# 28.1 + 20.25 + 17.95 + 22.18 = 88.48; + 1 − 0.5 = 88.98
YEAR = {"I": "28.1", "II": "20.25", "III": "17.95", "IV": "22.18"}

FACTS = [
    row("fact:registered", answer="có"),
    row("fact:quality_class", grade="good"),
    row("fact:discipline_of_organisation", amount=0),
    row("fact:leaders_disciplined", amount=0),
    row("fact:disunity_concluded", answer="không"),
    row("fact:months_without_meeting", amount=0),
    row("fact:thematic_meetings_missing", amount=0),
    row("fact:members_not_completed", amount=0),
    row("fact:false_report_concluded", answer="không"),
    row("fact:corrective_actions_overdue", amount=0),
]


def in_month(month, rows):
    return [{"month": month, **one} for one in rows]


def columns_of(rows):
    return [key for key in HEADER if any(key in one for one in rows)]


def as_csv(rows, *, separator=";", header=None, encoding="utf-8-sig"):
    stream, columns = io.StringIO(), columns_of(rows)
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow(header or columns)
    writer.writerows([[one.get(key, "") for key in columns] for one in rows])
    return stream.getvalue().encode(encoding)


def as_xlsx(rows, *, header=None, sheet="Số liệu"):
    stream, columns = io.BytesIO(), columns_of(rows)
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        written, day = book.add_worksheet(sheet), book.add_format({"num_format": "dd/mm/yyyy"})
        for place, key in enumerate(columns):
            written.write(0, place, (header or columns)[place])
            for number, one in enumerate(rows, start=1):
                cell = one.get(key, "")
                written.write(number, place, cell, *([day] if isinstance(cell, dt.date) else []))
    return stream.getvalue()


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


class Score:
    """The command on a table, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, content: bytes, name="values.csv") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def run(self, *words: object, **environment: str):
        terminal = {"COLUMNS": "200", "LANG": "en_GB.UTF-8", **environment}
        return CliRunner().invoke(main, ["score", *map(str, words)], env=terminal)

    def rows(self, framework, rows, *words, kind="csv", **writing):
        path = self.file(WRITERS[kind](rows, **writing), f"values.{kind}")
        return self.run(framework, path, *words)

    def units(self, framework, rows, *words, **writing):
        done = self.rows(framework, rows, "--json", *words, **writing)
        assert (done.exit_code, done.stderr) == (0, "")
        return json.loads(done.stdout)["units"]

    def sheet(self, framework, rows, *words, **writing):
        """The one sheet of the one unit."""
        [unit] = self.units(framework, rows, *words, **writing)
        [sheet] = unit["sheets"]
        return sheet


def groups(sheet):
    return {group["group"]: group["points"] for group in sheet["groups"]}


def criteria(sheet):
    return {one["criterion"]: one for group in sheet["groups"] for one in group["criteria"]}
