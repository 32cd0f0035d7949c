"""What a person holds on a date, and in which capacity the person acts."""

import datetime as dt
from itertools import combinations

import pytest

from fourgood.accounts.models import AccessCode, Office, User
from fourgood.common.spans import between, since
from fourgood.organisation.models import Member, Membership, PartyGroup, Position, PositionKind, Span, Unit
from fourgood.organisation.standing import Can, Holding, Holds, Standing

TODAY = dt.date(2026, 11, 23)


def held(user, on=TODAY):
    return sorted((holding.what.value, holding.unit_id) for holding in user.standing(on).holdings)


def test_secretary_holds_the_position_and_the_membership_nothing_for_the_quarter(cast):
    unit = cast.bieu_nghi.pk
    assert held(cast.bay) == [(Holds.MEMBER.value, unit), (Holds.SECRETARY.value, unit)]


def test_standing_is_asked_once_in_one_query(cast, django_assert_num_queries):
    bay, lan = cast.bay, cast.lan
    with django_assert_num_queries(1):
        bay.standing(TODAY)
        bay.standing(TODAY)
    with django_assert_num_queries(1):
        lan.standing(TODAY)


def test_ended_position_stops_granting_the_very_day(cast):
    position = Position.objects.get(member=cast.bay.member, unit=cast.bieu_nghi)
    position.end_before(TODAY)
    position.save()
    bay = cast.bay
    assert bay.standing(TODAY - dt.timedelta(days=1)).may(Can.KEEP_MEMBERS, cast.bieu_nghi)
    assert not bay.standing(TODAY).may(Can.KEEP_MEMBERS, cast.bieu_nghi)


def test_position_to_come_does_not_grant_yet(cast):
    Position.objects.filter(member=cast.bay.member, unit=cast.bieu_nghi).update(
        valid=since(TODAY + dt.timedelta(days=1))
    )
    assert held(cast.bay) == [(Holds.MEMBER.value, cast.bieu_nghi.pk)]


def test_ended_office_stops_granting_the_very_day(cast):
    office = Office.objects.get(user=cast.minh)
    office.end_before(TODAY)
    office.save()
    minh = cast.minh
    assert minh.standing(TODAY - dt.timedelta(days=1)).may(Can.SEE_UNIT, cast.bieu_nghi)
    assert held(minh) == []


def test_nothing_is_held_on_a_unit_that_was_closed_that_day(cast):
    kind = PositionKind.objects.get(code="committee_member")
    Position.objects.create(member=cast.nam.member, kind=kind, unit=cast.quang_yen, valid=since(dt.date(2023, 1, 1)))
    last_day = dt.date(2025, 6, 30)
    unit = cast.quang_yen.pk
    nam = cast.nam
    assert (Holds.COMMITTEE_MEMBER.value, unit) in held(nam, last_day)
    assert (Holds.COMMITTEE_MEMBER.value, unit) not in held(nam, last_day + dt.timedelta(days=1))


def test_closed_cell_gives_no_membership(cast):
    Span.objects.filter(unit=cast.bieu_nghi).delete()
    Span.objects.create(
        unit=cast.bieu_nghi, name="x", kind=cast.bieu_nghi.kind, valid=between(dt.date(2015, 1, 1), dt.date(2025, 1, 1))
    )
    assert held(cast.nam) == []


def test_locked_account_holds_nothing(cast):
    cast.bay.lock(by=cast.quang)
    assert held(cast.bay) == []


def test_position_outside_the_party_and_head_of_a_group_grant_nothing(cast):
    group = PartyGroup.objects.create(unit=cast.bieu_nghi, name="Tổ 1", valid=since(dt.date(2024, 1, 1)))
    kind = PositionKind.objects.get(code="group_head")
    Position.objects.create(
        member=cast.nam.member, kind=kind, unit=cast.bieu_nghi, group=group, valid=since(dt.date(2024, 1, 1))
    )
    assert held(cast.nam) == [(Holds.MEMBER.value, cast.bieu_nghi.pk)]


def test_capacity_is_the_title_nearest_to_the_object(cast):
    kind = PositionKind.objects.get(code="secretary")
    group = PartyGroup.objects.create(unit=cast.bieu_nghi, name="Tổ 1", valid=since(dt.date(2024, 1, 1)))
    in_group = Position(member=cast.nam.member, kind=kind, group=group)
    of_cell = "Bí thư, Chi bộ khu Biểu Nghi"
    objects = [
        cast.bieu_nghi,
        cast.nam.member,
        group,
        in_group,
        Membership.objects.filter(member=cast.nam.member).first(),
        cast.nam,
        AccessCode(member=cast.nam.member),
        AccessCode(user=cast.nam),
    ]
    assert {cast.bay.capacity_for(obj) for obj in objects} == {of_cell}
    assert {cast.lan.capacity_for(obj) for obj in objects} == {"cán bộ Ban Tổ chức, Đảng bộ tỉnh Quảng Ninh"}
    assert {cast.dung.capacity_for(obj) for obj in objects} == {""}


def test_capacity_for_a_member_without_a_cell_is_any_title(cast):
    member = Member(full_name="Không Chi Bộ")
    assert cast.lan.capacity_for(member) == "cán bộ Ban Tổ chức, Đảng bộ tỉnh Quảng Ninh"


@pytest.mark.parametrize("can", list(Can))
def test_account_without_anything_may_do_nothing_anywhere(cast, can):
    assert not cast.khach.standing().may_anywhere(can)


def test_system_administrator_sees_no_content(cast):
    seeing = {Can.SEE_UNIT, Can.SEE_MEMBERS, Can.SEE_CONTACTS, Can.SEE_ACTS, Can.EXPORT_LISTS, Can.GIVE_SIGHT}
    assert not [can for can in seeing if cast.quang.standing().may_anywhere(can)]


def test_reach_finds_the_very_units_on_which_something_may_be_done(cast):
    for user in User.objects.all():
        standing = user.standing(TODAY)
        for can in Can:
            found = set(Unit.objects.filter(standing.reach(can, "path")))
            assert found == {unit for unit in Unit.objects.all() if standing.may(can, unit)}, (user, can)


HELD = [
    (what, path) for what in (Holds.SECRETARY, Holds.IN_CHARGE, Holds.MEMBER) for path in ("/1/", "/1/4/", "/1/4/5/")
]


@pytest.mark.parametrize("can", [Can.SEE_UNIT, Can.ASSESS, Can.CONFIRM_ASSESSMENTS])
def test_several_holdings_reach_what_each_of_them_reaches(cast, can):
    holdings = [Holding(what, int(path.split("/")[-2]), path) for what, path in HELD]
    for two in combinations(holdings, 2):
        found = set(Unit.objects.filter(Standing(TODAY, two).reach(can, "path")))
        each = [set(Unit.objects.filter(Standing(TODAY, (one,)).reach(can, "path"))) for one in two]
        assert found == each[0] | each[1], two
