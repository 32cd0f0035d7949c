"""Why a file can't be read as a table of values at all, in the three languages, with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fourgood.operations.value_table.problems import as_words
from fourgood.regulations.figures import filled
from fourgood.regulations.framework import Words


def unreadable(code: str, values: Mapping[str, Any]) -> Words:
    """Why a file can't be read at all, and what to do."""
    return filled(FILE_WORDS[code], **{name: as_words(value) for name, value in values.items()})


_SAVE_ANEW = Words(
    vi="Hãy mở bằng Excel và lưu thành “Excel workbook (.xlsx)”.",
    ms="Buka dalam Excel dan simpan sebagai “Excel workbook (.xlsx)”.",
    en="Open it in Excel and save it as “Excel workbook (.xlsx)”.",
)


def _and_save_anew(vi: str, ms: str, en: str) -> Words:
    return Words(vi=f"{vi} {_SAVE_ANEW.vi}", ms=f"{ms} {_SAVE_ANEW.ms}", en=f"{en} {_SAVE_ANEW.en}")


FILE_WORDS: dict[str, Words] = {
    "empty_file": Words(vi="Tệp trống.", ms="Fail kosong.", en="The file is empty."),
    "no_rows": Words(
        vi="Bảng chỉ có dòng tên cột: hãy ghi số liệu vào các dòng bên dưới.",
        ms="Jadual hanya ada baris nama lajur: tulis nilai dalam baris di bawahnya.",
        en="The table has nothing below the names of its columns: write the values there.",
    ),
    "too_large": Words(
        vi="Tệp quá lớn (tối đa {limit} MB): hãy chia thành nhiều tệp.",
        ms="Fail terlalu besar (had {limit} MB): bahagikan kepada beberapa fail.",
        en="The file is larger than {limit} MB: split it.",
    ),
    "wrong_type": _and_save_anew(
        "Đây không phải tệp Excel hay CSV.", "Ini bukan fail Excel atau CSV.", "This is not an Excel or CSV file."
    ),
    "old_excel": _and_save_anew(
        "Đây là tệp Excel kiểu cũ (.xls).",
        "Ini fail Excel versi lama (.xls).",
        "This is a file of an old Excel (.xls).",
    ),
    "password": Words(
        vi="Tệp có mật khẩu: hãy bỏ mật khẩu trong Excel rồi lưu lại.",
        ms="Fail dilindungi kata laluan: buang kata laluan dalam Excel dan simpan semula.",
        en="The file is protected by a password: remove it in Excel and save the file again.",
    ),
    "corrupt": _and_save_anew(
        "Tệp bị hỏng, không đọc được.", "Fail rosak dan tidak dapat dibaca.", "The file is damaged and can't be read."
    ),
    "encoding": Words(
        vi="Không đọc được chữ trong tệp CSV: hãy lưu thành “CSV UTF-8” hoặc .xlsx.",
        ms="Huruf dalam fail CSV tidak dapat dibaca: simpan sebagai “CSV UTF-8” atau .xlsx.",
        en="The letters of the CSV file can't be read: save it as “CSV UTF-8” or as .xlsx.",
    ),
    "quotes": Words(
        vi="Dấu ngoặc kép mở ở dòng {row} không được đóng.",
        ms="Tanda petikan dalam baris {row} tidak ditutup.",
        en="A quotation mark in row {row} is never closed.",
    ),
    "merged_header": Words(
        vi="Dòng tên cột có ô gộp ({range}): hãy bỏ gộp ô.",
        ms="Baris nama lajur mempunyai sel bercantum ({range}): asingkan sel itu.",
        en="The names of the columns are in merged cells ({range}): unmerge them.",
    ),
    "no_header": Words(
        vi="Không có dòng tên cột với cột “Tiêu chí”: hãy lấy bảng mẫu bằng --template.",
        ms="Tiada baris nama lajur dengan lajur “Kriteria”: dapatkan contoh dengan --template.",
        en="No row names the columns, with one “Criterion”: --template writes a table to begin with.",
    ),
}
