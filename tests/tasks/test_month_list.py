"""The list of a month's tasks as PDF: what stands in it, and who gets it (M13, M15)."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pypdf import PdfReader

from fourgood.tasks.models import Task
from fourgood.tasks.month_list import month_data, of_month
from tests.quiet import forget_tasks

MARCH = dt.date(2026, 3, 1)
TODAY = dt.date(2026, 4, 2)


def at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(20)))


def give(cast, title: str, due_on: dt.date, given_on: dt.date = dt.date(2026, 2, 2), **more) -> Task:
    told = {"title": title, "due_on": due_on, "given_on": given_on, "members": [cast.nam.member]} | more
    return Task.objects.give(unit=cast.bieu_nghi, by=cast.bay, at=at(given_on), **told)


@pytest.fixture
def tasks(cast):
    forget_tasks(cast)
    finished = give(cast, "Treo cờ", dt.date(2026, 3, 3))
    finished.finish(on=dt.date(2026, 3, 3), by=cast.bay, at=at(dt.date(2026, 3, 3)))
    moved = give(cast, "Nạo vét kênh", dt.date(2026, 2, 20), target=Decimal(400), measure="mét", area="Tổ 3")
    moved.carry_over(to_day=dt.date(2026, 3, 31), reason="Mưa lớn", by=cast.bay, at=at(dt.date(2026, 2, 20)))
    left = give(cast, "Thu gom rác", dt.date(2026, 2, 25))
    give(cast, "Trồng cây", dt.date(2026, 4, 30))
    give(cast, "Bỏ rồi", dt.date(2026, 3, 9)).drop(reason="x", by=cast.bay, at=at(dt.date(2026, 3, 1)))
    return [left, finished, moved]


def test_month_has_what_was_due_or_finished_in_it_and_what_was_left_from_before(cast, tasks):
    assert list(of_month(cast.bieu_nghi, cast.nam, month=MARCH)) == tasks


def test_rows_say_who_does_what_by_when_and_how_far_it_is(cast, tasks):
    with translation.override("en"):
        data = month_data(cast.bieu_nghi, cast.nam, month=MARCH, today=TODAY, language="en")
    nam = str(cast.nam.member)
    moved = "0 of 1 done. Late. Carried over from 20/02/2026 to 31/03/2026: Mưa lớn"
    assert data["rows"] == [
        ["1", "Thu gom rác", nam, "25/02/2026", "", "0 of 1 done. Late"],
        ["2", "Treo cờ", nam, "03/03/2026", "", "Finished on 03/03/2026"],
        ["3", "Nạo vét kênh", nam, "31/03/2026", "400 mét; Tổ 3", moved],
    ]
    assert data["summary"] == "3 tasks; finished: 1; late: 2. As of 02/04/2026."
    assert (data["head"]["kind"], data["head"]["subject"], data["head"]["number"]) == (
        "List of tasks",
        "Month 03/2026",
        "",
    )


def test_pdf_is_in_the_readers_language(client, cast, tasks):
    client.force_login(cast.nam)
    response = client.get(f"/units/{cast.bieu_nghi.pk}/tasks/month.pdf?month=2026-03")
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="tasks-2026-03.pdf"',
    )
    [page] = PdfReader(io.BytesIO(response.content)).pages
    text = " ".join(page.extract_text().split())
    assert all(words in text for words in ("DANH SÁCH NHIỆM VỤ", "Tháng 03/2026", "Treo cờ", "400 mét; Tổ 3"))
    assert "Trồng cây" not in text


@pytest.mark.parametrize("written", ["9999-12", "0001-01"])
def test_month_at_the_end_of_the_calendar_is_an_empty_list(client, cast, written):
    client.force_login(cast.nam)
    assert client.get(f"/units/{cast.bieu_nghi.pk}/tasks/month.pdf?month={written}").status_code == 200


@pytest.mark.parametrize("written", ["", "2026-13", "x", "2026-3-3"])
def test_month_that_is_none_is_this_month(client, cast, written):
    client.force_login(cast.nam)
    response = client.get(f"/units/{cast.bieu_nghi.pk}/tasks/month.pdf?month={written}")
    assert f"tasks-{timezone.localdate():%Y-%m}.pdf" in response["Content-Disposition"]


def test_empty_month_says_so(cast):
    forget_tasks(cast)
    with translation.override("en"):
        data = month_data(cast.bieu_nghi, cast.nam, month=MARCH, today=TODAY, language="en")
    assert (data["rows"], data["nothing"]) == ([], "No task falls into this month.")


def test_other_cells_list_is_not_there(client, cast):
    client.force_login(cast.dung)
    assert client.get(f"/units/{cast.bieu_nghi.pk}/tasks/month.pdf").status_code == 404


def test_queries_do_not_grow_with_rows(cast):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            month_data(cast.bieu_nghi, cast.nam, month=MARCH, today=TODAY, language="vi")
        return len(found)

    give(cast, "Một", dt.date(2026, 3, 9))
    before = queries()
    for title in ("Hai", "Ba"):
        give(cast, title, dt.date(2026, 3, 9), members=[cast.nam.member, cast.thu.member])
    assert queries() == before
