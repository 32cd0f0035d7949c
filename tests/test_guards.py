"""Tables that are never emptied: conftest puts their guards to sleep, so here each is woken and asked."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from fourgood.assessments.models import Submission

_ON_TRUNCATE = 32  # the bit of pg_trigger.tgtype
_ASLEEP = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger
     WHERE NOT tgisinternal AND tgtype & %s <> 0 AND tgenabled = 'D' ORDER BY 1, 2"""
EXPECTED = {
    "assessments_assessment",
    "assessments_submission",
    "audit_act",
    "audit_seal",
    "indicators_deductingevent",
    "instructions_edition",
    "instructions_frameworkfile",
    "instructions_instruction",
    "mobilisation_gift",
    "mobilisation_spending",
}


def guards() -> list[tuple[str, str]]:
    """Table and trigger of each guard that the tests have disabled."""
    with connection.cursor() as cursor:
        cursor.execute(_ASLEEP, [_ON_TRUNCATE])
        return cursor.fetchall()


def test_guards_are_those_of_tables_that_stay(db):
    assert {table for table, _trigger in guards()} >= EXPECTED


def test_every_guard_that_tests_disable_refuses_truncate_once_it_is_awake(cast):
    """Of what may still change (a sheet that is open) only what is decided stays: the sample province has some."""
    assert Submission.objects.filter(confirmed_at__isnull=False).exists()
    for table, trigger in guards():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")
            transaction.set_rollback(True)


def test_guard_asleep_does_not_refuse(cast):
    """So that the test above can fail: without its trigger, the table is emptied."""
    table, _trigger = guards()[0]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)
