"""Files of every kind: what can be read, and what is said about the rest."""

import io
import zipfile

import pytest

from fourgood.common.cells import Bad, Unreadable, shown
from fourgood.common.spreadsheets import find_table, letter
from fourgood.exchange.cells import date, member_code, name, phone, text, unit_code, year
from fourgood.exchange.columns import MEMBERS, UNITS, fits, guess
from tests.exchange.files import MEMBER_HEADER, Formula, csv_file, xlsx

HEADER = ["Số thẻ", "Họ và tên", "Ngày vào Đảng", "Mã chi bộ"]
ROW = ["22.000777", "Đặng Thị Ngọc Ánh", "19/05/1995", "22.206.001.000.001"]


def table(data, **how):
    return find_table(data, fits(MEMBERS), **how)


def cells(data):
    return [row.cells for row in table(data).rows()]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_every_encoding_and_with_every_separator(separator, encoding):
    assert cells(csv_file([HEADER, ROW], separator=separator, encoding=encoding)) == [ROW]


def test_csv_in_the_old_vietnamese_code_page_is_composed():
    header = ["So the", "Ho va ten", "Ngay vao Dang", "Ma chi bo"]
    decomposed = "Trần Thị Đào".encode("cp1258", errors="ignore")
    assert decomposed.decode("cp1258") != "Trần Thị Đào"  # the code page lacks composed letters
    line = b"22.000777," + "Lê Thi\u0323 Đa\u0300o".encode("cp1258") + b",19/05/1995,22.206.001.000.001\r\n"
    [row] = cells(",".join(header).encode() + b"\r\n" + line)
    assert name(120)(row[1]) == "Lê Thị Đào"


def test_header_is_found_below_titles_and_on_another_sheet():
    rows = [["ĐẢNG BỘ PHƯỜNG ĐÔNG MAI"], [], ["Danh sách đảng viên"], HEADER, [], ROW]
    data = xlsx([["something else", "entirely"]], sheet="Ghi chú", more={"Danh sách": rows})
    found = table(data)
    assert (found.sheet.name, found.header_row) == ("Danh sách", 4)
    assert [(row.number, row.cells) for row in found.rows()] == [(6, ROW)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"  \r\n", "empty_file"),
        (b"%PDF-1.7 ...", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n", "wrong_type"),
        (b"PK\x03\x04 this is no zip", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "old_excel"),
        (b'So the,Ho va ten\r\n1,"never closed\r\n', "quotes"),
        (b"So the,Ho va ten\r\n1,\x8a\x8a", "encoding"),
    ],
)
def test_unreadable_file_is_refused_with_its_reason(data, code):
    with pytest.raises(Unreadable) as refusal:
        list(table(data).rows())
    assert refusal.value.code == code


def test_other_office_file_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="wrong_type"):
        table(stream.getvalue())


def test_damaged_workbook_is_refused():
    whole = xlsx([HEADER, ROW])
    with pytest.raises(Unreadable, match="corrupt"):
        table(whole[: len(whole) // 2])


def test_merged_header_is_refused_with_its_address():
    data = xlsx([HEADER[:2], ROW], merge={"C1:D1": "Ngày"})
    with pytest.raises(Unreadable) as refusal:
        table(data)
    assert (refusal.value.code, refusal.value.values) == ("merged_header", {"range": "C1:D1"})


def test_merged_title_above_the_header_is_no_obstacle():
    assert cells(xlsx([[], HEADER, ROW], merge={"A1:D1": "Danh sách"})) == [ROW]


def test_unknown_sheet_is_refused():
    with pytest.raises(Unreadable, match="wrong_sheet"):
        table(xlsx([HEADER, ROW]), sheet="Khác")


def test_cells_with_errors_are_found_by_their_address():
    found = table(xlsx([HEADER, ROW, [Formula("=1/0", "#DIV/0!"), None, Formula("=A99x", "#NAME?")]]))
    assert found.errors == {(3, 0): "#DIV/0!", (3, 2): "#NAME?"}
    assert [row.number for row in found.rows()] == [2, 3]


def test_letters_of_columns():
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (date, "19/05/1995", "19/05/1995"),
        (date, " 9-5-1995 ", "09/05/1995"),
        (date, "1995-05-19", "19/05/1995"),
        (date, "19.5.1995", "19/05/1995"),
        (unit_code, 22206001000001.0, "22.206.001.000.001"),
        (unit_code, "22206001000001", "22.206.001.000.001"),
        (unit_code, 1206001000001.0, "01.206.001.000.001"),
        (member_code, 22000123.0, "22000123"),
        (member_code, " 22.abc ", "22.ABC"),
        (phone, 912345678.0, "+84912345678"),
        (phone, "0912 345 678", "+84912345678"),
        (phone, "84912345678", "+84912345678"),
        (phone, "(0203) 3825 123", "+842033825123"),
        (phone, "+60 12-345 6789", "+60123456789"),
        (year, "19/05/1962", 1962),
        (year, "00/00/1962", 1962),
        (year, 1962.0, 1962),
        (text(20), "  Lê\u00a0 Thị\u200b  Đào ", "Lê Thị Đào"),
        (text(20), "'=1+1", "=1+1"),
        (text(20), "Lê\x00 Đào\n\x07 An", "Lê Đào An"),
        (text(20), "Le\x00 Dao\n\x07 An", "Le Dao An"),
        (text(20), 12.0, "12"),
        (date, 45000.0, Bad),
        (date, "1995", Bad),
        (date, "01/13/1995", Bad),
        (date, "01/01/0995", Bad),
        (phone, "0110000000", Bad),
        (unit_code, "22.206", Bad),
        (name(20), 12.0, Bad),
        (year, 62.0, Bad),
    ],
)
def test_cell_is_read(read, raw, value):
    if value is Bad:
        with pytest.raises(Bad):
            read(raw)
    else:
        got = read(raw)
        assert (got if isinstance(value, int) else shown(got)) == value


@pytest.mark.parametrize(
    ("kind", "header", "mapping"),
    [
        (MEMBERS, HEADER, {"code": 0, "full_name": 1, "admitted_on": 2, "unit_code": 3}),
        (
            MEMBERS,
            ["STT", "SO THE DANG VIEN", "Họ tên", "Ngày vào Đảng (dd/mm/yyyy) *", "Mã chi bộ sinh hoạt", "SĐT", "Mail"],
            {"code": 1, "full_name": 2, "admitted_on": 3, "unit_code": 4, "phone": 5, "email": 6},
        ),
        (MEMBERS, MEMBER_HEADER, {key: place for place, key in enumerate(
            ["code", "full_name", "birth_year", "admitted_on", "official_on", "unit_code", "since", "decision", "phone",
             "email", "status", "status_since", "status_until"])}),
        (MEMBERS, ["Nombor ahli", "NAMA PENUH", "Kod Sel Parti"], {"code": 0, "full_name": 1, "unit_code": 2}),
        (UNITS, ["Mã tổ chức", "Tên tổ chức", "Loại hình tổ chức", "Mã tổ chức cấp trên", "Ngày thành lập"],
         {"code": 0, "name": 1, "kind": 2, "parent_code": 3, "since": 4}),
    ],
)  # fmt: skip
def test_columns_are_guessed(kind, header, mapping):
    assert guess(kind, header) == mapping


@pytest.mark.parametrize("kind", [MEMBERS, UNITS])
def test_every_column_is_found_by_its_own_header_in_every_language(kind):
    from django.utils import translation

    for language in ("vi", "ms", "en"):
        with translation.override(language):
            header = [str(column.label) for column in kind.columns]
        expected = {column.key: place for place, column in enumerate(kind.columns) if column.imported}
        assert guess(kind, header) == expected
