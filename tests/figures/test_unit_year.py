"""The year of a unit: months told apart by how far they have come, lines, similar units, mergers (M3, M8)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.figures.unit_charts import chart_of_total, sign_of, spark_of
from fourgood.figures.unit_similar import similar_to
from fourgood.figures.unit_year import Kind, year_of
from fourgood.indicators.catalogue import catalogue
from fourgood.organisation.models import Order, Span, Succession, Unit
from tests.figures.unit_months import YEAR, at, confirmed_month, less, most_of, send, sheet

TODAY = dt.date(YEAR, 6, 10)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def bay(client, cast):
    client.force_login(cast.bay)
    return client


def year(unit: Unit):
    return year_of(unit, YEAR, [YEAR], on=TODAY)


def page(unit: Unit, more: str = f"?year={YEAR}") -> str:
    return reverse("unit_year", args=[unit.pk]) + more


def half(points):
    return [None if p is None else p // 2 for p in points]


def test_months_without_points_are_told_apart_and_none_is_zero(cast):
    unit = cast.bieu_nghi
    confirmed_month(cast, unit, 1)
    send(sheet(cast, unit, 2, own=half(most_of(cast, 2))), dt.date(YEAR, 3, 5))
    sheet(cast, unit, 3, own=[200, *[None] * (len(most_of(cast, 3)) - 1)])
    sheet(cast, unit, 4, settled_as="exempt", settled_because="Bão số 3", settled_at=at(TODAY))
    january, february, march, april, may, _june, july = year(unit).months[:7]
    assert (january.standing, january.standing_total, january.lateness) == (Kind.CONFIRMED, Decimal(100), "")
    assert (february.standing, february.lateness) == (Kind.OWN, "5 days late")
    assert february.total(Kind.OWN) is not None and february.total(Kind.CONFIRMED) is None
    assert (march.standing, march.petals, march.standing_total) == (None, [None] * 4, None)
    assert march.note == f"1 of {march.filled[1]} criteria so far"
    assert march.lateness == "since 28/03/2031, 74 days late"
    assert april.note == "exempt this month: Bão số 3"
    assert (may.note, july.note) == ("no sheet", "still to come")
    assert [sign_of(m) for m in (january, february, march, april, may, july)] == ["", "!", "…", "–", "–", ""]


def test_counts_say_of_how_many(cast):
    unit = cast.bieu_nghi
    confirmed_month(cast, unit, 1)
    send(sheet(cast, unit, 2, own=most_of(cast, 2)), dt.date(YEAR, 3, 1))
    sheet(cast, unit, 3)
    sheet(cast, unit, 4, settled_as="exempt", settled_because="Bão", settled_at=at(TODAY))
    found = year(unit)
    assert [len(f) for f in (found.expected, found.submitted, found.late, found.confirmed)] == [3, 2, 1, 1]


def test_what_was_returned_or_reopened_does_not_stand(cast):
    unit = cast.bieu_nghi
    send(sheet(cast, unit, 1, own=most_of(cast, 1)), returned_at=at(TODAY))
    again = sheet(cast, unit, 2, own=most_of(cast, 2))
    send(again, confirmed_at=at(TODAY), reopened_at=at(TODAY), reopened_because="Sai")
    assert [month.standing for month in year(unit).months[:2]] == [None, None]


def test_line_is_broken_where_a_month_has_no_points(cast):
    for month in (1, 2, 4):
        confirmed_month(cast, cast.bieu_nghi, month)
    found = year(cast.bieu_nghi)
    (confirmed,) = [line for line in chart_of_total(found.months).lines if line.kind is Kind.CONFIRMED]
    assert (len(confirmed.dots), len(confirmed.runs)) == (3, 1)
    assert {dot.y for dot in confirmed.dots} == {"10.0"}
    assert len(spark_of(found.blocks[0].criteria[0]).dots) == 3


def test_criterion_counts_the_months_below_its_threshold(cast):
    full = most_of(cast, 1)
    confirmed_month(cast, cast.bieu_nghi, 1, own=less(full, 0, full[0]))
    confirmed_month(cast, cast.bieu_nghi, 2)
    first = year(cast.bieu_nghi).blocks[0].criteria[0]
    assert (first.short, len(first.standing)) == (1, 2)


# Similar units


def others(cast, count: int) -> list[Unit]:
    """Cells of the same kind and sector as Biểu Nghi in that month, made for the test."""
    mine = Span.objects.on(dt.date(YEAR, 1, 31)).get(unit=cast.bieu_nghi)
    made = [
        Unit.objects.found(
            code=f"22.168.053.900.{n:03d}",
            name=f"Chi bộ thử {n}",
            kind=mine.kind,
            sector=mine.sector,
            parent=cast.bieu_nghi.parent,
            on=dt.date(2030, 1, 1),
        )
        for n in range(1, count + 1)
    ]
    return [Unit.objects.get(pk=unit.pk) for unit in made]


def test_median_and_middle_half_are_exact(cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    for unit, total in zip(others(cast, 6), [5000, 6001, 7000, 8000, 9000, 10000], strict=True):
        confirmed_month(cast, unit, 1, confirmed_total=total)
    found = similar_to(cast.bieu_nghi, year(cast.bieu_nghi).months, on=TODAY)
    total = found.last.total
    assert found.last.count == 6
    assert (total.own, total.low, total.median, total.high) == tuple(
        Decimal(n) for n in ("100", "62.51", "75.00", "87.50")
    )


@pytest.mark.parametrize(("count", "is_compared"), [(4, False), (5, True)])
def test_too_few_similar_units_are_not_compared(bay, cast, count, is_compared):
    confirmed_month(cast, cast.bieu_nghi, 1)
    made = others(cast, count)
    for unit in made:
        confirmed_month(cast, unit, 1)
    said = bay.get(page(cast.bieu_nghi)).content.decode()
    assert ("5 other units" in said and "median" in said) is is_compared
    assert ("nobody can guess" in said) is not is_compared
    assert not any(unit.name in said for unit in made)


def test_only_confirmed_sheets_of_the_same_sector_are_compared(cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    alike = others(cast, 7)
    Span.objects.filter(unit=alike[0]).update(sector=None)
    confirmed_month(cast, alike[0], 1)
    send(sheet(cast, alike[1], 1, own=most_of(cast, 1)))
    for unit in alike[2:]:
        confirmed_month(cast, unit, 1)
    assert similar_to(cast.bieu_nghi, year(cast.bieu_nghi).months, on=TODAY).last.count == 5


# Pages


def test_page_shows_twelve_marks_and_leads_to_the_sheets(bay, cast):
    row = confirmed_month(cast, cast.bieu_nghi, 1)
    said = bay.get(page(cast.bieu_nghi)).content.decode()
    assert said.count("<figcaption>") == 12
    assert f'href="{row.get_absolute_url()}"' in said
    assert "1 of 1 months" in said


def test_page_of_a_criterion_leads_to_sheet_and_rows(bay, cast):
    row = confirmed_month(cast, cast.bieu_nghi, 1)
    counted = next(
        (c.code, part.indicator)
        for c in year(cast.bieu_nghi).blocks[0].layout.criteria
        for part in c.parts
        if part.indicator and (entry := catalogue()[part.indicator]).counted and not entry.is_restricted
    )
    said = bay.get(reverse("unit_criterion_year", args=[cast.bieu_nghi.pk, counted[0]]) + f"?year={YEAR}")
    assert f"{row.get_absolute_url()}#point-{counted[0]}" in said.content.decode()
    assert reverse("indicator", args=[cast.bieu_nghi.pk, counted[1], row.period.month]) in said.content.decode()


def test_criterion_that_is_not_there_is_not_found(bay, cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    assert bay.get(reverse("unit_criterion_year", args=[cast.bieu_nghi.pk, "XX.9"])).status_code == 404


def test_year_without_a_sheet_falls_back_to_the_newest(bay, cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    assert f"in {YEAR}" in bay.get(page(cast.bieu_nghi, "?year=1999")).content.decode()


def test_page_of_another_ward_is_not_there(bay, cast):
    assert bay.get(page(cast.binh_luc_ha)).status_code == 404


def test_predecessor_is_named_and_its_year_reachable(client, cast):
    old = others(cast, 1)[0]
    confirmed_month(cast, old, 1)
    order = Order.objects.first()
    Succession.objects.create(
        predecessor=old, successor=cast.bieu_nghi, order=order, on=dt.date(YEAR, 7, 1), act="merge"
    )
    Unit.objects.filter(pk=old.pk).update(path=f"{cast.bieu_nghi.path}{old.pk}/", is_active=False)
    client.force_login(cast.hoa)
    assert f'href="{page(old)}"' in client.get(page(cast.bieu_nghi)).content.decode()
    past = client.get(page(old)).content.decode()
    assert f'href="{page(cast.bieu_nghi)}"' in past and "1 of 1 months" in past


def count_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_queries_are_the_same_for_one_month_and_twelve(bay, cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    first = year(cast.bieu_nghi).blocks[0].criteria[0].code
    addresses = [
        page(cast.bieu_nghi),
        reverse("unit_criterion_year", args=[cast.bieu_nghi.pk, first]) + f"?year={YEAR}",
        reverse("unit_year_part", args=[cast.bieu_nghi.pk]) + f"?year={YEAR}",
    ]
    one = [count_of(bay, address) for address in addresses]
    for month in range(2, 13):
        confirmed_month(cast, cast.bieu_nghi, month)
    assert [count_of(bay, address) for address in addresses] == one
    assert max(one) <= 15


# To take away


def test_csv_has_every_month_and_leaves_empty_what_is_not_there(bay, cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    answer = bay.post(reverse("unit_year_export", args=[cast.bieu_nghi.pk]), {"format": "csv", "year": YEAR})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    totals = [row for row in rows[1:] if row[3] == ""]
    assert len(totals) == 12
    assert totals[0][-3:] == ["", "100.00", "100.00"]
    assert totals[1][-3:] == ["", "", ""]
    assert Act.objects.filter(verb=Verb.LIST_EXPORTED).latest("pk").after["list"] == "unit_year"


def test_workbook_has_native_charts_that_leave_gaps(bay, cast):
    confirmed_month(cast, cast.bieu_nghi, 1)
    for unit in others(cast, 5):
        confirmed_month(cast, unit, 1)
    answer = bay.post(reverse("unit_year_export", args=[cast.bieu_nghi.pk]), {"format": "xlsx", "year": YEAR})
    package = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert b'dispBlanksAs val="zero"' not in package.read(charts[0])
    assert b"<c:lineChart>" in package.read(charts[0])
