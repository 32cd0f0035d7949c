"""Pages of indicators and events: words, who may read what, and how many queries they take."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.indicators.models import DeductingEvent
from tests.indicators.facts import MONTH, at, meeting, roll


@pytest.fixture
def signed_in():
    def sign_in(user) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return sign_in


def value_page(cast, browser, code="attendance_rate"):
    return browser.get(reverse("indicator", args=[cast.bieu_nghi.pk, code, MONTH]))


def test_catalogue_says_what_is_entered_by_hand(cast, signed_in):
    page = signed_in(cast.nam).get(reverse("indicator_list")).content.decode()
    assert "Tính từ dữ liệu đã ghi" in page
    assert "Nhập tay" in page


def test_value_stands_with_its_rows(cast, signed_in):
    roll(meeting(cast.bieu_nghi, at(3)), "ppea")
    # The page measures as of today; the roll is of a meeting that has ended, whatever the day.
    page = value_page(cast, signed_in(cast.bay))
    assert page.context["value"].words == "2 trên 4"
    assert len(page.context["behind"].rows) == 4


def test_nothing_recorded_is_said_and_no_zero(cast, signed_in):
    page = value_page(cast, signed_in(cast.bay))
    assert page.context["value"].words == "chưa ghi gì"


def test_same_number_of_queries_for_one_and_three_rows(cast, signed_in):
    browser, counts = signed_in(cast.bay), []
    for number in (1, 3):
        roll(meeting(cast.bieu_nghi, at(number + 2)), "p" * number)
        with CaptureQueriesContext(connection) as queries:
            value_page(cast, browser)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_unknown_indicator_is_not_found(cast, signed_in):
    assert value_page(cast, signed_in(cast.bay), "no_such").status_code == 404


def test_member_is_told_that_events_are_not_for_them(cast, signed_in):
    assert value_page(cast, signed_in(cast.nam), "discipline_events").status_code == 403


def test_event_is_entered_and_taken_back(cast, signed_in):
    browser, today = signed_in(cast.bay), timezone.localdate()
    told = {"counted_as": "discipline:reprimand", "happened_on": today, "text": "Khiển trách", "decision": "1-QĐ/ĐU"}
    browser.post(reverse("event_new", args=[cast.bieu_nghi.pk]), told)
    event = DeductingEvent.objects.get(unit=cast.bieu_nghi)
    assert (event.kind, event.event, event.entered_by) == ("discipline", "reprimand", cast.bay)
    browser.post(reverse("event_take_back", args=[event.pk]), {"reason": "Nhập nhầm"})
    assert DeductingEvent.objects.standing().filter(unit=cast.bieu_nghi).count() == 0
    assert "đã rút lại" in browser.get(reverse("unit_events", args=[cast.bieu_nghi.pk])).content.decode()
