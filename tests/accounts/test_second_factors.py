"""Authenticator apps and recovery codes. Passkeys are tried in a real browser (tests/journeys/test_passkeys.py)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ImproperlyConfigured

from fourgood.accounts.adapter import SecondFactorAdapter
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.demo.cast import PASSWORD


def six_digits(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def confirmed(client, cast):
    """Nam's browser, in which he has confirmed his password a moment ago."""
    client.force_login(cast.nam)
    client.post("/accounts/confirm/?next=/accounts/2fa/", {"password": PASSWORD})
    return client


@pytest.fixture
def with_app(confirmed):
    """Nam has set up an authenticator app; returns its secret."""
    secret = confirmed.get("/accounts/2fa/totp/activate/").context["form"].secret
    response = confirmed.post("/accounts/2fa/totp/activate/", {"code": six_digits(secret)})
    assert response.status_code == 302
    return secret


def test_setting_up_asks_for_the_password_first(client, cast):
    client.force_login(cast.nam)
    response = client.get("/accounts/2fa/totp/activate/")
    assert (response.status_code, response.url) == (
        302,
        "/accounts/confirm/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F",
    )
    wrong = client.post("/accounts/confirm/", {"password": "not it"})
    assert wrong.context["form"].errors == {"password": ["Mật khẩu chưa đúng."]}


def test_setting_up_shows_a_picture_that_needs_no_inline_style(confirmed):
    page = confirmed.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<svg class="qr"' in page
    assert "style=" not in page


def test_app_is_set_up_with_recovery_codes_and_recorded(with_app, cast):
    kinds = sorted(Authenticator.objects.filter(user=cast.nam).values_list("type", flat=True))
    assert kinds == ["recovery_codes", "totp"]
    acts = Act.objects.about(cast.nam)
    assert {(act.verb, act.after["kind"]) for act in acts} == {
        (Verb.SECOND_FACTOR_ADDED, "recovery_codes"),
        (Verb.SECOND_FACTOR_ADDED, "totp"),
    }


def test_password_alone_is_not_enough_any_more(with_app, client, cast):
    other = client.__class__()
    response = other.post("/accounts/login/", {"login": "nam@mau.example", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/accounts/2fa/authenticate/")
    assert other.get("/profile/").status_code == 302
    wrong = other.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.context["form"].errors == {"code": ["Mã chưa đúng hoặc đã quá giờ. Hãy thử mã tiếp theo."]}
    codes = Authenticator.objects.get(user=cast.nam, type="recovery_codes").wrap().get_unused_codes()
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert other.get("/profile/").status_code == 200
    third = client.__class__()
    third.post("/accounts/login/", {"login": "nam@mau.example", "password": PASSWORD})
    assert third.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200


def test_passkey_that_belongs_to_someone_else_is_not_found(confirmed, cast):
    theirs = Authenticator.objects.create(user=cast.bay, type="webauthn", data={"name": "x"})
    addresses = [f"/accounts/2fa/webauthn/keys/{theirs.pk}/{act}/" for act in ("edit", "remove")]
    assert [confirmed.get(address).status_code for address in addresses] == [404, 404]
    assert [confirmed.post(address).status_code for address in addresses] == [404, 404]


def test_secret_is_kept_encrypted(with_app, cast):
    stored = Authenticator.objects.get(user=cast.nam, type="totp").data["secret"]
    assert with_app not in stored
    assert SecondFactorAdapter().decrypt(stored) == with_app


def test_earlier_secret_key_still_reads_and_a_lost_one_is_told(settings):
    stored = SecondFactorAdapter().encrypt("ABC")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret key, fifty characters long or so, for sure"
    assert SecondFactorAdapter().decrypt(stored) == "ABC"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ImproperlyConfigured):
        SecondFactorAdapter().decrypt(stored)


def test_stopping_the_app_is_recorded_and_takes_the_recovery_codes_along(with_app, confirmed, cast):
    assert confirmed.get("/accounts/2fa/totp/deactivate/").status_code == 200
    assert confirmed.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.filter(user=cast.nam).exists()
    removed = Act.objects.about(cast.nam).filter(verb=Verb.SECOND_FACTOR_REMOVED)
    assert sorted(act.after["kind"] for act in removed) == ["recovery_codes", "totp"]


def test_all_pages_of_second_factors_speak_vietnamese_and_obey_the_policy(with_app, confirmed, cast):
    passkey = Authenticator.objects.create(
        user=cast.nam, type="webauthn", data={"name": "Điện thoại", "credential": {"clientExtensionResults": {}}}
    )
    pages = [
        "",
        "totp/deactivate/",
        "recovery-codes/",
        "recovery-codes/generate/",
        "webauthn/",
        f"webauthn/keys/{passkey.pk}/edit/",
        f"webauthn/keys/{passkey.pk}/remove/",
    ]
    for path in pages:
        response = confirmed.get(f"/accounts/2fa/{path}")
        assert response.status_code == 200, path
        page = response.content.decode()
        assert '<html lang="vi">' in page
        assert not [word for word in ("Two-Factor", "Authenticator", "Security", "Add", "style=") if word in page]
