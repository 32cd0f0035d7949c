"""The province's table agrees, number by number, with a recount in plain SQL that shares nothing with it."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from django.db import connection

from fourgood.assessments.models import Period
from fourgood.figures.asked import Asked
from fourgood.figures.coverage import What
from tests.figures.made import TODAY, Made, at
from tests.figures.test_coverage import a_month, asked, counted
from tests.organisation import tree

RECOUNT = Path(__file__).with_name("recount.sql").read_text(encoding="utf-8")
SEED = 20241105


def recounted(one: Asked) -> dict[int, tuple]:
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"unit": one.unit.pk, "month": one.month, "today": one.today})
        return {top: tuple(rest) for top, *rest in cursor.fetchall()}


def said(one: Asked) -> dict[int, tuple]:
    rows, _total = counted(one)
    return {row.top: (*(row.numbers[what] for what in What), row.shown, row.median) for row in rows}


def test_small_month_agrees(made):
    a_month(made)
    assert said(asked(made)) == recounted(asked(made))


def a_random_month(made: Made) -> None:
    """Sheets in every state, of forty more cells."""
    choose = random.Random(SEED)
    for number in range(40):
        name = f"Số {number}"
        made.units[name] = tree.cell(made.units[choose.choice(["Một", "Hai"])], f"Chi bộ {name}")
        if number % 5 == 0:
            made.sheet(name, **choose.choice([{}, {"extended_until": TODAY, "extended_because": "Bão"}]))
            continue
        confirmed = choose.choice([None, choose.randrange(10001)])
        row = made.sent(name, choose.randrange(10001), confirmed=confirmed, day=choose.randrange(1, 15))
        if confirmed is None and choose.random() < 0.3:
            row.submissions.update(returned_at=at(TODAY))
        elif confirmed is not None and choose.random() < 0.5:
            row.submissions.update(accepted_at=at(TODAY))


def test_month_in_every_state_agrees(made):
    a_month(made)
    a_random_month(made)
    assert said(asked(made)) == recounted(asked(made))


def test_months_of_the_sample_province_agree(cast):
    """Whatever months the sample province has: each of them, at the province, as of today."""
    province = cast.quang_ninh
    for month in Period.objects.filter(month__gte=dt.date(2024, 1, 1)).values_list("month", flat=True).distinct():
        one = Asked(province, cast.lan.standing(), month, dt.date(2026, 11, 26))
        assert said(one) == recounted(one), month
