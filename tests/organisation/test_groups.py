"""Party groups inside a large cell."""

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.organisation.models import Member, PartyGroup, Place, Position, PositionKind
from fourgood.organisation.models import member_refusals as refusals

MARCH = dt.date(2026, 3, 3)
MAY = dt.date(2026, 5, 19)
JUNE = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def sen(cast):
    return Member.objects.admit(unit=cast.tan_mai, on=MARCH, code="SEN", full_name="Bùi Thị Sen", by=cast.bay)


def form(cast, name="Tổ đảng số 1", unit=None, on=MARCH):
    return PartyGroup.objects.form(unit=unit or cast.tan_mai, name=name, on=on, by=cast.hoa)


def spells(member):
    return [
        (m.group and m.group.name, m.first_day, m.last_day, m.began_by, m.ended_by)
        for m in member.memberships.select_related("group").order_by("valid")
    ]


def test_form_a_group(cast):
    group = form(cast)
    assert (group.first_day, group.last_day) == (MARCH, None)
    act = Act.objects.about(group).get()
    assert (act.verb, act.path) == ("group.formed", cast.tan_mai.path)


def test_group_in_a_committee_is_refused(cast):
    with pytest.raises(refusals.NotACell):
        form(cast, unit=cast.dong_mai)


def test_two_groups_of_one_name_are_refused_while_both_exist(cast):
    group = form(cast)
    with pytest.raises(refusals.GroupNameTaken):
        form(cast, name="tổ đảng SỐ 1", on=MAY)
    group.dissolve(on=MAY, by=cast.hoa)
    assert form(cast, on=MAY).first_day == MAY


def test_rename_a_group(cast):
    group, other = form(cast), form(cast, name="Tổ đảng số 2")
    with pytest.raises(refusals.GroupNameTaken):
        group.rename(other.name, by=cast.hoa)
    group.rename("Tổ đảng xóm Đình", by=cast.hoa)
    assert Act.objects.about(group).first().before == {"name": "Tổ đảng số 1"}


def test_join_on_the_first_day_keeps_one_membership(cast, sen):
    sen.join_group(form(cast), on=MARCH, by=cast.hoa)
    assert spells(sen) == [("Tổ đảng số 1", MARCH, None, "admitted", "")]


def test_join_later_splits_the_membership(cast, sen):
    sen.join_group(form(cast), on=MAY, by=cast.hoa)
    sen.join_group(None, on=JUNE, by=cast.hoa)
    assert spells(sen) == [
        (None, MARCH, MAY - DAY, "admitted", "grouped"),
        ("Tổ đảng số 1", MAY, JUNE - DAY, "grouped", "grouped"),
        (None, JUNE, None, "grouped", ""),
    ]


def test_join_the_same_group_changes_nothing(cast, sen):
    group = form(cast)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    sen.join_group(group, on=MAY, by=cast.hoa)
    assert len(spells(sen)) == 1
    assert Act.objects.about(sen).filter(verb="member.grouped").count() == 1


def test_join_a_group_of_another_cell_is_refused(cast, sen):
    with pytest.raises(refusals.GroupElsewhere):
        sen.join_group(form(cast, unit=cast.bieu_nghi), on=MAY, by=cast.hoa)


def test_join_a_group_before_it_is_formed_is_refused(cast, sen):
    with pytest.raises(refusals.GroupElsewhere):
        sen.join_group(form(cast, on=JUNE), on=MAY, by=cast.hoa)


def test_head_who_leaves_the_group_is_head_no_more(cast, sen):
    group = form(cast)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    kind = PositionKind.objects.get(code="group_head")
    place = Place(unit=cast.tan_mai, group=group)
    Position.objects.give(member=sen, kind=kind, place=place, on=MARCH, by=cast.hoa)
    sen.join_group(None, on=MAY, by=cast.hoa)
    assert sen.positions.get().last_day == MAY - DAY


def test_dissolved_group_has_neither_members_nor_head(cast, sen):
    group = form(cast)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    kind = PositionKind.objects.get(code="group_head")
    Position.objects.give(member=sen, kind=kind, place=Place(unit=cast.tan_mai, group=group), on=MARCH, by=cast.hoa)
    group.dissolve(on=MAY, by=cast.hoa)
    assert group.last_day == MAY - DAY
    assert [spell[0] for spell in spells(sen)] == ["Tổ đảng số 1", None]
    assert sen.positions.get().last_day == MAY - DAY
    with pytest.raises(refusals.AlreadyEnded):
        group.dissolve(on=JUNE, by=cast.hoa)
