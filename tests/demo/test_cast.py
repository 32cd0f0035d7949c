"""The sample province: what the source article says holds in it, in 2024 and today."""

import datetime as dt

import pytest
from django.db import connection

from fourgood.demo import cast as the_cast
from fourgood.organisation.models import Member, Membership, Order, Position, Sector, Span, Succession, Unit

IN_2024 = dt.date(2024, 11, 30)
REORGANISED = dt.date(2025, 7, 1)

pytestmark = pytest.mark.django_db


def members_of(unit: Unit, on: dt.date) -> list[Member]:
    return [m.member for m in Membership.objects.on(on).filter(unit=unit, kind="official").select_related("member")]


def holders(kind: str, on: dt.date, **where) -> list[str]:
    held = Position.objects.on(on).filter(kind__code=kind, **where).select_related("member")
    return [position.member.full_name for position in held]


def above(unit: Unit, on: dt.date) -> list[str]:
    """What the unit stood under, step by step."""
    names = []
    while (span := Span.objects.on(on).get(unit=unit)) and span.parent:
        unit = span.parent
        names.append(Span.objects.on(on).get(unit=unit).name)
    return names


def test_bieu_nghi_had_22_members_in_november_2024(cast):
    assert len(members_of(cast.bieu_nghi, IN_2024)) == 22


def test_secretary_of_bieu_nghi_is_also_head_of_the_quarter(cast):
    for day in (IN_2024, dt.date(2026, 11, 1)):
        assert holders("secretary", day, unit=cast.bieu_nghi) == ["Vũ Văn Bảy"]
        assert holders("quarter_head", day, body="Khu phố Biểu Nghi") == ["Vũ Văn Bảy"]


def test_bieu_nghi_had_a_committee_an_exempt_an_absent_and_a_probationary_member(cast):
    assert holders("deputy_secretary", IN_2024, unit=cast.bieu_nghi) == ["Nguyễn Thị Thu"]
    assert holders("committee_member", IN_2024, unit=cast.bieu_nghi) == ["Đoàn Văn Lợi"]
    statuses = [s.kind for m in members_of(cast.bieu_nghi, IN_2024) for s in m.statuses.on(IN_2024)]
    assert sorted(statuses) == ["away", "exempt", "exempt"]
    assert not cast.duc_anh.is_official_on(IN_2024)
    assert cast.duc_anh.is_official_on(dt.date(2025, 2, 3))


def test_places_of_2024(cast):
    province = "Đảng bộ tỉnh Quảng Ninh"
    town, city = "Đảng bộ thị xã Quảng Yên", "Đảng bộ thành phố Đông Triều"
    assert above(cast.bieu_nghi, IN_2024) == ["Đảng bộ phường Đông Mai", town, province]
    assert above(cast.binh_luc_ha, IN_2024) == ["Đảng bộ phường Hồng Phong", city, province]


def test_places_of_today(cast):
    assert above(cast.bieu_nghi, REORGANISED) == ["Đảng bộ phường Đông Mai", "Đảng bộ tỉnh Quảng Ninh"]
    assert above(cast.binh_luc_ha, REORGANISED) == ["Đảng bộ phường Đông Triều", "Đảng bộ tỉnh Quảng Ninh"]
    assert cast.bieu_nghi.path == f"/{cast.quang_ninh.pk}/{cast.dong_mai.pk}/{cast.bieu_nghi.pk}/"


@pytest.mark.parametrize(
    ("closed", "successor"),
    [
        ("quang_yen", "quang_ninh"),
        ("dong_trieu", "quang_ninh"),
        ("ha_long", "quang_ninh"),
        ("minh_thanh", "dong_mai"),
        ("hong_phong", "phuong_dong_trieu"),
        ("hung_dao", "phuong_dong_trieu"),
        ("thuy_an", "phuong_dong_trieu"),
        ("yet_kieu", "hong_gai"),
        ("bien_phong", "quan_su"),
    ],
)
def test_what_was_closed_in_july_2025_has_a_successor(cast, closed, successor):
    unit = getattr(cast, closed)
    assert not unit.is_active
    assert Span.objects.filter(unit=unit).latest("valid").last_day == dt.date(2025, 6, 30)
    succession = Succession.objects.get(predecessor=unit)
    assert (succession.successor, succession.on) == (getattr(cast, successor), REORGANISED)


def test_secretary_above_binh_luc_ha_led_hong_phong_before(cast):
    assert holders("secretary", IN_2024, unit=cast.hong_phong) == ["Hoàng Đình Phúc"]
    assert holders("secretary", REORGANISED, unit=cast.phuong_dong_trieu) == ["Hoàng Đình Phúc"]


def test_every_sector_has_cells(cast):
    used = set(Unit.objects.active().filter(kind__has_members=True).values_list("sector__code", flat=True))
    assert used == set(Sector.objects.values_list("code", flat=True)) - {"locality"}


def test_every_kind_of_unit_is_there(cast):
    kinds = set(Unit.objects.active().values_list("kind__code", flat=True))
    assert kinds == {
        "provincial",
        "upper",
        "grassroots",
        "grassroots_delegated",
        "grassroots_cell",
        "sub_committee",
        "cell",
    }


def test_large_cell_has_six_groups_with_heads(cast):
    groups = cast.yet_kieu_4.groups.all()
    assert sorted(group.memberships.count() for group in groups) == [19, 19, 19, 19, 20, 20]
    heads = Position.objects.filter(kind__code="group_head", group__in=groups).select_related("member")
    assert sorted(head.group_id for head in heads) == sorted(group.pk for group in groups)
    assert all(head.member.memberships.get().group_id == head.group_id for head in heads)


@pytest.mark.parametrize("day", [IN_2024, REORGANISED, dt.date(2026, 11, 1)])
def test_every_open_unit_below_the_province_has_one_secretary(cast, day):
    spans = Span.objects.on(day).exclude(unit=cast.quang_ninh).exclude(kind__code="upper")
    led = Position.objects.on(day).filter(kind__code="secretary").values_list("unit_id", flat=True)
    assert sorted(led) == sorted({*led})
    assert set(spans.values_list("unit_id", flat=True)) - set(led) == set()


def test_leaders_of_cells_are_official_members_of_them(cast):
    led = Position.objects.on(IN_2024).filter(unit__kind__has_members=True).exclude(kind__code="in_charge")
    for position in led.select_related("member"):
        assert position.member.is_official_on(IN_2024)
        assert position.member.membership_on(IN_2024).unit_id == position.unit_id


def test_a_committee_member_follows_every_cell_of_the_ward(cast):
    cells = cast.dong_mai.children.filter(is_active=True)
    followed = Position.objects.on(IN_2024).filter(kind__code="in_charge", unit__in=cells)
    assert holders("in_charge", IN_2024, unit=cast.bieu_nghi) == ["Bùi Anh Tuấn"]
    assert followed.count() == cells.count()


def test_orders_were_carried_out_and_one_is_a_draft(cast):
    numbers = Order.objects.order_by("decided_on", "number").values_list("number", flat=True)
    assert list(numbers.in_force()) == ["118-QĐ/TU", "241-QĐ/TU", "242-QĐ/TU", "243-QĐ/TU", "57-QĐ/ĐU"]
    assert list(numbers.drafts()) == ["98-QĐ/ĐU"]


def test_names_and_numbers_say_that_they_are_samples(cast):
    assert not Member.objects.exclude(code__startswith="MAU.").exists()
    assert not Member.objects.exclude(email="").exclude(email__endswith="@mau.example").exists()


def test_sign_ins_are_those_of_the_cast(client, cast):
    names = [one.name for one in the_cast.sign_ins()]
    assert names[0] == "Vũ Văn Bảy"
    assert len(names) == 12
    for one in the_cast.sign_ins():
        assert client.login(**{"phone" if one.login.startswith("+") else "email": one.login, "password": one.password})


def test_all_constraints_hold(cast):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def seen(user) -> set[str]:
    return set(Unit.objects.visible_to(user).values_list("name", flat=True))


def test_secretary_of_a_cell_sees_the_cell(cast):
    assert seen(cast.bay) == {"Chi bộ khu Biểu Nghi"}


def test_someone_without_position_sees_nothing(cast):
    assert seen(cast.khach) == set()


def test_inspector_sees_everything(cast):
    assert Unit.objects.visible_to(cast.minh).count() == Unit.objects.count()
