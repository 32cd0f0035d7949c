"""The page of a unit leads to its registrations and criteria, and those of the units below (M7, M9)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.criteria.models import Registration
from tests.criteria.sets import begin, confirm, issue

THIS_YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def _in_english(cast):
    User.objects.update(language="en")


def panel(client, user, unit) -> str:
    client.force_login(user)
    response = client.get(reverse("unit_criteria", args=[unit.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_page_of_a_unit_loads_the_panel_and_leads_on_without_scripts(client, cast):
    client.force_login(cast.nam)
    page = client.get(cast.bieu_nghi.get_absolute_url()).content.decode()
    assert f'hx-get="{reverse("unit_criteria", args=[cast.bieu_nghi.pk])}"' in page
    assert f'href="{reverse("coverage", args=[cast.bieu_nghi.pk])}"' in page


@pytest.fixture
def registered(cast):
    """Biểu Nghi's confirmed criteria of this year."""
    file = issue(cast.quang_ninh, first_day=dt.date(THIS_YEAR, 1, 1))
    return confirm(begin(cast.bieu_nghi, file, year=THIS_YEAR))


def test_cell_shows_its_years_with_their_state_and_criteria(client, cast, registered):
    text = panel(client, cast.nam, cast.bieu_nghi)
    assert registered.registration.get_absolute_url() in text
    assert f'href="{registered.get_absolute_url()}"' in text
    assert "confirmed" in text
    assert reverse("coverage", args=[cast.bieu_nghi.pk]) not in text


def test_committee_leads_to_how_far_registration_has_come_below(client, cast):
    assert reverse("coverage", args=[cast.dong_mai.pk]) in panel(client, cast.hoa, cast.dong_mai)
    assert reverse("coverage", args=[cast.quang_ninh.pk]) in panel(client, cast.lan, cast.quang_ninh)


def test_only_who_makes_criteria_is_offered_to_register(client, cast):
    new = f"{reverse('registration_new', args=[cast.bieu_nghi.pk])}?year={THIS_YEAR}"
    assert new in panel(client, cast.bay, cast.bieu_nghi)
    assert new not in panel(client, cast.nam, cast.bieu_nghi)
    assert "has not registered yet" in panel(client, cast.nam, cast.bieu_nghi)


def test_queries_do_not_grow_with_the_years(client, cast, registered):
    client.force_login(cast.lan)
    counts = []
    for year in (THIS_YEAR - 1, THIS_YEAR - 2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("unit_criteria", args=[cast.bieu_nghi.pk]))
        counts.append(len(queries))
        earlier = Registration.objects.create(unit=cast.bieu_nghi, year=year, model="cell", begun_at=timezone.now())
        earlier.sets.create(
            place=1,
            framework=registered.framework,
            variant=registered.variant,
            first_day=dt.date(year, 1, 1),
            drafted_at=timezone.now(),
        )
    assert counts[0] == counts[1]
