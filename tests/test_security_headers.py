"""What the browser is told, and that no page needs more: no script, no style and no handler inside a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
HEADERS = {
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TEMPLATES = sorted(settings.PACKAGE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "style in the page": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
    "handler in the page": re.compile(r"\son[a-z]+\s*=|\shx-on", re.I),
    "script as an address": re.compile(r"javascript:", re.I),
    "htmx evaluates it": re.compile(
        r"hx-(vals|headers)\s*=\s*[\"']?\s*js:|hx-trigger\s*=\s*\"(?:[^\"]*,)?\s*[\w:-]+\[", re.I
    ),
    "file of another site": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
}


def policy_of(response) -> set[str]:
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize("path", ["/", "/patterns/", "/accounts/login/", "/no/such/page/", "/language/"])
def test_every_answer_carries_the_policy(cast, client: Client, path: str):
    if path != "/accounts/login/":
        client.force_login(cast.bay)
    response = client.get(path)
    assert policy_of(response) == POLICY
    assert {name: response[name] for name in HEADERS} == HEADERS
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_refusal_carries_the_policy(cast):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert policy_of(response) == POLICY


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast, client: Client):
    client.force_login(cast.bay)
    response = client.get("/patterns/")
    cookie = response.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert (settings.LANGUAGE_COOKIE_HTTPONLY, settings.LANGUAGE_COOKIE_SAMESITE) == (True, "Lax")


@override_settings(SECURE_HSTS_SECONDS=3600)
def test_https_is_remembered_where_it_is_spoken(client: Client):
    assert client.get("/accounts/login/", secure=True)["Strict-Transport-Security"] == "max-age=3600"
    assert "Strict-Transport-Security" not in client.get("/accounts/login/")


def problems_in(source: str) -> list[str]:
    source = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", source, flags=re.S)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(Path(p).relative_to(settings.PACKAGE)))
def test_template_needs_nothing_that_the_policy_forbids(path: Path):
    assert problems_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('<p style="color:red">', "style in the page"),
        ("<script>alert(1)</script>", "script in the page"),
        ('<a onclick="go()">', "handler in the page"),
        ('<a href="javascript:go()">', "script as an address"),
        ('<a hx-vals="js:{a: go()}">', "htmx evaluates it"),
        ('<a hx-trigger="click[go()]">', "htmx evaluates it"),
        ('<script src="//example.org/a.js"></script>', "file of another site"),
    ],
)
def test_what_the_policy_forbids_is_found(source: str, problem: str):
    assert problems_in(source) == [problem]


def test_what_the_policy_allows_is_left_alone():
    assert problems_in('<script src="{% static "a.js" %}" defer></script><a href="/units/" class="button">') == []
