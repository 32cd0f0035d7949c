"""Which letters a person gets: chosen when signed in, or stopped by the link in a letter without signing in."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from fourgood.notices.kinds import Kind
from fourgood.notices.links import read_stop_token, stop_token
from fourgood.notices.models import Draft, Letter, Unsubscription
from fourgood.organisation.models import Member
from tests.notices.conftest import NOW, person, send

ALL = {kind.value: "on" for kind in Kind}


def choices(client):
    return client.get(reverse("letter_choices")).content.decode()


def refused(user):
    return Unsubscription.objects.kinds_of(user)


def test_every_kind_is_on_until_one_says_otherwise(client, an):
    client.force_login(an)
    page = choices(client)
    assert page.count('type="checkbox"') == page.count("checked") == len(Kind)
    assert "Khi có người giao nhiệm vụ cho đồng chí." in page


def test_choice_is_kept_for_the_person_alone(client, an):
    other = person("Binh")
    client.force_login(an)
    response = client.post(reverse("letter_choices"), {**ALL, Kind.DIGEST.value: ""}, follow=True)
    assert "Đã lưu lựa chọn về thư." in response.content.decode()
    assert (refused(an), refused(other)) == ({Kind.DIGEST}, set())
    client.post(reverse("letter_choices"), ALL)
    assert refused(an) == set()


def test_choice_keeps_since_when_a_kind_is_refused(client, an):
    Unsubscription.objects.stop(an, Kind.DIGEST, at=NOW)
    client.force_login(an)
    client.post(reverse("letter_choices"), {})
    assert refused(an) == set(Kind)
    assert Unsubscription.objects.get(user=an, kind=Kind.DIGEST).at == NOW


def test_page_tells_where_letters_go(client, an):
    client.force_login(an)
    assert "an@example.org" in choices(client)
    assert "hồ sơ đảng viên" not in choices(client)


def test_page_tells_who_can_change_an_address_in_the_members_record(client, db, named_server):
    member = Member.objects.create(code="22.900009", full_name="Cúc", admitted_on="2000-01-01", email="cuc@example.org")
    client.force_login(person("Cuc", email=None, phone="+84912345678", member=member))
    page = choices(client)
    assert "cuc@example.org" in page
    assert "bí thư chi bộ có thể sửa" in page


def test_page_tells_that_no_letters_come(client, db, settings):
    client.force_login(person("Cuc", email=None, phone="+84912345678"))
    page = choices(client)
    assert "Chưa có địa chỉ e-mail của đồng chí" in page
    assert "Hệ thống chưa nối với máy chủ thư" in page


def test_own_page_leads_there(client, cast):
    client.force_login(cast.bay)
    assert reverse("letter_choices") in client.get("/profile/").content.decode()


# The link in a letter


@pytest.fixture
def link(an):
    return reverse("letters_stop", args=[stop_token(an, Kind.TASK_GIVEN)])


def test_link_of_a_sent_letter_stops_the_kind_with_one_click(office, an):
    """As a mail program does it: no cookies, no token of a form, no page looked at before."""
    Letter.objects.write_many(Kind.TASK_GIVEN, [Draft(an, "task 7", "Việc", "Mở")], at=NOW)
    send()
    link = office.taken[0]["List-Unsubscribe"].strip("<> ").removeprefix("https://fourgood.example.org")
    response = Client(enforce_csrf_checks=True).post(link, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, refused(an)) == (200, {Kind.TASK_GIVEN})
    assert Letter.objects.write_many(Kind.TASK_GIVEN, [Draft(an, "task 8", "Việc", "Mở")], at=NOW).unsubscribed == 1


def test_looking_changes_nothing(client, an, link):
    page = client.get(link).content.decode()
    assert "<button" in page
    assert "Nhiệm vụ được giao." in page
    assert refused(an) == set()


def test_stopping_twice_changes_nothing(client, an, link):
    client.post(link)
    assert client.post(link).status_code == 200
    assert refused(an) == {Kind.TASK_GIVEN}


@pytest.mark.parametrize(("language", "words"), [("ms", "Hentikan surat ini"), ("en", "Stop these letters")])
def test_page_speaks_the_language_of_whoever_got_the_letter(client, db, language, words):
    link = reverse("letters_stop", args=[stop_token(person("Ben", language=language), Kind.DIGEST)])
    response = client.get(link, headers={"Accept-Language": "vi"})
    assert words in response.content.decode()
    assert f'<html lang="{language}">' in response.content.decode()


def test_page_names_nobody(client, an, link):
    page = client.get(link).content.decode()
    assert [word for word in ("an@example.org", ">An<") if word in page] == []


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: token.replace("task_given", "digest"),
        lambda token: "x",
        lambda token: "a.b:c",
        lambda token: token.split(":")[0],
    ],
)
def test_link_that_was_tampered_with_does_nothing(client, an, forge):
    token = forge(stop_token(an, Kind.TASK_GIVEN))
    assert read_stop_token(token) is None
    response = client.post(reverse("letters_stop", args=[token]))
    assert (response.status_code, refused(an)) == (404, set())
    assert "Liên kết không đầy đủ." in response.content.decode()
