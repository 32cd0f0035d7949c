"""What is due about the monthly assessment, and to whom (M8)."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from fourgood.dashboards import assessments_due, due
from fourgood.dashboards.asking import answer_of
from tests.assessments.months import NOW, fill_in, sheet_row
from tests.quiet import no_months

__all__ = ["no_months"]

ON = dt.date(2026, 4, 3)


def asked(user):
    """The title, the address and the day of each of the rules that says something."""
    reader = due.reader_of(user, on=ON)
    found = {rule.__name__: answer_of(rule, reader) for rule in assessments_due.RULES}
    return {name: (said.title, said.url, said.day) for name, said in found.items() if said}


def test_open_month_is_due_to_who_leads_the_unit(cast):
    row = sheet_row(cast, cast.bieu_nghi)
    title = "Tự đánh giá tháng 03/2026 của Chi bộ khu Biểu Nghi"
    assert asked(cast.bay) == {"sheet_to_fill_in": (title, row.get_absolute_url(), dt.date(2026, 4, 5))}
    assert asked(cast.nam) == {}


def test_submitted_sheet_is_due_to_the_level_above(cast):
    row = fill_in(sheet_row(cast, cast.bieu_nghi), by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    assert asked(cast.bay) == {}
    waiting = ("1 phiếu chờ đồng chí xác nhận", reverse("assessment_queue"), dt.date(2026, 4, 10))
    assert asked(cast.tuan)["sheets_to_confirm"] == waiting
    assert asked(cast.hoa)["sheets_to_confirm"] == waiting
    assert "sheets_to_confirm" not in asked(cast.dung)


def test_returned_sheet_is_due_again(cast):
    row = fill_in(sheet_row(cast, cast.bieu_nghi), by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    row.return_("Xem lại", by=cast.tuan, at=NOW)
    assert asked(cast.bay)["sheet_to_fill_in"][0] == "Phiếu tháng 03/2026 của Chi bộ khu Biểu Nghi bị trả lại"
