"""Letters are written and sent: a mail server is named in the settings, and there is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.notices import sending
from fourgood.notices.recipients import SMTP
from tests.notices.post_office import PostOffice, post_office

NOW = timezone.make_aware(dt.datetime(2026, 11, 23, 9))


@pytest.fixture
def named_server(settings):
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody is there
    settings.EMAIL_TIMEOUT = 10
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "fourgood@example.org"
    settings.SITE_ADDRESS = "https://fourgood.example.org"
    return settings


@pytest.fixture
def office(named_server) -> Iterator[PostOffice]:
    with post_office() as opened:
        named_server.EMAIL_PORT = opened.port
        yield opened


@pytest.fixture
def an(db, named_server) -> User:
    return person("An")


def person(name: str, **fields) -> User:
    given = {"name": name, "email": f"{name.lower()}@example.org", "language": "vi"}
    return User.objects.create_user(**{**given, **fields})


def send(at: dt.datetime = NOW, seconds: int = 60) -> int:
    """Send what waits at a moment; the clock stands still."""
    return sending.send_waiting(clock=lambda: at, until=at + dt.timedelta(seconds=seconds))
