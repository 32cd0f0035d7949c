"""The columns of a table of values: their names in three languages, and what to write in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fourgood.common.cells import as_text
from fourgood.common.vietnamese import search_key
from fourgood.regulations.framework import Words


@dataclass(frozen=True)
class Column:
    """`name` heads it, `others` are taken for it too. `hint` says what to write. Not `is_read`: for people only."""

    key: str
    name: Words
    hint: Words
    others: tuple[str, ...] = ()
    width: int = 12
    is_read: bool = True


_NUMBER = Words(
    vi="một số, tối đa hai chữ số thập phân, ví dụ 18 hoặc 12,5",
    ms="satu nombor, paling banyak dua tempat perpuluhan, contohnya 18 atau 12.5",
    en="a number with two decimal places at most, like 18 or 12.5",
)

COLUMNS = (
    Column(
        "unit",
        Words(vi="Tổ chức", ms="Unit", en="Unit"),
        Words(
            vi="tên hoặc mã của tổ chức, ở mọi dòng; bỏ cột này nếu bảng chỉ có một tổ chức",
            ms="nama atau kod unit, pada setiap baris; buang lajur ini jika jadual hanya untuk satu unit",
            en="the name or code of the unit, in every row; leave the column out if the table is of one unit",
        ),
        others=("đơn vị", "chi bộ", "sel parti"),
        width=24,
    ),
    Column(
        "month",
        Words(vi="Tháng", ms="Bulan", en="Month"),
        Words(
            vi="tháng, ví dụ 11 hoặc 11/2024; tất cả trong cùng một năm",
            ms="bulan, contohnya 11 atau 11/2024; semuanya dalam tahun yang sama",
            en="a month, like 11 or 11/2024; all of the same year",
        ),
    ),
    Column(
        "criterion",
        Words(vi="Tiêu chí", ms="Kriteria", en="Criterion"),
        Words(
            vi="mã của tiêu chí, ví dụ I.2; mã của điểm cộng, điểm trừ; hoặc fact: và tên dữ kiện",
            ms="kod kriteria, contohnya I.2; kod mata tambahan atau mata tolak; atau fact: dan nama fakta",
            en="the code of a criterion, like I.2; the code of a bonus or deduction; or fact: and its name",
        ),
    ),
    Column(
        "part",
        Words(vi="Phần", ms="Bahagian", en="Part"),
        Words(
            vi="mã của phần, nếu tiêu chí có nhiều phần; nếu không thì để trống",
            ms="kod bahagian, jika kriteria mempunyai beberapa bahagian; jika tidak, biarkan kosong",
            en="the code of the part, where the criterion has several; otherwise nothing",
        ),
        width=8,
    ),
    Column(
        "wording",
        Words(vi="Nội dung", ms="Kandungan", en="Wording"),
        Words(vi="chỉ để đọc", ms="untuk dibaca sahaja", en="for reading only"),
        width=60,
        is_read=False,
    ),
    Column(
        "amount", Words(vi="Số đạt được", ms="Dicapai", en="Amount"), _NUMBER, others=("amaun", "thực hiện", "actual")
    ),
    Column("base", Words(vi="Tổng số", ms="Jumlah asas", en="Base"), _NUMBER, others=("asas", "kế hoạch", "plan")),
    Column(
        "answer",
        Words(vi="Trả lời", ms="Jawapan", en="Answer"),
        Words(
            vi="có hoặc không; đạt hoặc không đạt",
            ms="ya atau tidak; dicapai atau tidak dicapai",
            en="yes or no; met or not met",
        ),
    ),
    Column(
        "grade",
        Words(vi="Mức", ms="Gred", en="Grade"),
        Words(vi="mã hoặc tên của mức", ms="kod atau nama gred", en="the code or the wording of a grade"),
    ),
    Column(
        "event",
        Words(vi="Sự việc", ms="Kejadian", en="Event"),
        Words(vi="mã hoặc tên của sự việc", ms="kod atau nama kejadian", en="the code or the wording of an event"),
        width=16,
    ),
    Column(
        "count",
        Words(vi="Số lần", ms="Bilangan kali", en="Count"),
        Words(
            vi="số lần, là số nguyên từ 0; nếu không xảy ra, hãy ghi 0",
            ms="berapa kali, nombor bulat dari 0; 0 jika tidak berlaku",
            en="how often, a whole number from 0; 0 if it did not happen",
        ),
    ),
    Column(
        "not_applicable",
        Words(vi="Không áp dụng", ms="Tidak berkenaan", en="Not applicable"),
        Words(
            vi="có hoặc x, nếu tiêu chí không áp dụng; nếu không thì để trống",
            ms="ya atau x, jika kriteria tidak berkenaan; jika tidak, biarkan kosong",
            en="yes or x, if the criterion does not apply; otherwise nothing",
        ),
    ),
    Column(
        "points",
        Words(vi="Điểm", ms="Mata", en="Points"),
        Words(
            vi="điểm đã chấm, thay cho các số liệu: từ 0 đến hết điểm của tiêu chí",
            ms="mata yang telah diberi, sebagai ganti nilai: dari 0 hingga semua mata kriteria",
            en="points already given, instead of values: from 0 to all points of the criterion",
        ),
    ),
    Column(
        "note",
        Words(vi="Ghi chú", ms="Catatan", en="Note"),
        Words(vi="tùy ý, không được đọc", ms="bebas, tidak dibaca", en="whatever you like; it is not read"),
        width=30,
        is_read=False,
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}
VALUES = ("amount", "base", "answer", "grade", "not_applicable", "points")
"""Columns that hold at most one value for a part. Events have rows of their own."""

_NAMES = {
    search_key(name): column
    for column in COLUMNS
    for name in (column.key.replace("_", " "), column.name.vi, column.name.ms, column.name.en, *column.others)
}


def column_named(cell: Any) -> Column | None:
    """The column that a cell of the header names, in any of the languages, with or without diacritics."""
    return _NAMES.get(search_key(as_text(cell).replace("_", " "))) if isinstance(cell, str) else None


def fits(cells: list[Any]) -> int:
    """How many columns a row names; a header names the criterion, and something beside it."""
    named = {column.key for column in map(column_named, cells) if column}
    return len(named) if "criterion" in named and len(named) > 1 else 0
