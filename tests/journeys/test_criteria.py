"""Biểu Nghi changes its criteria: concrete on a phone, opinions, vote, returned once, confirmed by Đông Mai (M6)."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.journeys.accessible import complaints
from tests.journeys.site import LAPTOP, PHONE

OWN = "Chín trên chín nhiệm vụ ổn định sản xuất sau bão số 3"
REMARK = "Ghi rõ thời hạn của từng nhiệm vụ."
SAVED_WITHIN = 10_000  # milliseconds, on two busy cores


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def set_of(page: Page) -> str:
    """The address of the criteria that the page is about."""
    return re.search(r"/criteria/\d+/", page.url)[0]


def begin_a_change(visitor) -> str:
    """From the confirmed criteria of the year to a draft that holds from today."""
    page = visitor.go("/registrations/")
    follow(page, "Chi bộ khu Biểu Nghi")
    follow(page, "Version 1")
    follow(page, "Change from a day")
    page.locator("[name=first_day]").fill(dt.date.today().isoformat())
    page.locator("[name=reason]").fill("Bão số 3 làm hỏng lúa mùa.")
    press(page, "Begin the new version")
    return set_of(page)


def make_concrete(page: Page, address: str, site: str) -> None:
    """Saved as one types: the page is left without pressing anything."""
    page.goto(f"{site}{address}make/I.2/")
    page.locator("[name=wording]").fill(OWN)
    expect(page.locator("#saved")).to_contain_text("saved", timeout=SAVED_WITHIN)
    page.locator("[name=target]").fill("50")
    expect(page.locator("#saved")).to_contain_text("at least 90", timeout=SAVED_WITHIN)
    page.locator("[name=target]").fill("95")
    expect(page.locator("#saved")).to_contain_text("saved", timeout=SAVED_WITHIN)
    page.goto(f"{site}{address}make/I.2/")
    expect(page.locator("[name=wording]")).to_have_value(OWN)
    expect(page.locator("[name=target]")).to_have_value(re.compile("95"))


def ask_the_members(page: Page, address: str, site: str) -> None:
    page.goto(f"{site}{address}opinions/open/")
    page.locator("[name=until]").fill((dt.date.today() + dt.timedelta(days=7)).isoformat())
    page.get_by_role("main").locator("form button.button").first.click()
    page.wait_for_url(f"**{address}opinions/")


def enter_for_one_without_a_phone(page: Page, address: str, site: str) -> None:
    page.goto(f"{site}{address}opinions/")
    page.get_by_role("link", name=re.compile("^Enter for ")).nth(1).click()
    page.locator("[name=side]").first.check()
    page.get_by_role("main").locator("form button.button").first.click()


def vote(page: Page, address: str, site: str, number: str) -> None:
    page.goto(f"{site}{address}adopt/")
    page.locator("[name=met_on]").fill(dt.date.today().isoformat())
    page.locator("[name=number]").fill(number)
    base = int(re.search(r"(\d+) members have a vote", page.locator("#base").inner_text())[1])
    for name, value in {"present": base, "in_favour": base, "against": 0, "abstaining": 0}.items():
        page.locator(f"[name={name}]").fill(str(value))
    press(page, "Record the resolution")


def submit(page: Page, address: str, site: str) -> None:
    page.goto(f"{site}{address}submit/")
    press(page, "Submit")


def test_criteria_from_the_phone_to_their_confirmation(visit):
    secretary = visit("bay", width=PHONE, language="en")
    page, site = secretary.page, secretary.site
    address = begin_a_change(secretary)
    make_concrete(page, address, site)
    ask_the_members(page, address, site)

    member = visit("nam", width=PHONE, language="en")
    member.go(f"{address}opinion/")
    assert complaints(member.page, "opinion") == []
    press(member.page, "I agree with all")
    expect(member.page.get_by_role("main")).to_contain_text("You have spoken")
    enter_for_one_without_a_phone(page, address, site)
    page.goto(f"{site}{address}opinions/")
    expect(page.get_by_role("main")).to_contain_text("2 of ")
    vote(page, address, site, "11-NQ/CB")
    submit(page, address, site)

    above = visit("hoa", width=LAPTOP, language="en")
    above.go("/criteria/waiting/")
    above.page.get_by_role("main").get_by_role("link", name=re.compile("Biểu Nghi")).first.click()
    above.page.locator("textarea[name*='I.2'], textarea[name*='I_2']").first.fill(REMARK)
    press(above.page, "Return with remarks")

    page.goto(f"{site}{address}make/I.2/")
    expect(page.get_by_role("main")).to_contain_text(REMARK)
    page.locator("[name=wording]").fill(f"{OWN}, xong trước 30/11")
    press(page, "Save and next")
    vote(page, address, site, "12-NQ/CB")
    submit(page, address, site)

    above.go(f"{address}review/")
    assert complaints(above.page, "review") == []
    press(above.page, "Confirm")
    page.goto(f"{site}{address}")
    expect(page.get_by_role("main")).to_contain_text("onfirmed")
    assert complaints(page, "criteria") == []
    assert page.request.get(f"{site}{address}make/I.2/").status == 403
