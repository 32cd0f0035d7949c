"""A real FourGood and a real browser for the journeys."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.site import PHONE, running_browser, running_site, sign_in
from tests.prepared import loaded


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running FourGood with the sample province.

    Not in pytest's own folder: pytest closes that to everybody else, also to the user who runs the database for root.
    """
    with tempfile.TemporaryDirectory(prefix="fourgood-") as folder:
        loaded(Path(folder) / "data")
        with running_site(Path(folder)) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """For one file of journeys: while it runs, its event loop keeps other files' tests from the database."""
    with running_browser() as running:
        yield running


@dataclass
class Visitor:
    """A person before a screen. `trouble` collects what the browser complained about."""

    page: Page
    site: str
    trouble: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """`visit("bay", width=360, language="vi", dark=False)`: one of the cast, signed in; None: nobody.

    `at`: another address of the site, such as a line to it that can be cut.
    """
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def open_as(
        key: str | None,
        *,
        width: int = PHONE,
        language: str = "vi",
        dark: bool = False,
        scripts: bool = True,
        at: str = site,
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 780},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=language,
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "django_language", "value": language, "url": at}])
        visitor = Visitor(context.new_page(), at)
        visitors.append(visitor)
        visitor.page.on(
            "console", lambda m: visitor.trouble.append(f"{m.text} ({visitor.page.url})") if m.type == "error" else None
        )
        visitor.page.on("pageerror", lambda error: visitor.trouble.append(f"{error} ({visitor.page.url})"))
        if key:
            sign_in(visitor.page, at, key)
        return visitor

    yield open_as
    for context in contexts:
        context.close()
    assert [t for v in visitors for t in v.trouble] == []
