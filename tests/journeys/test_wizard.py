"""The wizard on a phone: typing is saved with every pause, right or wrong; without JavaScript by a button (M6)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect


def open_criterion(visitor, code: str) -> Page:
    """The page of a criterion of Bình Lục Hạ, whose change is open for opinions; by links, as a secretary goes."""
    page = visitor.go("/registrations/")
    page.get_by_role("link", name="Chi bộ khu Bình Lục Hạ").first.click()
    page.get_by_role("link", name="Version 2").click()
    page.get_by_role("link", name="Make concrete").click()
    page.get_by_role("link", name=f"{code} ").first.click()
    return page


def test_typing_is_saved_without_pressing_anything(visit):
    page = open_criterion(visit("dung", language="en"), "I.6")
    page.get_by_label("In your own words").fill("Tổ tự quản tuần tra đêm")
    expect(page.locator("#saved")).to_contain_text("saved")
    page.reload()
    expect(page.get_by_label("In your own words")).to_have_value("Tổ tự quản tuần tra đêm")


def test_what_cannot_hold_is_kept_and_told_as_one_types(visit):
    page = open_criterion(visit("dung", language="en"), "I.2")
    page.get_by_label("Your target, in per cent").fill("40")
    expect(page.locator("#saved")).to_contain_text("at least 90 %")
    page.reload()
    expect(page.get_by_label("Your target, in per cent")).to_have_value("40")
    expect(page.get_by_role("alert")).to_contain_text("at least 90 %")
    page.get_by_label("Your target, in per cent").fill("96")
    expect(page.locator("#saved")).to_contain_text("saved")


@pytest.mark.parametrize("scripts", [True, False])
def test_button_saves_and_goes_on(visit, scripts):
    page = open_criterion(visit("dung", language="en", scripts=scripts), "I.7")
    page.get_by_label("In your own words").fill(f"Bàn công khai ở họp khu ({scripts})")
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Criterion I.8")
    page.get_by_role("button", name="Save and back").click()
    expect(page.get_by_label("In your own words")).to_have_value(f"Bàn công khai ở họp khu ({scripts})")


def test_what_is_typed_last_is_kept_when_the_page_is_left_at_once(visit):
    page = open_criterion(visit("dung", language="en"), "I.5")
    address = page.url
    page.get_by_label("In your own words").fill("Hòm thư góp ý đặt ở nhà văn hóa")
    page.get_by_role("link", name="FourGood").click()
    page.wait_for_url("**/")
    page.goto(address)
    expect(page.get_by_label("In your own words")).to_have_value("Hòm thư góp ý đặt ở nhà văn hóa")
