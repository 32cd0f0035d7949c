"""Which grade a number of minutes reaches (sheet of An Phú ward)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourgood.regulations.framework import Grade, Kind, Part
from fourgood.regulations.grading import grade_reached
from tests.regulations.shipped import criterion

MINUTES = [
    # took, asked for, grade
    (95, 90, "full"),
    (90, 90, "full"),
    (89, 90, "short_15"),
    (75, 90, "short_15"),
    (74, 90, "short_30"),
    (60, 90, "short_30"),
    (59, 90, "half"),
    (45, 90, "half"),
    (44, 90, "less"),
    (0, 90, "less"),
    (105, 120, "short_15"),
    (90, 120, "short_30"),
    (60, 120, "half"),
]


@pytest.mark.parametrize(("took", "asked", "grade"), MINUTES)
def test_the_shipped_sheet_grades_minutes(took, asked, grade):
    (part,) = criterion("meeting-2025", "1.1").parts
    assert grade_reached(part, amount=Decimal(took), base=Decimal(asked)).code == grade


def test_grades_without_limits_and_a_base_of_0_reach_nothing():
    (part,) = criterion("meeting-2025", "1.1").parts
    words = part.grades[0].wording
    plain = Part("", Decimal(5), Kind.GRADED, grades=(Grade("full", words, Decimal(5)),))
    assert grade_reached(plain, amount=Decimal(9), base=Decimal(9)) is None
    assert grade_reached(part, amount=Decimal(9), base=Decimal(0)) is None
