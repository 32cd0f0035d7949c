"""The pages of figures: what they show, open and export, to whom, and with how many queries."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
import python_calamine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from tests.figures.made import MARCH, Made
from tests.figures.test_coverage import a_month
from tests.organisation import tree

PAGES = ["figures", "figures_year", "figures_months", "figures_criteria", "figures_units"]
MONTH = f"?month={MARCH:%Y-%m}"
MOST_QUERIES = {"figures": 12, "figures_year": 9, "figures_months": 11, "figures_criteria": 11, "figures_units": 12}


def page(made: Made, name: str, query: str = MONTH, *, unit: str = "top", person: str = "lan"):
    browser = Client()
    browser.force_login(getattr(made.cast, person))
    return browser.get(f"{reverse(name, args=[made.units[unit].pk])}{query}")


def rows_of(response) -> list[str]:
    """The words of each row of tables."""
    rows = re.findall(r"<tr>(.*?)</tr>", response.content.decode(), re.S)
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]


def row_of(response, start: str) -> str:
    return next(row for row in rows_of(response) if row.startswith(start))


def test_table_of_the_month_shows_what_was_counted(made):
    a_month(made)
    shown = page(made, "figures")
    assert row_of(shown, "Đảng bộ xã Một") == "Đảng bộ xã Một 4 2 1 1 0 0 3 1 0 79 chưa xác nhận hết"
    assert row_of(shown, "Đảng bộ xã Hai") == "Đảng bộ xã Hai 2 0 0 0 0 2 0 0 1 –"


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_as_often_for_three_units_as_for_many(made, name):
    a_month(made)
    browser = Client()
    browser.force_login(made.cast.lan)
    url = f"{reverse(name, args=[made.units['Một'].pk])}{MONTH}"
    assert browser.get(url).status_code == 200
    counts = []
    for extra in (0, 30):
        for number in range(extra):
            letter = f"Thêm {number}"
            made.units[letter] = tree.cell(made.units["Một"], f"Chi bộ {letter}")
            made.sent(letter, 8000, confirmed=8000)
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES[name]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", [MONTH, "", "?month=1999-01", "?month=x&points=y&rows=z&page=q&sort=w&of=a&band=b"])
def test_page_without_anything_to_count_says_so(made, name, query):
    made.period()
    shown = page(made, name, query)
    assert shown.status_code == 200
    assert "0 %" not in shown.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("person", "status"), [("dung", 404), ("hoa", 404), ("bay", 404), ("lan", 200), ("minh", 200)])
def test_table_is_not_there_for_whoever_does_not_see_the_unit(made, name, person, status):
    a_month(made)
    assert page(made, name, person=person).status_code == status


def test_officer_of_a_ward_sees_the_own_ward_only(made):
    cast = made.cast
    made.units["Đông Mai"], made.units["Hồng Phong"] = cast.dong_mai, cast.hong_phong
    own, other = (page(made, "figures", unit=unit, person="hoa") for unit in ("Đông Mai", "Hồng Phong"))
    assert (own.status_code, other.status_code) == (200, 404)


def test_number_opens_the_names_behind_it(made):
    a_month(made)
    link = re.search(r'href="([^"]*what=late[^"]*)"', page(made, "figures").content.decode())[1].replace("&amp;", "&")
    browser = Client()
    browser.force_login(made.cast.lan)
    assert [row.split(" Đảng bộ")[0] for row in rows_of(browser.get(link))[1:]] == ["Chi bộ C"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("what=on_time", ["Chi bộ A", "Đảng bộ xã Một"]),
        ("what=missing", ["Chi bộ E", "Đảng bộ xã Hai"]),
        ("what=settled", ["Chi bộ D"]),
        ("band=good", ["Đảng bộ xã Một"]),
        ("band=fair", ["Chi bộ A", "Chi bộ B"]),
        ("band=weak", ["Chi bộ C"]),
        ("band=fair&measure=1", ["Chi bộ A", "Chi bộ B", "Chi bộ C", "Đảng bộ xã Một"]),
        ("q=chi bo a", ["Chi bộ A"]),
        ("sort=-points&what=confirmed", ["Đảng bộ xã Một", "Chi bộ A", "Chi bộ C"]),
    ],
)
def test_names_are_those_that_were_counted(made, query, names):
    a_month(made)
    shown = page(made, "figures_units", f"{MONTH}&{query}")
    assert [re.match(r"(Chi bộ \w|Đảng bộ xã \w+)", row)[1] for row in rows_of(shown)[1:]] == names


def test_shortfall_is_counted_by_the_threshold_of_the_framework(made):
    for letter, short in (("A", "I.2"), ("B", "I.2"), ("C", "")):
        row = made.sheet(letter)
        made.fill(row, "confirmed", 9000, short=short)
        row.save()
        row.submissions.create(submitted_at=tree.NOW, confirmed_at=tree.NOW)
    shown = row_of(page(made, "figures_criteria"), "I.2")
    assert "2 3 66,6 %" in shown
    names = page(made, "figures_units", f"{MONTH}&short=I.2&model=cell")
    assert len(rows_of(names)) == 1 + 2


def test_page_of_the_month_brings_the_shortfalls_as_a_part_of_its_own(made):
    row = made.sheet("A")
    made.fill(row, "confirmed", 9000, short="I.2")
    row.save()
    row.submissions.create(submitted_at=tree.NOW, confirmed_at=tree.NOW)
    browser = Client(headers={"HX-Request": "true"})
    browser.force_login(made.cast.lan)
    part = browser.get(reverse("figures_criteria", args=[made.units["top"].pk]) + MONTH)
    assert "1 1 100,0 %" in row_of(part, "I.2")
    assert "<html" not in part.content.decode()


def test_year_breaks_where_nothing_is_known(made):
    a_month(made)
    made.sent("A", 9000, confirmed=9000, month=dt.date(2023, 5, 1))
    shown = page(made, "figures_year")
    assert row_of(shown, "03/2023") == "03/2023 6 4 3 79 80 80 80 80"
    assert row_of(shown, "04/2023") == "04/2023 chưa mở – – – – – – –"
    assert row_of(shown, "05/2023") == "05/2023 1 1 1 90 80 80 80 80"
    assert not re.search(r'<polyline points="\d+,', shown.content.decode())


def test_map_says_late_partial_and_empty_and_never_zero(made):
    a_month(made)
    shown = page(made, "figures_months", unit="Một")
    assert row_of(shown, "Chi bộ C") == "Chi bộ C 40 chậm"
    assert row_of(shown, "Chi bộ B") == "Chi bộ B 70 tự chấm"
    assert row_of(page(made, "figures_months", unit="Hai"), "Đảng bộ xã Hai") == "Đảng bộ xã Hai –"
    assert row_of(page(made, "figures_months", unit="Hai"), "Chi bộ D") == "Chi bộ D không phải chấm"


@pytest.mark.parametrize("name", ["figures_months", "figures_criteria"])
def test_legend_of_a_map_has_the_colours_of_its_cells(made, name):
    a_month(made)
    drawn = page(made, name, unit="Một").content.decode()
    cells = set(re.findall(r'<td class="number (heat-\d)', drawn))
    assert cells and cells <= set(re.findall(r'<i class="swatch-bar ([\w-]+)"', drawn))


def test_table_is_sorted_and_cut_as_the_address_says(made):
    a_month(made)
    names = [row.split(" xã ")[1].split()[0] for row in rows_of(page(made, "figures", f"{MONTH}&sort=-confirmed"))[1:3]]
    assert names == ["Một", "Hai"]


@pytest.mark.parametrize("tab", ["month", "year", "months", "criteria", "units"])
def test_export_is_what_the_table_shows_and_is_recorded(made, tab):
    a_month(made)
    made.units["A"].name = "=HYPERLINK(1)"
    made.units["A"].save()
    browser = Client()
    browser.force_login(made.cast.lan)
    url = reverse("figures_export", args=[made.units["Một"].pk, tab]) + MONTH
    assert browser.get(url).status_code == 200
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(download(browser, url, "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    text = download(browser, url, "csv").decode("utf-8-sig")
    assert len(rows) == len(text.splitlines()) > 1
    assert "\n=" not in text
    assert Act.objects.filter(verb=Verb.LIST_EXPORTED, path=made.units["Một"].path).count() == 2


def download(browser: Client, url: str, extension: str) -> bytes:
    return b"".join(browser.post(url, {"format": extension}).streaming_content)


def test_workbook_has_charts_of_its_own(made):
    import zipfile

    a_month(made)
    browser = Client()
    browser.force_login(made.cast.lan)
    url = reverse("figures_export", args=[made.units["top"].pk, "month"]) + MONTH
    package = zipfile.ZipFile(io.BytesIO(download(browser, url, "xlsx")))
    assert len([name for name in package.namelist() if name.startswith("xl/charts/chart")]) >= 2


def test_member_may_not_export(made):
    made.units["cell"] = made.cast.bieu_nghi
    browser = Client()
    browser.force_login(made.cast.nam)
    assert browser.get(reverse("figures_export", args=[made.cast.bieu_nghi.pk, "month"])).status_code == 403
