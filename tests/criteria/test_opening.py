"""From which day one registers for a year: a step of the framework's calendar (M7)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.criteria.beginning import offers, openings
from fourgood.criteria.models import Registration
from fourgood.criteria.opening import next_open, open_years
from fourgood.criteria.refusals import YearNotOpen
from fourgood.criteria.years import opens_on
from fourgood.instructions.frameworks import framework_in
from fourgood.instructions.models import Edition
from fourgood.organisation.models import Unit
from tests.criteria.sets import NOW, YEAR, content_of, general, issue, nobody_registered

DECEMBER = "    month: 12\n    day: 1\n    years_earlier: 1\n"
NOVEMBER = "    month: 11\n    day: 15\n    years_earlier: 1\n"
JANUARY = "    month: 1\n    day: 15\n"


def opening(day: str) -> str:
    """The shipped framework of cells with another day of opening; "" leaves the step out."""
    text = content_of()
    assert text.count(DECEMBER) == 1
    first, last = text.index("  - step: registration_opens"), text.index("  - step: local_criteria")
    return text.replace(DECEMBER, day) if day else text[:first] + text[last:]


@pytest.fixture
def cast(cast):
    """The sample province before any registration and framework."""
    nobody_registered()
    for edition in Edition.objects.in_force(NOW.date()):
        edition.withdraw(reason="Thử", by=None, at=NOW - dt.timedelta(days=2))
    return cast


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (DECEMBER, dt.date(2026, 12, 1)),
        (NOVEMBER, dt.date(2026, 11, 15)),
        (JANUARY, dt.date(2027, 1, 15)),
        ("", dt.date(2027, 1, 1)),
    ],
)
def test_day_is_that_of_the_calendar(day, opens):
    assert opens_on(framework_in(opening(day)), 2027) == opens


@pytest.mark.parametrize(
    ("day", "on", "years"),
    [
        (DECEMBER, dt.date(YEAR, 11, 30), [YEAR]),
        (DECEMBER, dt.date(YEAR, 12, 1), [YEAR, YEAR + 1]),
        (NOVEMBER, dt.date(YEAR, 11, 14), [YEAR]),
        (NOVEMBER, dt.date(YEAR, 11, 15), [YEAR, YEAR + 1]),
        ("", dt.date(YEAR, 12, 31), [YEAR]),
    ],
)
def test_next_year_is_open_from_its_day(cast, day, on, years):
    issue(cast.quang_ninh, content=opening(day))
    assert open_years(cast.bieu_nghi, today=on) == years
    assert openings(cast.bay.standing(on), on=on) == [(cast.bieu_nghi, year) for year in years]
    if YEAR + 1 not in years:
        with pytest.raises(YearNotOpen):
            offers(cast.bieu_nghi, YEAR + 1, today=on)


def test_year_that_runs_is_closed_until_its_day(cast):
    file = issue(cast.quang_ninh, content=opening(JANUARY))
    given = {"unit": cast.bieu_nghi, "year": YEAR, "framework": file, "variant": general(file), "by": cast.bay}
    early, in_time = (timezone.make_aware(dt.datetime(YEAR, 1, day, 8)) for day in (14, 15))
    with translation.override("en"), pytest.raises(YearNotOpen, match=f"Registration for {YEAR} opens on 15/01/{YEAR}"):
        Registration.objects.begin(**given, at=early)
    assert Registration.objects.begin(**given, at=in_time).year == YEAR


def test_framework_that_is_not_open_yet_is_not_offered_beside_one_that_is(cast):
    late = issue(cast.quang_ninh, content=opening(""))
    early = issue(cast.quang_ninh, content=opening(NOVEMBER))
    day = dt.date(YEAR, 11, 20)
    assert [offer.file for offer in offers(cast.bieu_nghi, YEAR + 1, today=day)] == [early]
    assert {offer.file for offer in offers(cast.bieu_nghi, YEAR, today=day)} == {early, late}


def test_frameworks_of_several_units_are_found_together(cast):
    for issuer in (cast.quang_ninh, cast.dong_mai):
        issue(issuer, content=opening(NOVEMBER))
    asked = [cast.bieu_nghi.pk, cast.binh_luc_ha.pk, cast.dong_mai.pk]
    units = list(Unit.objects.filter(pk__in=asked).select_related("kind"))
    day = dt.date(YEAR, 12, 1)
    counts = []
    for together in (units[:1], units):
        with CaptureQueriesContext(connection) as queries:
            found = next_open(together, today=day)
        counts.append(len(queries))
    assert counts == [1, 1]
    issuers = {unit: file.edition.instruction.issuer for (unit, _year), file in found.items()}
    assert issuers.keys() == {cast.bieu_nghi.pk, cast.binh_luc_ha.pk}
    assert issuers[cast.binh_luc_ha.pk] == cast.quang_ninh
