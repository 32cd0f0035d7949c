"""Figures as of a day in the past: what people did later does not count (M3, M9)."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourgood.assessments.confirming import kept_of
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.figures.asked import Asked, Points
from fourgood.figures.coverage import Tally, What
from fourgood.figures.criteria import by_criterion
from fourgood.figures.frames import frames_of
from fourgood.figures.places import periods_of, places_of
from tests.figures.made import MARCH, TODAY, Made, at
from tests.figures.test_coverage import a_month, asked, counted, numbers
from tests.figures.test_pages import page, rows_of


def april(day: int, hour: int = 9) -> dt.datetime:
    return at(dt.date(2023, 4, day), hour)


def as_of(made: Made, when: dt.date, **fields) -> Asked:
    """As the page asks on the 20th."""
    return replace(asked(made, **fields), **({"today": when, "on": when} if when < TODAY else {}))


def on(made: Made, day: int, **fields) -> tuple[list[Tally], Tally]:
    return counted(as_of(made, dt.date(2023, 4, day), **fields))


def there_and_back(made: Made):
    """Sent on the 5th with 90, returned on the 10th; sent on the 12th with 60, confirmed on the 13th with 55; reopened
    on the 15th, and 50 typed since.
    """
    row = made.sent("A", 9000)
    row.submissions.update(returned_at=april(10), kept=kept_of(row))
    made.fill(row, "own", 6000, goods=(60, 60, 60, 60))
    made.fill(row, "confirmed", 5500, goods=(55, 55, 55, 55), short="I.2")
    row.submissions.create(
        submitted_at=april(12),
        in_time_until=row.last_day,
        confirmed_at=april(13),
        reopened_at=april(15),
        reopened_because="Số liệu sai",
        kept=kept_of(row),
    )
    made.fill(row, "own", 5000)
    row.confirmed, row.confirmed_total, row.confirmed_groups, row.confirmed_due = [None] * len(row.own), None, [], []
    row.save()
    return row


def test_month_as_of_its_due_day_counted_by_hand(made):
    a_month(made)
    (hai, mot), total = on(made, 5)
    assert numbers(mot) == {"expected": 4, "on_time": 2, "to_come": 2}
    assert numbers(hai) == {"expected": 3, "to_come": 3}  # D was exempted, and E given time, on a later day
    assert (total.shown, total.of_confirmed, total.median) == (2, 0, Decimal("92.50"))


def test_month_as_of_the_end_of_its_days_of_grace_counted_by_hand(made):
    a_month(made)
    (_hai, mot), total = on(made, 7)
    assert numbers(mot) == {"expected": 4, "on_time": 2, "grace": 1, "to_come": 1, "confirmed": 2}
    assert (total.shown, total.of_confirmed, total.median) == (3, 2, Decimal("88.00"))
    assert on(made, 7, points=Points.CONFIRMED)[1].median == Decimal("91.00")


def test_what_was_done_today_counts_only_as_of_now(made):
    a_month(made)
    assert numbers(on(made, 19)[1])["missing"] == 2
    assert "accepted" not in numbers(on(made, 19)[1])
    assert numbers(on(made, 20)[1])["accepted"] == 1


def test_month_that_was_not_opened_by_then_is_not_there(made):
    a_month(made)
    assert periods_of([MARCH], until=as_of(made, dt.date(2023, 2, 28)).until) == {}
    assert periods_of([MARCH], until=as_of(made, MARCH).until) != {}


@pytest.mark.parametrize(
    ("day", "stage", "median"),
    [
        (4, "to_come", None),
        (5, "on_time", 90),
        (9, "on_time", 90),
        (10, "missing", None),
        (12, "late", 60),
        (13, "late", 55),
        (14, "late", 55),
        (15, "missing", None),
        (20, "missing", None),
    ],
)
def test_points_of_then_are_shown_though_they_have_changed_since(made, day, stage, median):
    there_and_back(made)
    total = on(made, day)[1]
    confirmed = {"confirmed": 1} if day in {13, 14} else {}
    assert numbers(total) == {"expected": 1, stage: 1} | confirmed
    assert total.median == (None if median is None else Decimal(median))


def test_shares_of_goods_and_criteria_are_those_of_then(made):
    there_and_back(made)
    assert on(made, 9)[1].goods[0] == 80
    assert on(made, 14)[1].goods[0] == 55
    short = {day: short_of(made, day) for day in (9, 14, 15)}
    assert short == {9: (1, 0), 14: (1, 1), 15: None}


def short_of(made: Made, day: int):
    """Of the criterion I.2: how many sheets are counted, and stayed short."""
    one = as_of(made, dt.date(2023, 4, day))
    periods = periods_of([MARCH], until=one.until)
    found = by_criterion(one, places_of(one.unit, periods), frames_of(periods))
    return next(((of.counted, of.short) for of in found if of.code == "I.2"), None)


def names_on(made: Made, day: int, what: str = "") -> list[str]:
    return rows_of(page(made, "figures_units", f"?month=2023-03&on=2023-04-{day:02}&what={what}"))[1:]


@pytest.mark.parametrize("day", [4, 5, 7, 8, 10, 12, 14, 16, 19])
def test_numbers_of_a_day_open_as_many_names(made, day):
    a_month(made)
    for what, count in (total := on(made, day)[1]).cells:
        assert len(names_on(made, day, what.value)) == count, what
    assert len(names_on(made, day)) == total.expected + total.numbers[What.SETTLED]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (4, "chưa gửi – – – –"),
        (9, "đã gửi 05/04/2023 – 90,00 –"),
        (10, "trả lại – – – –"),
        (12, "đã gửi 12/04/2023 chậm – 60,00 –"),
        (14, "đã xác nhận 12/04/2023 chậm – 60,00 55,00"),
        (16, "đã mở lại – – – –"),
    ],
)
def test_names_tell_stage_and_points_of_then(made, day, words):
    there_and_back(made)
    [row] = names_on(made, day)
    assert row.removeprefix("Chi bộ A Đảng bộ xã Một ") == words


def test_names_tell_stage_and_points_of_what_has_not_changed_since(made):
    a_month(made)
    assert names_on(made, 8) == [
        "Chi bộ A Đảng bộ xã Một đã xác nhận 05/04/2023 – 90,00 88,00",
        "Chi bộ B Đảng bộ xã Một đã gửi 07/04/2023 – 70,00 –",
        "Chi bộ C Đảng bộ xã Một đã gửi 08/04/2023 chậm – 50,00 –",
        "Chi bộ D Đảng bộ xã Hai chưa gửi – – – –",
        "Chi bộ E Đảng bộ xã Hai chưa gửi – – – –",
        "Đảng bộ xã Hai Tỉnh Thử chưa gửi – – – –",
        "Đảng bộ xã Một Tỉnh Thử đã xác nhận 05/04/2023 – 95,00 94,00",
    ]


def test_names_are_in_the_order_of_the_points_of_then(made):
    a_month(made)
    rows = names_on(made, 8, "&sort=-points")
    assert [" ".join(row.split()[:4]) for row in rows[:4]] == [
        "Đảng bộ xã Một",
        "Chi bộ A Đảng",
        "Chi bộ B Đảng",
        "Chi bộ C Đảng",
    ]


def test_every_day_is_as_its_submissions_say(made):
    """Counted once more, by going through what was done."""
    a_month(made)
    row = made.sheet("A", dt.date(2023, 2, 1))  # another month counts nowhere here
    row.submissions.create(submitted_at=april(1))
    for day in range(1, 20):
        total, end = on(made, day)[1], april(day, 23)
        sent = Counter()
        for sheet in made.period().assessments.all():
            held = [s for s in sheet.submissions.all() if s.submitted_at <= end]
            sent["submitted"] += bool(held)
            sent["confirmed"] += bool(held and held[-1].confirmed_at and held[-1].confirmed_at <= end)
        assert (total.submitted, total.numbers[What.CONFIRMED]) == (sent["submitted"], sent["confirmed"])


def test_page_says_as_of_when_and_keeps_it_in_its_links(made):
    a_month(made)
    shown = page(made, "figures", "?month=2023-03&on=2023-04-07").content.decode()
    assert "07/04/2023" in shown and 'name="on" value="2023-04-07"' in shown
    links = [part.split('"')[0] for part in shown.split('href="')[1:] if "/figures/" in part.split('"')[0]]
    of_figures = [link for link in links if "month=2023-03" in link]
    assert of_figures and all("on=2023-04-07" in link for link in of_figures if "?" in link and "on=" in link)
    assert [link for link in of_figures if "on=" not in link] == []


def test_export_is_what_the_table_shows_as_of_the_day(made):
    a_month(made)
    browser, query = Client(), "?month=2023-03&on=2023-04-07"
    browser.force_login(made.cast.lan)
    address = f"{reverse('figures_export', args=[made.top.pk, 'month'])}{query}"
    assert "07/04/2023" in browser.get(address).content.decode()
    answer = browser.post(address, {"format": "csv"})
    rows = list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    [mot] = [row for row in rows if row[0] == "Đảng bộ xã Một"]
    assert mot[1:10] == ["4", "2", "1", "0", "1", "0", "2", "0", "0"]
    assert "2023-04-07" in answer["Content-Disposition"]
    assert Act.objects.filter(verb=Verb.LIST_EXPORTED).latest("pk").after["as_of"] == "2023-04-07"


@pytest.mark.parametrize("asked_for", ["2999-01-01", "20/04/2023", "x", ""])
def test_day_that_is_wrong_or_to_come_is_as_if_not_asked(made, asked_for):
    a_month(made)
    assert rows_of(page(made, "figures", f"?month=2023-03&on={asked_for}")) == rows_of(page(made, "figures"))


def test_moment_is_the_end_of_the_day_where_people_live(made):
    end = timezone.localtime(as_of(made, MARCH).until)
    assert (end.date(), end.hour, end.minute) == (MARCH, 23, 59)
