"""A person's own page: language, what is held, devices; and the language of each person."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.demo.cast import PASSWORD
from fourgood.organisation.models import Position


def signed_in(client, login):
    client.post("/accounts/login/", {"login": login, "password": PASSWORD}, headers={"User-Agent": "Firefox Android"})
    return client


def test_own_page_tells_what_i_hold_since_when(client, cast):
    client.force_login(cast.bay)
    Position.objects.filter(member=cast.bay.member, unit=cast.bieu_nghi).update(valid=since(dt.date(2020, 3, 15)))
    page = client.get("/profile/").content.decode()
    assert "15/03/2020" in page
    for words in ("Vũ Văn Bảy", "0900 000 001", "Bí thư", "Trưởng thôn, khu phố", "Khu phố Biểu Nghi"):
        assert words in page


def test_own_page_of_an_officer_advises_a_second_factor(client, cast):
    client.force_login(cast.minh)
    page = client.get("/profile/").content.decode()
    assert "Cán bộ kiểm tra" in page
    assert "Đồng chí giữ vai trò có phạm vi rộng." in page


def test_own_page_of_someone_without_anything_says_who_can_help(client, cast):
    client.force_login(cast.khach)
    assert "hãy hỏi bí thư chi bộ" in client.get("/profile/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Đang giữ"), ("ms", "Apa yang anda pegang"), ("en", "What you hold")]
)
def test_choice_of_language_stays_with_the_person(client, cast, language, words):
    client.force_login(cast.bay)
    response = client.post("/language/", {"language": language, "next": "/profile/"})
    assert (response.status_code, response.url) == (302, "/profile/")
    assert cast.bay.language == language
    other_browser = client.__class__(headers={"Accept-Language": "fr"})
    other_browser.force_login(cast.bay)
    page = other_browser.get("/profile/").content.decode()
    assert words in page
    assert f'<html lang="{language}">' in page


def test_choice_without_signing_in_is_kept_in_a_cookie(client, cast):
    response = client.post("/language/", {"language": "ms"}, headers={"Referer": "http://testserver/accounts/login/"})
    assert response.url == "http://testserver/accounts/login/"
    assert client.cookies["django_language"].value == "ms"
    assert "Log masuk" in client.get("/accounts/login/").content.decode()


def test_vietnamese_is_spoken_when_nothing_else_is_asked_for(client, cast):
    assert '<html lang="vi">' in client.get("/accounts/login/").content.decode()


def test_persons_language_wins_over_the_cookie_of_the_device(client, cast):
    client.post("/language/", {"language": "en"})
    client.force_login(cast.bay)
    cast.bay.choose_language("ms")
    assert '<html lang="ms">' in client.get("/profile/").content.decode()


def test_unknown_language_changes_nothing_and_other_sites_are_not_led_to(client, cast):
    client.force_login(cast.bay)
    response = client.post("/language/", {"language": "xx", "next": "https://evil.example/"})
    assert response.url == "/"
    assert cast.bay.language == ""


def test_devices_are_listed_and_all_signed_out(client, cast):
    phone, computer = signed_in(client, "0900000001"), signed_in(client.__class__(), "0900000001")
    page = phone.get("/profile/sessions/").content.decode()
    assert page.count("Firefox, Android") == 2
    assert page.count("thiết bị này") == 1 + page.count("kể cả thiết bị này")
    response = phone.post("/profile/sessions/")
    assert (response.status_code, response.url) == (302, "/accounts/login/")
    assert [each.get("/profile/").status_code for each in (phone, computer)] == [302, 302]
    assert not UserSession.objects.filter(user=cast.bay).exists()
    assert Act.objects.about(cast.bay).get().verb == Verb.SIGNED_OUT_EVERYWHERE


def test_devices_of_others_stay(client, cast):
    mine, theirs = signed_in(client, "0900000001"), signed_in(client.__class__(), "0900000002")
    mine.post("/profile/sessions/")
    assert theirs.get("/profile/").status_code == 200


def test_new_password_ends_other_devices_and_keeps_this_one(client, cast):
    here, there = signed_in(client, "0900000001"), signed_in(client.__class__(), "0900000001")
    new = "mưa rào tháng sáu"
    response = here.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (response.status_code, response.url) == (302, "/profile/")
    assert here.get("/profile/").status_code == 200
    assert there.get("/profile/").status_code == 302
    assert cast.bay.check_password(new)
    act = Act.objects.about(cast.bay).get()
    assert (act.verb, act.path, act.after) == (Verb.PASSWORD_SET, cast.bieu_nghi.path, None)


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"oldpassword": "wrong"}, {"oldpassword": ["Đây không phải mật khẩu hiện tại."]}),
        ({"password2": "khác hẳn cái kia"}, {"password2": ["Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại."]}),
        (
            {"password1": "ngắn", "password2": "ngắn"},
            {"password1": ["Mật khẩu quá ngắn. Dùng ít nhất 10 ký tự."]},
        ),
    ],
)
def test_change_of_password_is_refused_in_words(client, cast, data, errors):
    client.force_login(cast.bay)
    good = {"oldpassword": PASSWORD, "password1": "mưa rào tháng sáu", "password2": "mưa rào tháng sáu"}
    assert client.post("/accounts/password/", good | data).context["form"].errors == errors


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114 Safari/537.36", "Cốc Cốc, Windows"),
        ("curl/8", "thiết bị không rõ"),
        ("", "thiết bị không rõ"),
    ],
)
def test_device_is_named_in_words(user_agent, words):
    from django.utils import translation

    from fourgood.accounts.templatetags.devices import device

    with translation.override("vi"):
        assert device(user_agent) == words
