"""Registrations and criteria of the sample province: true to the source article, and within the rules."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.criteria.concretising import criterion_of
from fourgood.criteria.models import Adoption, CriteriaSet, LocalCriterion, Opinion, Registration
from fourgood.criteria.own import require_allowed
from fourgood.criteria.state import State
from fourgood.criteria.voices import members_asked, vote_base
from fourgood.demo.criteria import begins

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year


def states(year: int) -> dict[State, int]:
    found = [State(row.state) for row in CriteriaSet.objects.newest().with_state().filter(registration__year=year)]
    return {state: found.count(state) for state in State if state in found}


def test_bieu_nghi_of_2024_speaks_of_what_the_article_tells(cast):
    """Production after storm No. 3, rotation to winter crops, irrigation, farm waste (M11, M13)."""
    after_the_storm = CriteriaSet.objects.get(registration__unit=cast.bieu_nghi, registration__year=2024, place=2)
    assert "số 3" in after_the_storm.reason
    words = " ".join(after_the_storm.criteria.values_list("wording", flat=True))
    assert all(said in words for said in ("bão số 3", "vụ đông", "mương tưới", "rác thải nông nghiệp"))
    assert after_the_storm.state_now() is State.CONFIRMED


def test_all_22_members_of_bieu_nghi_gave_their_opinion(cast):
    after_the_storm = CriteriaSet.objects.get(registration__unit=cast.bieu_nghi, registration__year=2024, place=2)
    spoken = set(after_the_storm.opinions.values_list("member", flat=True))
    assert len(spoken) == 22
    adoption = after_the_storm.adoption()
    assert (adoption.met_on, adoption.base, adoption.in_favour) == (dt.date(2024, 10, 22), 18, 17)


def test_binh_luc_ha_restores_its_communal_house(cast):
    """VND 7 billion for the communal house; roads, lamps and canals (M15, M16)."""
    of_2024 = CriteriaSet.objects.get(registration__unit=cast.binh_luc_ha, registration__year=2024)
    house = of_2024.criteria.get(code="I.4")
    assert (house.plan_amount, house.plan_unit) == (7_000_000_000, "đồng")
    assert "đình Bình Lục" in house.wording
    assert "đèn cao áp" in of_2024.criteria.get(code="I.5").wording


def test_sets_that_have_names_are_as_their_names_say(cast):
    assert cast.criteria_set.state_now() is State.CONFIRMED
    assert (cast.criteria_set.unit, cast.criteria_set.registration.year) == (cast.bieu_nghi, THIS_YEAR)
    assert cast.open_set.state_now() is State.OPEN
    assert cast.open_set.unit == cast.binh_luc_ha
    assert cast.submitted_set.state_now() is State.SUBMITTED
    assert cast.submitted_set.unit.parent == cast.dong_mai


def test_year_shows_every_state(cast):
    assert set(states(THIS_YEAR)) == set(State)
    assert states(THIS_YEAR)[State.CONFIRMED] > 50
    assert Registration.objects.filter(year=THIS_YEAR, registered_at=None).count() == 3


def test_criteria_are_allowed_by_their_frameworks(cast):
    rows = LocalCriterion.objects.select_related("criteria_set__framework")
    for row in rows.exclude(wording="", target=None, plan_amount=None):
        require_allowed(criterion_of(row.criteria_set, row.code), row.own)


def test_digests_are_those_of_the_content(cast):
    for criteria_set in CriteriaSet.objects.select_related("framework"):
        assert criteria_set.current_digest == criteria_set.digest()


@pytest.mark.parametrize("key", ["tan_mai", "hong_gai_1", "khai_thac_1", "dong_mai", "sinh_vien", "trai_thanh"])
def test_votes_are_counted_by_the_rules(cast, key):
    unit = getattr(cast, key)
    for adoption in Adoption.objects.filter(criteria_set__registration__unit=unit):
        base = vote_base(unit, on=adoption.met_on)
        assert adoption.base == base.count
        assert adoption.in_favour >= base.needed()


def test_everyone_asked_has_spoken_on_what_is_adopted(cast):
    adoption = Adoption.objects.filter(criteria_set__registration__unit=cast.tan_mai).order_by("met_on").first()
    asked = members_asked(cast.tan_mai, on=adoption.met_on)
    spoken = Opinion.objects.filter(criteria_set=adoption.criteria_set).values_list("member", flat=True)
    assert set(spoken) == {member.pk for member in asked}


def test_nothing_lies_in_the_future(cast):
    now = timezone.now()
    assert not Adoption.objects.filter(recorded_at__gt=now).exists()
    assert not Registration.objects.filter(registered_at__gt=now).exists()
    assert not Opinion.objects.filter(given_at__gt=now).exists()


@pytest.mark.parametrize("today", [dt.date(2027, 1, 1), dt.date(2027, 2, 3), dt.date(2027, 12, 31)])
def test_work_on_a_year_begins_so_that_it_is_done_by_today(today):
    begun = begins(2027, today=today)
    assert begun + dt.timedelta(days=22) < today
    assert begun >= dt.date(2026, 12, 1)
