"""A sheet of March 2026 that is full but for what falls short."""

from __future__ import annotations

import pytest

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.organisation.models import Unit
from fourgood.regulations.values import ratio
from tests.assessments.months import MONTH, NOW, fill_in, opened, sheet_again
from tests.quiet import no_months

__all__ = ["no_months", "sheet_at", "short"]


def sheet_at(cast, unit: Unit, month, at) -> Assessment:
    """The unit's sheet of a month that is opened then."""
    rows = Assessment.objects.select_related("period", "unit", "framework")
    return rows.get(period=opened(cast, month, at=at), unit=unit)


def falls_short(row: Assessment, *codes: str, by, at=NOW, leave: tuple[str, ...] = ()) -> Assessment:
    """Filled in as the best month would be, but for these criteria: nothing of 20 was reached."""
    row = fill_in(row, by=by, at=at, leave=leave)
    for code in codes:
        line = sheet_of(row).line(code)
        row.enter(code, Said({"": ratio(0, 20)}, reason="Không làm được"), version=line.version, by=by, at=at)
    return sheet_again(row)


@pytest.fixture
def short(cast):
    """A sheet that falls short in I.1 alone, or as asked: `short(unit=…, codes=…, month=…)`."""

    def make(*codes: str, unit: Unit | None = None, month=MONTH, by=None, at=NOW) -> Assessment:
        row = sheet_at(cast, unit or cast.bieu_nghi, month, at)
        return falls_short(row, *(codes or ("I.1",)), by=by or cast.bay, at=at)

    return make
