"""The source article as one journey: from Instruction 05-HD/BTCTU to the province's coverage for November 2024 (M1–M9).

Two cells of it and their committees go through the year's steps on a clock of their own: Biểu Nghi under Đông Mai, and
Bình Lục Hạ under Hồng Phong. Everyone else of the province is silent, and stands in the table as missing.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from fourgood.demo.instructions import FRAMEWORKS
from tests.journeys.accessible import complaints
from tests.journeys.past_site import OPEN_MONTHS, PastSite, past_site
from tests.journeys.site import LAPTOP, PHONE, sign_in
from tests.journeys.test_criteria import follow, press, set_of

HEAD = {
    "number": "05-HD/BTCTU",
    "title_vi": "Khung tiêu chí đánh giá “Chi bộ 4 tốt”, “Đảng bộ cơ sở 4 tốt”",
    "title_ms": "Rangka kerja kriteria “Sel Parti 4-baik”",
    "title_en": "Framework of criteria for the 4-good Party cell and committee",
    "dated": "2024-05-19",
    "first_day": "2024-05-19",
    "issuer_vi": "Ban Tổ chức Tỉnh ủy Quảng Ninh",
    "issuer_ms": "Jawatankuasa Penganjur Jawatankuasa Parti Wilayah Quang Ninh",
    "issuer_en": "Organising Committee of the Quảng Ninh Provincial Party Committee",
    "seat": "Quảng Ninh",
}
STORM = "Luân canh diện tích lúa bị bão số 3 làm hại sang cây vụ đông"
HOUSE = "Huy động sức dân trùng tu đình Bình Lục, không dùng ngân sách"
UNITS = {"bay": "Chi bộ khu Biểu Nghi", "dung": "Chi bộ khu Bình Lục Hạ"}

Sit = Callable[..., Page]


@pytest.fixture
def past() -> Iterator[PastSite]:
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        Path(folder).chmod(0o755)
        with past_site(Path(folder)) as site:
            yield site


@pytest.fixture
def sit(browser: Browser, past: PastSite) -> Iterator[Sit]:
    """`sit("bay")`: the page of one of the cast before a screen, the same every time; signed in anew after weeks."""
    pages: dict[str, Page] = {}

    def before_screen(key: str, *, width: int = PHONE) -> Page:
        if key not in pages:
            context = browser.new_context(viewport={"width": width, "height": 780}, locale="en")
            context.set_default_timeout(30_000)
            context.add_cookies([{"name": "django_language", "value": "en", "url": past.address}])
            pages[key] = context.new_page()
        page = pages[key]
        page.goto(f"{past.address}/")
        if page.locator("input[name=login]").count():
            sign_in(page, past.address, key)
        return page

    yield before_screen
    for page in pages.values():
        page.context.close()


def main_button(page: Page) -> Locator:
    return page.get_by_role("main").locator("form button.button").last


def fill(page: Page, values: dict[str, str]) -> None:
    for name, value in values.items():
        page.get_by_role("main").locator(f"[name={name}]").fill(value)


# May: the instruction


def issue_the_instruction(page: Page, site: str) -> None:
    page.goto(f"{site}/instructions/new/")
    fill(page, HEAD)
    main_button(page).click()
    edition = page.url
    for code in ("cell-2024", "committee-2024", "meeting-2018"):
        page.goto(f"{edition}new-file/")
        page.locator("[name=file]").set_input_files(FRAMEWORKS / f"{code}.yaml")
        main_button(page).click()
    page.goto(edition)
    press(page, "Write the edition's head into the files")
    page.goto(f"{edition}issue/")
    main_button(page).click()
    expect(page.get_by_role("main")).to_contain_text("The instruction is issued and goes down to every unit.")


def receive_it(page: Page, site: str) -> None:
    """From the first page: it says what came."""
    page.goto(f"{site}/")
    page.get_by_role("main").get_by_role("link", name="Open the document").first.click()
    press(page, "We have received it")


# June: criteria of their own


def register(page: Page, site: str) -> str:
    """From the first page to a registration; returns the address of its criteria."""
    page.goto(f"{site}/")
    page.get_by_role("main").locator("a[href*='registrations/new']").first.click()
    main_button(page).click()
    press(page, "Register")
    follow(page, "Version 1")
    return set_of(page)


def make_concrete(page: Page, site: str, address: str, code: str, wording: str, plan: tuple[str, str]) -> None:
    """One criterion in the unit's own words; the others stay as the framework words them."""
    page.goto(f"{site}{address}make/{code}/")
    fill(page, {"wording": wording, "plan_amount": plan[0]})
    page.locator("[name=plan_unit]").select_option(label=plan[1])
    press(page, "Save and next")


def ask_and_adopt(page: Page, site: str, address: str, member: Page | None, until: str, met_on: str) -> None:
    page.goto(f"{site}{address}opinions/open/")
    fill(page, {"until": until})
    main_button(page).click()
    if member:
        member.goto(f"{site}{address}opinion/")
        press(member, "I agree with all")
    page.goto(f"{site}{address}adopt/?met_on={met_on}")
    fill(page, {"met_on": met_on, "number": "12-NQ/CB"})
    base = re.search(r"(\d+) members have a vote", page.locator("#base").inner_text())
    assert base
    fill(page, {"present": base[1], "in_favour": base[1], "against": "0", "abstaining": "0"})
    press(page, "Record the resolution")


def submit_criteria(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}{address}submit/")
    press(page, "Submit")


def confirm_criteria(page: Page, site: str, unit: str) -> None:
    page.goto(f"{site}/criteria/waiting/")
    page.get_by_role("main").get_by_role("link", name=re.compile(unit)).first.click()
    press(page, "Confirm")


# November: a meeting, and what people gave


def announce(page: Page, site: str, topic: str, on: str) -> None:
    """From the first page to a meeting that is announced."""
    page.goto(f"{site}/")
    page.get_by_role("main").get_by_role("link", name="Prepare the meeting").click()
    page.locator("[name=kind]").select_option(label="regular and thematic meeting")
    fill(page, {"on": on, "time": "19:30", "place": "Nhà văn hóa khu", "topic": topic})
    main_button(page).click()
    press(page, "Announce")


def hold(page: Page, end: Callable[[], None]) -> None:
    """From the first page: everyone comes, half of them speak, it lasts as long as it should. `end`: let it be late."""
    follow(page, "Open the page of the meeting")
    page.locator("#begin .button").click()
    page.get_by_role("button", name="All others are present").click()
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=30_000)
    item = page.locator("details.step").filter(has_text="Thảo luận").first
    item.locator("> summary").click()
    chips = item.locator(".chip")
    for place in range(chips.count() // 2 + 1):
        chips.nth(place).click()
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=30_000)
    end()
    page.reload()
    page.locator("#end > summary").click()
    page.locator("#end .button").click()
    expect(page.locator("[data-over]")).to_be_visible()


# December: the sheet of November


def fill_in_the_sheet(page: Page, site: str) -> str:
    """From the first page: agree with what the records say, enter the rest, submit. Returns the sheet's address."""
    page.goto(f"{site}/")
    page.get_by_role("main").locator("a[href^='/assessments/']").first.click()
    address = page.url
    page.get_by_role("main").locator("a[href^='/sheet/']").first.click()
    if page.locator("[data-agree-all]").count():
        page.locator("[data-agree-all]").click()
    enter_as_asked(page)
    expect(page.locator("#todo")).to_have_text("Everything is there: submit the sheet", timeout=60_000)
    expect(page.locator("[data-queue]")).to_be_hidden(timeout=60_000)
    answer_shortfalls(page, site, address)
    page.goto(f"{address}submit/")
    main_button(page).click()
    expect(page.get_by_role("main")).to_contain_text("submitted")
    return address


def enter_as_asked(page: Page) -> None:
    """All of what was asked, nothing that takes off."""
    asked = page.locator("section[aria-labelledby=asked]")
    for field in asked.locator("input[name$=_amount], input[name$=_base]").all():
        field.fill("12")
    for field in asked.locator("input[name*=_event_]").all():
        field.fill("0")
    for field in asked.locator("input[name$=_answer][value=yes]").all():
        field.check()


def answer_shortfalls(page: Page, site: str, address: str) -> None:
    """Each criterion that falls short has a link: a cause, a measure, who, and by when."""
    page.goto(f"{address}corrective/")
    links = page.get_by_role("main").locator("a[href*='/criteria/'][href$='/corrective/']")
    for where in [str(link.get_attribute("href")) for link in links.all()]:
        page.goto(site + where)
        fill(
            page, {"cause": "Chưa gửi trước nội dung", "measure": "Gửi nội dung trước ba ngày", "due_on": "2024-12-20"}
        )
        page.locator("[name=members]").first.check()
        main_button(page).click()


def confirm(page: Page, site: str, unit: str) -> None:
    page.goto(f"{site}/assessments/waiting/")
    page.get_by_role("main").get_by_role("link", name=re.compile(unit)).first.click()
    press(page, "Confirm")
    expect(page.get_by_role("main")).to_contain_text("onfirmed")


# The province's table


def read_the_coverage(page: Page, site: str) -> None:
    """From the first page: every number is a number of sheets, and opens the names behind it (M9)."""
    follow(page, "Đảng bộ tỉnh Quảng Ninh: Figures of the months")
    page.goto(f"{page.url.split('?')[0]}?month=2024-11")
    main = page.get_by_role("main")
    for words in ("submitted: 4 of 78 sheets expected", "On time: 4", "Not submitted: 74"):
        expect(main).to_contain_text(words)
    assert complaints(page, "coverage of November 2024") == []
    main.get_by_role("link", name=re.compile("On time: 4")).first.click()
    for name in (*UNITS.values(), "Đảng bộ phường Đông Mai", "Đảng bộ phường Hồng Phong"):
        expect(main).to_contain_text(name)
    follow(page, "Chi bộ khu Biểu Nghi")
    expect(main).to_contain_text("Self-assessment for 11/2024")
    expect(main).to_contain_text("confirmed")


# The walk


def test_from_the_instruction_to_the_coverage_of_november(past: PastSite, sit: Sit) -> None:
    site = past.address
    issue_the_instruction(sit("lan", width=LAPTOP), site)

    past.go_to("2024-05-21 08:00")
    for key in ("hoa", "bay", "phuc", "dung"):
        receive_it(sit(key), site)

    past.go_to("2024-06-06 19:00")
    bay, dung = register(sit("bay"), site), register(sit("dung"), site)
    make_concrete(sit("bay"), site, bay, "I.3", STORM, ("12", "ha"))
    make_concrete(sit("dung"), site, dung, "I.4", HOUSE, ("7000000000", "VND"))
    past.go_to("2024-06-21 19:00")
    ask_and_adopt(sit("bay"), site, bay, sit("nam"), "2024-06-28", "2024-06-21")
    ask_and_adopt(sit("dung"), site, dung, None, "2024-06-28", "2024-06-21")
    submit_criteria(sit("bay"), site, bay)
    submit_criteria(sit("dung"), site, dung)
    past.go_to("2024-06-25 09:00")
    confirm_criteria(sit("hoa"), site, UNITS["bay"])
    confirm_criteria(sit("phuc"), site, UNITS["dung"])

    past.go_to("2024-11-15 19:00")
    announce(sit("bay"), site, "Ổn định sản xuất sau bão số 3", "2024-11-20")
    past.go_to("2024-11-20 19:30")
    hold(sit("bay"), end=lambda: past.go_to("2024-11-20 21:35"))

    past.go_to("2024-12-01 00:20")
    past.run(OPEN_MONTHS)
    past.go_to("2024-12-03 19:30")
    fill_in_the_sheet(sit("bay"), site)
    fill_in_the_sheet(sit("dung"), site)
    past.go_to("2024-12-04 09:00")
    confirm(sit("hoa"), site, UNITS["bay"])
    confirm(sit("phuc"), site, UNITS["dung"])
    fill_in_the_sheet(sit("hoa"), site)
    fill_in_the_sheet(sit("phuc"), site)
    past.go_to("2024-12-09 09:00")
    read_the_coverage(sit("lan", width=LAPTOP), site)
