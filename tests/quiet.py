"""The cell as if it had never met: for tests that count what they make themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.resolutions.models import Resolution, Term
from fourgood.tasks.models import Assignment, Progress, Reminder, Task


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
        corrections = Task.objects.filter(origin=Task.Origin.CORRECTION)
        _forget_assignments(task__in=corrections)
        corrections._raw_delete("default")


def forget_tasks(cast: Any) -> None:
    """As if nobody had a task yet; those that resolutions speak of stand under another cell."""
    _forget_assignments()
    Task.objects.filter(unit=cast.bieu_nghi).update(unit=cast.gom_mau)


def _forget_assignments(**of: Any) -> None:
    """In four statements: Django's own `delete` first fetches each of the thousands of rows, in every test."""
    assignments = Assignment.objects.filter(**of)
    Progress.files.through.objects.filter(progress__assignment__in=assignments)._raw_delete("default")
    for told in (Progress, Reminder):
        told.objects.filter(assignment__in=assignments)._raw_delete("default")
    assignments._raw_delete("default")
