"""A sheet of March 2026 that is full but for what falls short."""

from __future__ import annotations

import pytest

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import sheet_of
from fourgood.organisation.models import Unit
from fourgood.regulations.values import ratio
from tests.assessments.months import MONTH, NOW, fill_in, sheet_again, sheet_row


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
        row = sheet_row(cast, unit or cast.bieu_nghi, month)
        return falls_short(row, *(codes or ("I.1",)), by=by or cast.bay, at=at)

    return make
