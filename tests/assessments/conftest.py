"""The month of March 2026 is open; what indicators would find is put in by the tests themselves."""

from __future__ import annotations

import pytest

from fourgood.assessments import measuring
from fourgood.assessments.models import Assessment
from fourgood.assessments.suggesting import suggest
from tests.assessments.months import NOW, sheet_again, sheet_row
from tests.quiet import no_months

__all__ = ["found", "no_months", "row"]


@pytest.fixture
def row(cast) -> Assessment:
    """The sheet of Biểu Nghi, empty, without suggestions."""
    return sheet_row(cast, cast.bieu_nghi)


@pytest.fixture
def found(monkeypatch):
    """Let indicators find these values, for every unit: `found(row, attendance_rate=…)`. What lies below this package
    finds them from facts; here the sheet is at issue.
    """

    def put(row: Assessment, **values) -> Assessment:
        answers = lambda codes, units, month: dict.fromkeys(units, values)  # noqa: E731
        monkeypatch.setattr(measuring, "measure", answers)
        suggest(Assessment.objects.filter(pk=row.pk), at=NOW)
        return sheet_again(row)

    return put
