"""Tests of criteria begin with a province in which nobody has registered yet."""

from __future__ import annotations

import pytest

from fourgood.demo.cast import Cast
from tests.criteria.sets import nobody_registered


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The sample province before any registration. The demonstration's own are looked at in `tests/demo`."""
    nobody_registered()
    return cast
