"""The permission matrix: every address of FourGood, visited as each of the cast, within scope and beyond it.

`permission_matrix.md` is the table that a reader checks. A new address that is not in the table fails here, and so does
an answer that differs from the table. Every request runs in a savepoint that is taken back, so that no row of the table
depends on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.plugin import DjangoDbBlocker

from fourgood.demo.cast import Cast
from tests.permission_objects import objects

TABLE = Path(__file__).with_name("permission_matrix.md")
SIGN_IN = "/accounts/login/"
PEOPLE = ["anyone", "khach", "nam", "mai", "bay", "tuan", "hoa", "dung", "minh", "lan", "quang"]
# What someone may reach without signing in. Every other address asks for it, by LoginRequiredMiddleware.
OPEN_TO_ALL = {
    "account_inactive",
    "account_login",
    "account_logout",
    "calendar_feed",  # the secret in the address is what opens it
    "code_enter",
    "file",  # some files are public; of any other a visitor is sent to the sign-in page
    "file_small",
    "letters_stop",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "project_notice",
    "set_language",
}


@dataclass(frozen=True)
class Line:
    """One row of the table: requests by one or two methods, and what each person is answered to both."""

    methods: tuple[str, ...]
    name: str
    about: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{', '.join(self.methods)} {self.name} {self.about}".strip()


def patterns(urls: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Every address there is."""
    for url in get_resolver().url_patterns if urls is None else urls:
        if isinstance(url, URLResolver):
            yield from patterns(url.url_patterns)
        else:
            yield url


def table() -> list[Line]:
    """The lines of the Markdown table: method, address, about whom or what, then one cell for each person."""
    _legend, _heading, written = TABLE.read_text(encoding="utf-8").partition("## The table")
    rows = [line.strip().strip("|").split("|") for line in written.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in row] for row in rows if not set(row[0].strip()) <= set("-: ")]
    assert cells[0] == ["request", "address", "about", *PEOPLE]
    return [
        Line(tuple(methods.split(", ")), name, about, dict(zip(PEOPLE, answers, strict=True)))
        for methods, name, about, *answers in cells[1:]
    ]


def answer(client: Client, method: str, address: str) -> str:
    """The status as the table writes it: a way to the sign-in page is an arrow. What the request did is taken back."""
    visitor = Client()
    visitor.cookies, visitor.handler = deepcopy(client.cookies), client.handler  # whose middleware is loaded already
    with transaction.atomic():
        response = visitor.generic(method, address)
        transaction.set_rollback(True)
    if response.status_code == 302 and urlsplit(response.url).path == SIGN_IN and "next=" in response.url:
        return "→"
    return str(response.status_code)


def signed_in(cast: Cast, person: str) -> Client:
    """The browser of a person in the table's head; `anyone` is not signed in."""
    client = Client()
    if person != "anyone":
        client.force_login(getattr(cast, person))
    return client


@pytest.fixture(scope="module")
def province(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, dict[str, list[Any]]]]:
    """The sample province and all that the table names, made once for whoever visits; taken back in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = Cast()
        named = objects(cast)
        connection.check_constraints()
        yield cast, named
        transaction.set_rollback(True)


def test_every_address_has_a_name():
    assert [str(url.pattern) for url in patterns() if not url.name] == []


def test_every_address_is_in_the_table():
    assert {line.name for line in table()} == {url.name for url in patterns()}


def test_table_says_each_thing_once():
    said = [(method, line.name, line.about) for line in table() for method in line.methods]
    assert sorted(said) == sorted(set(said))


@pytest.mark.parametrize("person", PEOPLE)
def test_person_is_answered_as_the_table_says(province, person):
    cast, named = province
    browser, differences = signed_in(cast, person), []
    for line in table():
        address, expected = reverse(line.name, args=named[line.about]), line.answers[person]
        for method in line.methods:
            given = answer(browser, method, address)
            if given != expected:
                differences.append(f"{line}: {method} is answered {given}, the table says {expected}")
    assert differences == []


def test_method_that_the_table_does_not_name_is_not_taken(province):
    """So that no act stays out of the table: whoever gets through by the one method is answered 405 to the other."""
    (cast, named), said, taken = province, {}, []
    for line in table():
        for method in line.methods:
            said.setdefault((line.name, line.about), {})[method] = line.answers
    browsers = {person: signed_in(cast, person) for person in PEOPLE}
    for (name, about), by_method in said.items():
        through = [p for p in PEOPLE if all(answers[p] in {"200", "302"} for answers in by_method.values())]
        for method in {"GET", "POST"} - set(by_method):
            given = [answer(browsers[p], method, reverse(name, args=named[about])) for p in through[:1]]
            if given not in ([], ["405"]):
                taken.append(f"{method} {name} {about} is answered {given[0]}")
    assert taken == []


def test_only_named_addresses_are_open_without_signing_in():
    opened = {url.name for url in patterns() if not getattr(url.callback, "login_required", True)}
    assert opened == OPEN_TO_ALL
