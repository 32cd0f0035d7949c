"""The database that all tests share: the embedded PostgreSQL (or DATABASE_URL), with the cast."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from tests.prepared import load_into

if TYPE_CHECKING:
    from fourgood.demo.cast import Cast


# How long an example takes says something about the machine, not about the code.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

BLOCKER = pytest.StashKey[DjangoDbBlocker]()
EMPTIED = pytest.StashKey[bool]()
WANT_THE_CAST = {"cast", "province"}


def pytest_configure(config: pytest.Config) -> None:
    """A test reads the words as they are now."""
    from django.conf import settings

    from fourgood.common.messages import compile_all

    settings.STORAGES["files"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    compile_all()


# What takes a worker longest begins first, so that the workers end together: beside browsers, those who mostly wait.
SLOWEST_FIRST = (
    "tests/test_up.py",
    "tests/journeys/",
    "tests/assessments/test_crashes.py",
    "tests/voting/test_crashes.py",
    "tests/voting/test_server_killed.py",
    "tests/common/test_killed_jobs.py",
    "tests/test_backup.py",
    "tests/test_command.py",
    "tests/test_permissions.py",
    "tests/test_links.py",
)
# Of these files any worker may take any test: they are long, and share nothing but the sample province.
SPREAD = ("tests/test_permissions.py", "tests/test_links.py")
# Whoever has walked the pages on one kind of screen knows them: the next who walks them there has less to look at.
SCREEN_BY_SCREEN = "tests/journeys/test_every_page.py"


class FileByFile(LoadScopeScheduling):
    """The tests of a file run on one worker: they share what they have prepared."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(SPREAD):
            return nodeid
        return nodeid.rpartition("-")[0] if nodeid.startswith(SCREEN_BY_SCREEN) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile:
    return FileByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {start: number for number, start in enumerate(SLOWEST_FIRST)}
    items.sort(key=lambda item: min((rank[s] for s in SLOWEST_FIRST if item.nodeid.startswith(s)), default=len(rank)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage again and again takes a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> Iterator[None]:
    """A database with the cast, and a copy of it from which it is restored within a second."""
    pytestconfig.stash[BLOCKER] = django_db_blocker
    from django.conf import settings
    from django.db import connection

    name = f"test_{connection.settings_dict['NAME']}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with django_db_blocker.unblock():
        _between_databases(name, "DROP DATABASE IF EXISTS {copy}", "CREATE DATABASE {copy} TEMPLATE template0")
        load_into(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}_copy").geturl())
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = f"{name}_copy"
        # Tests with real transactions clean up by TRUNCATE, which the acts log refuses.
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_act DISABLE TRIGGER act_refuses_truncate")
            cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER seal_refuses_truncate")
            cursor.execute("ALTER TABLE instructions_edition DISABLE TRIGGER issued_editions_stay")
            cursor.execute("ALTER TABLE instructions_frameworkfile DISABLE TRIGGER issued_files_stay")
            cursor.execute("ALTER TABLE instructions_instruction DISABLE TRIGGER issued_instructions_stay")
            cursor.execute("ALTER TABLE assessments_assessment DISABLE TRIGGER confirmed_assessments_stay")
            cursor.execute("ALTER TABLE assessments_submission DISABLE TRIGGER confirmed_submissions_stay")
            cursor.execute("ALTER TABLE mobilisation_gift DISABLE TRIGGER gifts_stay")
            cursor.execute("ALTER TABLE mobilisation_spending DISABLE TRIGGER spendings_stay")
            cursor.execute("ALTER TABLE indicators_deductingevent DISABLE TRIGGER events_stay")
            # What the planner learned of empty tables makes pages ten times slower.
            cursor.execute("ANALYZE")
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        restore_copy()
    yield
    with django_db_blocker.unblock():
        _between_databases(name, "DROP DATABASE {name} WITH (FORCE)", "DROP DATABASE {copy}")


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    """Each test begins in the language of most readers, whatever page the test before it has asked for."""
    from django.utils import translation

    with translation.override("vi"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The sample province: its units by name (`cast.bieu_nghi`) and its people's accounts (`cast.bay`)."""
    from fourgood.demo.cast import Cast

    return Cast()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test with real transactions leaves empty tables: before the next that needs the cast, put it back."""
    if not WANT_THE_CAST.isdisjoint(getattr(item, "fixturenames", ())) and item.config.stash.get(EMPTIED, False):
        with item.config.stash[BLOCKER].unblock():
            restore_copy()
        item.config.stash[EMPTIED] = False
    if _is_transactional(item):
        item.config.stash[EMPTIED] = True


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    by_mark = marker and (marker.kwargs.get("transaction") or any(marker.args))
    return bool(by_mark) or "transactional_db" in getattr(item, "fixturenames", ())


def restore_copy() -> None:
    from django.db import connection

    name = connection.settings_dict["NAME"]
    _between_databases(name, "DROP DATABASE IF EXISTS {name} WITH (FORCE)", "CREATE DATABASE {name} TEMPLATE {copy}")


def _between_databases(name: str, *statements: str) -> None:
    """Run statements about the database of that name and the copy of it."""
    from django.db import connection

    quoted = {"name": connection.ops.quote_name(name), "copy": connection.ops.quote_name(f"{name}_copy")}
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(**quoted))
