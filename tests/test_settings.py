"""Settings: a wrong one is refused in a sentence that names it and says what to write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fourgood import environment, file_stores
from tests.running import fourgood

SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
PRODUCTION = {
    "FOURGOOD_MODE": "production",
    "FOURGOOD_DATA": "/var/lib/fourgood",
    "FOURGOOD_HOSTS": "fourgood.example.org",
    "FOURGOOD_SECRET_KEY": SECRET,
}


@pytest.fixture
def settings_are(monkeypatch):
    """Read the settings as if the environment held exactly these."""
    for name in list(os.environ):
        if name.startswith("FOURGOOD_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)

    def read(**settings: str) -> environment.Environment:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return environment.read()

    return read


def refusals(settings_are, **settings: str) -> list[str]:
    with pytest.raises(environment.WrongSettings) as refused:
        settings_are(**settings)
    return refused.value.sentences


def test_nothing_set_is_a_demo_for_this_machine(settings_are):
    found = settings_are()
    assert (found.production, found.listen, found.port, found.https) == (False, "127.0.0.1", 8000, False)


def test_production_has_https_unless_said_otherwise(settings_are):
    assert settings_are(**PRODUCTION).https is True
    assert settings_are(**PRODUCTION, FOURGOOD_HTTPS="no").https is False


WRONG = {
    "FOURGOOD_ADDRESS": "fourgood.example.org/",
    "FOURGOOD_CODE_DAYS": "0",
    "FOURGOOD_DATA": "",
    "FOURGOOD_DEBUG": "maybe",
    "FOURGOOD_DIGEST_DAY": "someday",
    "FOURGOOD_DIGEST_HOUR": "24",
    "FOURGOOD_EMAIL_FROM": "nobody",
    "FOURGOOD_FILES_MAX_MB": "0",
    "FOURGOOD_FILES_MAX_MEGAPIXELS": "1000",
    "FOURGOOD_FILES_PICTURE_SIDE": "100",
    "FOURGOOD_FILES_SCAN": "/no/such/scanner --quiet",
    "FOURGOOD_FILES_SCAN_SECONDS": "1",
    "FOURGOOD_FILES_SMALL_WIDTH": "9",
    "FOURGOOD_HOSTS": "https://example.org/",
    "FOURGOOD_HTTPS": "2",
    "FOURGOOD_IMPORT_KEEP_DAYS": "x",
    "FOURGOOD_IMPORT_MAX_MB": "0",
    "FOURGOOD_IMPORT_MAX_ROWS": "1",
    "FOURGOOD_JOBS": "none",
    "FOURGOOD_LISTEN": "somewhere",
    "FOURGOOD_LOG_LEVEL": "loud",
    "FOURGOOD_MODE": "trial",
    "FOURGOOD_PHONE_REGION": "Vietnam",
    "FOURGOOD_PORT": "70000",
    "FOURGOOD_POSTGRES_TOOLS": "/nowhere",
    "FOURGOOD_SESSION_DAYS": "365",
    "FOURGOOD_TEST_DATABASE": "fourgood",
    "FOURGOOD_TIME_ZONE": "Hanoi",
    "FOURGOOD_TRUSTED_PROXIES": "-1",
    "FOURGOOD_URNS": "urns",
    "FOURGOOD_WEB_PROCESSES": "0",
    "FOURGOOD_WEB_THREADS": "many",
}
WRONG_SECRETS = {
    "DATABASE_URL": "mysql://root:open-sesame@db/fourgood",
    "FOURGOOD_EMAIL_URL": "gopher://user:open-sesame@mail",
    "FOURGOOD_FILES_URL": "s3://key:open-sesame@server",
    "FOURGOOD_SECRET_KEY": "open-sesame",
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_setting_is_refused_in_a_sentence(settings_are, name):
    expected = f"{name} can't be “{WRONG[name]}”. {environment.EXPECTED[name]}"
    assert refusals(settings_are, **{name: WRONG[name]}) == [expected]


@pytest.mark.parametrize("name", WRONG_SECRETS)
def test_wrong_secret_is_refused_without_showing_it(settings_are, name):
    assert refusals(settings_are, **{name: WRONG_SECRETS[name]}) == [
        f"{name} can't be used. {environment.EXPECTED[name]}"
    ]


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail:port",
        "smtp://mail?timeout=long",
        "smtp://mail?timeout=0",
        "smtp://mail?color=red",
        "smtps://mail",
    ],
)
def test_mail_server_that_cannot_be_is_refused(settings_are, url):
    assert refusals(settings_are, FOURGOOD_EMAIL_URL=url) == [
        f"FOURGOOD_EMAIL_URL can't be used. {environment.EXPECTED['FOURGOOD_EMAIL_URL']}"
    ]


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls_from_the_start", "timeout"),
    [
        ("submission://user:pass@mail.example", 587, True, False, 30),
        ("smtp://mail.example", 25, False, False, 30),
        ("smtp://mail.example?timeout=5", 25, False, False, 5),
        ("smtp://user:pass@mail.example:465?ssl=true", 465, False, True, 30),
    ],
)
def test_mail_server_is_read_from_its_address(settings_are, url, port, starttls, tls_from_the_start, timeout):
    found = settings_are(FOURGOOD_EMAIL_URL=url).email
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starttls, tls_from_the_start)
    assert found["EMAIL_TIMEOUT"] == timeout


SITES = [
    ({}, "http://127.0.0.1:8000"),
    ({"FOURGOOD_PORT": "8123"}, "http://127.0.0.1:8123"),
    (PRODUCTION, "https://fourgood.example.org"),
    (PRODUCTION | {"FOURGOOD_HTTPS": "no"}, "http://fourgood.example.org:8000"),
    (PRODUCTION | {"FOURGOOD_HTTPS": "no", "FOURGOOD_TRUSTED_PROXIES": "1"}, "http://fourgood.example.org"),
    (PRODUCTION | {"FOURGOOD_ADDRESS": "https://4tot.example.org/"}, "https://4tot.example.org"),
]


@pytest.mark.parametrize(("settings", "address"), SITES)
def test_address_of_the_site_follows_from_the_settings(settings_are, settings, address):
    assert environment.site_address(settings_are(**settings)) == address


def test_every_setting_has_a_wrong_value_here():
    assert {*WRONG, *WRONG_SECRETS} == set(environment.EXPECTED)


def test_all_problems_are_told_at_once(settings_are):
    told = refusals(settings_are, FOURGOOD_PORT="x", FOURGOOD_JOBS="y", FOURGOOD_PROT="1")
    assert [sentence.split()[0] for sentence in told] == ["FOURGOOD_JOBS", "FOURGOOD_PORT", "FOURGOOD_PROT"]


def test_unknown_name_is_told_with_the_nearest(settings_are):
    assert refusals(settings_are, FOURGOOD_PROT="8000") == [
        "FOURGOOD_PROT is not a setting. Did you mean FOURGOOD_PORT?"
    ]


@pytest.mark.parametrize("name", ["FOURGOOD_DATA", "FOURGOOD_HOSTS", "FOURGOOD_SECRET_KEY"])
def test_production_must_say_itself(settings_are, name):
    settings = {key: value for key, value in PRODUCTION.items() if key != name}
    assert refusals(settings_are, **settings) == [f"{name} must be set in production. {environment.EXPECTED[name]}"]


def test_production_does_not_debug(settings_are):
    [told] = refusals(settings_are, **PRODUCTION, FOURGOOD_DEBUG="yes")
    assert told.startswith("FOURGOOD_DEBUG can't be “yes” in production")


@pytest.mark.parametrize(
    ("name", "value"), [("FOURGOOD_LISTEN", "0.0.0.0"), ("FOURGOOD_HOSTS", "fourgood.example.org")]
)
def test_demo_serves_this_machine_only(settings_are, name, value):
    [told] = refusals(settings_are, **{name: value})
    assert told.startswith(f"{name} can't be “{value}” in the demo, because everyone knows the demo's sign-ins.")


@pytest.mark.parametrize(
    "address",
    [
        "https://key:secret@server/bucket",
        "s3://server/bucket",
        "s3://key@server/bucket",
        "s3://key:secret@server/bucket/folder",
        "s3://key:secret@server/bucket?regoin=x",
        "s3://key:secret@/bucket",
    ],
)
def test_address_of_a_file_store_that_says_too_little_is_refused(settings_are, address):
    assert len(refusals(settings_are, FOURGOOD_FILES_URL=address)) == 1


def test_address_of_a_file_store_is_taken_apart(settings_are):
    address = "s3://key:s%2Fecret@files.example.org:9000/fourgood?region=vn-1"
    assert settings_are(FOURGOOD_FILES_URL=address).files_url == address
    options = file_stores.of(address)["OPTIONS"]
    named = ("endpoint_url", "bucket_name", "access_key", "secret_key", "region_name")
    assert {name: options[name] for name in named} == {
        "endpoint_url": "https://files.example.org:9000",
        "bucket_name": "fourgood",
        "access_key": "key",
        "secret_key": "s/ecret",
        "region_name": "vn-1",
    }
    assert file_stores.of("s3+http://k:s@127.0.0.1:9/b")["OPTIONS"]["endpoint_url"] == "http://127.0.0.1:9"


def test_kept_secret_is_made_once_and_read_by_nobody_else(tmp_path: Path):
    secret = environment.kept_secret(tmp_path)
    assert len(secret) >= environment.SHORTEST_SECRET
    assert environment.kept_secret(tmp_path) == secret
    assert [(p.name, oct(p.stat().st_mode)[-3:]) for p in tmp_path.iterdir()] == [("secret-key", "600")]


def test_command_refuses_wrong_settings_without_a_traceback(tmp_path: Path):
    done = fourgood(tmp_path, "check", FOURGOOD_PORT="abc", FOURGOOD_JOBS="0")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Error: FOURGOOD_JOBS can't be “0”. {environment.EXPECTED['FOURGOOD_JOBS']}\n"
        f"FOURGOOD_PORT can't be “abc”. {environment.EXPECTED['FOURGOOD_PORT']}\n"
    )
