"""The notice on paper: the prescribed layout, and what it says (HD 36-HD/VPTW; domain 4.7)."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from fourgood.accounts.models import User
from fourgood.meetings import announcing
from fourgood.meetings.models import Meeting
from fourgood.meetings.notice import notice_data, notice_pdf
from fourgood.meetings.refusals import NoDocumentRule
from tests.meetings.test_beforehand import announce, draft

MM = 72 / 25.4


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def printed(meeting: Meeting) -> bytes:
    row = Meeting.objects.select_related("unit__kind").get(pk=meeting.pk)
    return notice_pdf(row, today=timezone.localdate())


@pytest.fixture
def meeting(cast) -> Meeting:
    return announce(cast, draft(cast, kind="thematic", topic="Vụ đông sau bão số 3", note="Đi xem mương xóm Đông"))


def test_notice_says_when_where_and_what_about(cast, meeting):
    text = text_of(printed(meeting))
    starts = timezone.localtime(meeting.starts_at)
    said = [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "CHI BỘ KHU BIỂU NGHI",
        "Số …-TB/CB",
        "THÔNG BÁO",
        f"{starts:%d/%m/%Y}",
        f"{starts:%H:%M}",
        "Nhà văn hóa khu",
        "Vụ đông sau bão số 3",
        "Đi xem mương xóm Đông",
        "Trình bày báo cáo chuyên đề (25 phút)",
        "T/M CHI BỘ",
        "BÍ THƯ",
        "Lưu Chi bộ",
    ]
    assert [words for words in said if words not in text] == []
    assert "DỰ THẢO" not in text


def test_notice_is_a4_in_the_prescribed_layout(meeting):
    page = PdfReader(io.BytesIO(printed(meeting))).pages[0]
    assert [round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)] == [210, 297]
    layout = notice_data(Meeting.objects.select_related("unit__kind").get(pk=meeting.pk), today=meeting.on)["layout"]
    assert (layout["left"], layout["right"], layout["top"], layout["size"]) == (30, 15, 20, 14)


def test_notice_is_of_the_language_of_record_whoever_prints_it(client, cast, meeting):
    User.objects.filter(pk=cast.nam.pk).update(language="en")
    client.force_login(cast.nam)
    answer = client.get(f"/meetings/{meeting.pk}/notice.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "THÔNG BÁO" in text_of(answer.content)


def test_draft_is_marked_and_called_off_says_so(cast, meeting):
    assert "DỰ THẢO" in text_of(printed(draft(cast)))
    announcing.call_off(meeting, reason="Bão số 4", by=cast.bay, at=timezone.now())
    assert "Bão số 4" in text_of(printed(meeting))


def test_day_without_rule_is_refused(cast, meeting):
    meeting.announced_at = timezone.make_aware(dt.datetime(2010, 1, 1, 9))
    with pytest.raises(NoDocumentRule):
        notice_pdf(meeting, today=timezone.localdate())
