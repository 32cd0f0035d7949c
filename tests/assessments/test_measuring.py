"""What indicators read becomes values of parts, and so suggestions on the sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourgood.assessments.measuring import as_value
from fourgood.indicators.readings import Reading
from fourgood.regulations.indicators import INDICATORS
from fourgood.regulations.values import Value


@pytest.mark.parametrize(
    ("code", "reading", "value"),
    [
        ("attendance_rate", Reading(Decimal(18), Decimal(21)), Value(amount=Decimal(18), base=Decimal(21))),
        (
            "attendance_rate",
            Reading(Decimal(18), Decimal(21), (("unexcused", 0),)),
            Value(amount=Decimal(18), base=Decimal(21), events=(("unexcused", 0),)),
        ),
        (
            "resources_against_plan",
            Reading(Decimal("1.005"), Decimal(2)),
            Value(amount=Decimal("1.01"), base=Decimal(2)),
        ),
        ("regular_meeting_held", Reading(Decimal(1), Decimal(1)), Value(answer=True)),
        ("regular_meeting_held", Reading(Decimal(0), Decimal(1)), Value(answer=False)),
        ("discipline_events", Reading(events=(("reprimand", 1),)), Value(events=(("reprimand", 1),))),
    ],
)
def test_reading_is_a_value_of_the_indicators_kind(code, reading, value):
    assert as_value(INDICATORS[code], reading) == value
