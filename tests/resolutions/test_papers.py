"""On paper: PDF and Word against the prescribed layout (HD 36-HD/VPTW; domain 4.7), in the language of record."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from docx.shared import Pt
from pypdf import PdfReader

from fourgood.meetings.official import rule
from fourgood.resolutions.models import Minutes, Resolution
from fourgood.resolutions.papers import minutes_docx, minutes_pdf, resolution_docx, resolution_pdf
from fourgood.resolutions.printed import minutes_template, resolution_template
from tests.resolutions.evenings import drafted, end, evening, issued, item, now, task, term, voted

MM = 72 / 25.4
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def text_of_pdf(content):
    return words(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def text_of_word(content):
    body = Document(io.BytesIO(content)).element.body
    return words(" ".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for p in body.iter(f"{WORD}p")))


@pytest.fixture
def resolution(cast):
    issued(evening(cast.bieu_nghi), tasks=[task("Nạo vét mương", organisations="Hội Nông dân khu")])
    meeting = evening(cast.bieu_nghi)
    item(meeting, conclusion="Gieo trước 20/11.")
    made = issued(
        meeting, by=cast.bay, tasks=[task(members=[cast.nam.member], expected="Đồng ruộng sạch")], praise="Tổ 2."
    )
    return Resolution.objects.select_related("unit__kind", "meeting", "vote", "amends").get(pk=made.pk)


@pytest.fixture
def minutes(cast):
    meeting = evening(cast.bieu_nghi)
    voted(meeting)
    end(meeting)
    term(meeting.unit)
    made = Minutes.objects.write(meeting, by=cast.bay, at=now())
    made.keep({}, seat="Đông Mai", by=cast.bay, at=now())
    made.approve(by=cast.bay, at=now())
    made.correct("Có mặt 20.", by=cast.bay, at=now())
    return Minutes.objects.select_related("meeting__unit__kind", "meeting__chair", "meeting__recorder").get(pk=made.pk)


@pytest.fixture(params=["pdf", "docx"])
def read(request):
    makers = {
        "pdf": (resolution_pdf, minutes_pdf, text_of_pdf),
        "docx": (resolution_docx, minutes_docx, text_of_word),
    }
    of_resolution, of_minutes, text = makers[request.param]

    def reading(row):
        make = of_resolution if isinstance(row, Resolution) else of_minutes
        with override("en"):  # whatever the reader's language
            return text(make(row, today=timezone.localdate()))

    return reading


def test_resolution_holds_all_that_is_prescribed_in_this_order(cast, resolution, read):
    text = read(resolution)
    today = timezone.localdate()
    said = [
        "ĐẢNG BỘ PHƯỜNG ĐÔNG MAI",
        "CHI BỘ KHU BIỂU NGHI",
        "*",
        "NGHỊ QUYẾT",
        "nhiệm vụ tháng 12",
        "-----",
        "I. ĐÁNH GIÁ KẾT QUẢ THÁNG TRƯỚC",
        "Đã làm.",
        "Tổ 2.",
        "Nạo vét mương",
        "Chưa xong",
        f"II. NHIỆM VỤ THÁNG {resolution.month:%m/%Y}",
        "Thu gom vỏ bao thuốc",
        "Đồng ruộng sạch",
        "III. PHÂN CÔNG, TỔ CHỨC THỰC HIỆN",
        "Hội nghị biểu quyết thông qua:",
        f"{resolution.vote.present}/{resolution.vote.base} đảng viên",
    ]
    places = [text.find(words(part)) for part in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)
    beside = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Số 02-NQ/CB", "T/M CHI BỘ", "BÍ THƯ", str(cast.bay.member), "Nơi nhận:"]
    month = f"{today.month:02}" if today.month < 3 else today.month
    beside += [f"Đông Mai, ngày {today.day:02} tháng {month} năm {today.year}", str(cast.nam.member), "- Lưu Chi bộ."]
    assert [part for part in beside if part not in text] == []
    assert "Số:" not in text
    assert "DỰ THẢO" not in text


def test_recipients_end_with_where_it_is_filed(resolution):
    lines = [line.strip() for line in PdfReader(io.BytesIO(pdf(resolution))).pages[-1].extract_text().splitlines()]
    listed = [line for line in lines if line.startswith("- ")]
    assert listed[-1].startswith("- Lưu Chi bộ.")


def pdf(row):
    make = resolution_pdf if isinstance(row, Resolution) else minutes_pdf
    return make(row, today=timezone.localdate())


def test_minutes_hold_the_record_the_corrections_and_two_signatures(cast, minutes, read):
    text = read(minutes)
    said = [
        "BIÊN BẢN",
        "-----",
        "Thành phần dự họp",
        "Biểu quyết",
        "Kết thúc cuộc họp",
        "Đính chính",
        "Có mặt 20.",
        "NGƯỜI GHI BIÊN BẢN",
    ]
    places = [text.find(part) for part in said]
    assert -1 not in places, said[places.index(-1)]
    assert places == sorted(places)
    beside = ["Số 01-BB/CB", "CHỦ TRÌ HỘI NGHỊ", str(minutes.meeting.chair), str(minutes.meeting.recorder)]
    assert [part for part in beside if part not in text] == []


def test_draft_is_marked_and_has_a_gap_for_its_number(cast, read):
    made = drafted(evening(cast.bieu_nghi))
    text = read(Resolution.objects.select_related("unit__kind", "meeting").get(pk=made.pk))
    assert "…-NQ/CB" in text
    assert "DỰ THẢO" in text


def edges(content):
    """Left, right, bottom, top of all text on the first page, in points from the edges of the paper; and its sizes."""
    page = PdfReader(io.BytesIO(content)).pages[0]
    found, sizes = [], set()

    def visit(text, cm, tm, _font, size):
        if text.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append((x, y))
            sizes.add(round(size * abs(tm[0] or 1), 1))

    page.extract_text(visitor_text=visit)
    return page, found, sizes


def test_pdf_keeps_the_margins_of_the_rule(resolution):
    layout = rule(timezone.localdate()).layout
    page, found, _sizes = edges(pdf(resolution))
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (round(width / MM), round(height / MM)) == (210, 297)
    left = min(x for x, _y in found) / MM
    assert left == pytest.approx(layout.left, abs=0.5)
    assert all(x / MM < 210 - layout.right for x, _y in found)
    assert min(y for _x, y in found) / MM >= layout.bottom
    top = (height - max(y for _x, y in found)) / MM
    assert layout.top < top < layout.top + 15 / MM + 1


def test_pdf_sets_its_lines_19_points_apart(cast):
    made = drafted(evening(cast.bieu_nghi), ahead="từ " * 200)
    row = Resolution.objects.select_related("unit__kind", "meeting").get(pk=made.pk)
    _page, found, _sizes = edges(pdf(row))
    ys = sorted({round(y, 1) for _x, y in found}, reverse=True)
    gaps = [round(upper - lower, 1) for upper, lower in pairwise(ys)]
    assert max(set(gaps), key=gaps.count) == rule(timezone.localdate()).layout.line


@pytest.mark.parametrize("what", ["resolution", "minutes"])
def test_word_keeps_the_layout_of_the_rule(request, cast, what):
    row = request.getfixturevalue(what)
    make = resolution_docx if what == "resolution" else minutes_docx
    document = Document(io.BytesIO(make(row, today=timezone.localdate())))
    section, normal = document.sections[0], document.styles["Normal"]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (normal.font.name, normal.font.size, normal.paragraph_format.line_spacing) == (
        "Times New Roman",
        Pt(14),
        Pt(19),
    )
    head = document.tables[0]
    left, right = head.rows[0].cells
    assert [(p.text, p.runs[0].bold) for p in left.paragraphs] == [
        ("ĐẢNG BỘ PHƯỜNG ĐÔNG MAI", False),
        ("CHI BỘ KHU BIỂU NGHI", True),
        ("*", False),
    ]
    party = right.paragraphs[0].runs[0]
    assert (party.text, party.bold, party.underline, party.font.size) == ("ĐẢNG CỘNG SẢN VIỆT NAM", True, True, Pt(15))
    place_and_day = head.rows[1].cells[1].paragraphs[0].runs[0]
    assert place_and_day.italic
    indents = {p.paragraph_format.first_line_indent for p in document.paragraphs} - {None}
    assert [round(indent.mm) for indent in indents] == [10]


def test_word_has_signature_and_recipients_side_by_side(cast, resolution):
    document = Document(io.BytesIO(resolution_docx(resolution, today=timezone.localdate())))
    left, right = document.tables[-1].rows[0].cells
    assert left.paragraphs[0].text == "Nơi nhận:"
    assert left.paragraphs[0].runs[0].underline
    assert [p.text for p in left.paragraphs if p.text][-1] == "- Lưu Chi bộ."
    assert [p.text for p in right.paragraphs if p.text] == ["T/M CHI BỘ", "BÍ THƯ", str(cast.bay.member)]


@pytest.mark.parametrize("script", [resolution_template, minutes_template])
def test_word_template_is_what_its_script_makes(script, tmp_path):
    made = tmp_path / "made.docx"
    script.make().save(made)
    kept, fresh = zipfile.ZipFile(script.TEMPLATE), zipfile.ZipFile(made)
    for part in ("word/document.xml", "word/styles.xml"):
        assert kept.read(part) == fresh.read(part)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ms", ["PARTI KOMUNIS VIETNAM", "RESOLUSI", "No. 01-NQ/CB", "SETIAUSAHA"]),
        ("en", ["COMMUNIST PARTY OF VIET NAM", "RESOLUTION", "SECRETARY", "members with a vote in favour"]),
    ],
)
def test_in_another_language_of_record(cast, read, language, said):
    meeting = evening(cast.bieu_nghi)
    term(meeting.unit)
    made = drafted(meeting)
    Resolution.objects.filter(pk=made.pk).update(language=language)
    made.adopt(voted(meeting), by=None, at=now())
    made.issue(by=cast.bay, at=now())
    text = read(Resolution.objects.select_related("unit__kind", "meeting", "vote").get(pk=made.pk))
    assert [part for part in said if part not in text] == []
