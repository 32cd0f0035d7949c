"""Signing in by phone number or e-mail address, and what a failed attempt tells."""

import logging

import pytest
from django.urls import reverse

from fourgood.accounts.models import User
from fourgood.demo.cast import PASSWORD

LOGIN = "/accounts/login/"


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("login", ["0900000001", "0900 000 001", "+84900000001", "+84 900 000 001"])
def test_sign_in_by_phone_however_written(client, cast, login):
    response = sign_in(client, login)
    assert (response.status_code, response.url) == (302, "/")
    assert signed_in(client) == str(cast.bay.pk)


@pytest.mark.parametrize("login", ["nam@mau.example", "Nam@Mau.Example", " nam@mau.example "])
def test_sign_in_by_email_however_written(client, cast, login):
    assert sign_in(client, login).status_code == 302
    assert signed_in(client) == str(cast.nam.pk)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("0900000001", "not the password"),
        ("0900000099", PASSWORD),
        ("nam@mau.example", "not the password"),
        ("nobody@mau.example", PASSWORD),
        ("neither number nor address", PASSWORD),
    ],
)
def test_failed_sign_in_tells_nothing_about_the_account(client, cast, login, password):
    response = sign_in(client, login, password)
    assert response.status_code == 200
    assert response.context["form"].errors == {"__all__": ["Số điện thoại, địa chỉ e-mail hoặc mật khẩu chưa đúng."]}
    assert signed_in(client) is None


def test_failed_sign_in_hashes_a_password_though_the_account_is_unknown(client, cast, monkeypatch):
    """So that the time of the answer doesn't tell either: one hash is computed in both cases."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a, **k: hashed.append("e") or encode(*a, **k))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *a, **k: hashed.append("v") or verify(*a, **k))
    sign_in(client, "0900000099", "not the password")
    unknown = len(hashed)
    hashed.clear()
    sign_in(client, "0900000001", "not the password")
    assert (unknown, len(hashed)) == (1, 1)


def test_account_not_opened_yet_can_not_be_signed_into(client, cast):
    User.objects.create_user(name="Chưa Mở", phone="+84900000098")
    response = sign_in(client, "0900000098", "")
    assert response.status_code == 200
    assert sign_in(client, "0900000098", "!").status_code == 200
    assert signed_in(client) is None


def test_sixth_attempt_on_one_number_is_refused_and_others_are_not(client, cast):
    for _attempt in range(5):
        sign_in(client, "0900000001", "not the password")
    response = sign_in(client, "0900000001")
    assert response.context["form"].errors == {"__all__": ["Đã nhập sai quá nhiều lần. Đợi năm phút rồi thử lại."]}
    assert sign_in(client, "0900000002").status_code == 302
    assert signed_in(client) == str(cast.thu.pk)


def test_many_failures_from_one_place_get_429(client, cast, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    for attempt in range(3):
        assert sign_in(client, f"090000009{attempt}", "x").status_code == 200
    response = sign_in(client, "0900000001")
    assert response.status_code == 429
    assert "Đợi vài phút rồi thử lại." in response.content.decode()


def test_failed_sign_in_leaves_no_personal_data_in_the_log(client, cast, caplog):
    with caplog.at_level(logging.DEBUG):
        sign_in(client, "0900000001", "secret guess")
        sign_in(client, "nam@mau.example", "secret guess")
        sign_in(client, "0900000099", "secret guess")
    assert not [word for word in ("0900000001", "84900000001", "nam@mau", "secret guess", "Bảy") if word in caplog.text]


def test_session_ends_with_the_browser_unless_the_person_stays_signed_in(client, cast):
    response = sign_in(client, "0900000001")
    assert response.cookies["sessionid"]["max-age"] == ""
    client.logout()
    response = sign_in(client, "0900000001", remember="on")
    assert response.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, cast):
    cookie = sign_in(client, "0900000001").cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_nobody_signs_up_and_no_mail_addresses_are_managed(client, cast):
    addresses = ("accounts/signup/", "accounts/email/", "accounts/password/reset/", "accounts/login/code/", "admin/")
    client.force_login(cast.bay)
    assert [client.get(f"/{address}").status_code for address in addresses] == [404] * len(addresses)


def test_locked_account_is_told_so_only_with_the_right_password(client, cast):
    cast.bay.lock(by=cast.quang)
    assert sign_in(client, "0900000001", "not the password").status_code == 200
    response = sign_in(client, "0900000001")
    assert (response.status_code, response.url) == (302, reverse("account_inactive"))
    assert signed_in(client) is None


def test_sign_in_goes_on_to_the_page_asked_for_but_never_to_another_site(client, cast):
    assert sign_in(client, "0900000001", next="/profile/").url == "/profile/"
    client.logout()
    assert sign_in(client, "0900000001", next="https://evil.example/").url == "/"


def test_passwords_are_hashed_with_argon2(cast):
    assert cast.bay.password.startswith("argon2$argon2id$")
