"""A connection stands open between requests: it is asked only when the server has something to say."""

import psycopg
import pytest
from django.db import connections

from fourgood.common.postgresql.base import DatabaseWrapper


@pytest.fixture
def database(db):
    """A connection of its own, which may be cut."""
    wrapper = DatabaseWrapper(connections["default"].settings_dict | {"CONN_HEALTH_CHECKS": True}, "default")
    wrapper.inc_thread_sharing()
    wrapper.connect()
    yield wrapper
    wrapper.close()


def told(database):
    """What a new request finds: whether the same connection goes on, and an answer."""
    before = database.connection
    database.close_if_unusable_or_obsolete()
    database.health_check_done = False
    with database.cursor() as cursor:
        cursor.execute("SELECT 7")
        return database.connection is before, cursor.fetchone()[0]


def test_connection_that_stands_is_not_asked(database, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(psycopg.Cursor, "execute", None)
        assert database.is_usable()


def test_connection_that_the_server_ended_is_opened_again(database):
    assert told(database) == (True, 7)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [database.connection.info.backend_pid])
        assert cursor.fetchone() == (True,)
    assert told(database) == (False, 7)


def test_news_from_the_server_alone_does_not_end_it(database):
    with database.cursor() as cursor:
        cursor.execute("LISTEN said")
    with connections["default"].cursor() as cursor:
        cursor.execute("NOTIFY said")
    assert told(database) == (True, 7)


def test_connection_that_was_closed_here_is_not_usable(database):
    database.connection.close()
    assert not database.is_usable()
