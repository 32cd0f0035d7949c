"""What can be wrong with a table of values, in the three languages: cell by cell, with what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fourgood.common.cells import Bad, as_text
from fourgood.operations.value_table.columns import BY_KEY
from fourgood.regulations.figures import filled
from fourgood.regulations.framework import Words

_LONGEST_VALUE = 60


@dataclass(frozen=True)
class WrongCell:
    """One cell: where it is (`place` is to sort by), what stands there, what is wrong, what to write."""

    place: tuple[int, int, int]
    address: str
    value: str
    reason: Words
    write: Words


def wrong_cell(place: tuple[int, int, int], address: str, column: str, raw: Any, bad: Bad) -> WrongCell:
    """The problem in words. What to write is what the column asks for, unless the problem asks for something else."""
    reason, write = WORDS[bad.code]
    gaps = {name: as_words(value) for name, value in bad.values.items()}
    told = BY_KEY[column].hint if write is None else write
    return WrongCell(place, address, as_text(raw)[:_LONGEST_VALUE], filled(reason, **gaps), filled(told, **gaps))


def as_words(value: Any) -> Words:
    """Words as they are; anything else the same in every language."""
    return value if isinstance(value, Words) else Words(*[str(value)] * 3)


_TAKE_OUT = Words(
    vi="không ghi gì: bỏ ô hoặc dòng này", ms="tiada: buang sel atau baris ini", en="nothing; take it out"
)
_ONE_OF = Words(vi="một trong: {choices}", ms="salah satu daripada: {choices}", en="one of: {choices}")

# What is wrong, and what to write; None: what the column asks for
WORDS: dict[str, tuple[Words, Words | None]] = {
    "unknown_column": (
        Words(vi="không phải tên cột", ms="bukan nama lajur", en="is not the name of a column"),
        _ONE_OF,
    ),
    "column_twice": (
        Words(vi="có hai cột cùng tên", ms="ada dua lajur dengan nama ini", en="heads two columns"),
        Words(vi="mỗi tên cột một lần", ms="setiap nama sekali sahaja", en="each name once"),
    ),
    "formula_error": (
        Words(vi="ô báo lỗi công thức", ms="sel menunjukkan ralat formula", en="the cell shows an error"),
        None,
    ),
    "empty": (Words(vi="ô để trống", ms="sel kosong", en="the cell is empty"), None),
    "not_a_number": (Words(vi="không phải là số", ms="bukan nombor", en="is not a number"), None),
    "number_is_date": (
        Words(
            vi="Excel đã hiểu là ngày tháng",
            ms="Excel membacanya sebagai tarikh",
            en="is a date to Excel",
        ),
        Words(
            vi="một số; định dạng ô là Số. Ví dụ 3/5 thì ghi 3 vào một cột và 5 vào cột kia",
            ms="satu nombor, dalam format Nombor. Bagi 3/5, tulis 3 dalam satu lajur dan 5 dalam lajur lain",
            en="a number, with the cell's format set to Number. For 3/5 write 3 in one column and 5 in the other",
        ),
    ),
    "in_percent": (
        Words(vi="là tỷ lệ phần trăm", ms="ialah peratusan", en="is a percentage"),
        Words(
            vi="hai số làm nên tỷ lệ đó, ví dụ 18 và 20; phần trăm do phần mềm tính",
            ms="dua nombor di sebaliknya, contohnya 18 dan 20; peratusan dikira sendiri",
            en="the two numbers behind it, like 18 and 20; percentages are computed",
        ),
    ),
    "two_readings": (
        Words(
            vi="có thể hiểu theo hai cách",
            ms="boleh dibaca dengan dua cara",
            en="can be read in two ways",
        ),
        Words(
            vi="{thousands} nếu là hàng nghìn, {decimals} nếu là số thập phân (hai chữ số)",
            ms="{thousands} jika ribuan, {decimals} jika perpuluhan (dua tempat)",
            en="{thousands} if it means thousands, {decimals} if decimals (two places)",
        ),
    ),
    "not_whole": (Words(vi="không phải số nguyên", ms="bukan nombor bulat", en="is not a whole number"), None),
    "bad_count": (
        Words(vi="không nằm trong khoảng 0–{most}", ms="bukan dalam julat 0–{most}", en="is not from 0 to {most}"),
        None,
    ),
    "not_yes_no": (
        Words(vi="không phải là có hay không", ms="bukan ya atau tidak", en="is neither yes nor no"),
        None,
    ),
    "not_a_month": (Words(vi="không phải là tháng", ms="bukan bulan", en="is not a month"), None),
    "other_year": (
        Words(
            vi="khác năm {year} của các dòng trên",
            ms="bukan tahun {year} seperti baris di atas",
            en="is not of the year {year}, as in the rows above",
        ),
        None,
    ),
    "unknown_choice": (
        Words(vi="không có ở đây", ms="tidak dikenali di sini", en="is not known here"),
        _ONE_OF,
    ),
    "code_is_date": (
        Words(
            vi="mã đã bị Excel đổi thành ngày tháng",
            ms="kod ditukar oleh Excel menjadi tarikh",
            en="is a date to Excel",
        ),
        Words(
            vi="mã của tiêu chí, sau khi định dạng cột là Văn bản",
            ms="kod kriteria, selepas format lajur ditetapkan kepada Teks",
            en="the code of the criterion, after setting the column's format to Text",
        ),
    ),
    "no_grades": (
        Words(
            vi="tiêu chí này không chấm theo mức",
            ms="kriteria ini tidak bergred",
            en="the criterion has no grades",
        ),
        _TAKE_OUT,
    ),
    "no_events": (
        Words(
            vi="tiêu chí này không tính sự việc",
            ms="kriteria ini tiada kejadian",
            en="the criterion counts no events",
        ),
        _TAKE_OUT,
    ),
    "no_parts": (
        Words(
            vi="tiêu chí này không chia thành phần",
            ms="kriteria ini tiada bahagian",
            en="the criterion has no parts",
        ),
        _TAKE_OUT,
    ),
    "which_part": (
        Words(
            vi="tiêu chí này có nhiều phần",
            ms="kriteria ini mempunyai beberapa bahagian",
            en="the criterion has several parts",
        ),
        _ONE_OF,
    ),
    "which_event": (
        Words(
            vi="chưa rõ là sự việc nào",
            ms="tidak jelas kejadian yang mana",
            en="it is not said which event",
        ),
        _ONE_OF,
    ),
    "count_missing": (
        Words(
            vi="còn thiếu số lần: {event}",
            ms="bilangan kali belum diisi: {event}",
            en="how often is missing: {event}",
        ),
        Words(
            vi="dòng với sự việc {event_code} và số lần; nếu không xảy ra, hãy ghi 0",
            ms="baris dengan kejadian {event_code} dan bilangannya; 0 jika tidak berlaku",
            en="a row with the event {event_code} and how often; 0 if it did not happen",
        ),
    ),
    "twice": (
        Words(vi="đã ghi ở {first}", ms="sudah ditulis di {first}", en="is already given in {first}"),
        Words(
            vi="chỉ một trong hai ô",
            ms="satu sahaja daripada dua sel itu",
            en="only one of the two",
        ),
    ),
    "not_here": (
        Words(
            vi="không ghi cột này ở dòng như vậy",
            ms="lajur ini tidak diisi bagi baris ini",
            en="this column is not for such a row",
        ),
        Words(vi="chỉ ghi ở cột: {columns}", ms="hanya dalam lajur: {columns}", en="only in the columns: {columns}"),
    ),
    "computed_fact": (
        Words(
            vi="do phần mềm tính từ bảng này",
            ms="dikira daripada jadual ini",
            en="is computed from this table",
        ),
        _TAKE_OUT,
    ),
    "unknown_fact": (
        Words(
            vi="khung tiêu chí không hỏi dữ kiện này",
            ms="rangka kerja ini tidak bertanya fakta ini",
            en="is not a fact that the framework asks for",
        ),
        _ONE_OF,
    ),
    "points_and_values": (
        Words(
            vi="tiêu chí này đã có số liệu",
            ms="kriteria ini sudah mempunyai nilai",
            en="the criterion has values too",
        ),
        Words(
            vi="hoặc điểm, hoặc số liệu",
            ms="sama ada mata atau nilai",
            en="either points or values",
        ),
    ),
    "bad_points": (
        Words(
            vi="không nằm trong khoảng 0–{worth}, tối đa hai chữ số thập phân",
            ms="bukan dari 0 hingga {worth}, dengan paling banyak dua tempat perpuluhan",
            en="is not from 0 to {worth}, with two decimal places at most",
        ),
        None,
    ),
    "complaint": (Words(vi="{words}", ms="{words}", en="{words}"), None),
}
