"""What happens to members: each verb, what it leaves behind, and what it refuses."""

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.organisation.models import Member, Membership, MemberStatus, PartyGroup, Place, Position, PositionKind
from fourgood.organisation.models import member_refusals as refusals

NEW_YEAR = dt.date(2026, 1, 1)
MARCH = dt.date(2026, 3, 3)
MAY = dt.date(2026, 5, 19)
JUNE = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)
Ending = Membership.Ending


@pytest.fixture
def sen(cast):
    """A new member of Biểu Nghi since March."""
    return Member.objects.admit(
        unit=cast.bieu_nghi, on=MARCH, code="T.001", full_name="Hà Thị Sen", decision="12-QĐ/ĐU", by=cast.bay
    )


def acts(member):
    return list(Act.objects.about(member).order_by("pk").values_list("verb", flat=True))


def rows(member):
    """The memberships as (cell, kind, first day, last day, how it ended)."""
    return [
        (m.unit.name.removeprefix("Chi bộ khu "), str(m.kind), m.first_day, m.last_day, m.ended_by)
        for m in member.memberships.select_related("unit").order_by("valid", "kind")
    ]


def test_admit_makes_member_membership_and_act(cast, sen):
    assert (sen.unit, sen.is_active, sen.admitted_on, sen.official_on) == (cast.bieu_nghi, True, MARCH, None)
    assert rows(sen) == [("Biểu Nghi", "official", MARCH, None, "")]
    act = Act.objects.about(sen).get()
    assert (act.verb, act.actor, act.path) == ("member.added", cast.bay, cast.bieu_nghi.path)


def test_admit_into_a_committee_is_refused(cast):
    with pytest.raises(refusals.NotACell, match="Đông Mai"):
        Member.objects.admit(unit=cast.dong_mai, on=MARCH, code="T.2", full_name="A", by=cast.bay)


def test_admit_with_a_number_in_use_is_refused(cast, sen):
    with pytest.raises(refusals.CodeTaken, match=r"T\.001"):
        Member.objects.admit(unit=cast.bieu_nghi, on=MARCH, code="T.001", full_name="B", by=cast.bay)
    assert Member.objects.filter(code="T.001").count() == 1


def test_admit_before_the_admission_is_refused(cast):
    with pytest.raises(refusals.BeforeAdmission):
        Member.objects.admit(
            unit=cast.bieu_nghi, on=MARCH, admitted_on=MAY, code="T.2", full_name="Bùi Ba", by=cast.bay
        )


def test_admit_before_the_cell_existed_is_refused(cast):
    long_before = dt.date(1931, 1, 1)
    with pytest.raises(refusals.CellClosed):
        Member.objects.admit(unit=cast.bieu_nghi, on=long_before, code="T.2", full_name="A", by=cast.bay)


def test_change_records_what_changed_but_no_contact(cast, sen):
    sen.change(full_name="Hà Thị Sen Hồng", phone="+84900000099", birth_year=None, by=cast.bay)
    act = Act.objects.about(sen).first()
    assert (act.before, act.after) == (
        {"full_name": "Hà Thị Sen", "phone": "…"},
        {"full_name": "Hà Thị Sen Hồng", "phone": "…"},
    )
    assert Member.objects.search("sen hong").get() == sen


def test_change_of_nothing_records_nothing(cast, sen):
    sen.change(full_name=sen.full_name, by=cast.bay)
    assert acts(sen) == ["member.added"]


def test_change_of_admission_to_after_the_first_membership_is_refused(cast, sen):
    with pytest.raises(refusals.BeforeTheMembership):
        sen.change(admitted_on=MAY, by=cast.bay)
    with pytest.raises(refusals.OfficialBeforeAdmission):
        sen.change(official_on=MARCH - DAY, by=cast.bay)


def test_transfer_ends_one_membership_and_begins_another(cast, sen):
    sen.transfer(to=cast.tan_mai, on=MAY, decision="15-QĐ/ĐU", by=cast.bay)
    assert rows(sen) == [
        ("Biểu Nghi", "official", MARCH, MAY - DAY, "transferred_out"),
        ("Tân Mai", "official", MAY, None, ""),
    ]
    sen.refresh_from_db()
    assert sen.unit == cast.tan_mai
    act = Act.objects.about(sen).first()
    assert (act.verb, act.path, act.before["cell"], act.after["cell"]) == (
        "member.transferred",
        cast.bieu_nghi.path,
        "Chi bộ khu Biểu Nghi",
        "Chi bộ khu Tân Mai",
    )


def test_transfer_ends_positions_in_the_old_cell_only(cast, sen):
    sen.recognise_official(on=MARCH, by=cast.bay)
    kinds = {kind.code: kind for kind in PositionKind.objects.all()}
    places = {
        "committee_member": Place(unit=cast.bieu_nghi),
        "in_charge": Place(unit=cast.tan_mai),
        "quarter_head": Place(body="Khu phố Thử"),
    }
    for code, place in places.items():
        Position.objects.give(member=sen, kind=kinds[code], place=place, on=MARCH, by=cast.bay)
    sen.transfer(to=cast.tan_mai, on=MAY, by=cast.bay)
    ended = dict(sen.positions.values_list("kind__code", "valid"))
    assert {code: span.upper for code, span in ended.items()} == {
        "committee_member": MAY,
        "in_charge": None,
        "quarter_head": None,
    }


def test_transfer_ends_a_stay_in_another_cell(cast, sen):
    sen.send(to=cast.tan_mai, on=MARCH + DAY, by=cast.bay)
    sen.transfer(to=cast.tan_mai, on=MAY, by=cast.bay)
    assert rows(sen) == [
        ("Biểu Nghi", "official", MARCH, MAY - DAY, "transferred_out"),
        ("Tân Mai", "temporary", MARCH + DAY, MAY - DAY, "transferred_out"),
        ("Tân Mai", "official", MAY, None, ""),
    ]


def transfer_to(key, on):
    return lambda cast, sen: sen.transfer(to=getattr(cast, key), on=on, by=cast.bay)


def send_to(key, on, until=None):
    return lambda cast, sen: sen.send(to=getattr(cast, key), on=on, until=until, by=cast.bay)


REFUSED_MOVES = {
    "transfer into a committee": (transfer_to("dong_mai", MAY), refusals.NotACell),
    "transfer into the same cell": (transfer_to("bieu_nghi", MAY), refusals.AlreadyInThisCell),
    "transfer on the day of admission": (transfer_to("tan_mai", MARCH), refusals.NotBegunYet),
    "transfer before admission": (transfer_to("tan_mai", NEW_YEAR), refusals.NotInACell),
    "sent into the same cell": (send_to("bieu_nghi", MAY), refusals.AlreadyInThisCell),
    "sent into a committee": (send_to("dong_mai", MAY), refusals.NotACell),
    "sent before admission": (send_to("tan_mai", NEW_YEAR), refusals.NotInACell),
    "sent until before the first day": (send_to("tan_mai", MAY, MARCH), refusals.EndsBeforeItBegins),
    "back without having been away": (lambda cast, sen: sen.come_back(on=MAY, by=cast.bay), refusals.NotElsewhere),
    "rejoining without having left": (
        lambda cast, sen: sen.rejoin(unit=cast.tan_mai, on=MAY, by=cast.bay),
        refusals.StillInACell,
    ),
    "leaving before admission": (
        lambda cast, sen: sen.leave(on=NEW_YEAR, why=Ending.LEFT, by=cast.bay),
        refusals.NotInACell,
    ),
    "recognised before admission": (
        lambda cast, sen: sen.recognise_official(on=NEW_YEAR, by=cast.bay),
        refusals.BeforeAdmission,
    ),
    "status before admission": (
        lambda cast, sen: sen.set_status(MemberStatus.Kind.AWAY, on=NEW_YEAR, by=cast.bay),
        refusals.BeforeAdmission,
    ),
}


@pytest.mark.parametrize("case", REFUSED_MOVES)
def test_refused_and_nothing_changed(cast, sen, case):
    move, refusal = REFUSED_MOVES[case]
    before = rows(sen)
    with pytest.raises(refusal):
        move(cast, sen)
    assert (rows(sen), acts(sen)) == (before, ["member.added"])


def test_second_transfer_before_the_first_is_refused(cast, sen):
    sen.transfer(to=cast.tan_mai, on=MAY, by=cast.bay)
    with pytest.raises(refusals.AlreadyInThisCell):
        sen.transfer(to=cast.tan_mai, on=JUNE, by=cast.bay)
    with pytest.raises(refusals.MembershipOverlaps):
        sen.transfer(to=cast.binh_luc_ha, on=MARCH + DAY, by=cast.bay)
    assert len(rows(sen)) == 2


def test_sent_for_a_time_and_back(cast, sen):
    sen.send(to=cast.tan_mai, on=MAY, by=cast.bay)
    with pytest.raises(refusals.AlreadyElsewhere, match="Tân Mai"):
        sen.send(to=cast.binh_luc_ha, on=JUNE, by=cast.bay)
    sen.come_back(on=JUNE, by=cast.bay)
    assert rows(sen) == [
        ("Biểu Nghi", "official", MARCH, None, ""),
        ("Tân Mai", "temporary", MAY, JUNE - DAY, "transferred_out"),
    ]
    assert acts(sen) == ["member.added", "member.sent", "member.returned"]


def test_leaving_ends_everything_but_outside_positions(cast, sen):
    sen.set_status(MemberStatus.Kind.EXEMPT, on=MARCH, by=cast.bay)
    kind = PositionKind.objects.get(code="quarter_head")
    Position.objects.give(member=sen, kind=kind, place=Place(body="Khu phố Thử"), on=MARCH, by=cast.bay)
    sen.leave(on=JUNE, why=Ending.LEFT, decision="20-QĐ/ĐU", by=cast.bay)
    sen.refresh_from_db()
    assert (sen.is_active, sen.unit) == (False, cast.bieu_nghi)
    assert rows(sen) == [("Biểu Nghi", "official", MARCH, JUNE - DAY, "left")]
    assert sen.statuses.get().last_day == JUNE - DAY
    assert sen.positions.get().last_day is None


def test_death_ends_outside_positions_too(cast, sen):
    kind = PositionKind.objects.get(code="quarter_head")
    Position.objects.give(member=sen, kind=kind, place=Place(body="Khu phố Thử"), on=MARCH, by=cast.bay)
    sen.leave(on=JUNE, why=Ending.DIED, by=cast.bay)
    assert sen.positions.get().last_day == JUNE - DAY


def test_rejoining_after_having_left(cast, sen):
    sen.leave(on=MAY, why=Ending.TRANSFERRED_OUT, by=cast.bay)
    sen.rejoin(unit=cast.tan_mai, on=JUNE, by=cast.lan)
    sen.refresh_from_db()
    assert (sen.is_active, sen.unit) == (True, cast.tan_mai)
    assert rows(sen)[1] == ("Tân Mai", "official", JUNE, None, "")


def test_rejoining_on_days_of_the_old_membership_is_refused(cast, sen):
    sen.leave(on=JUNE, why=Ending.TRANSFERRED_OUT, by=cast.bay)
    with pytest.raises(refusals.MembershipOverlaps):
        sen.rejoin(unit=cast.tan_mai, on=MAY, by=cast.lan)


def test_recognised_once(cast, sen):
    sen.recognise_official(on=MAY, decision="30-QĐ/ĐU", by=cast.bay)
    assert [sen.is_official_on(day) for day in (MAY - DAY, MAY)] == [False, True]
    with pytest.raises(refusals.AlreadyOfficial):
        sen.recognise_official(on=JUNE, by=cast.bay)


def test_status_set_and_ended(cast, sen):
    status = sen.set_status(MemberStatus.Kind.AWAY, on=MAY, by=cast.bay)
    status.end(on=JUNE, by=cast.bay)
    assert (status.first_day, status.last_day) == (MAY, JUNE - DAY)
    assert acts(sen)[1:] == ["member.status_set", "member.status_ended"]
    with pytest.raises(refusals.AlreadyEnded):
        status.end(on=JUNE + DAY, by=cast.bay)


def test_status_that_overlaps_another_is_refused(cast, sen):
    sen.set_status(MemberStatus.Kind.AWAY, on=MAY, until=JUNE, by=cast.bay)
    with pytest.raises(refusals.StatusOverlaps):
        sen.set_status(MemberStatus.Kind.EXEMPT, on=JUNE, by=cast.bay)
    sen.set_status(MemberStatus.Kind.EXEMPT, on=JUNE + DAY, by=cast.bay)
    with pytest.raises(refusals.EndsBeforeItBegins):
        sen.set_status(MemberStatus.Kind.AWAY, on=JUNE, until=MAY, by=cast.bay)


def test_status_that_cannot_end_on_its_first_day(cast, sen):
    status = sen.set_status(MemberStatus.Kind.AWAY, on=MAY, by=cast.bay)
    with pytest.raises(refusals.NotBegunYet):
        status.end(on=MAY, by=cast.bay)


def test_refusals_speak_in_whole_sentences_with_dates_as_people_write_them(cast, sen):
    with pytest.raises(refusals.NotBegunYet) as error:
        sen.transfer(to=cast.tan_mai, on=MARCH, by=cast.bay)
    assert "03/03/2026" in error.value.reason


def test_groups_are_left_on_transfer(cast, sen):
    group = PartyGroup.objects.form(unit=cast.bieu_nghi, name="Tổ đảng số 1", on=MARCH, by=cast.bay)
    sen.join_group(group, on=MARCH, by=cast.bay)
    sen.transfer(to=cast.tan_mai, on=MAY, by=cast.bay)
    assert list(sen.memberships.order_by("valid").values_list("group", flat=True)) == [group.pk, None]
