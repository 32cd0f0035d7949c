"""Probation lasts twelve months from the day of admission (Charter, art. 5)."""

import datetime as dt

import pytest

from fourgood.regulations.probation import probation_ends


@pytest.mark.parametrize(
    ("admitted_on", "ends"),
    [
        (dt.date(2026, 3, 3), dt.date(2027, 3, 3)),
        (dt.date(2023, 2, 28), dt.date(2024, 2, 28)),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2024, 12, 31), dt.date(2025, 12, 31)),
    ],
)
def test_probation_ends_a_year_after_admission(admitted_on, ends):
    assert probation_ends(admitted_on) == ends
