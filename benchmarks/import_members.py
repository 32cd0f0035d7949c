"""How long an import of 105,000 members takes, and how much memory.

Run: python benchmarks/import_members.py [rows]

In a database of its own it imports a province (one provincial organisation, 700 committees, 5,000 cells) as a list of
units, then 105,000 members from an Excel file made by the same seed every time: checked, written, with all acts. The
import of the members runs in a process of its own, whose peak memory is what is stated. The limit is 60 s and 600 MB.
As a measure of the machine, the same members are then written by a plain COPY, into a table without any constraint.
At last the list is exported as CSV and as Excel, each again in a process of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROWS = 105_000
COMMITTEES, CELLS = 700, 5_000
LIMIT_SECONDS, LIMIT_MB = 60, 600
HERE = Path(__file__).resolve()
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"]
MIDDLE = ["Văn", "Thị", "Đình", "Ngọc", "Quốc", "Thanh", "Hữu", "Đức", "Minh", "Xuân"]
GIVEN = [
    "An",
    "Bình",
    "Chiến",
    "Dũng",
    "Giang",
    "Hạnh",
    "Hòa",
    "Hương",
    "Khánh",
    "Lan",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quỳnh",
    "Sơn",
    "Thảo",
    "Trung",
    "Yến",
]


def code(committee: int, cell: int = 0) -> str:
    return f"22.{committee // 100 + 1 if committee else 0:03d}.{committee:03d}.000.{cell:03d}"


def units() -> list[list[object]]:
    rows: list[list[object]] = [["Unit code", "Name of the unit", "Kind of unit", "Code of the unit above", "Since"]]
    rows.append([code(0), "Đảng bộ tỉnh", "provincial", "", dt.date(2000, 1, 1)])
    for committee in range(1, COMMITTEES + 1):
        rows.append([code(committee), f"Đảng bộ cơ sở {committee}", "grassroots", code(0), dt.date(2000, 1, 1)])
    for cell in range(CELLS):
        committee, number = cell % COMMITTEES + 1, cell // COMMITTEES + 1
        rows.append([code(committee, number), f"Chi bộ {number}", "cell", code(committee), dt.date(2000, 1, 1)])
    return rows


def members(count: int) -> list[list[object]]:
    chance = random.Random(20240519)
    header = ["Member number", "Full name", "Year of birth", "Admitted to the Party on", "Official member since"]
    rows: list[list[object]] = [
        [*header, "Code of the cell", "In the cell since", "Phone number", "E-mail address", "Status", "Status since"]
    ]
    for number in range(count):
        cell = number % CELLS
        admitted = dt.date(1985, 1, 1) + dt.timedelta(days=chance.randrange(14_000))
        exempt = number % 50 == 0
        rows.append(
            [
                f"22.{number:06d}",
                f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}",
                admitted.year - chance.randrange(18, 45),
                admitted,
                (admitted + dt.timedelta(days=365)).strftime("%d/%m/%Y"),
                code(cell % COMMITTEES + 1, cell // COMMITTEES + 1),
                max(admitted, dt.date(2000, 1, 1)),
                f"09{number:08d}",
                f"dv{number}@mau.example" if number % 3 == 0 else "",
                "exempt" if exempt else "",
                dt.date(2025, 1, 1) if exempt else "",
            ]
        )
    return rows


def save(path: Path, rows: list[list[object]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, dt.datetime(value.year, value.month, value.day), day)
                else:
                    sheet.write(row, column, value)


def django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourgood.settings")
    django.setup()


@dataclass
class Cost:
    """What a task took in a process of its own: seconds on the clock and of the processor, peak memory in MB."""

    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return f"{self.seconds:5.1f} s ({self.processor:.1f} s of its processor), peak {self.peak:.0f} MB"


def run_task(task: str, path: str) -> None:
    """In a process of its own: do the task and state what it took."""
    django()
    began = time.perf_counter()
    words = export_list(task, Path(path)) if task in {"csv", "xlsx"} else import_list(task, Path(path))
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words]))


def import_list(kind: str, path: Path) -> str:
    from fourgood.exchange.command import import_file

    outcome = import_file(kind, path)
    assert outcome.exit_code == 0, outcome.lines[:20]
    return outcome.lines[0]


def export_list(extension: str, path: Path) -> str:
    from fourgood.exchange import export
    from fourgood.organisation.models import Member

    chosen = export.members(Member.objects.order_by("sort_key", "id"), on=dt.date(2026, 11, 1), contacts=True)
    with path.open("wb") as file:
        if extension == "csv":
            file.writelines(line.encode() for line in export.as_csv(chosen))
        else:
            export.as_xlsx(file, chosen, title="Members")
    return f"{path.stat().st_size / 1e6:.1f} MB"


def cost_of(task: str, path: Path) -> Cost:
    command = [sys.executable, str(HERE), "task", task, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    *cost, words = json.loads(done.stdout)
    print(f"  {task}: {words}")
    return Cost(*cost)


def plain_copy() -> float:
    """Seconds to write the rows of the members, as stored, into a table without constraints."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM organisation_member")
        rows = cursor.fetchall()
        cursor.execute("CREATE TABLE plain AS SELECT * FROM organisation_member WHERE false")
        began = time.perf_counter()
        with cursor.copy("COPY plain FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)
    return time.perf_counter() - began


def measure(folder: Path, count: int) -> None:
    unit_file, member_file = folder / "units.xlsx", folder / "members.xlsx"
    save(unit_file, units())
    save(member_file, members(count))
    print(f"Units,   {1 + COMMITTEES + CELLS:>7} rows: {cost_of('units', unit_file)}")
    cost = cost_of("members", member_file)
    print(f"Members, {count:>7} rows: {cost} (limits: {LIMIT_SECONDS} s, {LIMIT_MB} MB)")
    print(f"Again,   {count:>7} rows: {cost_of('members', member_file)}, nothing to write")
    floor = plain_copy()
    print(f"A plain COPY of the same members: {floor:.1f} s; the import takes {cost.seconds / floor:.0f} times as long")
    for extension in ("csv", "xlsx"):
        print(f"Export,  {count:>7} rows as {extension}: {cost_of(extension, folder / f'exported.{extension}')}")
    if count >= ROWS:
        assert cost.seconds <= LIMIT_SECONDS, f"{cost.seconds:.1f} s"
        assert cost.peak <= LIMIT_MB, f"{cost.peak:.0f} MB"


def main(count: int) -> None:
    from fourgood import embedded

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"FOURGOOD_DATA": name, "DATABASE_URL": embedded.start(folder / "postgres")}
        try:
            django()
            from django.core.management import call_command
            from django.db import connections

            call_command("migrate", verbosity=0)
            measure(folder, count)
            connections.close_all()
        finally:
            embedded.leave(folder / "postgres")


if __name__ == "__main__":
    if sys.argv[1:2] == ["task"]:
        run_task(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
