"""Statements that keep their plan: planned once, counted and logged each time, and alive after a rollback."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fourgood.common.prepared import prepared_cursor

pytestmark = pytest.mark.django_db

WORDS = "SELECT %(number)s::int + 1"


def asked(number: int) -> int:
    with prepared_cursor() as cursor:
        cursor.execute(WORDS, {"number": number})
        return cursor.fetchone()[0]


def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall() if statement == "SELECT $1::int + 1"]


def test_plan_is_kept_once_and_serves_every_value():
    assert [asked(number) for number in range(5)] == [1, 2, 3, 4, 5]
    assert len(kept()) == 1


def test_each_time_is_counted_with_its_words():
    with CaptureQueriesContext(connection) as queries:
        for number in range(4):
            asked(number)
    assert [query["sql"] for query in queries.captured_queries] == ["SELECT $1::int + 1"] * 4


def test_goes_on_after_a_rollback():
    asked(1)
    asked(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        asked(1)
        raise ZeroDivisionError
    assert asked(1) == 2
