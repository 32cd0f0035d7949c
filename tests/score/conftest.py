from __future__ import annotations

import pytest

from tests.score.tables import Score


@pytest.fixture
def score(tmp_path):
    """The command, in an empty folder."""
    return Score(tmp_path)
