"""Makes the pictures of the README from a running FourGood: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

django.setup()

from tests.journeys.site import LAPTOP, PHONE, running_browser, running_site, sign_in  # noqa: E402 the cast needs models

FOLDER = Path(__file__).parent / "screenshots"


def open_page(browser: Browser, *, width: int, language: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 740}, locale=language, color_scheme="light", reduced_motion="reduce"
    )
    return context.new_page()


def take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site, running_browser() as browser:
        phone = open_page(browser, width=PHONE, language="vi")
        sign_in(phone, site, "bay")
        take(phone, "home-phone")
        phone.goto(f"{site}/assessments/?month=2024-11")
        phone.get_by_role("main").get_by_role("link", name="Biểu Nghi").first.click()
        take(phone, "sheet-phone")
        laptop = open_page(browser, width=LAPTOP, language="vi")
        sign_in(laptop, site, "lan")
        laptop.goto(f"{site}/units/")
        take(laptop, "tree-laptop")
        laptop.goto(f"{site}/")
        laptop.locator("main a[href^='/figures/']:not([href*='units'])").first.click()
        laptop.goto(f"{laptop.url}?month=2024-11")
        take(laptop, "figures-laptop")


if __name__ == "__main__":
    main()
