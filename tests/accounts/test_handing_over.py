"""Who may hand over a code to whom: only from above."""

import pytest

from fourgood.accounts.handing_over import Locked, NotAbove, NotForYourself, require_above
from fourgood.accounts.models import Office, User
from fourgood.common.spans import since
from fourgood.organisation.models import Member, Position, PositionKind

# Who hands over to whom, within the cast. Rows: who hands over. Everything else is refused.
MAY = {
    "bay": {"thu", "nam", "mai"},  # the secretary: deputy and members of the cell
    "thu": {"nam", "mai"},  # the deputy: members, not the secretary
    "nam": set(),
    "hoa": {"bay", "thu", "nam", "mai", "tuan"},  # the ward's secretary: all of its cells, its committee
    "tuan": set(),  # follows a cell, hands over nothing
    "dung": set(),
    "phuc": {"dung"},
    "lan": {"bay", "thu", "nam", "mai", "hoa", "tuan", "dung", "phuc", "minh", "quang"},
    "minh": set(),
    "quang": set(),  # a system administrator can't get into anyone's account
    "khach": set(),
}
PEOPLE = [*MAY, "mai"]


def allowed(by, to):
    try:
        require_above(by, to)
    except (NotAbove, NotForYourself):
        return False
    return True


@pytest.mark.parametrize("by", MAY)
def test_code_is_handed_over_only_from_above(cast, by):
    people = {key: getattr(cast, key) for key in PEOPLE if key != "khach"}
    giver = getattr(cast, by)
    assert {key for key, person in people.items() if allowed(giver, person)} == MAY[by]


def test_nobody_hands_over_to_themselves(cast):
    with pytest.raises(NotForYourself):
        require_above(cast.bay, cast.bay.member)


def test_locked_account_gets_no_code(cast):
    cast.nam.lock(by=cast.quang)
    with pytest.raises(Locked):
        require_above(cast.bay, cast.nam.member)


def test_member_who_leads_elsewhere_is_beyond_the_own_cells_secretary(cast):
    """Else a cell's secretary could get into the account of a ward's secretary who is a member of the cell."""
    secretary = PositionKind.objects.get(code="secretary")
    Position.objects.filter(member=cast.hoa.member, kind=secretary).update(member=cast.nam.member)
    with pytest.raises(NotAbove):
        require_above(cast.bay, cast.nam.member)


def test_member_who_holds_an_office_is_beyond_the_own_cells_secretary(cast):
    kind = Office.Kind.INSPECTOR
    Office.objects.create(user=cast.nam, unit=cast.dong_mai, kind=kind, valid=since(None))
    with pytest.raises(NotAbove):
        require_above(cast.bay, cast.nam.member)
    assert allowed(cast.lan, cast.nam.member)


def test_member_without_account_but_with_a_position_counts_the_same(cast):
    pk = cast.thu.member_id
    User.objects.filter(member=pk).update(member=None)
    member = Member.objects.get(pk=pk)
    assert allowed(cast.bay, member)
    assert not allowed(cast.nam, member)


def test_page_says_why_not_and_who_can_help_and_the_act_is_refused(client, cast):
    client.force_login(cast.thu)
    url = f"/members/{cast.bay.member_id}/code/"
    page = client.get(url)
    assert page.status_code == 200
    assert "Người này giữ chức vụ không thuộc cấp dưới của đồng chí." in page.content.decode()
    assert client.post(url, {"language": "vi"}).status_code == 403


def test_member_is_refused_own_code_and_strangers_find_nothing(client, cast):
    url = f"/members/{cast.nam.member_id}/code/"
    statuses = {}
    for key in ("nam", "mai", "tuan", "minh", "dung", "quang", "khach"):
        client.force_login(getattr(cast, key))
        statuses[key] = (client.get(url).status_code, client.post(url, {"language": "vi"}).status_code)
    assert statuses == {
        "nam": (403, 403),
        "mai": (404, 404),
        "tuan": (403, 403),
        "minh": (403, 403),
        "dung": (404, 404),
        "quang": (404, 404),
        "khach": (404, 404),
    }


def test_code_for_a_member_of_the_cell_is_not_taken_by_an_officer_page(client, cast):
    """The page for accounts without a member doesn't answer for members."""
    client.force_login(cast.lan)
    assert client.get(f"/accounts/{cast.nam.public_id}/code/").status_code == 404
    assert client.get(f"/accounts/{cast.minh.public_id}/code/").status_code == 200
