"""Accounts as a system administrator sees them."""

import pytest

from fourgood.accounts.models import User
from fourgood.accounts.models.users import NotYourOwn
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.organisation.standing import NotAllowed


def find(client, text):
    return client.post("/accounts/", {"text": text})


@pytest.mark.parametrize("text", ["Vũ Văn Bảy", "vu van bay", "0900000001", "+84 900 000 001"])
def test_account_is_found_by_name_or_number(client, cast, text):
    client.force_login(cast.quang)
    assert [str(account) for account in find(client, text).context["found"]] == ["Vũ Văn Bảy"]


def test_search_is_posted_so_that_no_name_gets_into_an_address(client, cast):
    client.force_login(cast.quang)
    assert client.get("/accounts/?text=Vũ Văn Bảy").context["searched"] is False


def test_system_administrator_sees_no_whole_number_and_no_cell(client, cast):
    client.force_login(cast.quang)
    page = find(client, "vu van bay").content.decode() + client.get(f"/accounts/{cast.bay.public_id}/").content.decode()
    assert "… 001" in page
    assert not [word for word in ("0900", "84900", "Biểu Nghi", "Bí thư") if word in page]


@pytest.mark.parametrize(
    ("phone", "email", "shown"),
    [("+84912345678", "x@mau.example", "… 678"), (None, "nam@mau.example", "n…@mau.example"), (None, None, "")],
)
def test_sign_in_name_is_masked(phone, email, shown):
    assert User(phone=phone, email=email).masked == shown


def test_locked_person_is_out_at_once_and_back_after_unlocking(client, cast):
    person = client.__class__()
    person.post("/accounts/login/", {"login": "0900000001", "password": "bon tot 2024"})
    assert person.get("/profile/").status_code == 200
    client.force_login(cast.quang)
    client.post(f"/accounts/{cast.bay.public_id}/lock/")
    assert person.get("/profile/").status_code == 302
    assert person.session.get("_auth_user_id") is None
    client.post(f"/accounts/{cast.bay.public_id}/unlock/")
    assert person.get("/profile/").status_code == 302
    person.post("/accounts/login/", {"login": "0900000001", "password": "bon tot 2024"})
    assert person.get("/profile/").status_code == 200
    verbs = list(Act.objects.about(cast.bay).values_list("verb", "actor__name"))
    assert verbs == [(Verb.ACCOUNT_UNLOCKED, "Tạ Đăng Quang"), (Verb.ACCOUNT_LOCKED, "Tạ Đăng Quang")]


def test_locking_twice_is_one_act(cast):
    bay = cast.bay
    bay.lock(by=cast.quang)
    bay.lock(by=cast.quang)
    assert Act.objects.about(bay).count() == 1


def test_nobody_locks_the_own_account(client, cast):
    with pytest.raises(NotYourOwn):
        cast.quang.lock(by=cast.quang)
    client.force_login(cast.quang)
    assert "/lock/" not in client.get(f"/accounts/{cast.quang.public_id}/").content.decode()
    assert client.post(f"/accounts/{cast.quang.public_id}/lock/").status_code == 403


@pytest.mark.parametrize("key", ["lan", "hoa", "bay", "minh", "khach"])
def test_only_a_system_administrator_locks(cast, key):
    with pytest.raises(NotAllowed):
        cast.nam.lock(by=getattr(cast, key))


def test_accounts_are_not_for_members(client, cast):
    for key in ("bay", "hoa", "nam", "minh", "khach"):
        client.force_login(getattr(cast, key))
        answers = [client.get("/accounts/"), client.get(f"/accounts/{cast.nam.public_id}/")]
        assert [answer.status_code for answer in answers] == [403, 403], key
        assert client.post(f"/accounts/{cast.nam.public_id}/lock/").status_code == 404


def test_account_of_another_subtree_is_not_found(client, cast):
    from fourgood.accounts.models import Office

    Office.objects.filter(user=cast.quang).update(unit=cast.dong_mai)
    client.force_login(cast.quang)
    assert [str(found) for found in find(client, "tran quoc dung").context["found"]] == []
    assert client.get(f"/accounts/{cast.dung.public_id}/").status_code == 404
    assert client.get(f"/accounts/{cast.bay.public_id}/").status_code == 200


def test_find_asks_the_same_queries_for_one_and_three(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.quang)
    counts = []
    for number in range(3):
        User.objects.create_user(name=f"Người Thử {number}")
        with CaptureQueriesContext(connection) as queries:
            found = find(client, "nguoi thu").context["found"]
        counts.append((len(found), len(queries)))
    assert [count for count, _queries in counts] == [1, 2, 3]
    assert len({queries for _count, queries in counts}) == 1
