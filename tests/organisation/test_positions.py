"""Positions: who may be given which, who holds it already, and how it ends."""

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.organisation.models import Member, PartyGroup, Place, Position, PositionKind
from fourgood.organisation.models import member_refusals as refusals

MARCH = dt.date(2026, 3, 3)
MAY = dt.date(2026, 5, 19)
JUNE = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


def make(cast, code, *, official=True, unit=None):
    return Member.objects.admit(
        unit=unit or cast.tan_mai,
        on=MARCH,
        code=code,
        full_name=f"Bùi Thị {code.title()}",
        official_on=MARCH if official else None,
        by=cast.bay,
    )


@pytest.fixture
def sen(cast):
    return make(cast, "SEN")


@pytest.fixture
def cell(cast):
    """A cell without a secretary."""
    Position.objects.filter(unit=cast.tan_mai).delete()
    return cast.tan_mai


def give(member, code, *, by, on=MARCH, until=None, unit=None, group=None, body=""):
    return Position.objects.give(
        member=member,
        kind=PositionKind.objects.get(code=code),
        place=Place(unit=unit, group=group, body=body),
        on=on,
        until=until,
        by=by,
    )


def test_secretary_who_is_also_head_of_the_quarter(cast, sen, cell):
    """M14: one person, a position in the Party organisation and one outside it, each with its dates."""
    give(sen, "secretary", unit=cell, by=cast.hoa)
    give(sen, "quarter_head", body="Khu phố Tân Mai", on=MAY, by=cast.hoa)
    assert [(str(p.kind.code), str(p.unit or p.body)) for p in sen.positions.on(MAY)] == [
        ("secretary", "Chi bộ khu Tân Mai"),
        ("quarter_head", "Khu phố Tân Mai"),
    ]
    act = Act.objects.about(sen).first()
    assert (act.verb, act.after["unit"], act.path) == ("position.given", "Khu phố Tân Mai", cell.path)


def test_member_in_charge_of_following_another_cell(cast, sen):
    """M14: a member of one cell follows another for the committee above."""
    position = give(sen, "in_charge", unit=cast.bieu_nghi, by=cast.hoa)
    assert Act.objects.about(sen).first().path == cast.bieu_nghi.path
    assert position.unit == cast.bieu_nghi


def test_second_secretary_is_refused_and_told_who_holds_it(cast, sen, cell):
    give(sen, "secretary", unit=cell, by=cast.hoa)
    other = make(cast, "CUC")
    with pytest.raises(refusals.PositionTaken) as error:
        give(other, "secretary", unit=cell, on=MAY, by=cast.hoa)
    assert "Bùi Thị Sen" in error.value.reason and "03/03/2026" in error.value.reason


def test_second_secretary_from_the_day_on_which_the_first_ends(cast, sen, cell):
    give(sen, "secretary", unit=cell, by=cast.hoa).end(on=MAY, by=cast.hoa)
    position = give(make(cast, "CUC"), "secretary", unit=cell, on=MAY, by=cast.hoa)
    assert position.first_day == MAY


def test_two_deputies(cast, sen, cell):
    give(sen, "deputy_secretary", unit=cell, by=cast.hoa)
    give(make(cast, "CUC"), "deputy_secretary", unit=cell, by=cast.hoa)
    assert cell.positions.count() == 2


@pytest.mark.parametrize("code", ["secretary", "deputy_secretary", "committee_member"])
def test_leaders_of_a_cell_are_its_official_members(cast, cell, code):
    with pytest.raises(refusals.NotAnOfficialMemberHere):
        give(make(cast, "MAN", official=False), code, unit=cell, by=cast.hoa)
    with pytest.raises(refusals.NotAnOfficialMemberHere):
        give(make(cast, "LAI", unit=cast.bieu_nghi), code, unit=cell, by=cast.hoa)


def test_leader_of_a_ward_may_belong_to_any_cell(cast, sen):
    assert give(sen, "standing_member", unit=cast.dong_mai, by=cast.lan).unit == cast.dong_mai


REFUSED = {
    "before admission": ("in_charge", {"on": MARCH - DAY, "unit": "bieu_nghi"}, refusals.BeforeAdmission),
    "last day before first": ("in_charge", {"until": MARCH - DAY, "unit": "bieu_nghi"}, refusals.EndsBeforeItBegins),
    "without a unit": ("in_charge", {}, refusals.UnitMissing),
    "on a closed unit": ("in_charge", {"unit": "quang_yen"}, refusals.CellClosed),
    "outside without a body": ("quarter_head", {}, refusals.BodyMissing),
    "head of no group": ("group_head", {"unit": "tan_mai"}, refusals.GroupMissing),
}


@pytest.mark.parametrize("case", REFUSED)
def test_position_is_refused(cast, sen, case):
    code, where, refusal = REFUSED[case]
    where = {name: getattr(cast, value) if name == "unit" else value for name, value in where.items()}
    with pytest.raises(refusal):
        give(sen, code, by=cast.hoa, **where)
    assert not sen.positions.exists()


def test_outside_position_forgets_a_unit(cast, sen):
    position = give(sen, "front_head", unit=cast.tan_mai, body="Ban công tác Mặt trận", by=cast.hoa)
    assert (position.unit, position.body) == (None, "Ban công tác Mặt trận")


def test_same_position_twice_is_refused(cast, sen):
    give(sen, "in_charge", unit=cast.bieu_nghi, by=cast.hoa)
    with pytest.raises(refusals.PositionHeld):
        give(sen, "in_charge", unit=cast.bieu_nghi, on=MAY, by=cast.hoa)


def test_end_of_a_position(cast, sen):
    position = give(sen, "in_charge", unit=cast.bieu_nghi, by=cast.hoa)
    with pytest.raises(refusals.NotBegunYet):
        position.end(on=MARCH, by=cast.hoa)
    position.end(on=MAY, by=cast.hoa)
    with pytest.raises(refusals.AlreadyEnded):
        position.end(on=JUNE, by=cast.hoa)
    assert position.last_day == MAY - DAY
    assert Act.objects.about(sen).first().verb == "position.ended"


def test_head_of_a_group_belongs_to_it_and_is_alone(cast, sen):
    group = PartyGroup.objects.form(unit=cast.tan_mai, name="Tổ A", on=MARCH, by=cast.hoa)
    with pytest.raises(refusals.NotInThisGroup):
        give(sen, "group_head", unit=cast.tan_mai, group=group, by=cast.hoa)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    give(sen, "group_head", unit=cast.tan_mai, group=group, by=cast.hoa)
    cuc = make(cast, "CUC")
    cuc.join_group(group, on=MARCH, by=cast.hoa)
    with pytest.raises(refusals.GroupHasHead, match="Bùi Thị Sen"):
        give(cuc, "group_head", unit=cast.tan_mai, group=group, on=MAY, by=cast.hoa)


def test_head_of_a_group_of_another_cell_is_refused(cast, sen):
    group = PartyGroup.objects.form(unit=cast.bieu_nghi, name="Tổ A", on=MARCH, by=cast.hoa)
    with pytest.raises(refusals.GroupElsewhere):
        give(sen, "group_head", unit=cast.tan_mai, group=group, by=cast.hoa)
