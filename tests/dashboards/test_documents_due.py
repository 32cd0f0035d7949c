"""Home tells what a unit owes to documents from above, and what falls due of its plan (M5)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.accounts.models import User
from fourgood.dashboards import documents_due
from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.coming import coming_for
from fourgood.dashboards.due import reader_of
from fourgood.dashboards.reader import Due
from fourgood.instructions.models import Document, Plan, Receipt
from tests.instructions.papers import SENT, TODAY, at, day, send


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def unsent(cast):
    """The cast, with everything answered that was sent so far."""
    for document in Document.objects.all():
        for unit in (cast.bieu_nghi, cast.binh_luc_ha, cast.dong_mai):
            Receipt.objects.filter(document=document, unit=unit).update(study_on=SENT)
            if not document.receipts.filter(unit=unit).exists():
                document.receipts.create(unit=unit, confirmed_at=timezone.now(), study_on=SENT)
    Plan.objects.get(number="04-KH/ĐU").steps.update(done_on=SENT)
    return cast


def due(rule, user: User) -> Due | None:
    return answer_of(rule, reader_of(user, on=TODAY))


def test_secretary_is_told_of_a_document_to_confirm(unsent):
    assert due(documents_due.to_confirm, unsent.bay) is None
    document = send(unsent)
    told = due(documents_due.to_confirm, unsent.bay)
    assert (told.title, told.text) == ("Confirm the receipt of 7-CV/THỬ", "Văn bản thử")
    assert (told.url, told.day, told.is_late(TODAY)) == (document.get_absolute_url(), day("2026-10-10"), True)


def test_several_documents_are_one_card_with_the_first_day(unsent):
    send(unsent)
    send(unsent, "8-CV/THỬ", confirm_by=day("2026-10-05"))
    told = due(documents_due.to_confirm, unsent.bay)
    assert (told.title, told.text) == ("Confirm the receipt of 2 documents", "7-CV/THỬ, 8-CV/THỬ.")
    assert (told.url, told.day) == ("/documents/", day("2026-10-05"))


def test_reminder_is_mentioned(unsent):
    send(unsent).remind([unsent.bieu_nghi], within=unsent.dong_mai, by=unsent.hoa, at=at(day("2026-11-20")))
    assert due(documents_due.to_confirm, unsent.bay).text == "Văn bản thử You were reminded on 20/11/2026."


def test_study_day_then_plan_are_due_one_after_the_other(unsent):
    document = send(unsent, plan_by=day("2026-12-31"))
    document.confirm_receipt(unit=unsent.dong_mai, by=None, at=at(SENT))
    told = due(documents_due.study_days, unsent.hoa)
    assert (told.title, told.day) == ("Name the day of the study session on 7-CV/THỬ", None)
    assert due(documents_due.plans_to_write, unsent.hoa) is None
    document.set_study_day(unit=unsent.dong_mai, on=TODAY, by=None)
    told = due(documents_due.plans_to_write, unsent.hoa)
    assert (told.title, told.day) == ("Write the implementation plan for 7-CV/THỬ", day("2026-12-31"))


@pytest.mark.parametrize("person", ["nam", "tuan", "lan", "minh", "quang", "khach"])
def test_who_answers_for_no_unit_is_told_nothing(unsent, person):
    send(unsent, plan_by=day("2026-10-31"))
    reader = reader_of(getattr(unsent, person), on=TODAY)
    rules = (documents_due.to_confirm, documents_due.study_days, documents_due.plans_to_write, documents_due.late_steps)
    assert [answer_of(rule, reader) for rule in rules] == [None] * len(rules)


def test_late_step_of_a_plan_is_due(cast):
    plan = Plan.objects.get(number="04-KH/ĐU")
    told = due(documents_due.late_steps, cast.hoa)
    assert (told.title, told.day) == ("1 step of an implementation plan is late", day("2026-10-31"))
    assert told.url == plan.get_absolute_url()
    assert due(documents_due.late_steps, cast.phuc) is None


def words(user: User) -> list[tuple[dt.date, str]]:
    return [(item.day, item.words) for item in coming_for(reader_of(user, on=TODAY))]


def test_next_dates_name_study_days_of_the_own_unit_and_steps_of_its_plan(unsent):
    document = send(unsent)
    document.confirm_receipt(unit=unsent.bieu_nghi, by=None, at=at(SENT))
    document.set_study_day(unit=unsent.bieu_nghi, on=day("2026-11-24"), by=None)
    told = (day("2026-11-24"), "Study session on 7-CV/THỬ")
    assert told in words(unsent.bay)
    assert told in words(unsent.nam)
    assert told not in words(unsent.dung)
    step = Plan.objects.get(number="04-KH/ĐU").steps.last()
    step.mark_open(by=None)
    told = (day("2026-12-20"), f"Plan 04-KH/ĐU: {step}")
    assert told in words(unsent.hoa)
    assert told not in words(unsent.tuan)


def test_home_asks_as_often_for_three_documents_as_for_one(unsent, client):
    client.force_login(unsent.hoa)

    def queries() -> int:
        client.get("/")
        with CaptureQueriesContext(connection) as found:
            client.get("/")
        return len(found)

    send(unsent)
    one = queries()
    for number in range(2):
        send(unsent, f"{number}-CV/THỬ")
    assert queries() == one
