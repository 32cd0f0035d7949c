"""Every page that each of the cast can reach by links: accessible, no wider than the screen, nothing refused."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.journeys.accessible import Walked
from tests.journeys.site import LAPTOP, PHONE

FILES = {"file", "file_small", "minutes_pdf", "minutes_docx", "resolution_pdf", "resolution_docx"}
NEVER_FOLLOWED = {"account_logout"}
AT_MOST = 140  # kinds of page for one person
SEVERAL = {"meeting": 3, "task": 2, "minutes": 2}  # of these kinds more than one: before and after, open and done

# Whoever walks on one kind of screen does so on one worker of pytest, told by the name of the test: see `Walked`.
WAYS = [
    pytest.param(person, width, language, dark, id=f"{width}{'dark' if dark else 'light'}-{person}")
    for person, width, language, dark in [
        ("bay", PHONE, "vi", False),
        ("nam", PHONE, "ms", True),
        ("hoa", LAPTOP, "vi", True),
        ("lan", PHONE, "vi", False),
        ("lan", LAPTOP, "en", False),
        ("minh", LAPTOP, "ms", False),
        ("quang", PHONE, "en", True),
        ("khach", PHONE, "vi", False),
    ]
]

# What a month leaves behind is reached by links: by a member, and by whoever runs the meetings.
_OF_MEMBERS = {"meeting_list", "meeting", "meeting_votes", "vote", "minutes", "minutes_pdf"} | {
    "resolution_list", "resolution", "resolution_docx", "task_list", "task", "contribution_new"
}  # fmt: skip
_OF_THE_SECRETARY = _OF_MEMBERS | {
    "meeting_new", "meeting_change", "item_new", "contribution_enter", "contribution_answer", "sitting",
    "unit_tasks", "task_new", "resolution_new",
}  # fmt: skip
MONTH = {"nam": _OF_MEMBERS, "bay": _OF_THE_SECRETARY}


def kind_of(path: str) -> str | None:
    """The name of the page behind an address: one of each kind is enough."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def links_on(page, site) -> list[str]:
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [a.removeprefix(site) for a in addresses if a.startswith(site) and "#" not in a]


def is_file(path: str) -> bool:
    """Whether the address names a file, such as a PDF, and no page."""
    return kind_of(path) in FILES or "." in urlsplit(path).path.rsplit("/", 1)[-1]


def reachable(visitor):
    """Walk breadth first, one page of most kinds; yield the path of each with the page open on it, and its status."""
    seen, opened, queue = Counter(), set(), ["/"]
    while queue and len(opened) < AT_MOST:
        path = queue.pop(0)
        kind = kind_of(path)
        if kind is None or path in opened or kind in NEVER_FOLLOWED or seen[kind] >= SEVERAL.get(kind, 1):
            continue
        seen[kind] += 1
        opened.add(path)
        if is_file(path):  # a browser may show it in a frame of its own, or save it
            yield path, visitor.page.request.get(visitor.site + path).status
            continue
        with visitor.page.expect_response(lambda r: r.request.is_navigation_request()) as answer:
            try:
                visitor.go(path)
            except Error as download:  # a link that downloads a file does not navigate
                if "Download is starting" not in str(download):
                    raise
                continue
        yield path, answer.value.status
        queue += links_on(visitor.page, visitor.site)


@pytest.fixture(scope="module")
def walked():
    """One for all who walk."""
    return Walked()


@pytest.mark.parametrize(("person", "width", "language", "dark"), WAYS)
def test_every_page(visit, walked, person, width, language, dark):
    visitor = visit(person, width=width, language=language, dark=dark)
    wrong, kinds = [], set()
    for path, status in reachable(visitor):
        kind = kind_of(path)
        kinds.add(kind)
        if status >= 400:
            wrong.append(f"{path}: a link leads to a page that answers {status}")
        if not is_file(path):
            wrong += [f"{path}: {what}" for what in walked.complaints(visitor.page, kind, (width, dark))]
    assert wrong == []
    assert MONTH.get(person, set()) - kinds == set()


@pytest.mark.parametrize(("width", "language"), [(PHONE, "vi"), (LAPTOP, "ms"), (PHONE, "en")])
def test_pages_before_signing_in(visit, walked, width, language):
    visitor = visit(None, width=width, language=language)
    wrong = []
    for path, status in reachable(visitor):
        assert status < 400
        wrong += [f"{path}: {what}" for what in walked.complaints(visitor.page, kind_of(path), (width, False))]
    assert wrong == []
