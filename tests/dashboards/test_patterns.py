"""The pattern page, the refusals and the error pages."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from fourgood.common.middleware import RefusalMiddleware
from fourgood.common.refusal import Refusal

PARTS = sorted(path.name for path in (settings.PACKAGE / "templates/parts").glob("*.html"))
# Drawn by every page, or only where something was refused, or waits on the device to be sent.
ELSEWHERE = {"messages.html", "refusal.html", "queue.html"}


class Drawn:
    """Notes the name of every template that is drawn."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __call__(self, signal, sender, template, context, **rest) -> None:
        self.names.add(str(template.name))


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
def test_pattern_page_shows_every_part_in_both_themes(cast, client: Client, language: str):
    from django.test.signals import template_rendered

    drawn = Drawn()
    template_rendered.connect(drawn)
    cast.bay.__class__.objects.filter(pk=cast.bay.pk).update(language=language)
    client.force_login(cast.bay)
    page = client.get("/patterns/").content.decode()
    template_rendered.disconnect(drawn)
    assert page.count('data-theme="light"') == page.count('data-theme="dark"') > 5
    assert [part for part in PARTS if f"parts/{part}" not in drawn.names and part not in ELSEWHERE] == []


def test_ids_on_the_pattern_page_are_unique(cast, client: Client):
    import re

    client.force_login(cast.bay)
    ids = re.findall(r'\sid="([^"]+)"', client.get("/patterns/").content.decode())
    assert sorted(ids) == sorted(set(ids))


class NotToday(Refusal):
    reason = "Not today."
    help = "Ask tomorrow."


@pytest.mark.parametrize(("htmx", "whole"), [(False, True), (True, False)])
def test_uncaught_refusal_says_why_and_who_can_help(cast, htmx: bool, whole: bool):
    request = RequestFactory().get("/units/")
    request.user, request.htmx = cast.bay, htmx
    response = RefusalMiddleware(lambda request: None).process_exception(request, NotToday())
    words = response.content.decode()
    assert response.status_code == 403
    assert "Not today." in words
    assert "Ask tomorrow." in words
    assert ("<html" in words) is whole


def test_other_exceptions_are_left_alone(cast):
    request = RequestFactory().get("/units/")
    assert RefusalMiddleware(lambda request: None).process_exception(request, ValueError("no")) is None


def test_page_that_is_not_there_shows_the_menu(cast, client: Client):
    client.force_login(cast.bay)
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()
    assert "Trình đơn" in response.content.decode()


def test_form_from_elsewhere_is_refused_in_plain_words(cast):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert response.status_code == 403
    assert "Trang này đã mở quá lâu" in response.content.decode()


def test_wrong_address_of_the_server_is_refused_in_plain_words(client: Client):
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Hệ thống không đọc được yêu cầu này" in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
@pytest.mark.parametrize("language", ["vi", "ms", "en"])
def test_pages_for_the_worst_need_nothing_but_themselves(name: str, language: str):
    """They are drawn without a request, and must not ask the database."""
    with translation.override(language):
        words = render_to_string(name)
    assert f'<html lang="{language}">' in words
    assert 'href="/"' in words
