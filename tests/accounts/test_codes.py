"""Printed codes: handed over, entered once, void when replaced or out of date."""

import datetime as dt
import logging
import re
import string

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError
from django.utils import timezone

from fourgood.accounts.models import AccessCode, CodeRefused, User
from fourgood.accounts.models.codes import ALPHABET, digest
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.organisation.models import Member, Membership

NEW_PASSWORD = "đồng lúa mùa vàng"
REFUSED = (
    "Mã này không dùng được. Có thể mã bị gõ sai, đã dùng, đã có mã mới thay hoặc đã hết hạn. "
    "Hãy xin bí thư chi bộ mã mới; bí thư thì xin cấp ủy cấp trên."
)


@pytest.fixture
def nobody_yet(cast):
    """A member of Biểu Nghi without an account."""
    return new_member(cast, "Hoàng Thị Lúa", "22.900001")


def new_member(cast, name, code):
    member = Member.objects.create(
        code=code, full_name=name, admitted_on=dt.date(2020, 1, 1), official_on=dt.date(2021, 1, 1), unit=cast.bieu_nghi
    )
    began = Membership.Beginning.IMPORTED
    Membership.objects.create(member=member, unit=cast.bieu_nghi, began_by=began, valid=since(dt.date(2020, 1, 1)))
    return member


def hand_over(to, by, **more):
    return AccessCode.objects.hand_over(to, by=by, at=timezone.now(), **more)


def enter(client, code, login="0912 345 678", password=NEW_PASSWORD, again=None):
    data = {"code": code, "login": login, "password1": password, "password2": again or password}
    return client.post("/code/", data)


def test_code_is_in_three_groups_of_an_alphabet_without_look_alikes(cast, nobody_yet):
    _code, text = hand_over(nobody_yet, cast.bay)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", text)
    assert len(ALPHABET) == len(set(ALPHABET)) == 28
    assert set(ALPHABET) == set(string.ascii_uppercase + string.digits) - set("01L" + "AEIOU")


def test_code_is_kept_only_as_a_keyed_hash(cast, nobody_yet, settings):
    code, text = hand_over(nobody_yet, cast.bay)
    row = AccessCode.objects.filter(pk=code.pk).values().get()
    plain = text.replace("-", "")
    assert not [value for value in row.values() if plain in str(value) or text in str(value)]
    before = digest(text)
    settings.SECRET_KEY = "another key, as on another installation of FourGood"
    assert digest(text) != before


def test_act_of_handing_over_names_the_member_and_never_the_code(cast, nobody_yet):
    code, text = hand_over(nobody_yet, cast.bay)
    act = Act.objects.about(nobody_yet).get()
    assert (act.verb, act.actor, act.path) == (Verb.ACCOUNT_INVITED, cast.bay, cast.bieu_nghi.path)
    assert act.capacity == "Bí thư, Chi bộ khu Biểu Nghi"
    assert act.after == {"purpose": "open", "until": code.valid_until.isoformat()}
    assert text.replace("-", "") not in str(Act.objects.filter(pk=act.pk).values().get()).replace("-", "")


def test_member_opens_the_account_and_signs_in(client, cast, nobody_yet):
    _code, text = hand_over(nobody_yet, cast.bay)
    response = enter(client, text)
    assert (response.status_code, response.url) == (302, "/accounts/login/")
    user = User.objects.get(member=nobody_yet)
    assert (user.name, user.phone, user.email) == ("Hoàng Thị Lúa", "+84912345678", None)
    act = Act.objects.about(user).get()
    assert (act.verb, act.actor, act.path) == (Verb.ACCOUNT_OPENED, user, cast.bieu_nghi.path)
    client.post("/accounts/login/", {"login": "0912345678", "password": NEW_PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "written", [str.lower, lambda text: text.replace("-", ""), lambda text: f"  {text.replace('-', ' ')} "]
)
def test_code_is_entered_however_written(client, cast, nobody_yet, written):
    _code, text = hand_over(nobody_yet, cast.bay)
    assert enter(client, written(text)).status_code == 302


def test_mistyped_code_is_refused_with_who_can_help(client, cast, nobody_yet):
    hand_over(nobody_yet, cast.bay)
    response = enter(client, "BBBB-BBBB-BBBB")
    assert response.status_code == 200
    assert response.context["form"].errors == {"code": [REFUSED]}
    assert not User.objects.filter(member=nobody_yet).exists()


def test_used_replaced_and_late_code_get_the_same_answer(client, cast, nobody_yet):
    _code, used = hand_over(nobody_yet, cast.bay)
    enter(client, used)
    other = new_member(cast, "Đỗ Văn Mạ", "22.900002")
    _code, replaced = hand_over(other, cast.bay)
    late, late_text = hand_over(other, cast.bay)
    AccessCode.objects.filter(pk=late.pk).update(
        handed_over_at=timezone.now() - dt.timedelta(days=20), valid_until=timezone.now() - dt.timedelta(seconds=1)
    )
    answers = [enter(client, text, login="0912 345 679").context["form"].errors for text in (used, replaced, late_text)]
    assert answers == [{"code": [REFUSED]}] * 3


def test_code_lives_as_long_as_the_setting_says(cast, nobody_yet, settings):
    settings.ACCESS_CODE_DAYS = 3
    at = timezone.now()
    code, text = AccessCode.objects.hand_over(nobody_yet, by=cast.bay, at=at)
    assert code.valid_until == at + dt.timedelta(days=3)
    assert AccessCode.objects.written(text, at=at + dt.timedelta(days=2, hours=23)) == code
    with pytest.raises(CodeRefused):
        AccessCode.objects.written(text, at=at + dt.timedelta(days=3))


def test_code_works_once_even_for_two_at_the_same_moment(cast, nobody_yet):
    _code, text = hand_over(nobody_yet, cast.bay)
    now = timezone.now()
    first, second = AccessCode.objects.written(text, at=now), AccessCode.objects.written(text, at=now)
    first.use(phone="+84912345678", email=None, password=NEW_PASSWORD, at=now)
    with pytest.raises(CodeRefused):
        second.use(phone="+84912345679", email=None, password="another password", at=now)
    assert User.objects.get(member=nobody_yet).phone == "+84912345678"


def test_two_live_codes_for_one_member_are_impossible(cast, nobody_yet):
    code, _text = hand_over(nobody_yet, cast.bay)
    code.pk, code.digest = None, "f" * 64
    with pytest.raises(IntegrityError, match="one_code_at_a_time_per_member"):
        code.save(force_insert=True)


def test_code_for_nobody_is_impossible(cast):
    later = timezone.now() + dt.timedelta(days=1)
    with pytest.raises(IntegrityError, match="a_code_is_for_one_person"):
        AccessCode.objects.create(purpose="open", digest="e" * 64, handed_over_by=cast.bay, valid_until=later)


@pytest.mark.parametrize(
    ("login", "errors"),
    [
        ("0900000001", ["Một tài khoản khác đã dùng số điện thoại này. Hãy dùng địa chỉ e-mail, hoặc hỏi bí thư."]),
        ("nam@mau.example", ["Một tài khoản khác đã dùng địa chỉ e-mail này. Hãy dùng địa chỉ khác."]),
        ("số của tôi", ["Nhập số điện thoại, ví dụ 0912 345 678, hoặc địa chỉ e-mail."]),
    ],
)
def test_sign_in_name_must_be_free_and_readable(client, cast, nobody_yet, login, errors):
    _code, text = hand_over(nobody_yet, cast.bay)
    assert enter(client, text, login=login).context["form"].errors == {"login": errors}


def test_taken_number_is_told_only_to_whoever_has_a_code(client, cast):
    assert "login" not in enter(client, "BBBB-BBBB-BBBB", login="0900000001").context["form"].errors


def test_weak_or_unequal_password_is_refused_and_the_code_stays_good(client, cast, nobody_yet):
    _code, text = hand_over(nobody_yet, cast.bay)
    weak = enter(client, text, password="0912345678").context["form"].errors
    assert list(weak) == ["password1"]
    unequal = enter(client, text, again="không giống nhau").context["form"].errors
    assert unequal == {"password2": ["Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại."]}
    assert enter(client, text).status_code == 302


def test_recovery_sets_the_password_and_ends_every_session(client, cast):
    client.force_login(cast.nam)
    client.post("/accounts/login/", {"login": "nam@mau.example", "password": "x"})
    code, text = hand_over(cast.nam.member, cast.bay)
    assert (code.purpose, code.user) == ("recover", cast.nam)
    other = client.__class__()
    assert enter(other, text, login="nam@mau.example").status_code == 302
    assert client.get("/profile/").status_code == 302
    assert cast.nam.check_password(NEW_PASSWORD)
    act = Act.objects.about(cast.nam).get()
    assert (act.verb, act.after) == (Verb.PASSWORD_SET, {"by_code": code.pk})


def test_recovery_keeps_second_factors_unless_the_one_who_hands_over_says_so(client, cast):
    for removes, left in ((False, 1), (True, 0)):
        Authenticator.objects.filter(user=cast.nam).delete()
        Authenticator.objects.create(user=cast.nam, type=Authenticator.Type.TOTP, data={"secret": "x"})
        _code, text = hand_over(cast.nam.member, cast.bay, removes_second_factors=removes)
        assert enter(client, text, login="nam@mau.example").status_code == 302
        assert Authenticator.objects.filter(user=cast.nam).count() == left
    handed_over = Act.objects.about(cast.nam.member).first()
    assert handed_over.after["removes_second_factors"] is True


def test_attempts_to_guess_are_limited(client, cast, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "access_code": "3/m/ip"}
    statuses = [enter(client, "BBBB-BBBB-BBBB").status_code for _attempt in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_code_never_gets_into_an_address_or_the_log(client, cast, nobody_yet, caplog):
    client.force_login(cast.bay)
    with caplog.at_level(logging.DEBUG):
        response = client.post(f"/members/{nobody_yet.pk}/code/", {"language": "vi"})
        text = response.context["slips"][0].text
        enter(client, text)
        enter(client, text)
    assert text not in caplog.text
    assert text.replace("-", "") not in caplog.text
    assert re.search(r"\?[^\"]*" + text, response.content.decode()) is None
    assert response.context["address"] == "http://testserver/code/"


def test_paper_is_shown_once_and_never_kept_by_the_browser(client, cast, nobody_yet):
    client.force_login(cast.bay)
    response = client.post(f"/members/{nobody_yet.pk}/code/", {"language": "vi"})
    text = response.context["slips"][0].text
    assert text in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert text not in client.get(f"/members/{nobody_yet.pk}/code/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Mã mở tài khoản chương trình 4 tốt"),
        ("ms", "Kod untuk membuka akaun anda dalam program 4-baik"),
        ("en", "Code to open your account in the 4-good programme"),
    ],
)
def test_paper_speaks_the_language_of_the_member(client, cast, nobody_yet, language, words):
    client.force_login(cast.bay)
    page = client.post(f"/members/{nobody_yet.pk}/code/", {"language": language}).content.decode()
    assert words in page
    assert f'lang="{language}"' in page
    assert "Hoàng Thị Lúa" in page
    assert "Chi bộ khu Biểu Nghi" in page
    assert "<svg" in page


def test_whole_cell_gets_papers_in_one_go(client, cast, nobody_yet):
    other = new_member(cast, "Đỗ Văn Mạ", "22.900002")
    client.force_login(cast.bay)
    url = f"/units/{cast.bieu_nghi.pk}/codes/"
    assert client.get(url).status_code == 200
    response = client.post(url, {"members": [nobody_yet.pk, other.pk], "language": "vi"})
    assert [slip.name for slip in response.context["slips"]] == ["Hoàng Thị Lúa", "Đỗ Văn Mạ"]
    assert len({slip.text for slip in response.context["slips"]}) == 2


def test_whole_cell_never_includes_a_member_of_another(client, cast):
    client.force_login(cast.bay)
    response = client.post(f"/units/{cast.bieu_nghi.pk}/codes/", {"members": [cast.dung.member_id], "language": "vi"})
    assert response.context["form"].errors == {"members": ["Danh sách đã thay đổi. Hãy chọn lại."]}


def test_list_of_accounts_asks_the_same_queries_for_one_and_three(client, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.bay)
    url = f"/units/{cast.bieu_nghi.pk}/codes/"
    client.get(url)
    counts = []
    for number in range(3):
        new_member(cast, f"Thành Viên {number}", f"22.90001{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
