"""Passkeys in a real browser with a virtual authenticator. They need a name: the site is visited as localhost."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from fourgood.demo import cast
from tests.journeys.site import PHONE

ANSWERS_WITHIN = 30_000  # milliseconds, on two busy cores


@pytest.fixture
def here(site: str) -> str:
    return f"http://localhost:{urlsplit(site).port}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone with a fingerprint reader that always recognises its owner."""
    context = browser.new_context(viewport={"width": PHONE, "height": 780}, locale="vi")
    context.set_default_timeout(ANSWERS_WITHIN)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    able = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": kind | able})
    yield page
    context.close()


def enter_password(page: Page) -> None:
    page.locator("input[name=login]").fill("nam@mau.example")
    page.locator("input[name=password]").fill(cast.PASSWORD)
    page.locator("input[name=password]").press("Enter")


def sign_out(page: Page, here: str) -> None:
    page.goto(f"{here}/accounts/logout/")
    page.locator("main").get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(f"{here}/accounts/login/")


def add_passkey(page: Page, here: str) -> None:
    page.goto(f"{here}/accounts/2fa/webauthn/add/")
    page.get_by_label("Mật khẩu").fill(cast.PASSWORD)
    page.locator("main").get_by_role("button", name="Xác nhận").click()
    page.get_by_label("Tên khóa đăng nhập").fill("Điện thoại của Nam")
    page.get_by_label("Đăng nhập chỉ bằng khóa này").check()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_text("Đã thêm khóa đăng nhập.")).to_be_visible(timeout=ANSWERS_WITHIN)


def test_passkey_signs_in_alone_and_beside_the_password(page: Page, here: str) -> None:
    page.goto(f"{here}/accounts/login/")
    enter_password(page)
    page.wait_for_url(f"{here}/")
    add_passkey(page, here)
    page.goto(f"{here}/accounts/2fa/webauthn/")
    expect(page.get_by_role("rowheader", name="Điện thoại của Nam")).to_contain_text("không cần mật khẩu")

    sign_out(page, here)
    page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    page.wait_for_url(f"{here}/")
    page.goto(f"{here}/profile/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phạm Hải Nam")

    sign_out(page, here)
    enter_password(page)
    page.wait_for_url(f"{here}/accounts/2fa/authenticate/")
    page.get_by_role("button", name="Dùng khóa đăng nhập").click()
    page.wait_for_url(f"{here}/")


def test_passkey_that_is_not_there_is_told_in_words(page: Page, here: str) -> None:
    page.goto(f"{here}/accounts/login/")
    page.route("**/accounts/2fa/webauthn/login/", lambda route: route.abort())
    page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    expect(page.get_by_text("Khóa đăng nhập không dùng được.")).to_be_visible(timeout=ANSWERS_WITHIN)
