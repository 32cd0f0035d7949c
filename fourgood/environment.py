"""Every setting of FourGood, read from the environment, and refused in words when it can't be right.

`docs/operations.md` documents each one. Needs no configured Django, so that the `fourgood` command can speak before
anything is loaded.
"""

from __future__ import annotations

import contextlib
import difflib
import ipaddress
import os
import secrets
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvValidationError, ValidationError, validate

from fourgood import file_stores

LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SHORTEST_SECRET = 50
EMAIL_SCHEMES = {"smtp", "submission", "console"}
ENGINE = "fourgood.common.postgresql"
SESSION = ["work_mem=16MB", "jit=off", "plan_cache_mode=force_generic_plan"]  # of each connection to the database
EMAIL_OPTIONS = {"ssl", "tls", "timeout"}
EMAIL_TIMEOUT = 30  # seconds that a mail server may stay silent, unless its address says otherwise
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

# What to write instead, for each setting.
EXPECTED = {
    "DATABASE_URL": "Write an address like postgresql://user:password@server:5432/fourgood.",
    "FOURGOOD_ADDRESS": "Write what people type, such as https://fourgood.example.org, and nothing after it.",
    "FOURGOOD_CODE_DAYS": "Write a whole number from 1 to 90.",
    "FOURGOOD_DATA": "Write the folder's whole path, such as /var/lib/fourgood.",
    "FOURGOOD_DEBUG": "Write yes or no.",
    "FOURGOOD_DIGEST_DAY": "Write a day of the week in English, such as monday.",
    "FOURGOOD_DIGEST_HOUR": "Write a whole hour from 0 to 23.",
    "FOURGOOD_EMAIL_FROM": "Write one e-mail address, such as fourgood@example.org.",
    "FOURGOOD_EMAIL_URL": "Write an address like submission://user:password@server:587.",
    "FOURGOOD_FILES_MAX_MB": "Write a whole number from 1 to 200.",
    "FOURGOOD_FILES_MAX_MEGAPIXELS": "Write a whole number from 1 to 150.",
    "FOURGOOD_FILES_PICTURE_SIDE": "Write a whole number from 640 to 8000.",
    "FOURGOOD_FILES_SCAN": "Write a command that is on this machine, such as /usr/bin/clamdscan --fdpass.",
    "FOURGOOD_FILES_SCAN_SECONDS": "Write a whole number from 5 to 600.",
    "FOURGOOD_FILES_SMALL_WIDTH": "Write a whole number from 120 to 1600.",
    "FOURGOOD_FILES_URL": "Write an address like s3://key:secret@server/bucket?region=us-east-1.",
    "FOURGOOD_HOSTS": "Write the names that people type into the browser, separated by commas.",
    "FOURGOOD_HTTPS": "Write yes or no.",
    "FOURGOOD_IMPORT_KEEP_DAYS": "Write a whole number from 1 to 90.",
    "FOURGOOD_IMPORT_MAX_MB": "Write a whole number from 1 to 200.",
    "FOURGOOD_IMPORT_MAX_ROWS": "Write a whole number from 100 to 1000000.",
    "FOURGOOD_JOBS": "Write a whole number from 1 to 16.",
    "FOURGOOD_LISTEN": "Write an IP address of this machine, such as 127.0.0.1.",
    "FOURGOOD_LOG_LEVEL": "Write debug, info, warning or error.",
    "FOURGOOD_MODE": "Write demo or production.",
    "FOURGOOD_PHONE_REGION": "Write the two capital letters of a country, such as VN.",
    "FOURGOOD_PORT": "Write a whole number from 1 to 65535, such as 8000.",
    "FOURGOOD_POSTGRES_TOOLS": "Write the folder that holds pg_dump and pg_restore.",
    "FOURGOOD_SECRET_KEY": f"Write at least {SHORTEST_SECRET} random characters.",
    "FOURGOOD_SESSION_DAYS": "Write a whole number from 1 to 90.",
    "FOURGOOD_TEST_DATABASE": "Write a name of small letters, digits and _ that begins with test_.",
    "FOURGOOD_TIME_ZONE": "Write a name of the time zone database, such as Asia/Ho_Chi_Minh.",
    "FOURGOOD_TRUSTED_PROXIES": "Write how many proxies stand between the browser and FourGood, from 0 to 5.",
    "FOURGOOD_URNS": "Write a folder's whole path, such as /run/fourgood/urns; all web servers share it.",
    "FOURGOOD_WEB_PROCESSES": "Write a whole number from 1 to 64.",
    "FOURGOOD_WEB_THREADS": "Write a whole number from 1 to 64.",
}
SECRETS = {
    "DATABASE_URL",
    "FOURGOOD_EMAIL_URL",
    "FOURGOOD_FILES_URL",
    "FOURGOOD_SECRET_KEY",
}  # never shown, not even when wrong


class WrongSettings(ImproperlyConfigured):
    """Some settings can't be right. `sentences` names each, says what is wrong and what to write."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Environment:
    """The settings as read; `docs/operations.md` says what each means."""

    address: str
    code_days: int
    data: Path
    database: dict[str, Any]
    debug: bool
    digest_day: str
    digest_hour: int
    email: dict[str, Any]
    email_from: str
    files_max_mb: int
    files_max_megapixels: int
    files_picture_side: int
    files_scan: str
    files_scan_seconds: int
    files_small_width: int
    files_url: str
    hosts: list[str]
    https: bool
    import_keep_days: int
    import_max_mb: int
    import_max_rows: int
    jobs: int
    listen: str
    log_level: str
    phone_region: str
    port: int
    postgres_tools: Path | None
    production: bool
    secret_key: str
    session_days: int
    test_database: str
    time_zone: str
    trusted_proxies: int
    urns: Path | None
    web_processes: int
    web_threads: int


def read() -> Environment:
    """Read all settings. Raises WrongSettings with every problem at once."""
    env = Env(eager=False)
    values = _people(env) | _server(env) | _files(env)
    sentences = [*_unreadable(env), *_unknown()]
    if not sentences:
        found = Environment(**values)
        sentences = [*(_production_gaps(found) if found.production else _demo_excesses(found))]
        if not sentences:
            return found
    raise WrongSettings(sentences)


def _people(env: Env) -> dict[str, Any]:
    """What people who use FourGood notice."""
    return {
        "address": env.str("FOURGOOD_ADDRESS", "", validate=_a_site),
        "code_days": env.int("FOURGOOD_CODE_DAYS", 14, validate=validate.Range(1, 90)),
        "digest_day": env.str("FOURGOOD_DIGEST_DAY", "monday", validate=validate.OneOf(DAYS)),
        "digest_hour": env.int("FOURGOOD_DIGEST_HOUR", 7, validate=validate.Range(0, 23)),
        "email": _email(env),
        "email_from": env.str("FOURGOOD_EMAIL_FROM", "fourgood@localhost", validate=validate.Email()),
        "import_keep_days": env.int("FOURGOOD_IMPORT_KEEP_DAYS", 7, validate=validate.Range(1, 90)),
        "import_max_mb": env.int("FOURGOOD_IMPORT_MAX_MB", 20, validate=validate.Range(1, 200)),
        "import_max_rows": env.int("FOURGOOD_IMPORT_MAX_ROWS", 200_000, validate=validate.Range(100, 1_000_000)),
        "phone_region": env.str("FOURGOOD_PHONE_REGION", "VN", validate=validate.Regexp(r"[A-Z]{2}\Z")),
        "session_days": env.int("FOURGOOD_SESSION_DAYS", 14, validate=validate.Range(1, 90)),
        "time_zone": env.str("FOURGOOD_TIME_ZONE", "Asia/Ho_Chi_Minh", validate=_a_time_zone),
    }


def _server(env: Env) -> dict[str, Any]:
    """What the operator decides."""
    mode = env.str("FOURGOOD_MODE", "demo", validate=validate.OneOf(["demo", "production"]))
    levels = ["debug", "info", "warning", "error"]
    test_name = validate.Regexp(r"test_[a-z0-9_]+\Z")
    return {
        "production": mode == "production",
        "data": Path(env.str("FOURGOOD_DATA", ".data", validate=validate.Length(min=1)) or "").absolute(),
        "database": _database(env),
        "debug": env.bool("FOURGOOD_DEBUG", False),
        "hosts": env.list("FOURGOOD_HOSTS", LOOPBACK_HOSTS, validate=_host_names),
        "https": env.bool("FOURGOOD_HTTPS", mode == "production"),
        "jobs": env.int("FOURGOOD_JOBS", 2, validate=validate.Range(1, 16)),
        "listen": env.str("FOURGOOD_LISTEN", "127.0.0.1", validate=_an_ip_address),
        "log_level": env.str("FOURGOOD_LOG_LEVEL", "info", validate=validate.OneOf(levels)),
        "port": env.int("FOURGOOD_PORT", 8000, validate=validate.Range(1, 65535)),
        "postgres_tools": env.path("FOURGOOD_POSTGRES_TOOLS", None, validate=_has_tools),
        "secret_key": env.str("FOURGOOD_SECRET_KEY", "", validate=_long_enough),
        "test_database": env.str("FOURGOOD_TEST_DATABASE", "test_fourgood", validate=test_name),
        "trusted_proxies": env.int("FOURGOOD_TRUSTED_PROXIES", 0, validate=validate.Range(0, 5)),
        "urns": env.path("FOURGOOD_URNS", None, validate=_a_whole_path),
        "web_processes": env.int("FOURGOOD_WEB_PROCESSES", 2, validate=validate.Range(1, 64)),
        "web_threads": env.int("FOURGOOD_WEB_THREADS", 4, validate=validate.Range(1, 64)),
    }


def _files(env: Env) -> dict[str, Any]:
    """What is taken of files, and where they are kept."""
    return {
        "files_max_mb": env.int("FOURGOOD_FILES_MAX_MB", 20, validate=validate.Range(1, 200)),
        "files_max_megapixels": env.int("FOURGOOD_FILES_MAX_MEGAPIXELS", 50, validate=validate.Range(1, 150)),
        "files_picture_side": env.int("FOURGOOD_FILES_PICTURE_SIDE", 2560, validate=validate.Range(640, 8000)),
        "files_scan": env.str("FOURGOOD_FILES_SCAN", "", validate=_a_command),
        "files_scan_seconds": env.int("FOURGOOD_FILES_SCAN_SECONDS", 60, validate=validate.Range(5, 600)),
        "files_small_width": env.int("FOURGOOD_FILES_SMALL_WIDTH", 480, validate=validate.Range(120, 1600)),
        "files_url": env.str("FOURGOOD_FILES_URL", "", validate=_an_s3_address),
    }


def _database(env: Env) -> dict[str, Any]:
    """Django's setting of the database. A connection is looked at before each request: a restart goes unnoticed.

    Figures of a year sort sixty thousand short rows: within 4 MB, as PostgreSQL is set at first, that goes through a
    file. No query of ours runs long enough to win back what compiling it costs (`jit`). Plans are only kept of what is
    asked about single rows by key (`common.prepared`, triggers): the first serves all (`plan_cache_mode`).
    """
    env.str("DATABASE_URL", "", validate=_a_postgresql_address)
    kept = {"engine": ENGINE, "conn_max_age": 600, "conn_health_checks": True}
    found = env.dj_db_url("DATABASE_URL", "postgresql:///fourgood", **kept)
    if not found:  # refused, and told already
        return {}
    options = {"options": f"-c {' -c '.join(SESSION)}"} | found.get("OPTIONS", {})
    return dict(found) | {"OPTIONS": options}


def _email(env: Env) -> dict[str, Any]:
    """Django's EMAIL_* settings. Without a mail server nothing is sent: the demo prints, production stays silent."""
    url = env.str("FOURGOOD_EMAIL_URL", "", validate=_a_mail_server)
    if url is None:  # refused, and told already
        return {}
    silent = "dummy:" if os.environ.get("FOURGOOD_MODE") == "production" else "console:"
    found = dict(env.dj_email_url("FOURGOOD_EMAIL_URL", silent) or {})
    return found | {"EMAIL_TIMEOUT": found.get("EMAIL_TIMEOUT") or EMAIL_TIMEOUT}


def _a_postgresql_address(value: str) -> None:
    if urlsplit(value).scheme not in {"postgresql", "postgres"} or len(urlsplit(value).path) < 2:
        raise ValidationError("not PostgreSQL")


def _a_mail_server(value: str) -> None:
    """A known scheme, a port that is one, and of the options only those that are documented."""
    parts = urlsplit(value)
    options = dict(parse_qsl(parts.query))
    seconds = options.get("timeout", "1")
    if parts.scheme not in EMAIL_SCHEMES or not set(options) <= EMAIL_OPTIONS:
        raise ValidationError("unknown")
    if not (seconds.isascii() and seconds.isdigit() and int(seconds)):
        raise ValidationError("no number of seconds")
    try:
        _port = parts.port
    except ValueError:
        raise ValidationError("no port") from None


def _a_site(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValidationError("no address of a site")


def _a_command(value: str) -> None:
    try:
        words = shlex.split(value)
    except ValueError:
        raise ValidationError("quotes") from None
    if value and not (words and shutil.which(words[0])):
        raise ValidationError("not there")


def _an_s3_address(value: str) -> None:
    if value:
        try:
            file_stores.of(value)
        except ValueError:
            raise ValidationError("not a store") from None


def _a_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("unknown")


def _an_ip_address(value: str) -> None:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise ValidationError("not an address") from None


def _host_names(value: list[str]) -> None:
    if not value or any(not host or set(host) & set("/ *") for host in value):
        raise ValidationError("not names")


def _has_tools(folder: Path) -> None:
    if not all((folder / tool).is_file() for tool in ("pg_dump", "pg_restore")):
        raise ValidationError("not there")


def _a_whole_path(folder: Path) -> None:
    if not folder.is_absolute():
        raise ValidationError("relative")


def _long_enough(value: str) -> None:
    if len(value) < SHORTEST_SECRET or len(set(value)) < 10:
        raise ValidationError("too short")


def _unreadable(env: Env) -> Iterator[str]:
    """Each setting whose value can't be right by itself."""
    try:
        env.seal()
    except EnvValidationError as error:
        for name in sorted(error.error_messages):
            wrong = "can't be used" if name in SECRETS else f"can't be “{os.environ[name]}”"
            yield f"{name} {wrong}. {EXPECTED[name]}"


def _unknown() -> Iterator[str]:
    """Each name that looks like a setting and is none: most likely a slip of the pen."""
    for name in sorted(os.environ):
        if name.startswith("FOURGOOD_") and name not in EXPECTED:
            near = difflib.get_close_matches(name, EXPECTED, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Remove it; docs/operations.md lists the settings."
            yield f"{name} is not a setting. {hint}"


def _production_gaps(found: Environment) -> Iterator[str]:
    """What production must say itself, since a guess would be unsafe."""
    for name in ("FOURGOOD_DATA", "FOURGOOD_HOSTS", "FOURGOOD_SECRET_KEY"):
        if name not in os.environ:
            yield f"{name} must be set in production. {EXPECTED[name]}"
    if found.debug:
        yield "FOURGOOD_DEBUG can't be “yes” in production, because it shows secrets. Write no."


def _demo_excesses(found: Environment) -> Iterator[str]:
    """The demo's passwords are known to all, so it serves this machine only."""
    why = "because everyone knows the demo's sign-ins. Write {}, or set FOURGOOD_MODE to production."
    if not ipaddress.ip_address(found.listen).is_loopback:
        yield f"FOURGOOD_LISTEN can't be “{found.listen}” in the demo, {why.format('127.0.0.1')}"
    if not set(found.hosts) <= set(LOOPBACK_HOSTS):
        yield f"FOURGOOD_HOSTS can't be “{','.join(found.hosts)}” in the demo, {why.format('localhost')}"


def site_address(found: Environment) -> str:
    """Where people reach FourGood, without a slash at the end: as set, else made of what else is known."""
    if found.address:
        return found.address.rstrip("/")
    host = found.hosts[0]
    if found.https:
        return f"https://{host}"
    return f"http://{host}" if found.trusted_proxies else f"http://{host}:{found.port}"


def kept_secret(folder: Path) -> str:
    """The demo's secret key: made once, kept in the data folder, read by nobody else."""
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"secret-key.{os.getpid()}"
        part.touch(mode=0o600)
        part.write_text(secrets.token_urlsafe(SHORTEST_SECRET))
        with contextlib.suppress(FileExistsError):  # of two that start together one wins, and both read the same
            path.hardlink_to(part)
        part.unlink()
    return path.read_text()
