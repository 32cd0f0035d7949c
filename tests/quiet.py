"""The cell as if it had never met: for tests that count what they make themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.resolutions.models import Resolution, Term
from fourgood.tasks.models import Assignment, Task


@pytest.fixture(autouse=True)
def quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the sample province tells of Biểu Nghi's months stands under another cell, and numbers begin at one.

    Import it into a `conftest.py` or a file of tests.
    """
    if "cast" in request.fixturenames:
        cast = request.getfixturevalue("cast")
        with transaction.atomic(), connection.cursor() as cursor:
            _move(cursor, cast)
    yield


def _move(cursor: Any, cast: Any) -> None:
    cursor.execute("ALTER TABLE resolutions_resolution DISABLE TRIGGER USER")  # issued ones stay
    for model in (Meeting, Resolution, Task):
        model.objects.filter(unit=cast.bieu_nghi).update(unit=cast.gom_mau)
    days = list(Term.objects.filter(unit=cast.bieu_nghi).values_list("first_day", flat=True))
    Term.objects.filter(unit=cast.bieu_nghi).update(unit=cast.gom_mau)
    Term.objects.bulk_create(Term(unit=cast.bieu_nghi, first_day=day) for day in days)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("ALTER TABLE resolutions_resolution ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture(autouse=True)
def no_months(request: pytest.FixtureRequest) -> None:
    """As if no month of self-assessment had been opened yet. Import it as `quiet`."""
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
        tables = ("period", "assessment", "entry", "evidence", "voted", "submission", "remark")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(f'assessments_{table}' for table in tables)} CASCADE")
        AgendaItem.objects.filter(task__origin=Task.Origin.CORRECTION).delete()
        Task.objects.filter(origin=Task.Origin.CORRECTION).delete()


def forget_tasks(cast: Any) -> None:
    """As if nobody had a task yet; those that resolutions speak of stand under another cell."""
    Assignment.objects.all().delete()
    Task.objects.filter(unit=cast.bieu_nghi).update(unit=cast.gom_mau)
