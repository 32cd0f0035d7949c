from __future__ import annotations

import pytest

from tests.figures.made import Made, made_province


@pytest.fixture
def made(cast) -> Made:
    return made_province(cast)
