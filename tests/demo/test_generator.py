"""The generated province: the same for the same seed, as large as asked, and consistent."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models import F

from fourgood.demo.generator import PROVINCE, SMALL, generate
from fourgood.organisation.models import Member, Membership, PartyGroup, Position, Span, Succession, Unit

ON = dt.date(2026, 11, 1)

pytestmark = pytest.mark.django_db


def fingerprint(top: Unit, *, after: int) -> tuple[list, list, int]:
    """What was generated, without ids."""
    units = Unit.objects.under(top).filter(pk__gt=after).order_by("pk")
    members = Member.objects.filter(unit__in=units).order_by("pk")
    return (
        list(units.values_list("code", "name", "kind__code", "is_active")),
        list(members.values_list("full_name", "birth_year", "admitted_on", "unit__code")),
        Position.objects.filter(member__in=members).count(),
    )


def generated(seed: int) -> tuple[list, list, int]:
    """Generate, look, and take it back."""
    last = Unit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        made = fingerprint(generate(SMALL, seed=seed, on=ON), after=last)
        transaction.set_rollback(True)
    return made


def test_same_seed_makes_the_same_province(cast):
    assert generated(1) == generated(1)


def test_another_seed_makes_another_province(cast):
    assert generated(1) != generated(2)


@pytest.fixture
def made(cast) -> dict[str, int]:
    """Counts before generating; the province is generated under the one of the cast."""
    before = {"unit": Unit.objects.count(), "member": Member.objects.count(), "last": Unit.objects.latest("pk").pk}
    generate(SMALL, seed=3, on=ON)
    return before


def test_sizes_are_as_asked(made):
    size = SMALL
    units = Counter(Unit.objects.filter(pk__gt=made["last"], is_active=True).values_list("kind__code", flat=True))
    assert units == {
        "upper": 5,
        "grassroots": size.wards + size.committees - size.sub_committees // 2,
        "grassroots_delegated": size.sub_committees // 2,
        "sub_committee": size.sub_committees,
        "grassroots_cell": size.grassroots_cells,
        "cell": size.ward_cells + size.committee_cells,
    }
    closed = Unit.objects.filter(pk__gt=made["last"], is_active=False)
    assert closed.count() == size.closed_districts + size.closed_communes + size.closed_cells
    assert Member.objects.count() - made["member"] == size.members


def test_province_has_the_numbers_of_the_issue():
    size = PROVINCE
    assert size.wards + size.committees + size.grassroots_cells == 700
    assert size.grassroots_cells + size.ward_cells + size.committee_cells == 5_000
    assert size.members == 105_000
    closed = size.closed_districts + size.closed_communes + size.closed_cells
    in_force = 1 + 5 + 700 + size.ward_cells + size.committee_cells + size.sub_committees
    assert in_force + closed == 6_000


def test_all_constraints_hold(made):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_paths_follow_parents_and_successors(made):
    for unit in Unit.objects.filter(pk__gt=made["last"]).select_related("parent"):
        successor = Succession.objects.filter(predecessor=unit).first()
        above = successor.successor if successor else unit.parent
        assert unit.path == f"{above.path}{unit.pk}/"


def test_closed_units_have_no_span_today_and_a_successor(made):
    closed = Unit.objects.filter(pk__gt=made["last"], is_active=False)
    assert not Span.objects.on(ON).filter(unit__in=closed).exists()
    assert set(closed.values_list("pk", flat=True)) <= set(Succession.objects.values_list("predecessor", flat=True))


def test_cells_of_wards_stood_under_communes_of_2024(made):
    ward_cells = Unit.objects.filter(pk__gt=made["last"], is_active=True, parent__sector__code="locality")
    then = Span.objects.on(dt.date(2024, 11, 1)).filter(unit__in=ward_cells)
    assert then.count() == SMALL.ward_cells
    assert set(then.values_list("parent__kind__code", flat=True)) == {"grassroots"}


def test_every_cell_has_one_secretary_who_is_an_official_member(made):
    cells = Unit.objects.filter(pk__gt=made["last"], is_active=True, kind__has_members=True)
    secretaries = Position.objects.on(ON).filter(unit__in=cells, kind__code="secretary").select_related("member")
    assert sorted(s.unit_id for s in secretaries) == sorted(cells.values_list("pk", flat=True))
    assert all(s.member.is_official_on(ON) and s.member.unit_id == s.unit_id for s in secretaries)


def test_secretary_of_a_quarter_also_heads_it(made):
    quarters = Unit.objects.filter(pk__gt=made["last"], is_active=True, sector__code="quarter", kind__code="cell")
    heads = Position.objects.on(ON).filter(kind__code="quarter_head", member__unit__in=quarters)
    assert heads.count() == quarters.count()


def test_every_member_is_in_the_cell_that_the_row_says(made):
    fresh = Member.objects.filter(unit__pk__gt=made["last"])
    memberships = Membership.objects.on(ON).filter(member__in=fresh, kind="official")
    assert memberships.count() == fresh.count()
    assert not memberships.exclude(unit=F("member__unit")).exists()


def test_groups_divide_only_large_cells(made):
    for group in PartyGroup.objects.filter(unit__pk__gt=made["last"]):
        assert Member.objects.filter(unit=group.unit_id).count() > 60
