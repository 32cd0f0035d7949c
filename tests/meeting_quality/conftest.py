"""Keys of urns lie in a folder of each test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def urns(settings, tmp_path):
    settings.URNS = tmp_path / "urns"
    return settings.URNS
