"""The nightly job opens the months that calendars name, once."""

from __future__ import annotations

import datetime as dt

from fourgood.assessments.models import Period
from fourgood.assessments.opening import due_to_open
from fourgood.assessments.tasks import open_months
from tests.assessments.months import opened


def test_month_is_due_once_it_is_over_until_it_is_opened(cast):
    instruction = cast.edition.instruction
    assert (instruction, dt.date(2026, 3, 1)) in due_to_open(dt.date(2026, 4, 1))
    assert (instruction, dt.date(2026, 4, 1)) not in due_to_open(dt.date(2026, 4, 30))
    opened(cast)
    assert (instruction, dt.date(2026, 3, 1)) not in due_to_open(dt.date(2026, 4, 1))


def test_job_run_twice_opens_once(cast):
    open_months(0)
    months = set(Period.objects.values_list("instruction", "month"))
    open_months(0)
    assert set(Period.objects.values_list("instruction", "month")) == months != set()
