"""Pages of members: what they show to whom, what they do, and how many queries they take."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.organisation.models import Member, Membership, MemberStatus, PartyGroup, Place, Position, PositionKind

MARCH = dt.date(2026, 3, 3)
APRIL = dt.date(2026, 4, 1)
MAY = dt.date(2026, 5, 19)
JUNE = dt.date(2026, 6, 1)
DAY = dt.timedelta(days=1)


def admit(cast, code, name, *, unit=None, official=True, on=MARCH, **details):
    return Member.objects.admit(
        unit=unit or cast.tan_mai,
        on=on,
        code=code,
        full_name=name,
        official_on=on if official else None,
        by=cast.hoa,
        **details,
    )


@pytest.fixture
def sen(cast):
    return admit(cast, "SEN", "Bùi Thị Sen", phone="+84912345678", email="sen@mau.example")


@pytest.fixture
def own(cast):
    """A cell with nobody but those whom the test adds."""
    unit = cast.tan_mai
    for member in Member.objects.filter(unit=unit):
        Membership.objects.filter(member=member).delete()
        Position.objects.filter(member=member).delete()
        Member.objects.filter(pk=member.pk).update(unit=None)
    return unit


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def names(response):
    return [row.member.full_name for row in response.context["rows"]]


def error_text(response):
    form = response.context["form"]
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


# The list


def test_list_is_sorted_by_given_name_the_vietnamese_way(client, cast, own):
    for number, name in enumerate(["Lê Đức", "Vũ Dũng", "Hà Ân", "Bùi An", "Trần Thị An", "Đỗ Ánh"]):
        admit(cast, f"V{number}", name)
    client.force_login(cast.hoa)
    response = page(client, "member_list", own.pk)
    assert names(response) == ["Bùi An", "Trần Thị An", "Đỗ Ánh", "Hà Ân", "Vũ Dũng", "Lê Đức"]


def test_list_as_of_a_day_shows_who_belonged_then(client, cast, own, sen):
    sen.transfer(to=cast.bieu_nghi, on=MAY, by=cast.hoa)
    client.force_login(cast.hoa)
    seen = {day: names(page(client, "member_list", own.pk, on=day)) for day in (MARCH - DAY, MARCH, MAY - DAY, MAY)}
    assert seen == {MARCH - DAY: [], MARCH: ["Bùi Thị Sen"], MAY - DAY: ["Bùi Thị Sen"], MAY: []}


def test_list_shows_states_positions_and_group_of_the_day(client, cast, own, sen):
    group = PartyGroup.objects.form(unit=own, name="Tổ A", on=MARCH, by=cast.hoa)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    sen.set_status(MemberStatus.Kind.EXEMPT, on=APRIL, until=MAY, by=cast.hoa)
    kinds = {kind.code: kind for kind in PositionKind.objects.all()}
    Position.objects.give(member=sen, kind=kinds["secretary"], place=Place(unit=own), on=MARCH, by=cast.hoa)
    Position.objects.give(
        member=sen, kind=kinds["quarter_head"], place=Place(body="Khu Tân Mai"), on=MARCH, by=cast.hoa
    )
    client.force_login(cast.hoa)
    row = page(client, "member_list", own.pk, on=APRIL).context["rows"][0]
    assert (row.states, row.positions) == (
        ("official", "exempt"),
        ("Bí thư", "Trưởng thôn, khu phố (Khu Tân Mai)"),
    )
    content = page(client, "member_list", own.pk, on=APRIL).content.decode()
    assert "Tổ A" in content
    assert page(client, "member_list", own.pk, on=JUNE).context["rows"][0].states == ("official",)


@pytest.fixture
def crowd(cast, own):
    """One of each state, on 01/04/2026."""
    admit(cast, "C1", "Bùi Chính")
    admit(cast, "C2", "Bùi Dự", official=False)
    kinds = {"C3": "exempt", "C4": "away", "C5": "special_duty", "C6": "suspended"}
    for code, kind in kinds.items():
        admit(cast, code, f"Bùi {code}").set_status(MemberStatus.Kind(kind), on=MARCH, by=cast.hoa)
    admit(cast, "C7", "Bùi Đi").send(to=cast.bieu_nghi, on=APRIL, by=cast.hoa)
    admit(cast, "C8", "Bùi Khách", unit=cast.bieu_nghi).send(to=own, on=APRIL, by=cast.hoa)
    return own


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("", {"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"}),
        ("official", {"C1", "C3", "C4", "C5", "C6", "C7", "C8"}),
        ("probationary", {"C2"}),
        ("exempt", {"C3"}),
        ("away", {"C4", "C7"}),
        ("special_duty", {"C5"}),
        ("suspended", {"C6"}),
        ("guest", {"C8"}),
        ("nonsense", {"C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"}),
    ],
)
def test_list_of_a_state(client, cast, crowd, state, expected):
    client.force_login(cast.hoa)
    rows = page(client, "member_list", crowd.pk, state=state, on=APRIL).context["rows"]
    assert {row.member.code for row in rows} == expected


def test_list_of_a_group(client, cast, own, sen):
    admit(cast, "V1", "Lê Cúc")
    group = PartyGroup.objects.form(unit=own, name="Tổ A", on=MARCH, by=cast.hoa)
    sen.join_group(group, on=MARCH, by=cast.hoa)
    client.force_login(cast.hoa)
    assert names(page(client, "member_list", own.pk, group=group.pk)) == ["Bùi Thị Sen"]


@pytest.mark.parametrize("text", ["sen", "SEN", "thi sen", "Sèn", "  bui thi "])
def test_search_finds_without_diacritics_and_by_number(client, cast, own, sen, text):
    admit(cast, "V1", "Lê Cúc")
    client.force_login(cast.hoa)
    response = client.post(reverse("member_list", args=[own.pk]), {"q": text})
    assert names(response) == ["Bùi Thị Sen"]


def test_search_leaves_no_name_in_any_address(client, cast, own):
    for number in range(60):
        admit(cast, f"N{number:02}", f"Bùi Sen {number:02}")
    client.force_login(cast.hoa)
    response = client.post(reverse("member_list", args=[own.pk]), {"q": "bui sen"})
    listed = response.context["page"]
    assert (listed.next_url, listed.after) == ("", listed.rows[-1].pk)
    content = response.content.decode()
    assert "q=" not in content
    assert f'name="after" value="{listed.after}"' in content
    rest = client.post(reverse("member_list", args=[own.pk]), {"q": "bui sen", "after": listed.after})
    assert len(names(response)) + len(names(rest)) == 60
    assert not set(names(response)) & set(names(rest))


def test_search_by_htmx_answers_with_the_rows_only(client, cast, own, sen):
    client.force_login(cast.hoa)
    response = client.post(reverse("member_list", args=[own.pk]), {"q": "sen"}, headers={"hx-request": "true"})
    content = response.content.decode()
    assert "Bùi Thị Sen" in content
    assert "<html" not in content


def test_list_of_a_ward_shows_the_cells_and_each_member_once(client, cast, own, sen):
    sen.send(to=cast.bieu_nghi, on=MAY, by=cast.hoa)
    client.force_login(cast.hoa)
    response = client.post(reverse("member_list", args=[cast.dong_mai.pk]), {"q": "SEN"})
    assert names(response).count("Bùi Thị Sen") == 1
    assert "Chi bộ khu Tân Mai" in response.content.decode()


def test_list_pages_of_a_ward(client, cast, own):
    for number in range(55):
        admit(cast, f"N{number:02}", f"Bùi Ẩn {number:02}")
    client.force_login(cast.hoa)
    first = page(client, "member_list", cast.dong_mai.pk)
    second = client.get(first.context["page"].next_url)
    assert len(first.context["rows"]) == 50
    assert not set(names(first)) & set(names(second))
    assert names(client.get(second.context["page"].previous_url)) == names(first)


def test_plain_member_sees_the_own_row_only(client, cast):
    client.force_login(cast.nam)
    response = page(client, "member_list", cast.bieu_nghi.pk)
    assert names(response) == ["Phạm Hải Nam"]
    searched = client.post(reverse("member_list", args=[cast.bieu_nghi.pk]), {"q": "bay"})
    assert names(searched) == []


SEES_LIST = {"bay": 200, "thu": 200, "hoa": 200, "tuan": 200, "lan": 200, "minh": 200}
SEES_LIST |= {"nam": 200, "mai": 200, "dung": 404, "phuc": 404, "quang": 404, "khach": 404}


@pytest.mark.parametrize("who", SEES_LIST)
def test_who_sees_the_list(client, cast, who):
    client.force_login(getattr(cast, who))
    assert page(client, "member_list", cast.bieu_nghi.pk).status_code == SEES_LIST[who]


@pytest.mark.parametrize(("name", "key"), [("member_list", "bieu_nghi"), ("members_due", "bieu_nghi")])
def test_queries_do_not_grow_with_the_rows(client, cast, own, django_assert_num_queries, name, key):
    client.force_login(cast.hoa)
    counts = []
    for number in range(3):
        admitted = admit(cast, f"Q{number}", f"Bùi Đếm {number}")
        admitted.set_status(MemberStatus.Kind.EXEMPT, on=MARCH, by=cast.hoa)
        kind = PositionKind.objects.get(code="committee_member")
        Position.objects.give(member=admitted, kind=kind, place=Place(unit=own), on=MARCH, by=cast.hoa)
        counts.append(queries_of(client, reverse(name, args=[own.pk])))
    assert counts[0] == counts[2]


def queries_of(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# One member

SEES_MEMBER = {"bay": 200, "thu": 200, "hoa": 200, "tuan": 200, "lan": 200, "minh": 200, "nam": 200}
SEES_MEMBER |= {"mai": 404, "dung": 404, "phuc": 404, "quang": 404, "khach": 404}


@pytest.mark.parametrize("who", SEES_MEMBER)
def test_who_sees_a_member(client, cast, who):
    client.force_login(getattr(cast, who))
    assert page(client, "member", cast.nam.member_id).status_code == SEES_MEMBER[who]


@pytest.mark.parametrize(
    ("who", "shown"),
    [("bay", True), ("hoa", True), ("tuan", True), ("lan", True), ("nam", True), ("minh", False)],
)
def test_contacts_are_for_those_who_may_see_them_and_oneself(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    content = page(client, "member", cast.nam.member_id).content.decode()
    assert ("nam@mau.example" in content) is shown


@pytest.mark.parametrize(("who", "shown"), [("bay", True), ("hoa", True), ("tuan", False), ("minh", False)])
def test_buttons_are_for_those_who_keep_the_list(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    content = page(client, "member", cast.nam.member_id).content.decode()
    assert (reverse("member_transfer", args=[cast.nam.member_id]) in content) is shown


def test_own_page_has_no_buttons_and_no_history(client, cast):
    client.force_login(cast.nam)
    content = page(client, "member", cast.nam.member_id).content.decode()
    assert reverse("member_change", args=[cast.nam.member_id]) not in content
    assert reverse("acts_of", args=["organisation.member", cast.nam.member_id]) not in content


def test_member_page_shows_secretary_who_is_head_of_the_quarter(client, cast):
    """M14."""
    client.force_login(cast.hoa)
    content = page(client, "member", cast.bay.member_id).content.decode()
    assert "Bí thư" in content
    assert "Khu phố Biểu Nghi" in content


def test_member_page_takes_the_same_queries_whatever_happened(client, cast, sen):
    client.force_login(cast.hoa)
    url = reverse("member", args=[sen.pk])
    before = queries_of(client, url)
    sen.set_status(MemberStatus.Kind.AWAY, on=APRIL, until=MAY, by=cast.hoa)
    kind = PositionKind.objects.get(code="in_charge")
    for unit in (cast.bieu_nghi, cast.thcs_dong_mai):
        Position.objects.give(member=sen, kind=kind, place=Place(unit=unit), on=APRIL, by=cast.hoa)
    sen.send(to=cast.bieu_nghi, on=JUNE, by=cast.hoa)
    assert queries_of(client, url) == before


# Acts: allowed, visible but not allowed, invisible

ACTS = [
    "member_change",
    "member_transfer",
    "member_send",
    "member_come_back",
    "member_leave",
    "member_rejoin",
    "member_official",
    "status_new",
    "position_new",
]
MAY_ACT = {
    "bay": 200,
    "thu": 200,
    "hoa": 200,
    "lan": 200,
    "nam": 403,
    "tuan": 403,
    "minh": 403,
    "mai": 404,
    "dung": 404,
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", MAY_ACT)
def test_who_may_do_what(client, cast, name, who):
    client.force_login(getattr(cast, who))
    url = reverse(name, args=[cast.nam.member_id])
    assert client.get(url).status_code == MAY_ACT[who]
    acts = cast.nam.member.memberships.count(), cast.nam.member.positions.count()
    if MAY_ACT[who] != 200:
        assert client.post(url, {"on": MAY}).status_code == MAY_ACT[who]
        assert (cast.nam.member.memberships.count(), cast.nam.member.positions.count()) == acts


@pytest.mark.parametrize("name", ["member_new", "group_new", "group_assign"])
@pytest.mark.parametrize(("who", "status"), [("bay", 200), ("hoa", 200), ("nam", 403), ("minh", 403), ("dung", 404)])
def test_who_may_do_what_in_a_cell(client, cast, name, who, status):
    client.force_login(getattr(cast, who))
    assert page(client, name, cast.bieu_nghi.pk).status_code == status


@pytest.mark.parametrize("name", ["members_due", "group_list", "cell_findings"])
@pytest.mark.parametrize(("who", "status"), [("bay", 200), ("minh", 200), ("nam", 403), ("dung", 404)])
def test_who_sees_what_of_a_cell(client, cast, name, who, status):
    client.force_login(getattr(cast, who))
    assert page(client, name, cast.bieu_nghi.pk).status_code == status


@pytest.mark.parametrize("name", ["member_new", "group_new", "group_list", "members_due"])
def test_pages_of_cells_say_that_a_ward_has_no_members(client, cast, name):
    client.force_login(cast.hoa)
    response = page(client, name, cast.dong_mai.pk)
    assert response.status_code == 403
    assert "Đảng bộ phường Đông Mai" in response.content.decode()


NEW = {"code": "N.1", "full_name": " Lê  Thị Cúc ", "admitted_on": "2026-03-03", "phone": "0912 345 678"}


def test_add_a_member(client, cast):
    client.force_login(cast.bay)
    response = client.post(reverse("member_new", args=[cast.bieu_nghi.pk]), NEW)
    assert response.url == reverse("member_list", args=[cast.bieu_nghi.pk])
    member = Member.objects.get(code="N.1")
    assert (member.full_name, member.phone, member.unit) == ("Lê Thị Cúc", "+84912345678", cast.bieu_nghi)
    assert member.memberships.get().began_by == "admitted"


def test_add_a_member_who_came_from_elsewhere(client, cast):
    client.force_login(cast.bay)
    data = NEW | {"admitted_on": "2001-05-19", "official_on": "2002-05-19", "on": "2026-03-03", "birth_year": "1970"}
    client.post(reverse("member_new", args=[cast.bieu_nghi.pk]), data)
    membership = Member.objects.get(code="N.1").memberships.get()
    assert (membership.began_by, membership.first_day) == ("transferred_in", MARCH)


WRONG = {
    "no name": ({"full_name": " "}, "full_name"),
    "no number": ({"code": ""}, "code"),
    "number in small letters": ({"code": "n 1"}, "code"),
    "no admission": ({"admitted_on": ""}, "admitted_on"),
    "admission ahead": ({"admitted_on": "2099-01-01"}, "admitted_on"),
    "official before admission": ({"official_on": "2026-03-02"}, "official_on"),
    "too young": ({"birth_year": "2010"}, "birth_year"),
    "no phone number": ({"phone": "12"}, "phone"),
    "no e-mail address": ({"email": "cuc"}, "email"),
    "in the cell before admission": ({"on": "2026-03-02"}, "__all__"),
}


@pytest.mark.parametrize("case", WRONG)
def test_add_a_member_says_what_is_wrong_and_keeps_what_was_typed(client, cast, case):
    change, field = WRONG[case]
    client.force_login(cast.bay)
    response = client.post(reverse("member_new", args=[cast.bieu_nghi.pk]), NEW | change)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert f'value="{(NEW | change)["code"]}"' in response.content.decode() or not (NEW | change)["code"]
    assert not Member.objects.filter(full_name="Lê Thị Cúc").exists()


def test_add_a_member_with_a_number_in_use(client, cast, sen):
    client.force_login(cast.bay)
    response = client.post(reverse("member_new", args=[cast.bieu_nghi.pk]), NEW | {"code": "SEN"})
    assert list(response.context["form"].errors) == ["code"]


def test_change_details(client, cast, sen):
    client.force_login(cast.hoa)
    data = {"full_name": "Bùi Sen", "admitted_on": "2026-03-03", "official_on": "2026-03-03", "phone": ""}
    assert client.post(reverse("member_change", args=[sen.pk]), data).url == sen.get_absolute_url()
    sen.refresh_from_db()
    assert (sen.full_name, sen.phone, sen.email) == ("Bùi Sen", "", "")


def test_transfer_to_a_cell_found_by_name(client, cast, sen):
    client.force_login(cast.hoa)
    response = client.post(reverse("member_transfer", args=[sen.pk]), {"unit": "bieu nghi", "on": "2026-05-19"})
    assert response.status_code == 302
    sen.refresh_from_db()
    assert sen.unit == cast.bieu_nghi


def test_transfer_asks_which_of_several_cells(client, cast, sen):
    client.force_login(cast.hoa)
    url, typed = (
        reverse("member_transfer", args=[sen.pk]),
        {"unit": "chi bo khu", "on": "2026-05-19", "decision": "7-QĐ"},
    )
    response = client.post(url, typed)
    choices = [candidate.code for candidate in response.context["form"].fields["unit"].widget.candidates]
    assert cast.bieu_nghi.code in choices
    assert cast.binh_luc_ha.code not in choices
    assert 'value="7-QĐ"' in response.content.decode()
    assert client.post(url, typed | {"unit-chosen": cast.bieu_nghi.code}).status_code == 302
    sen.refresh_from_db()
    assert sen.unit == cast.bieu_nghi


def test_transfer_to_a_cell_out_of_sight_by_its_code_only(client, cast, sen):
    client.force_login(cast.hoa)
    url = reverse("member_transfer", args=[sen.pk])
    assert error_text(client.post(url, {"unit": "binh luc ha", "on": "2026-05-19"}))
    assert client.post(url, {"unit": cast.binh_luc_ha.code, "on": "2026-05-19"}).status_code == 302
    sen.refresh_from_db()
    assert sen.unit == cast.binh_luc_ha
    assert client.get(sen.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("unit", "on"),
    [("", "2026-05-19"), ("khong co", "2026-05-19"), ("tan mai", "2026-05-19"), ("bieu nghi", "2026-03-03")],
)
def test_transfer_refused_says_why_and_keeps_what_was_typed(client, cast, sen, unit, on):
    client.force_login(cast.hoa)
    data = {"unit": unit, "on": on, "decision": "15-QĐ/ĐU"}
    response = client.post(reverse("member_transfer", args=[sen.pk]), data)
    assert response.status_code == 200
    assert error_text(response)
    assert 'value="15-QĐ/ĐU"' in response.content.decode()
    assert sen.memberships.count() == 1


def test_transfer_on_a_day_ahead_is_refused(client, cast, sen):
    client.force_login(cast.hoa)
    ahead = timezone.localdate() + DAY
    response = client.post(reverse("member_transfer", args=[sen.pk]), {"unit": "bieu nghi", "on": ahead.isoformat()})
    assert list(response.context["form"].errors) == ["on"]


def test_send_and_come_back(client, cast, sen):
    client.force_login(cast.hoa)
    client.post(reverse("member_send", args=[sen.pk]), {"unit": "bieu nghi", "on": "2026-04-01"})
    assert page(client, "member", sen.pk).context["now"]["stay"].unit == cast.bieu_nghi
    client.post(reverse("member_come_back", args=[sen.pk]), {"on": "2026-05-19"})
    assert page(client, "member", sen.pk).context["now"]["stay"] is None


def test_leave_and_rejoin(client, cast, sen):
    client.force_login(cast.hoa)
    client.post(reverse("member_leave", args=[sen.pk]), {"why": "transferred_out", "on": "2026-05-19"})
    content = page(client, "member", sen.pk).content.decode()
    assert reverse("member_rejoin", args=[sen.pk]) in content
    client.post(reverse("member_rejoin", args=[sen.pk]), {"unit": "bieu nghi", "on": "2026-06-01"})
    sen.refresh_from_db()
    assert (sen.is_active, sen.unit) == (True, cast.bieu_nghi)


def test_rejoin_into_a_cell_that_one_does_not_keep_is_refused(client, cast, sen):
    sen.leave(on=MAY, why=Membership.Ending.LEFT, by=cast.hoa)
    client.force_login(cast.hoa)
    url = reverse("member_rejoin", args=[sen.pk])
    response = client.post(url, {"unit": cast.binh_luc_ha.code, "on": "2026-06-01"})
    assert response.status_code == 200
    assert error_text(response)
    assert sen.memberships.count() == 1


def test_recognise_and_status(client, cast):
    member = admit(cast, "DU", "Bùi Dự", official=False)
    client.force_login(cast.hoa)
    client.post(reverse("member_official", args=[member.pk]), {"on": "2026-05-19", "decision": "3-QĐ"})
    client.post(reverse("status_new", args=[member.pk]), {"kind": "exempt", "on": "2026-05-19"})
    member.refresh_from_db()
    status = member.statuses.get()
    assert (member.official_on, status.kind, status.first_day) == (MAY, "exempt", MAY)
    client.post(reverse("status_end", args=[status.pk]), {"on": "2026-06-01"})
    status.refresh_from_db()
    assert status.last_day == JUNE - DAY


@pytest.mark.parametrize(("who", "status"), [("hoa", 200), ("minh", 403), ("dung", 404), ("nam", 404)])
def test_who_may_end_a_status_or_a_position(client, cast, sen, who, status):
    row = sen.set_status(MemberStatus.Kind.AWAY, on=MARCH, by=cast.hoa)
    kind = PositionKind.objects.get(code="front_head")
    held = Position.objects.give(member=sen, kind=kind, place=Place(body="Mặt trận"), on=MARCH, by=cast.hoa)
    client.force_login(getattr(cast, who))
    assert page(client, "status_end", row.pk).status_code == status
    assert page(client, "position_end", held.pk).status_code == status


# Positions


def give(client, member, code, **data):
    kind = PositionKind.objects.get(code=code)
    return client.post(reverse("position_new", args=[member.pk]), {"kind": kind.pk, "on": "2026-05-19"} | data)


def test_give_a_position_on_the_own_cell_and_end_it(client, cast, sen):
    client.force_login(cast.hoa)
    assert give(client, sen, "committee_member").status_code == 302
    position = sen.positions.get()
    assert position.unit == cast.tan_mai
    client.post(reverse("position_end", args=[position.pk]), {"on": "2026-06-01"})
    position.refresh_from_db()
    assert position.last_day == JUNE - DAY


def test_give_a_position_on_another_unit_that_one_keeps(client, cast, sen):
    client.force_login(cast.hoa)
    assert give(client, sen, "in_charge", unit="bieu nghi").status_code == 302
    assert sen.positions.get().unit == cast.bieu_nghi


def test_give_a_position_on_a_unit_that_one_does_not_keep_is_refused(client, cast):
    client.force_login(cast.bay)
    response = give(client, cast.nam.member, "standing_member", unit=cast.dong_mai.code)
    assert response.status_code == 200
    assert error_text(response)
    assert not cast.nam.member.positions.exists()


def test_give_a_position_in_an_outside_body(client, cast, sen):
    client.force_login(cast.hoa)
    assert error_text(give(client, sen, "front_head"))
    give(client, sen, "front_head", body="Ban công tác Mặt trận")
    assert sen.positions.get().body == "Ban công tác Mặt trận"


def test_position_taken_names_the_holder(client, cast):
    member = admit(cast, "MOI", "Lê Mới", unit=cast.bieu_nghi)
    client.force_login(cast.hoa)
    response = give(client, member, "secretary")
    assert "Vũ Văn Bảy" in error_text(response)


# Party groups


def test_form_assign_rename_and_end_a_group(client, cast, own, sen):
    other = admit(cast, "V1", "Lê Cúc")
    client.force_login(cast.hoa)
    client.post(reverse("group_new", args=[own.pk]), {"name": "Tổ đảng số 1", "on": "2026-04-01"})
    group = own.groups.get()
    data = {f"member-{sen.pk}": group.pk, f"member-{other.pk}": "", "on": "2026-05-19"}
    assert client.post(reverse("group_assign", args=[own.pk]), data).status_code == 302
    groups = page(client, "group_list", own.pk).context["groups"]
    assert [(shown.name, [row.member for row in members]) for shown, _head, members in groups] == [
        ("Tổ đảng số 1", [sen])
    ]
    client.post(reverse("group_rename", args=[group.pk]), {"name": "Tổ đảng xóm Đình"})
    group.refresh_from_db()
    assert group.name == "Tổ đảng xóm Đình"
    client.post(reverse("group_dissolve", args=[group.pk]), {"on": "2026-06-01"})
    assert page(client, "group_list", own.pk).context["groups"] == []


@pytest.mark.parametrize(("who", "status"), [("hoa", 200), ("minh", 403), ("dung", 404), ("nam", 404)])
def test_who_may_change_a_group(client, cast, who, status):
    group = PartyGroup.objects.form(unit=cast.tan_mai, name="Tổ A", on=MARCH, by=cast.hoa)
    client.force_login(getattr(cast, who))
    assert page(client, "group_rename", group.pk).status_code == status
    assert page(client, "group_dissolve", group.pk).status_code == status


# For a meeting


def test_attendance_sheet(client, cast, crowd):
    client.force_login(cast.hoa)
    response = page(client, "members_due", crowd.pk, on=APRIL)
    call = response.context["meeting"].call
    assert (len(call.answers), call.due, call.may_vote, call.vote_base()) == (8, 2, 5, 2)
    due = {line.member.code: line.answer.due for line in response.context["meeting"].lines}
    assert {code for code, is_due in due.items() if is_due} == {"C1", "C2"}


def test_attendance_sheet_before_any_rule(client, cast):
    client.force_login(cast.hoa)
    response = page(client, "members_due", cast.tan_mai.pk, on="2015-01-01")
    assert response.status_code == 403
    assert "01/01/2015" in response.content.decode()


def test_findings_of_a_small_cell(client, cast, own):
    admit(cast, "V1", "Lê Cúc")
    client.force_login(cast.hoa)
    findings = page(client, "cell_findings", own.pk).context["findings"]
    assert len(findings) == 2  # fewer than 3 official members, no secretary
    assert "1" in findings[0]


def test_someone_in_no_cell_sees_the_own_page_and_can_change_nothing(client, cast):
    """Taken out of every list by an error: the page still opens, and nothing breaks."""
    kind = PositionKind.objects.get(code="front_head")
    held = Position.objects.give(member=cast.nam.member, kind=kind, place=Place(body="Mặt trận"), on=MARCH, by=cast.hoa)
    Member.objects.filter(pk=cast.nam.member_id).update(unit=None)
    client.force_login(cast.nam)
    assert page(client, "member", cast.nam.member_id).status_code == 200
    assert page(client, "position_end", held.pk).status_code == 403
    assert page(client, "member_leave", cast.nam.member_id).status_code == 403
