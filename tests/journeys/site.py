"""Starts a FourGood of its own and a real browser: for the journeys and for the pictures in the README."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from fourgood.demo import cast

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, LAPTOP = 360, 1280
STARTS_WITHIN = 300  # seconds; on two cores shared by many the sample province alone takes two minutes


class NotStarted(RuntimeError):
    """FourGood or the browser did not start; the message says what was printed or what to install."""


@contextmanager
def running_site(folder: Path) -> Iterator[str]:
    """`fourgood up` with the sample province in `folder`, on a free port; yields its address, stops it at the end."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"FOURGOOD_DATA": str(folder / "data"), "FOURGOOD_PORT": str(port)}
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "fourgood", "up"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def running_browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        raise NotStarted(
            "The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium fonts-noto-core"
        )
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)


def sign_in(page: Page, site: str, key: str) -> None:
    """Sign in as one of the cast, through the form that everybody uses."""
    page.goto(f"{site}/")
    page.locator("input[name=login]").fill(_login(key))
    page.locator("input[name=password]").fill(cast.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"{site}/")


def _login(key: str) -> str:
    """The telephone number or e-mail address of one of the cast, from the file that the cast is made of."""
    people, officers = cast.source()["people"], cast.source()["officers"]
    if key in officers:
        return officers[key][1]
    return people[key][5] if key in people else f"{key}@mau.example"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise NotStarted(log.read_text())
