"""Tests of criteria begin with a province in which nobody has registered yet."""

from __future__ import annotations

import pytest
from django.db import connection

from fourgood.demo.cast import Cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The sample province before any registration. The demonstration's own are looked at in `tests/demo`."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE criteria_registration CASCADE")
    return cast
